/**
 * Texts over which a pattern that looks harmless takes the square of their length, or worse: half a megabyte of what it
 * begins to match again at each place. Found with a checker of patterns; a run over each ends in seconds.
 */
import { rmSync } from 'node:fs';
import { afterEach, expect, it } from 'vitest';
import { prngHandler, project, snapsafe } from '../cli/process.ts';

const LENGTH = 500_000;

let root = '';
afterEach(() => rmSync(root, { recursive: true }));

const run = (character: string): string => character.repeat(LENGTH / character.length);
const javaWith = (member: string): string => `class Long { ${member} }\n`;

it.each([
  ['backslashes before an escape', 'src/Long.java', javaWith(`/* ${run('\\')} \\u0041 */`)],
  ['hexadecimal digits', 'src/Long.java', javaWith(`long a = 0x${run('0')}q; \u2028`)],
  ['decimal digits', 'src/Long.java', javaWith(`double a = 1.${run('0')};`)],
  ['hexadecimal digits of a floating literal', 'src/Long.java', javaWith(`double a = 0x1.${run('0')}p1;`)],
  ['blanks behind an unclosed string', 'src/Long.java', javaWith(`String a = "b${run(' ')}c;`)],
  ['blank lines with blanks', 'src/Long.java', javaWith(`void f() {${run('\r\n\t')}x`)],
  [
    'blanks before a comment',
    'src/Long.java',
    javaWith(`${run('\t')}int a; // snapsafe-disable-line prng-in-init -- no`),
  ],
  [
    'blanks behind a suppression',
    'template.yaml',
    `# snapsafe-disable-next-line x -- y${run(' ')}-\nA: AWS::Serverless::Function\n`,
  ],
  [
    'openings of a substitution',
    'template.yaml',
    `Resources: {F: {Type: AWS::Serverless::Function, Properties: {Handler: !Sub "${run('${')}", Runtime: java21}}}\n`,
  ],
  ['comments in a build script', 'build.gradle', `\r${run('\t//*\\\n\t')}\0`],
  ['opened comments in a build script', 'build.gradle', run('/*')],
])('%s', (_what, file, text) => {
  root = project({ 'src/CouponHandler.java': prngHandler, [file]: text });
  const { code, stdout } = snapsafe(root, ['--format', 'compact', '--preset', 'all', '--diff', '--unsafe-fixes']);
  expect(stdout).toContain('CouponHandler');
  expect(code).toBe(1);
});
