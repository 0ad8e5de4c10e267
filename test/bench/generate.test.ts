import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { generateProject } from '../../bench/generate.mjs';
import { growthExponent, median } from '../../bench/measure.mjs';
import { analyze } from '../../src/run/run.ts';

const directories: string[] = [];

afterEach(() => {
  for (const directory of directories.splice(0)) rmSync(directory, { recursive: true });
});

describe('generated projects', () => {
  it.each([
    { modules: 1, handlers: 1, depth: 1, files: 3, lines: 30 },
    { modules: 3, handlers: 4, depth: 3, files: 20, lines: 60 },
  ])('have the findings that were planted: $modules modules, $handlers handlers', async (shape) => {
    const cwd = mkdtempSync(join(tmpdir(), 'snapsafe-generated-'));
    directories.push(cwd);
    const totals = generateProject(cwd, shape);
    const outcome = await analyze({ cwd });
    if (!outcome.ok) throw new Error(outcome.problem);
    const { summary, findings, problems } = outcome.report;
    expect(problems).toEqual([]);
    expect(totals.files).toBe(shape.modules * shape.files);
    expect(summary.analyzed).toBe(totals.files);
    expect(totals.findings).toBe(Math.ceil((shape.modules * shape.handlers) / 3));
    expect(findings.map(({ ruleId }) => ruleId)).toEqual(Array(totals.findings).fill('unique-value-in-init'));
    expect(findings.map(({ trace }) => trace.length)).toEqual(Array(totals.findings).fill(shape.depth + 2));
  });
});

describe('what the benchmark computes', () => {
  it('takes the middle', () => {
    expect(median([9, 1, 5])).toBe(5);
    expect(median([4, 1, 3, 2])).toBe(2.5);
  });

  it('finds the exponent of growth', () => {
    const sizes = [1, 10, 100];
    expect(growthExponent(sizes.map((size) => ({ size, time: 3 * size ** 1.5 })))).toBeCloseTo(1.5);
  });
});
