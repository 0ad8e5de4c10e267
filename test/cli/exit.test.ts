import { describe, expect, it } from 'vitest';
import { exitCodeOf } from '../../src/cli/exit.ts';
import type { ExitRules } from '../../src/cli/exit.ts';
import type { Severity } from '../../src/types.ts';
import { finding, report } from '../reporter/sample.ts';

const usual: ExitRules = { maxWarnings: 0, exitZero: false, strict: false };
const problem = { file: 'A.java', line: 1, column: 1, message: 'bad' };
const found = (...severities: Severity[]) =>
  report(severities.map((severity, line) => finding({ severity, symbol: String(line) })));

describe('exitCodeOf', () => {
  it('is 1 for errors and warnings, 0 for info and nothing', () => {
    expect(exitCodeOf(found('error'), usual)).toBe(1);
    expect(exitCodeOf(found('warning'), usual)).toBe(1);
    expect(exitCodeOf(found('info'), usual)).toBe(0);
    expect(exitCodeOf(found(), usual)).toBe(0);
  });

  it('allows as many warnings as --max-warnings says, but no error', () => {
    expect(exitCodeOf(found('warning', 'warning'), { ...usual, maxWarnings: 2 })).toBe(0);
    expect(exitCodeOf(found('warning', 'warning', 'warning'), { ...usual, maxWarnings: 2 })).toBe(1);
    expect(exitCodeOf(found('error'), { ...usual, maxWarnings: 2 })).toBe(1);
  });

  it('is 0 under --exit-zero whatever is found', () => {
    expect(exitCodeOf(found('error'), { ...usual, exitZero: true })).toBe(0);
  });

  it('takes problems as failure under --strict only', () => {
    expect(exitCodeOf(report([], [problem]), usual)).toBe(0);
    expect(exitCodeOf(report([finding()], [problem]), { ...usual, strict: true, exitZero: true })).toBe(2);
    expect(exitCodeOf(report([]), { ...usual, strict: true })).toBe(0);
  });
});
