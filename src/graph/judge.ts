/** From what a start-up recorded to events: is the value kept, is it still open, does something handle it. */
import type { TypeModel } from '../model/project.ts';
import { expiryGuardOf } from './expiry-guards.ts';
import type { Handling, InitEvent } from './event.ts';
import type { HeldIn } from './kept.ts';
import { displayName, type Machine } from './machine.ts';
import type { SinkRecord } from './sink-record.ts';
import type { Startup } from './startup.ts';
import { validityGuardOf } from './validity-guards.ts';

/** One event per record of the start-up. */
export function judge(startup: Startup): readonly InitEvent[] {
  return startup.machine.records.map((record) => judgeRecord(startup, record));
}

function judgeRecord(startup: Startup, record: SinkRecord): InitEvent {
  const { machine, atSnapshot, root } = startup;
  const renewal = atSnapshot.renewed.get(record) ?? null;
  const place = atSnapshot.places.get(record) ?? null;
  const closed = record.closed;
  const open = !record.flowsOn && (closed === null || closed.inHook);
  const kept =
    place ??
    (renewal === null
      ? null
      : { description: 'a field that afterRestore sets again', fieldName: null, declaring: null, owner: null });
  const handled =
    closedByHook(closed) ??
    (renewal === null
      ? null
      : {
          by: 'renewed-after-restore' as const,
          description: `renewed in ${readable(renewal.symbol)}`,
          site: renewal.site,
        }) ??
    (open && place !== null ? guardedBy(machine, place) : null) ??
    (isWallClock(record) && place !== null ? expiringIn(machine, place) : null);
  return {
    entry: record.entry,
    site: record.site,
    symbol: record.symbol,
    phase: record.phase,
    path: record.path,
    roots: root === '' ? [] : [root],
    confidence: record.confidence,
    kept:
      kept === null ? null : { description: kept.description, fieldName: kept.fieldName, declaring: kept.declaring },
    open,
    suspendable: record.suspendable,
    isConditional: record.isConditional,
    handled,
  };
}

function isWallClock(record: SinkRecord): boolean {
  return record.entry.family === 'time' && record.entry.member !== 'nanoTime';
}

/** A time that is compared with the wall clock where it is kept: it notices by itself that it is old. */
function expiringIn(machine: Machine, place: HeldIn): Handling | null {
  if (place.fieldName === null || place.owner === null) return null;
  const guard = expiryGuardOf(machine.project, place.owner, place.fieldName);
  if (guard === null) return null;
  return {
    by: 'validity-check',
    description: `compared with the current time in ${displayName(guard.type)}.${guard.method.name}`,
    site: { file: guard.type.file.file, span: guard.span },
  };
}

function closedByHook(closed: SinkRecord['closed']): Handling | null {
  if (!closed?.inHook) return null;
  return { by: 'closed-before-checkpoint', description: `closed in ${readable(closed.symbol)}`, site: closed.site };
}

function guardedBy(machine: Machine, place: HeldIn): Handling | null {
  if (place.fieldName === null || place.owner === null) return null;
  for (const type of [place.owner, ...ancestors(machine, place.owner)]) {
    const guard = validityGuardOf(machine.project, type, place.fieldName);
    if (guard === null) continue;
    return {
      by: 'validity-check',
      description: `checked and reopened in ${displayName(guard.type)}.${guard.method.name}`,
      site: { file: guard.type.file.file, span: guard.span },
    };
  }
  return null;
}

function ancestors(machine: Machine, type: TypeModel): readonly TypeModel[] {
  return machine.project
    .allSupertypes(type)
    .flatMap((supertype) => (supertype.project === null ? [] : [supertype.project]));
}

/** `com.acme.Handler#close` → `Handler.close`. */
function readable(symbol: string): string {
  const [type = symbol, member = ''] = symbol.split('#');
  return `${type.slice(type.lastIndexOf('.') + 1).replaceAll('$', '.')}.${member}`;
}
