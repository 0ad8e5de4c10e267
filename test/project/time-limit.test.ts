/**
 * The limits of time for one build file, template or script. Here they are a hundredth of what they are: what takes tenths of a
 * second is ended in the middle of the real reader, costs its own file one problem, and the others are read.
 */
import { afterEach, expect, it, vi } from 'vitest';
import { lintScript } from '../../src/node/lint-script.ts';
import { reportOn, type Tree } from '../helpers/tree.ts';

const clock = vi.hoisted(() => ({ factor: 1 }));
vi.mock(import('../../src/util/within-time.ts'), async (original) => {
  const { withinTime } = await original();
  return { withinTime: (milliseconds, step) => withinTime(Math.ceil(milliseconds / clock.factor), step) };
});
afterEach(() => {
  clock.factor = 1;
});

const times = (count: number, make: (index: number) => string): string =>
  Array.from({ length: count }, (_, n) => make(n)).join('');

const HANDLER: Tree = {
  'src/main/java/shop/Orders.java':
    'package shop;\npublic class Orders {\n  private final String id = java.util.UUID.randomUUID().toString();\n  public String handle(String input) { return id + input; }\n}\n',
};
const SAM =
  'Transform: AWS::Serverless-2016-10-31\nResources:\n  F: { Type: AWS::Serverless::Function, Properties: { Handler: "shop.Orders::handle", Runtime: java21 } }\n';
const dependencies = times(
  20_000,
  (n) => `<dependency><groupId>g</groupId><artifactId>a${String(n)}</artifactId></dependency>`,
);

it.each<[string, Tree]>([
  [
    'a template in YAML',
    {
      'slow.yaml': `${SAM}${times(8_000, (n) => `  G${String(n)}: { Type: AWS::Serverless::Function, Properties: { Handler: !Ref F } }\n`)}`,
    },
  ],
  ['a pom.xml', { 'pom.xml': `<project><dependencies>${dependencies}</dependencies></project>` }],
  [
    'a Gradle script',
    { 'build.gradle': `dependencies {\n${times(30_000, (n) => `implementation "g:a${String(n)}:1"\n`)}}\n` },
  ],
  ['settings', { 'src/main/resources/application.yml': times(16_000, (n) => `k${String(n)}: { a: [1, 2] }\n`) }],
  [
    'Terraform',
    { 'main.tf': times(16_000, (n) => `resource "aws_lambda_function" "f${String(n)}" {\n  handler = "a.B::c"\n}\n`) },
  ],
  [
    'serverless.yml',
    {
      'serverless.yml': `service: x\nprovider: { name: aws }\ncustom:\n${times(40_000, (n) => `  k${String(n)}: x\n`)}`,
    },
  ],
  [
    'a script for the CDK',
    {
      'cdk.json': '{}',
      'lib/slow.ts': `import { Function } from 'aws-cdk-lib';\n${times(16_000, (n) => `const c${String(n)} = new A(this, [${String(n)}]);\n`)}`,
    },
  ],
])('%s that takes too long is a problem of its own', async (_what, slow) => {
  const tree = { ...HANDLER, 'template.yaml': SAM };
  // What readers need is loaded before the clock runs faster.
  await reportOn({ ...tree, ...small(slow) });
  clock.factor = 100;
  const { findings, problems } = await reportOn({ ...tree, ...slow }, { assumeSnapStart: true });
  const message = 'not read: not done after 10 seconds';
  const file = Object.keys(slow).at(-1) ?? '';
  // Modules of Terraform and Gradle are read together.
  expect(problems).toContainEqual({ file: /\.(?:tf|gradle)$/u.test(file) ? '.' : file, line: 1, column: 1, message });
  expect(findings.map(({ ruleId }) => ruleId)).toContain('unique-value-in-init');
});

/** The same files with what is at their beginning only. */
function small(tree: Tree): Tree {
  return Object.fromEntries(Object.entries(tree).map(([file, text]) => [file, text.slice(0, 200)]));
}

it.each(['js', 'ts'])('a handler in %s that takes too long is refused, and the next one is linted', async (ending) => {
  const options = { settings: {}, rules: new Map([['prng-in-init', { strict: false }]]) };
  const short = 'export const seed = Math.random();\nexport const handler = () => seed;\n';
  const slow = `${short}${times(4_000, (n) => `export const f${String(n)} = (a) => { if (a) return [a, { b: a }]; };\n`)}`;
  expect(await lintScript(`short.${ending}`, short, options)).toMatchObject({ ok: true });
  clock.factor = 100;
  expect(await lintScript(`slow.${ending}`, slow, options)).toMatchObject({
    ok: false,
    message: 'not done after 20 seconds',
  });
  clock.factor = 1;
  expect(await lintScript(`short.${ending}`, short, options)).toMatchObject({ ok: true });
});
