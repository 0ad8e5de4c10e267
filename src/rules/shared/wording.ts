/** Phrases and small decisions that several rules' messages share. */
import type { InitEvent, KeptPlace } from '../../graph/event.ts';
import type { Target } from '../../types.ts';

/** `UUID.randomUUID()`, `new HikariDataSource(…)`: the catalogue's member, by its simple type name. */
export function callOf({ entry }: Pick<InitEvent, 'entry'>): string {
  const { type, member, arity } = entry;
  const simple = type.slice(type.lastIndexOf('.') + 1);
  const args = arity !== null && arity[1] === 0 ? '()' : '(…)';
  return member === '<init>' ? `new ${simple}${args}` : `${simple}.${member}${args}`;
}

/** Data for `{place}`. */
export function keptData(kept: KeptPlace): { place: string } {
  return { place: kept.description };
}

/** Data for `{state}` of something opened or started: where it is kept, or that nothing keeps it and it is open all the same. */
export function openData(event: InitEvent): { state: string } {
  return { state: event.kept === null ? 'left open' : `kept open in ${event.kept.description}` };
}

/** Whether the catalogue says that this is right in init, although not free of risk (an in-memory database, the X-Ray recorder). */
export function belongsInInit(event: InitEvent): boolean {
  return event.entry.remedy === 'keep';
}

/** For `--why`: the reason that {@link belongsInInit} is. */
export const BELONGS_IN_INIT = { because: 'the catalogue has it as right in init' };

/** Whether the member only starts to connect and returns before the socket is there. */
export function connectsLater(event: InitEvent): boolean {
  return event.entry.effect === 'connects-in-background' || event.entry.effect === 'starts-threads';
}

const CLOSE_AND_REOPEN = 'close it in beforeCheckpoint and reopen it in afterRestore';

/**
 * Data for `{remedy}` of a connection, a full sentence. Under CRaC a checkpoint may be asked for after warm-up traffic,
 * when a lazily opened connection is open as well, so opening late is no remedy there.
 */
export function reopenRemedy(event: InitEvent, target: Target): { remedy: string } {
  const framework = /^set: (.+)$/u.exec(event.entry.remedy)?.[1];
  if (framework !== undefined) return { remedy: `Set ${framework}, or ask the database first in a request.` };
  const setting = /^configure: (.+)$/u.exec(event.entry.remedy)?.[1];
  const configure = setting === undefined ? [] : [`configure it not to connect at once (${setting})`];
  const choices =
    target === 'crac'
      ? [...configure, CLOSE_AND_REOPEN]
      : [...configure, 'open it on first use with a validity check', CLOSE_AND_REOPEN];
  const sentence = choices.join(', or ');
  return { remedy: `${sentence.charAt(0).toUpperCase()}${sentence.slice(1)}.` };
}
