/** Small files that would grow or nest without end: each costs a problem line or nothing, and the run ends in time. */
import { rmSync } from 'node:fs';
import { afterEach, expect, it } from 'vitest';
import { prngHandler, project, snapsafe } from '../cli/process.ts';

let root = '';
afterEach(() => rmSync(root, { recursive: true }));

/** Ten levels of ten aliases: ten thousand million values from half a kilobyte. */
const ALIASES = ['a0: &a0 [x, x, x, x, x, x, x, x, x, x]']
  .concat(
    Array.from(
      { length: 9 },
      (_, level) => `a${level + 1}: &a${level + 1} [${Array(10).fill(`*a${level}`).join(', ')}]`,
    ),
  )
  .join('\n');
const MERGES = ['m0: &m0 {a: 1}']
  .concat(
    Array.from(
      { length: 24 },
      (_, level) => `m${level + 1}: &m${level + 1} {<<: [*m${level}, *m${level}], k${level}: {<<: *m${level}}}`,
    ),
  )
  .join('\n');
const deep = (open: string, close: string, depth = 100_000): string => open.repeat(depth) + close.repeat(depth);

/** Gives the milliseconds that a run took over `files` and a good handler, which must be reported. */
function run(
  files: Readonly<Record<string, string>>,
  args: readonly string[] = [],
): { stdout: string; stderr: string } {
  root = project({ 'src/CouponHandler.java': prngHandler, ...files });
  const { code, stdout, stderr } = snapsafe(root, ['--format', 'compact', ...args]);
  expect(stdout).toContain('prng-in-init');
  expect(stderr).not.toContain('internal error');
  expect(code).toBe(1);
  return { stdout, stderr };
}

const TEMPLATE = 'Transform: AWS::Serverless-2016-10-31\nResources: {F: {Type: AWS::Serverless::Function}}\n';

it.each([
  ['aliases of aliases in a template', { 'template.yaml': `${TEMPLATE}${ALIASES}\n` }, 'aliases expand'],
  ['merged maps of merged maps', { 'template.yaml': `${TEMPLATE}${MERGES}\n` }, 'aliases expand|'],
  ['aliases in settings', { 'src/main/resources/application.yml': `${ALIASES}\n` }, 'aliases expand'],
  [
    'aliases in serverless.yml',
    { 'serverless.yml': `service: x\nprovider: {name: aws}\n${ALIASES}\n` },
    'aliases expand',
  ],
  ['an alias of itself', { 'template.yaml': `${TEMPLATE}Mappings: &a {b: *a, c: [*a, *a]}\n` }, ''],
  [
    'a key that is an alias',
    { 'template.yaml': `${TEMPLATE}Mappings:\n  ? *nothing\n  : 1\n  ? [*x, {a: *y}]\n  : 2\n` },
    '',
  ],
  ['nested lists in a template', { 'template.yaml': `${TEMPLATE}Mappings: ${deep('[', ']')}\n` }, 'nested too deeply'],
  ['nested maps in settings', { 'src/main/resources/application.yml': deep('{a: ', '}') }, 'nested too deeply'],
  [
    'nested JSON',
    { 'template.json': `{"Resources": {"F": {"Type": "AWS::Serverless::Function"}}, "Mappings": ${deep('[', ']')}}` },
    'nested too deeply|',
  ],
  ['nested XML', { 'pom.xml': `<project>${deep('<a>', '</a>', 50_000)}</project>` }, 'nested|'],
  [
    'entities of entities',
    {
      'pom.xml': `<!DOCTYPE p [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;"><!ENTITY c SYSTEM "file:///etc/passwd">]><project><version>&b;&c;</version></project>`,
    },
    '',
  ],
  [
    'properties of properties in a pom',
    {
      'pom.xml': `<project><properties>${Array.from({ length: 40 }, (_, n) => `<p${n}>\${p${n + 1}}\${p${n + 1}}</p${n}>`).join('')}<p40>x</p40></properties><version>\${p0}</version></project>`,
    },
    '',
  ],
  ['nested HCL', { 'main.tf': `resource "aws_lambda_function" "f" { x = ${deep('[', ']', 20_000)} }\n` }, ''],
  [
    'locals of locals',
    {
      'main.tf': `resource "aws_lambda_function" "f" {\n runtime = local.l0\n}\nlocals {\n${Array.from({ length: 40 }, (_, n) => ` l${n} = "\${local.l${n + 1}}\${local.l${n + 1}}"`).join('\n')}\n l40 = "x"\n}\n`,
    },
    '',
  ],
  [
    'lists of locals',
    {
      'main.tf': `resource "aws_lambda_function" "f" {\n architectures = local.l0\n}\nlocals {\n${Array.from({ length: 40 }, (_, n) => ` l${n} = concat(local.l${n + 1}, local.l${n + 1})`).join('\n')}\n l40 = ["x"]\n}\n`,
    },
    '',
  ],
  [
    'objects of locals',
    {
      'main.tf': `resource "aws_lambda_function" "f" {\n runtime = local.l0\n environment = local.l0\n}\nlocals {\n${Array.from({ length: 40 }, (_, n) => ` l${n} = { a = local.l${n + 1}, b = [local.l${n + 1}] }`).join('\n')}\n l40 = ["x"]\n}\n`,
    },
    '',
  ],
  [
    'variables of variables in serverless.yml',
    {
      'serverless.yml': `service: x\nprovider: {name: aws, runtime: "\${self:custom.v0}"}\ncustom:\n${Array.from({ length: 40 }, (_, n) => `  v${n}: "\${self:custom.v${n + 1}}\${self:custom.v${n + 1}}"`).join('\n')}\n  v40: x\nfunctions: {f: {handler: "\${self:custom.v0}"}}\n`,
    },
    '',
  ],
  [
    'constants of constants in a CDK script',
    {
      'cdk.json': '{"app": "x"}',
      'lib/stack.ts': `import { Function } from 'aws-cdk-lib/aws-lambda';\nconst c0 = 'x';\n${Array.from({ length: 40 }, (_, n) => `const c${n + 1} = c${n} + \`\${c${n}}\`;\nconst o${n + 1} = { ...o${n}, a: o${n}, b: o${n} };`).join('\n')}\nnew Function(this, 'F', { handler: c40, runtime: c40, ...o40 });\n`,
    },
    '',
  ],
  ['nested Gradle blocks', { 'build.gradle': deep('a { ', '} ', 20_000) }, ''],
  [
    'variables of variables in Gradle',
    {
      'build.gradle': `${Array.from({ length: 40 }, (_, n) => `def g${n + 1} = "$g${n}$g${n}"`).join('\n')}\ndependencies { implementation "a:b:$g40" }\n`,
    },
    '',
  ],
  [
    'settings of settings',
    {
      'src/main/resources/application.properties': `${Array.from({ length: 40 }, (_, n) => `p${n}=\${p${n + 1}}\${p${n + 1}}`).join('\n')}\np40=x\n`,
    },
    '',
  ],
  [
    'a nested CDK script',
    { 'cdk.json': '{"app": "x"}', 'lib/stack.ts': `import 'aws-cdk-lib';\nconst a = ${deep('[', ']', 20_000)};\n` },
    '',
  ],
  ['nested TOML', { 'gradle/libs.versions.toml': `[versions]\na = ${deep('[', ']', 20_000)}\n` }, ''],
  [
    'a template of a megabyte of one line',
    { 'template.yaml': `${TEMPLATE}Mappings: {${'a: b, '.repeat(150_000)}}\n` },
    '',
  ],
  ['a long run of blanks and dashes', { 'template.yaml': `${TEMPLATE}Mappings: "${' -'.repeat(200_000)}\n` }, ''],
])('%s', (_what, files, message) => {
  const { stdout } = run(files);
  expect(stdout).toMatch(new RegExp(message, 'u'));
});

