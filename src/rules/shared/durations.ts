/** Lengths of time that sources name: `1500` milliseconds, `Duration.ofSeconds(20)`, `5, TimeUnit.SECONDS`. */
import type { Expression } from '../../model/facts.ts';
import { constantNumber, dottedName, type SourceBody } from './source-calls.ts';
import { table } from '../../util/table.ts';

const SECONDS_BY_FACTORY = table<number>({
  ofNanos: 1e-9,
  ofMillis: 1e-3,
  ofSeconds: 1,
  ofMinutes: 60,
  ofHours: 3600,
});
const SECONDS_BY_UNIT = table<number>({
  NANOSECONDS: 1e-9,
  MICROSECONDS: 1e-6,
  MILLISECONDS: 1e-3,
  SECONDS: 1,
  MINUTES: 60,
  HOURS: 3600,
});

/** Seconds of `Duration.ofX(n)`; null for anything else. */
export function secondsOfDuration(place: SourceBody, expression: Expression | undefined): number | null {
  if (expression?.kind !== 'call' || expression.target === null) return null;
  const factor = SECONDS_BY_FACTORY[expression.name];
  const amount = constantNumber(place, expression.arguments[0]);
  const isDuration = /(^|\.)Duration$/u.test(dottedName(expression.target) ?? '');
  return factor === undefined || amount === null || !isDuration ? null : amount * factor;
}

/** Seconds of one `TimeUnit` constant, by its name with or without the type; null for anything else. */
export function secondsOfUnit(expression: Expression | undefined): number | null {
  const name = expression === undefined ? null : dottedName(expression);
  return name === null ? null : (SECONDS_BY_UNIT[name.slice(name.lastIndexOf('.') + 1)] ?? null);
}

/** Seconds that arguments name: a duration, an amount with its unit, or a bare number of `bareUnit` seconds. */
export function secondsOfArguments(
  place: SourceBody,
  [first, second]: readonly Expression[],
  bareUnit: number,
): number | null {
  const duration = secondsOfDuration(place, first);
  if (duration !== null) return duration;
  const amount = constantNumber(place, first);
  if (amount === null) return null;
  if (second === undefined) return amount * bareUnit;
  const unit = secondsOfUnit(second);
  return unit === null ? null : amount * unit;
}
