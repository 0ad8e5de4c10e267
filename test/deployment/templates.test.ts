/** Deployment files of every kind, end to end: the same class under templates that switch SnapStart on, off, or do not tell. */
import { describe, expect, it } from 'vitest';
import { briefly, reportOn, whyIn } from '../helpers/tree.ts';
import type { Tree } from '../helpers/tree.ts';

/** Two handlers by name only: they implement nothing, so that only a template can tell that they are handlers. */
const SOURCES: Tree = {
  'src/main/java/shop/Orders.java':
    'package shop;\nimport java.util.UUID;\npublic class Orders {\n  private final String id = UUID.randomUUID().toString();\n  public String handle(String input) { return id + input; }\n}\n',
  'src/main/java/shop/Bills.java':
    'package shop;\nimport java.util.UUID;\npublic class Bills {\n  private final String id = UUID.randomUUID().toString();\n  public String handle(String input) { return id + input; }\n}\n',
};

const ON = 'unique-value-in-init on definite';
const UNKNOWN = 'unique-value-in-init unknown likely';

interface Kind {
  readonly name: string;
  readonly file: string;
  readonly besides?: Tree;
  /** The file's text for the two functions' settings: `on`, `off`, null where nothing is set. */
  readonly text: (orders: 'on' | 'off' | null, bills: 'on' | 'off' | null) => string;
}

const applyOn = (state: 'on' | 'off'): string => (state === 'on' ? 'PublishedVersions' : 'None');

const cdkStack = (setting: (state: 'on' | 'off' | null) => string, head: string, tail: string): Kind['text'] => {
  return (orders, bills) =>
    `${head}${setting(orders).replace('HANDLER', 'shop.Orders::handle').replace('NAME', 'Orders')}` +
    `${setting(bills).replace('HANDLER', 'shop.Bills::handle').replace('NAME', 'Bills')}${tail}`;
};

const KINDS: readonly Kind[] = [
  {
    name: 'SAM',
    file: 'template.yaml',
    text: (orders, bills) =>
      `Transform: AWS::Serverless-2016-10-31\nResources:\n${[['Orders', orders] as const, ['Bills', bills] as const]
        .map(
          ([name, state]) =>
            `  ${name}:\n    Type: AWS::Serverless::Function\n    Properties:\n      Handler: shop.${name}::handle\n      Runtime: java21\n${
              state === null ? '' : `      SnapStart:\n        ApplyOn: ${applyOn(state)}\n`
            }`,
        )
        .join('')}`,
  },
  {
    name: 'CloudFormation in JSON',
    file: 'deploy/stack.json',
    text: (orders, bills) => {
      const resource = (name: string, state: 'on' | 'off' | null): object => ({
        Type: 'AWS::Lambda::Function',
        Properties: {
          Handler: `shop.${name}::handle`,
          Runtime: 'java21',
          ...(state === null ? {} : { SnapStart: { ApplyOn: applyOn(state) } }),
        },
      });
      return JSON.stringify({ Resources: { Orders: resource('Orders', orders), Bills: resource('Bills', bills) } });
    },
  },
  {
    name: 'Terraform',
    file: 'infra/main.tf',
    text: (orders, bills) =>
      [['Orders', orders] as const, ['Bills', bills] as const]
        .map(
          ([name, state]) =>
            `resource "aws_lambda_function" "${name}" {\n  handler = "shop.${name}::handle"\n  runtime = "java21"\n${
              state === null ? '' : `  publish = true\n  snap_start {\n    apply_on = "${applyOn(state)}"\n  }\n`
            }}\n`,
        )
        .join(''),
  },
  {
    name: 'Serverless Framework',
    file: 'serverless.yml',
    text: (orders, bills) =>
      `service: shop\nprovider: { name: aws, runtime: java21 }\nfunctions:\n${[
        ['Orders', orders] as const,
        ['Bills', bills] as const,
      ]
        .map(
          ([name, state]) =>
            `  ${name}:\n    handler: shop.${name}::handle\n${state === null ? '' : `    snapStart: ${String(state === 'on')}\n`}`,
        )
        .join('')}`,
  },
  {
    name: 'CDK in TypeScript',
    file: 'infra/lib/stack.ts',
    besides: { 'infra/cdk.json': '{}' },
    text: cdkStack(
      (state) =>
        `    new lambda.Function(this, 'NAME', { runtime: lambda.Runtime.JAVA_21, handler: 'HANDLER', code${
          state === null
            ? ''
            : `, snapStart: ${state === 'on' ? 'lambda.SnapStartConf.ON_PUBLISHED_VERSIONS' : 'undefined'}`
        } })${state === 'on' ? ".addAlias('live')" : ''};\n`,
      "import * as lambda from 'aws-cdk-lib/aws-lambda';\nexport class Shop {\n  constructor(code) {\n",
      '  }\n}\n',
    ),
  },
  {
    name: 'CDK in Java',
    file: 'infra/src/main/java/shop/infra/ShopStack.java',
    text: cdkStack(
      (state) =>
        `    Function.Builder.create(this, "NAME").runtime(Runtime.JAVA_21).handler("HANDLER")${
          state === 'on' ? '.snapStart(SnapStartConf.ON_PUBLISHED_VERSIONS)' : ''
        }.build()${state === 'on' ? '.addAlias("live")' : ''};\n`,
      'package shop.infra;\nimport software.amazon.awscdk.Stack;\nimport software.amazon.awscdk.services.lambda.*;\nimport software.amazon.awscdk.services.lambda.Runtime;\npublic class ShopStack extends Stack {\n  public ShopStack() {\n',
      '  }\n}\n',
    ),
  },
];

