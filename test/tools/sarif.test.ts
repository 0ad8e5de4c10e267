/** Microsoft's validator with its GitHub rules. It ends with 0 whatever it finds, so its output is read. */
import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { sarif } from '../../src/reporter/sarif.ts';
import { mustRun } from './program.ts';
import { reports } from './reports.ts';

const require = createRequire(import.meta.url);
let directory = '';
let validator = '';

beforeAll(() => {
  directory = mkdtempSync(join(tmpdir(), 'snapsafe-sarif-'));
  validator = require('@microsoft/sarif-multitool') as string;
  // npm's install scripts are off, and one of them would do this.
  chmodSync(validator, 0o755);
});
afterAll(() => rmSync(directory, { recursive: true }));

/** The lines with an error or a warning. */
function complaintsAbout(text: string): string[] {
  const file = join(directory, 'report.sarif');
  writeFileSync(file, text);
  const output = mustRun(validator, ['validate', file, '--rule-kind', 'Sarif;Ghas', '--level', 'Error;Warning']);
  expect(output).toContain('Analysis completed successfully');
  return output.split('\n').filter((line) => /: (?:error|warning) [A-Z]/.test(line));
}

it('is heard when something is wrong', () => {
  const text = sarif(reports.one!.report, reports.one!.context);
  expect(complaintsAbout(text.replace('"startLine": 4', '"startLine": 0')).join('\n')).toMatch(/startLine/);
  expect(complaintsAbout(text.replace('"src/Repository.java"', '"src\\\\Repository.java"')).join('\n')).toMatch(
    /SARIF|GH/,
  );
});

it.each(Object.keys(reports))('has nothing to say about the report: %s', (name) => {
  const { report, context } = reports[name]!;
  expect(complaintsAbout(sarif(report, context))).toEqual([]);
});
