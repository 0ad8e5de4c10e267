/** Phrases that several rules' messages share. */
import type { InitEvent, KeptPlace } from '../graph/event.ts';

/** `UUID.randomUUID()`, `new HikariDataSource(…)`. */
export function callOf(event: InitEvent): string {
  const { type, member, arity } = event.entry;
  const simple = type.slice(type.lastIndexOf('.') + 1);
  const args = arity !== null && arity[1] === 0 ? '()' : '(…)';
  return member === '<init>' ? `new ${simple}${args}` : `${simple}.${member}${args}`;
}

/** Data for `{place}`. */
export function keptData(kept: KeptPlace): { place: string } {
  return { place: kept.description };
}