describe.each(KINDS)('$name', ({ file, text, besides = {} }) => {
  const run = (...states: Parameters<Kind['text']>) => reportOn({ ...SOURCES, ...besides, [file]: text(...states) });

  it('switches SnapStart on for one function: the other one is silent, and counted', async () => {
    const report = await run('on', null);
    expect(report.problems).toEqual([]);
    expect(briefly(report)).toEqual([`Orders.java:4 ${ON}`]);
    expect(report.summary.notSnapshotted).toBe(1);
  });

  it('names handlers, and where nothing is set for any function that may still come', async () => {
    const report = await run(null, null);
    expect(briefly(report)).toEqual([`Bills.java:4 ${UNKNOWN}`, `Orders.java:4 ${UNKNOWN}`]);
    expect(report.summary.notSnapshotted).toBe(0);
  });
});

describe.each(KINDS.filter(({ name }) => !name.startsWith('CDK')))('$name', ({ file, text }) => {
  it('switches it off in so many words', async () => {
    const tree = { ...SOURCES, [file]: text('off', null) };
    const report = await reportOn(tree);
    expect(briefly(report)).toEqual([`Bills.java:4 ${UNKNOWN}`]);
    expect(report.summary.notSnapshotted).toBe(1);
    const assumed = briefly(await reportOn(tree, { assumeSnapStart: true }));
    expect(assumed).toEqual([`Bills.java:4 ${ON}`, 'Orders.java:4 unique-value-in-init off definite']);
  });
});