it('sources over which the strict grammar never ends cost seconds, not the run', () => {
  const endless = `class E { ${'@A(x = '.repeat(40)}1${')'.repeat(40)} int y; int = ; }`;
  const names = Array.from({ length: 6 }, (_, index) => `src/E${index}.java`);
  const { stdout } = run(Object.fromEntries(names.map((name) => [name, endless])));
  for (const name of names) expect(stdout).toContain(`${name}:1:`);
});

it('a configuration of aliases of aliases is refused with one line', () => {
  root = project({ 'src/CouponHandler.java': prngHandler, 'snapsafe.config.yaml': `${ALIASES}\nrules: *a9\n` });
  const { code, stderr } = snapsafe(root, []);
  expect(stderr.trim().split('\n')).toHaveLength(1);
  expect(stderr).toContain('snapsafe.config.yaml:');
  expect(code).toBe(2);
});

it('a configuration in YAML that is too large to look for equal keys is refused with one line', () => {
  const keys = Array.from({ length: 100_000 }, (_, index) => `k${index}: &a${index} 1`).join('\n');
  root = project({ 'src/CouponHandler.java': prngHandler, 'snapsafe.config.yaml': `${keys}\n` });
  const { code, stderr } = snapsafe(root, []);
  expect(stderr.trim().split('\n')).toHaveLength(1);
  expect(stderr).toContain('the limit for YAML is');
  expect(code).toBe(2);
});

it.each([
  ['snapsafe.config.yaml', `rules: ${deep('[', ']')}`],
  ['snapsafe.config.json', `{"rules": ${deep('[', ']')}}`],
  ['snapsafe-baseline.json', `{"schemaVersion": 1, "findings": ${deep('[', ']')}}`],
])('%s that is nested without end is refused with one line', (name, text) => {
  root = project({ 'src/CouponHandler.java': prngHandler, [name]: text });
  const { code, stderr } = snapsafe(root, []);
  expect(stderr.trim().split('\n')).toHaveLength(1);
  expect(stderr).toContain(name);
  expect(stderr).not.toContain('internal error');
  expect(code).toBe(2);
});
