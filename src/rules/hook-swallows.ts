import { closesReceiver } from '../knowledge/behaviour.ts';
import type { CatchFact, Expression, Statement } from '../model/facts.ts';
import { visitAll } from '../model/visit.ts';
import { fieldNamed, hookOf, hookOwners, placedInHook, type HookName } from './shared/hooks.ts';
import type { Rule } from './rule.ts';
import { mayHaveHooks } from './shared/before-parsing.ts';
import { callsIn, declaredType, someNode, type Call, type SourceBody } from './shared/source-calls.ts';

const CATCH_ALL = /^(java\.lang\.)?(Exception|Throwable)$/;
const REOPENS = /^(re)?(open|connect|start|init)(\p{Lu}\w*)?$/u;

const rule: Rule = {
  meta: {
    id: 'hook-swallows',
    family: 'hook',
    title: 'Hooks that go on after a failed close or reopen',
    severity: { snapstart: 'info', crac: 'warning' },
    preset: 'recommended',
    messages: {
      close:
        'Whatever goes wrong while {what} closes is caught here and the hook goes on: the snapshot is taken with the ' +
        'resource in an unknown state. Throw it again, so that publishing fails and can be seen.',
      reopen:
        'Whatever goes wrong while {what} is opened again is caught here and the hook goes on: the environment is restored ' +
        'without it. Throw it again, so that the restore fails and can be seen, or reset the state so that the next use opens it.',
    },
    fixes: ['rethrow'],
    sources: [
      'https://docs.aws.amazon.com/lambda/latest/dg/snapstart-runtime-hooks-java.html',
      'https://github.com/CRaC/docs/blob/master/best-practices.md',
    ],
  },
  mayReport: mayHaveHooks,
  *check({ project, init }) {
    const reported = new Set<Call>();
    for (const owner of hookOwners(project)) {
      for (const name of ['beforeCheckpoint', 'afterRestore'] as const) {
        const place = hookOf(project, owner, name);
        const found = place === null ? null : swallowed(place, name);
        if (place === null || found === null || reported.has(found.call)) continue;
        reported.add(found.call);
        const messageId = name === 'beforeCheckpoint' ? 'close' : 'reopen';
        const sink = { type: 'org.crac.Resource', member: name };
        yield { ...placedInHook(place, owner, found.call.span, init), sink, messageId, data: { what: found.field } };
      }
    }
  },
};

export default rule;

/** The first close or reopen of a field in a `try` whose catch-all neither throws nor resets anything. */
function swallowed(place: SourceBody, hook: HookName): { call: Call; field: string } | null {
  const found: { call: Call; field: string }[] = [];
  visitAll(place.body, (node) => {
    if (node.kind !== 'try' || !node.catches.some(swallows) || changesState(node.finallyBody)) return;
    for (const call of callsIn(node.body)) {
      const field = hook === 'beforeCheckpoint' ? closedField(place, call) : reopenedField(place, node.body, call);
      if (field !== null) found.push({ call, field });
    }
  });
  return found.sort((a, b) => a.call.span[0] - b.call.span[0])[0] ?? null;
}

function swallows({ types, body }: CatchFact): boolean {
  return types.some(({ name }) => CATCH_ALL.test(name)) && !changesState(body);
}

/** Throws, ends the process, remembers the failure in a variable, or calls something of the class that may do so. */
function changesState(body: readonly Statement[]): boolean {
  return someNode(body, (node) => {
    if (node.kind === 'throw' || node.kind === 'assign') return true;
    return (
      node.kind === 'call' &&
      (node.target === null ||
        node.target.kind === 'this' ||
        /^(exit|halt|set|completeExceptionally|addSuppressed|sneakyThrow|propagate|rethrow)$/.test(node.name))
    );
  });
}

function closedField(place: SourceBody, call: Call): string | null {
  if (call.kind !== 'call' || call.target === null) return null;
  const field = fieldNamed(place.project, place.type, call.target);
  return field !== null && closesReceiver(declaredType(place, call.target)?.name ?? '*', call.name)
    ? field.fact.name
    : null;
}

/** `field = open()`, or a call on a field that says it opens. */
function reopenedField(place: SourceBody, body: readonly Statement[], call: Call): string | null {
  const targets: Expression[] = [];
  visitAll(body, (node) => {
    if (node.kind === 'assign' && node.right === call) targets.push(node.left);
  });
  if (call.kind === 'call' && call.target !== null && REOPENS.test(call.name)) targets.push(call.target);
  const fields = targets.map((target) => fieldNamed(place.project, place.type, target)?.fact.name ?? null);
  return fields.find((field) => field !== null) ?? null;
}
