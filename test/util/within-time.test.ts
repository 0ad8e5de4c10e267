/** What does not end is ended, wherever it is, and nothing else is changed by it. */
import { expect, it } from 'vitest';
import { withinTime } from '../../src/util/within-time.ts';

it('ends what does not end, and can be used again', () => {
  let turns = 0;
  const endless = (): never => {
    for (;;) turns++;
  };
  expect(withinTime(50, endless)).toBeNull();
  expect(turns).toBeGreaterThan(0);
  expect(withinTime(50, () => withoutCatch(endless))).toBeNull();
  expect(withinTime(5_000, () => turns > 0)).toEqual({ value: true });
});

/** Code that keeps its errors to itself does not keep this one. */
function withoutCatch(step: () => unknown): unknown {
  try {
    return step();
  } catch {
    return 'caught';
  }
}

it('gives what is done in time, also when that is nothing', () => {
  expect(withinTime(5_000, () => null)).toEqual({ value: null });
  expect(withinTime(5_000, () => undefined)).toEqual({ value: undefined });
});

it('lets errors of the step through', () => {
  const failing = (): never => {
    throw new RangeError('too deep');
  };
  expect(() => withinTime(5_000, failing)).toThrow('too deep');
});
