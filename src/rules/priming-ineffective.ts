import type { Expression, Statement } from '../model/facts.ts';
import type { MethodModel } from '../model/project.ts';
import { visitAll } from '../model/visit.ts';
import { hookBodies, hookOwners, placedInHook } from './shared/hooks.ts';
import { methodsCalled } from './shared/reached-code.ts';
import { handlerMethods } from './shared/request-code.ts';
import type { Rule } from './rule.ts';
import { mayHaveHooks } from './shared/before-parsing.ts';
import { callsIn, someNode, type Call, type SourceBody } from './shared/source-calls.ts';

const rule: Rule = {
  meta: {
    id: 'priming-ineffective',
    family: 'hook',
    title: 'Priming events that the handler rejects at once',
    severity: { snapstart: 'info', crac: 'info' },
    preset: 'recommended',
    messages: {
      fails:
        'This primes {handler} with {event}, the handler fails at its first look at the event and catches that: next to ' +
        'nothing is primed. Use an event like those of requests.',
    },
    sources: ['https://docs.aws.amazon.com/lambda/latest/dg/snapstart-best-practices.html'],
  },
  mayReport: mayHaveHooks,
  *check({ project, init, facts }) {
    const handlers = new Map(handlerMethods(project, facts).map(({ method }) => [method.fact, method]));
    for (const owner of hookOwners(project)) {
      for (const place of hookBodies(project, owner, 'beforeCheckpoint')) {
        for (const call of callsIn(place.body)) {
          if (call.kind !== 'call') continue;
          const handler = methodsCalled(place, call)
            .map(({ fact }) => handlers.get(fact))
            .find((one) => one !== undefined);
          const event = handler === undefined ? null : emptyEvent(place, call.arguments[0]);
          if (handler === undefined || event === null || !failsQuietly(place, call, handler, event)) continue;
          const sink = { type: handler.owner.qualifiedName, member: handler.fact.name };
          const data = { handler: handler.fact.name, event: event === 'null' ? 'null' : 'an empty event' };
          yield {
            ...placedInHook(place, owner, call.span, init),
            phase: 'before-checkpoint',
            sink,
            messageId: 'fails',
            data,
          };
        }
      }
    }
  },
};

export default rule;

type EmptyEvent = 'null' | 'empty';

/** `null`, or an object that is made and left as it is. */
function emptyEvent(place: SourceBody, argument: Expression | undefined): EmptyEvent | null {
  if (argument === undefined) return null;
  if (argument.kind === 'literal' && argument.type === 'null') return 'null';
  if (isEmptyObject(argument)) return 'empty';
  if (argument.kind !== 'local') return null;
  const uses: Expression[] = [];
  const made: Expression[] = [];
  visitAll(place.body, (node) => {
    if (node.kind !== 'local' || node.name !== argument.name) return;
    if (!('initializer' in node)) uses.push(node);
    else if (node.initializer !== null) made.push(node.initializer);
  });
  return uses.length === 1 && made.length === 1 && made.every(isEmptyObject) ? 'empty' : null;
}

/** `new Event()`, `Event.builder().build()`. */
function isEmptyObject(expression: Expression): boolean {
  if (expression.kind === 'new') return expression.arguments.length === 0 && expression.body < 0;
  if (expression.kind !== 'call' || expression.name !== 'build' || expression.target?.kind !== 'call') return false;
  return /^(builder|newBuilder)$/.test(expression.target.name);
}

/** The handler's first statement calls something on what is null, and a catch-all is around it, or around the priming. */
function failsQuietly(place: SourceBody, call: Call, { fact }: MethodModel, event: EmptyEvent): boolean {
  const parameter = fact.parameters[0]?.name;
  const body = fact.body ?? [];
  const [first] = body;
  if (parameter === undefined || first === undefined) return false;
  const caught = first.kind === 'try' && body.length === 1 && catchesAll(first);
  const inner = caught ? first.body[0] : first;
  const isQuiet = caught || isInCatchAll(place, call);
  return isQuiet && inner !== undefined && !asksForNull(inner) && dereferences(inner, parameter, event);
}

function asksForNull(statement: Statement): boolean {
  return someNode([statement], (node) => node.kind === 'literal' && node.type === 'null');
}

function dereferences(statement: Statement, parameter: string, event: EmptyEvent): boolean {
  const isEvent = (node: Expression | null): boolean => node?.kind === 'local' && node.name === parameter;
  return someNode([statement], (node) => {
    if (node.kind !== 'call' || node.target === null) return false;
    if (event === 'null') return isEvent(node.target);
    // A getter of an empty event gives null, on which something is called.
    return node.target.kind === 'call' && /^get\p{Lu}/u.test(node.target.name) && isEvent(node.target.target);
  });
}

function catchesAll({ catches }: Statement & { kind: 'try' }): boolean {
  return catches.some(({ types }) =>
    types.some(({ name }) => /^(java\.lang\.)?(RuntimeException|Exception|Throwable)$/.test(name)),
  );
}

function isInCatchAll({ body }: SourceBody, call: Call): boolean {
  return someNode(
    body,
    (node) => node.kind === 'try' && catchesAll(node) && someNode(node.body, (inner) => inner === call),
  );
}
