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

const template = (properties: string): string =>
  `Resources: {F: {Type: AWS::Serverless::Function, Properties: {${properties}}}}\n`;
const NODE = {
  'template.yaml': template('Runtime: nodejs22.x, Handler: index.handler, SnapStart: {ApplyOn: PublishedVersions}'),
};

it.each<[what: string, file: string, text: string, others?: Readonly<Record<string, string>>]>([
  ['backslashes before an escape', 'src/Long.java', javaWith(`/* ${run('\\')} \\u0041 */`)],
  ['hexadecimal digits', 'src/Long.java', javaWith(`long a = 0x${run('0')}q; \u2028`)],
  ['decimal digits', 'src/Long.java', javaWith(`double a = 1.${run('0')};`)],
  ['hexadecimal digits of a floating literal', 'src/Long.java', javaWith(`double a = 0x1.${run('0')}p1;`)],
  ['blanks behind an unclosed string', 'src/Long.java', javaWith(`String a = "b${run(' ')}c;`)],
  ['blank lines with blanks', 'src/Long.java', javaWith(`void f() {${run('\r\n\t')}x`)],
  ['brackets that are closed by others', 'src/Long.java', javaWith(`void f() {${run('(\n}')}`)],
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
  ['opened comments in a build script', 'build.gradle', run('/* ')],
  ['a superclass with a long name', 'src/Long.java', `class Long extends ${run('Event')}0 { Long() {} }\n`],
  [
    'names before method references',
    'src/Long.java',
    javaWith(`void f() { ${`g(${'$'.repeat(100)}${'\t'.repeat(198)}>::a);`.repeat(LENGTH / 300)} }`),
  ],
  [
    'package after package in a comment',
    'src/Long.java',
    `/* ${run('\tpackage\t0')} */ package com.acme; ${prngHandler.replace(/^package.*;/u, '').replaceAll('CouponHandler', 'Long')}`,
  ],
  [
    'packages to scan',
    'src/Long.java',
    `@org.springframework.context.annotation.ComponentScan("${run('.*')}x")\n@org.springframework.boot.autoconfigure.SpringBootApplication class Long { }\n`,
  ],
  [
    'slashes of a directory',
    'template.yaml',
    template(`PackageType: Image}, Metadata: {DockerContext: "${run('/')}x"`),
  ],
  ['parts of a handler', 'template.yaml', template(`Runtime: java21, Handler: "a${run('$A')}.a"`)],
  ['directories of an image', 'template.yaml', template(`PackageType: Image, CodeUri: "${run('Dockerfile')}/"`)],
  ['lines before a module begins', 'index.js', `${run('\n')}exports.handler = () => 1;\n`, NODE],
  ['declarations without a value', 'index.js', `${run('let a;\n')}exports.handler = () => 1;\n`, NODE],
  ['a variable of a Dockerfile', 'Dockerfile', `FROM a\nENV ${run('a')} b\nENV a=b ${run('a')}\n`],
  ['defaults in a Dockerfile', 'Dockerfile', `FROM a\nENV a=b\nCMD ${run('\${a:-')}\n`],
  ['commands in a script', 'run.sh', `#!/bin/sh\n# CRaC\n${run('jcmd ')}\n`],
])('%s', (_what, file, text, others = {}) => {
  root = project({ 'src/CouponHandler.java': prngHandler, ...others, [file]: text });
  const { code, stdout } = snapsafe(root, ['--format', 'compact', '--preset', 'all', '--diff', '--unsafe-fixes']);
  expect(stdout).toContain('CouponHandler');
  expect(code).toBe(1);
});
