import { isSubtype } from '../knowledge/signatures.ts';
import type { Expression, Statement } from '../model/facts.ts';
import { visitAll } from '../model/visit.ts';
import { hookBodies, hookOwners, placedInHook } from './shared/hooks.ts';
import type { Rule } from './rule.ts';
import { mayHaveHooks } from './shared/before-parsing.ts';
import { callsIn, declaredType, someNode, type SourceBody } from './shared/source-calls.ts';

type Borrowing = Expression & { kind: 'call' };

const DATA_SOURCE = 'javax.sql.DataSource';
/** All that a connection is asked for when it is borrowed for nothing but to be closed. */
const IDLE_MEMBERS = new Set(['close', 'isClosed', 'isValid', 'abort']);

const rule: Rule = {
  meta: {
    id: 'ineffective-close',
    family: 'hook',
    title: 'Hooks that close a borrowed connection instead of the pool',
    severity: { snapstart: 'warning', crac: 'warning' },
    preset: 'recommended',
    messages: {
      borrowed:
        'This takes a connection from the data source only to close it: a pool gets it back, and its sockets stay open at the ' +
        'snapshot. Evict or suspend the pool, or close the data source, and open it again in afterRestore.',
    },
    sources: [
      'https://github.com/quarkusio/quarkus/issues/37134',
      'https://github.com/CRaC/docs/blob/master/best-practices.md',
    ],
  },
  mayReport: mayHaveHooks,
  *check({ project, init }) {
    const reported = new Set<Borrowing>();
    for (const owner of hookOwners(project)) {
      const places = hookBodies(project, owner, 'beforeCheckpoint');
      if (places.some(closesPool)) continue;
      for (const place of places) {
        for (const borrowing of idleBorrowings(place)) {
          if (reported.has(borrowing)) continue;
          reported.add(borrowing);
          const sink = { type: DATA_SOURCE, member: 'getConnection' };
          yield {
            ...placedInHook(place, owner, borrowing.span, init),
            phase: 'before-checkpoint',
            sink,
            messageId: 'borrowed',
            data: {},
          };
        }
      }
    }
  },
};

export default rule;

function isBorrowing(place: SourceBody, node: Expression | null): node is Borrowing {
  if (node?.kind !== 'call' || node.name !== 'getConnection' || node.target === null) return false;
  const name = declaredType(place, node.target)?.name ?? '';
  return isSubtype(name, DATA_SOURCE) || name.endsWith('DataSource');
}

/** Borrowed connections on which nothing but a close is called: `ds.getConnection().close()`, or the same by a variable. */
function idleBorrowings(place: SourceBody): readonly Borrowing[] {
  const found: Borrowing[] = [];
  visitAll(place.body, (node: Expression | Statement) => {
    if (node.kind === 'call' && node.name === 'close' && isBorrowing(place, node.target)) found.push(node.target);
    if (node.kind !== 'local' || !('initializer' in node) || !isBorrowing(place, node.initializer)) return;
    if (isLeftIdle(place, node.name)) found.push(node.initializer);
  });
  return found;
}

/** The variable is never handed on, and only asked whether it is closed. */
function isLeftIdle(place: SourceBody, name: string): boolean {
  let uses = 0;
  let idle = 0;
  const isIt = (node: Expression | Statement | null): boolean =>
    node?.kind === 'local' && !('initializer' in node) && node.name === name;
  visitAll(place.body, (node) => {
    if (isIt(node)) uses++;
    if (node.kind === 'call' && isIt(node.target) && IDLE_MEMBERS.has(node.name)) idle++;
    if (node.kind === 'binary' && (isIt(node.left) || isIt(node.right))) idle++;
  });
  const resource = someNode(
    place.body,
    (node) => node.kind === 'try' && node.resources.some((one) => one.kind === 'local' && one.name === name),
  );
  return uses === idle && (idle > 0 || resource);
}

/** A hook that closes, evicts or suspends a pool has done what is needed. */
function closesPool(place: SourceBody): boolean {
  return (
    callsIn(place.body).some(
      (call) => call.kind === 'call' && /evict|suspend|flush|purge|softEvict|shutdown/i.test(call.name),
    ) ||
    callsIn(place.body).some(
      (call) =>
        call.kind === 'call' &&
        call.name === 'close' &&
        call.target !== null &&
        (declaredType(place, call.target)?.name ?? '').endsWith('DataSource'),
    )
  );
}