describe('several templates', () => {
  const sam = KINDS[0]!.text;

  it('make a chance to start faster a warning only where snapshots are known of', async () => {
    const mapper: Tree = {
      'src/main/java/shop/Orders.java':
        'package shop;\nimport com.fasterxml.jackson.databind.ObjectMapper;\npublic class Orders {\n  public String handle(String input) throws Exception { return new ObjectMapper().writeValueAsString(input); }\n}\n',
    };
    const severity = async (state: 'on' | null): Promise<unknown> => {
      const { findings } = await reportOn({ ...mapper, 'template.yaml': KINDS[0]?.text(state, state) ?? '' });
      return findings.filter(({ ruleId }) => ruleId === 'prefer-static-init').map((finding) => finding.severity);
    };
    expect(await severity('on')).toEqual(['warning']);
    expect(await severity(null)).toEqual(['info']);
  });

  it('for one handler: where one switches SnapStart on, the class is snapshotted', async () => {
    const report = await reportOn({
      ...SOURCES,
      'template.yaml': sam('off', 'off'),
      'template-snapstart.yaml': sam('on', null),
    });
    expect(briefly(report)).toEqual([`Orders.java:4 ${ON}`]);
    expect(report.summary.notSnapshotted).toBe(1);
  });

  it('of several applications decide for themselves: a neighbour that switches SnapStart on says nothing of the others', async () => {
    const { 'src/main/java/shop/Orders.java': orders, 'src/main/java/shop/Bills.java': bills } = SOURCES;
    const report = await reportOn({
      'orders/src/main/java/shop/Orders.java': orders ?? '',
      'orders/template.yaml': sam('on', null).replaceAll('Bills', 'Archive'),
      'bills/src/main/java/shop/Bills.java': bills ?? '',
      'bills/template.yaml': sam(null, null).replaceAll('Orders', 'Archive'),
    });
    expect(briefly(report)).toEqual([`Bills.java:4 ${UNKNOWN}`, `Orders.java:4 ${ON}`]);
    expect(report.summary.notSnapshotted).toBe(0);
  });

  it('are told by --why, with the line that decides', async () => {
    const file = 'src/main/java/shop/Orders.java';
    const why = (...states: Parameters<typeof sam>) => whyIn({ ...SOURCES, 'template.yaml': sam(...states) }, file, 4);
    expect(await why('on', null)).toContain('The function: SnapStart is on for Orders (template.yaml:8).');
    expect(await why('off', null)).toContain('The function: SnapStart is off for Orders (template.yaml:8).');
    expect(await why('off', null)).toContain('So it is not reported; --assume-snapstart would.');
    expect(await why(null, 'on')).toContain(
      'The function: nothing switches SnapStart on for Orders (template.yaml:3), as it is for other functions.',
    );
    expect(await why(null, null)).toContain('nothing is set for Orders (template.yaml:3), nor for any other function.');
  });

  it('give the path from a function that is snapshotted', async () => {
    const shared: Tree = {
      'src/main/java/shop/Ids.java':
        'package shop;\nclass Ids { static final String ID = java.util.UUID.randomUUID().toString(); }\n',
      'src/main/java/shop/Orders.java':
        'package shop;\npublic class Orders {\n  private final String id;\n  public Orders() { id = make(); }\n  private String make() { return Ids.ID; }\n  public String handle(String input) { return id; }\n}\n',
      'src/main/java/shop/Bills.java':
        'package shop;\npublic class Bills {\n  private final String id = Ids.ID;\n  public String handle(String input) { return id; }\n}\n',
    };
    const roots = async (...states: Parameters<typeof sam>): Promise<unknown> => {
      const { findings } = await reportOn({ ...shared, 'template.yaml': sam(...states) });
      return findings.map((finding) => [finding.roots, finding.trace[0]?.file, finding.snapStart]);
    };
    const [orders, bills] = ['src/main/java/shop/Orders.java', 'src/main/java/shop/Bills.java'];
    expect(await roots('on', 'on')).toEqual([[['shop.Bills', 'shop.Orders'], bills, 'on']]);
    expect(await roots('on', null)).toEqual([[['shop.Orders'], orders, 'on']]);
    expect(await roots(null, null)).toEqual([[['shop.Bills', 'shop.Orders'], bills, 'unknown']]);
  });

  it('that are broken are one problem line each, and the others count', async () => {
    const report = await reportOn({
      ...SOURCES,
      'a/template.yaml': sam('off', 'off').replace('Runtime: java21', 'Runtime: "java21'),
      'b/template.yaml': sam('on', 'on'),
      'c/template.yaml': `AWS::Lambda::Function: &a [x, x]\n${'b: &b [*a, *a]\n'.repeat(1)}${Array.from({ length: 25 }, (_, index) => `k${String(index)}: &k${String(index)} [*${index === 0 ? 'b' : `k${String(index - 1)}`}, *${index === 0 ? 'b' : `k${String(index - 1)}`}]`).join('\n')}\n`,
      'd/main.tf': 'resource "aws_lambda_function" "f" {',
      'e/pom.xml': '<project>',
    });
    expect(briefly(report)).toEqual([`Bills.java:4 ${ON}`, `Orders.java:4 ${ON}`]);
    expect(report.problems.map(({ file }) => file)).toEqual([
      'a/template.yaml',
      'c/template.yaml',
      'd/main.tf',
      'e/pom.xml',
    ]);
  });
});

it('without any deployment file, a class that only a template could name is no root', async () => {
  expect(briefly(await reportOn(SOURCES))).toEqual([]);
});
