import type { Expression, Span } from '../model/facts.ts';
import type { FieldModel, ProjectModel, TypeModel } from '../model/project.ts';
import { visitAll } from '../model/visit.ts';
import {
  bringsBack,
  CLOSING,
  fieldNamed,
  hookBodies,
  hookOwners,
  isNamed,
  placedInHook,
  usesOpen,
} from './shared/hooks.ts';
import type { Rule } from './rule.ts';
import { mayHaveHooks } from './shared/before-parsing.ts';
import { bodiesOf, declaredType, someNode, type SourceBody } from './shared/source-calls.ts';

/** These connect again by themselves when they are used after a close. */
const REOPEN_ALONE = new Set(['redis.clients.jedis.Jedis', 'redis.clients.jedis.Connection']);

const rule: Rule = {
  meta: {
    id: 'asymmetric-hooks',
    family: 'hook',
    title: 'Resources closed in beforeCheckpoint that nothing opens again',
    severity: { snapstart: 'warning', crac: 'error' },
    preset: 'recommended',
    messages: {
      closed:
        '{field} is closed in beforeCheckpoint, afterRestore does not open it again, and the code that uses it does not ' +
        'check: after a restore its first use fails. Open it in afterRestore, or on first use.',
      nulled:
        '{field} is set to null in beforeCheckpoint, afterRestore does not set it again, and the code that uses it does not ' +
        'check: after a restore its first use throws NullPointerException. Set it in afterRestore, or on first use.',
    },
    fixes: ['reopen'],
    sources: ['https://github.com/CRaC/docs/blob/master/best-practices.md'],
  },
  mayReport: mayHaveHooks,
  *check({ project, init }) {
    const registered = new Set(init.registrations.flatMap(({ resources }) => resources));
    for (const owner of hookOwners(project)) {
      if (!registered.has(owner.qualifiedName)) continue;
      const before = hookBodies(project, owner, 'beforeCheckpoint');
      for (const closing of closings(before)) {
        if (isNeeded(project, owner, closing.field, before)) {
          const sink = { type: 'org.crac.Resource', member: 'beforeCheckpoint' };
          const data = { field: `${closing.field.owner.fact.name}.${closing.field.fact.name}` };
          const found = placedInHook(closing.place, owner, closing.span, init);
          yield { ...found, phase: 'before-checkpoint', sink, messageId: closing.isNull ? 'nulled' : 'closed', data };
        }
      }
    }
  },
};

export default rule;

interface Closing {
  readonly place: SourceBody;
  readonly field: FieldModel;
  readonly span: Span;
  readonly isNull: boolean;
}

/** Fields that the hook closes or sets to null, each once, the assignment before the call. */
function closings(before: readonly SourceBody[]): readonly Closing[] {
  const found = new Map<FieldModel, Closing>();
  for (const place of before) {
    visitAll(place.body, (node) => {
      const isNull = node.kind === 'assign' && node.right?.kind === 'literal' && node.right.value === null;
      const target =
        node.kind === 'assign'
          ? isNull
            ? node.left
            : null
          : node.kind === 'call' && CLOSING.has(node.name)
            ? node.target
            : null;
      const field = target === null ? null : fieldNamed(place.project, place.type, target);
      if (target === null || field === null || (!isNull && !staysClosed(place, target))) return;
      if (isNull || !found.has(field)) found.set(field, { place, field, span: node.span, isNull });
    });
  }
  return [...found.values()];
}

/** What a class of the project does when it is closed is its own affair. */
function staysClosed(place: SourceBody, target: Expression): boolean {
  const type = declaredType(place, target);
  return type !== null && type.project === null && !REOPEN_ALONE.has(type.name);
}

/** Used outside the hooks, and nowhere assigned or asked for: neither afterRestore nor a use brings it back. */
function isNeeded(project: ProjectModel, owner: TypeModel, field: FieldModel, before: readonly SourceBody[]): boolean {
  const { name } = field.fact;
  if (hookBodies(project, owner, 'afterRestore').some(({ body }) => someNode(body, (node) => isNamed(node, name)))) {
    return false;
  }
  const inHook = new Set(before.map(({ body }) => body));
  let isUsed = false;
  for (const type of project.types) {
    for (const { method, body } of bodiesOf(project, type)) {
      if (inHook.has(body) || method === null || method.name === '<init>') continue;
      if (bringsBack(body, name)) return false;
      isUsed ||= type.file === field.owner.file && usesOpen(body, name);
    }
  }
  return isUsed;
}
