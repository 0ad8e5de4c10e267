import type { Expression, Statement } from '../model/facts.ts';
import { visitAll } from '../model/visit.ts';
import type { Rule } from './rule.ts';
import { mentions } from '../model/names.ts';
import {
  bodiesOf,
  calledType,
  callsIn,
  functionBodies,
  initializerOf,
  placed,
  someNode,
  textOf,
  type SourceBody,
} from './shared/source-calls.ts';

const VARIABLE = 'AWS_LAMBDA_INITIALIZATION_TYPE';
const PROVIDER = /Credentials?Provider(Chain)?$/;

const rule: Rule = {
  meta: {
    id: 'credentials-by-init-type',
    family: 'credentials',
    title: 'Credentials providers chosen by the initialization type',
    severity: { snapstart: 'warning', crac: 'off' },
    preset: 'recommended',
    messages: {
      chosen:
        '{provider} is chosen by AWS_LAMBDA_INITIALIZATION_TYPE. After a crash or a timeout Lambda was seen to initialise an ' +
        'environment of a SnapStart version as on-demand without the key variables, and the choice is then wrong. Use the ' +
        'default chain for every type.',
    },
    sources: [
      'https://github.com/aws-powertools/powertools-lambda-java/issues/1302',
      'https://docs.aws.amazon.com/lambda/latest/dg/snapstart-activate.html',
    ],
  },
  mayReport: ({ names }) => mentions(names, PROVIDER) && mentions(names, /AWS_|^AWS$|INITIALIZATION/),
  *check({ project, init }) {
    for (const place of functionBodies(project, PROVIDER)) {
      const found: { span: readonly [number, number]; branches: readonly (Expression | Statement)[] }[] = [];
      visitAll(place.body, (node) => {
        if ((node.kind === 'if' || node.kind === 'conditional') && asks(place, node.condition)) {
          found.push({ span: node.condition.span, branches: [node.whenTrue, node.whenFalse].flat() });
        } else if (node.kind === 'switch' && asks(place, node.selector)) {
          found.push({ span: node.selector.span, branches: node.cases.flatMap(({ body }) => body) });
        }
      });
      for (const { span, branches } of found) {
        const provider = providerIn(place, branches);
        if (provider === null) continue;
        const sink = { type: 'java.lang.System', member: 'getenv' };
        yield { ...placed(place, span, init), sink, messageId: 'chosen', data: { provider } };
      }
    }
  },
};

export default rule;

/** Whether a condition looks at the variable: by itself, through a variable or field, or through a method of the class. */
function asks(place: SourceBody, condition: Expression, depth = 0): boolean {
  return someNode([condition], (node) => {
    if (node.kind === 'call') {
      if (node.name === 'getenv' || node.name === 'get') return textOf(place, node.arguments[0]) === VARIABLE;
      return node.target === null && depth < 2 && isAnsweredBy(place, node.name, depth);
    }
    if (depth > 1 || (node.kind !== 'name' && node.kind !== 'local') || !('name' in node)) return false;
    const value = node.kind === 'name' ? initializerOf(place.type, node.name) : localValue(place, node.name);
    return value !== null && asks(place, value, depth + 1);
  });
}

function isAnsweredBy(place: SourceBody, name: string, depth: number): boolean {
  for (const body of bodiesOf(place.project, place.type)) {
    if (body.method?.name !== name) continue;
    if (
      someNode(body.body, (node) => node.kind === 'return' && node.value !== null && asks(body, node.value, depth + 1))
    ) {
      return true;
    }
  }
  return false;
}

function localValue(place: SourceBody, name: string): Expression | null {
  const values: Expression[] = [];
  visitAll(place.body, (node) => {
    if (node.kind === 'local' && 'initializer' in node && node.name === name && node.initializer !== null) {
      values.push(node.initializer);
    }
  });
  return values[0] ?? null;
}

/** The provider that one of the branches makes, by its simple name. */
function providerIn(place: SourceBody, branches: readonly (Expression | Statement)[]): string | null {
  const names = callsIn(branches).map((call) => calledType(place, call) ?? '');
  const provider = names.find((name) => PROVIDER.test(name));
  return provider === undefined ? null : provider.slice(provider.lastIndexOf('.') + 1);
}
