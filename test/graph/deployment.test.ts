import { describe, expect, it } from 'vitest';
import { snapStartStates } from '../../src/graph/deployment.ts';
import { findHandlers } from '../../src/graph/roots.ts';
import type { FunctionFact, ProjectFacts } from '../../src/project/types.ts';
import { runRules } from '../../src/rules/run-rules.ts';
import type { SnapStartState } from '../../src/types.ts';
import { projectOf } from '../helpers/analyze.ts';

const SOURCE = `package shop;
import java.util.UUID;
public class Orders {
  private static final UUID SHARED = UUID.randomUUID();
  private final UUID own = UUID.randomUUID();
  public String handle(String input) { return input + SHARED + own; }
  public static String fixed(String input) { return input + SHARED; }
}
`;

function functionFact(handler: string, snapStart: SnapStartState): FunctionFact {
  const [handlerClass = '', handlerMethod = null] = handler.split('::');
  return {
    name: 'Orders',
    handler,
    handlerClass,
    handlerMethod,
    runtime: 'java21',
    snapStart,
    packageType: 'Zip',
    environment: {},
    layers: [],
    codeUri: null,
    source: { file: 'template.yaml', line: 1 },
    snapStartSource: null,
    tool: 'sam',
  };
}

function factsOf(...functions: FunctionFact[]): ProjectFacts {
  return { functions, modules: [], crac: { uses: [] }, problems: [] };
}

const project = await projectOf([{ path: 'src/shop/Orders.java', text: SOURCE }]);

describe('handlers that a template names', () => {
  it('are roots whatever they implement', () => {
    expect(findHandlers(project, null)).toEqual([]);
    const [root, ...others] = findHandlers(project, factsOf(functionFact('shop.Orders::handle', 'on')));
    expect(others).toEqual([]);
    expect(root).toMatchObject({ isConstructed: true, isCertain: true });
  });

  it('are not constructed for a static method', () => {
    const [root] = findHandlers(project, factsOf(functionFact('shop.Orders::fixed', 'on')));
    expect(root?.isConstructed).toBe(false);
  });
});

describe('snapStartStates', () => {
  it('is unknown without any function', () => {
    expect(snapStartStates(project, null)(['shop.Orders'])).toBe('unknown');
    expect(snapStartStates(project, factsOf())(['shop.Orders'])).toBe('unknown');
  });

  it('is on when one function of the class is', () => {
    const facts = factsOf(functionFact('shop.Orders::handle', 'off'), functionFact('shop.Orders::fixed', 'on'));
    expect(snapStartStates(project, facts)(['shop.Orders'])).toBe('on');
  });

  it('is off only when every root is', () => {
    const facts = factsOf(functionFact('shop.Orders::handle', 'off'));
    expect(snapStartStates(project, facts)(['shop.Orders'])).toBe('off');
    expect(snapStartStates(project, facts)(['shop.Orders', 'shop.Other'])).toBe('unknown');
    expect(snapStartStates(project, facts)([])).toBe('unknown');
  });

  it('takes a generic handler for the application that it starts', () => {
    const facts = factsOf(functionFact('org.springframework.cloud.function.adapter.aws.FunctionInvoker', 'on'));
    expect(snapStartStates(project, facts)(['shop.Orders'])).toBe('on');
  });
});

describe('findings', () => {
  const run = (state: SnapStartState, assumeSnapStart: boolean) =>
    runRules(project, {
      target: 'snapstart',
      severities: new Map(),
      facts: factsOf(functionFact('shop.Orders::handle', state)),
      assumeSnapStart,
    }).findings.map(({ snapStart, severity }) => `${severity} ${snapStart}`);

  it('carry the state of their function', () => {
    expect(run('on', false)).toEqual(['error on', 'error on']);
    expect(run('unknown', false)).toEqual(['error unknown', 'error unknown']);
  });

  it('are silent where nothing is snapshotted, unless asked for', () => {
    expect(run('off', false)).toEqual([]);
    expect(run('off', true)).toEqual(['error off', 'error off']);
  });
});
