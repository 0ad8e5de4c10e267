/** The XML formats against their schemas, with libxml2. */
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { checkstyle } from '../../src/reporter/checkstyle.ts';
import { junit } from '../../src/reporter/junit.ts';
import { run } from './program.ts';
import { manyFindings, reports } from './reports.ts';
import { context } from '../reporter/sample.ts';

describe.each([
  ['checkstyle', checkstyle, 'severity="error"'],
  ['junit', junit, ' failures="1"'],
] as const)('%s', (name, reporter, required) => {
  const schema = fileURLToPath(new URL(`../reporter/schemas/${name}.xsd`, import.meta.url));
  const validate = (input: string): ReturnType<typeof run> =>
    run('xmllint', ['--noout', '--nonet', '--schema', schema, '-'], { input });

  it.each(Object.keys(reports))('is valid: %s', (report) => {
    expect(validate(reporter(reports[report]!.report, reports[report]!.context))).toEqual({
      code: 0,
      output: '- validates\n',
    });
  });

  it('is valid with 2,000 findings', () => {
    expect(validate(reporter(manyFindings(2_000), context())).code).toBe(0);
  });

  it('is refused when an attribute is missing', () => {
    const text = reporter(reports.one!.report, reports.one!.context);
    expect(text).toContain(required);
    expect(validate(text.replace(required, '')).code).not.toBe(0);
  });
});
