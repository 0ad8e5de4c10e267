import { describe, expect, it } from 'vitest';
import { snapStartStates } from '../../src/graph/deployment.ts';
import { findHandlers } from '../../src/graph/roots.ts';
import type { FunctionFact, ProjectFacts } from '../../src/project/types.ts';
import { runRules } from '../../src/rules/runners/run-rules.ts';
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

function functionFact(handler: string, snapStart: SnapStartState, line: number | null = 5): FunctionFact {
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
    snapStartSource: line === null ? null : { file: 'template.yaml', line },
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
    expect(snapStartStates(project, facts)([])).toBe('off');
    const others = factsOf(...facts.functions, functionFact('shop.Other', 'unknown'));
    expect(snapStartStates(project, others)([])).toBe('unknown');
  });

  it('takes a missing setting for off only where the project switches SnapStart on for other functions', () => {
    const unset = functionFact('shop.Orders::handle', 'off', null);
    const stateWith = (...others: FunctionFact[]): SnapStartState =>
      snapStartStates(project, factsOf(unset, ...others))(['shop.Orders']);
    expect(stateWith()).toBe('unknown');
    expect(stateWith(functionFact('shop.Other', 'off', null))).toBe('unknown');
    expect(stateWith(functionFact('shop.Other', 'off', 9))).toBe('unknown');
    expect(stateWith(functionFact('shop.Other', 'unknown', null))).toBe('unknown');
    expect(stateWith(functionFact('shop.Other', 'on'))).toBe('off');
    expect(stateWith(functionFact('shop.Other', 'unknown', 9))).toBe('off');
    expect(stateWith(functionFact('shop.Orders', 'on'))).toBe('on');
  });

  it('is that of each class its own', () => {
    const facts = factsOf(functionFact('shop.Orders::handle', 'off', null), functionFact('shop.Other', 'on'));
    expect(snapStartStates(project, facts)(['shop.Other'])).toBe('on');
    expect(snapStartStates(project, facts)(['shop.Orders', 'shop.Other'])).toBe('on');
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
    });
  const texts = (state: SnapStartState, assumeSnapStart = false): readonly string[] =>
    run(state, assumeSnapStart).findings.map((one) => `${one.severity} ${one.snapStart} ${one.confidence}`);

  it('carry the state of their function', () => {
    expect(texts('on')).toEqual(['error on definite', 'error on definite']);
  });

  it('are a step less sure where the state is not known, unless it is assumed', () => {
    expect(texts('unknown')).toEqual(['error unknown likely', 'error unknown likely']);
    expect(texts('unknown', true)).toEqual(['error on definite', 'error on definite']);
  });

  it('under CRaC do not ask for SnapStart', () => {
    const facts = factsOf(functionFact('shop.Orders::handle', 'off'));
    const { findings, notSnapshotted } = runRules(project, { target: 'crac', severities: new Map(), facts });
    expect(findings.map(({ snapStart, confidence }) => `${snapStart} ${confidence}`)).toEqual([
      'unknown definite',
      'unknown definite',
    ]);
    expect(notSnapshotted).toEqual([]);
  });

  it('are silent where nothing is snapshotted, unless asked for', () => {
    expect(texts('off')).toEqual([]);
    expect(run('off', false).notSnapshotted).toHaveLength(2);
    expect(texts('off', true)).toEqual(['error off definite', 'error off definite']);
    expect(run('off', true).notSnapshotted).toEqual([]);
  });
});
