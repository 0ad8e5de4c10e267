/** What build files and templates may ask for without end: each limit is one that nothing else stands in for. */
import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { cdkFunctions } from '../../src/project/cdk.ts';
import { javaCode } from '../../src/project/cdk-java.ts';
import { scriptCode } from '../../src/project/cdk-script.ts';
import { readTemplate } from '../../src/project/cloudformation.ts';
import { gradleStatements } from '../../src/project/gradle-tokens.ts';
import { entriesOf, valueAt } from '../../src/project/located.ts';
import { readHcl } from '../../src/project/hcl.ts';
import { mavenModules } from '../../src/project/maven.ts';
import { readPom } from '../../src/project/maven-pom.ts';
import { readProjectFacts } from '../../src/project/read.ts';
import { readServerless } from '../../src/project/serverless.ts';
import { readTerraform } from '../../src/project/terraform.ts';
import type { FunctionFact } from '../../src/project/types.ts';
import { readYaml } from '../../src/project/yaml.ts';
import { withinTime } from '../../src/util/within-time.ts';
import { stages } from '../../src/run/stages.ts';

const times = <T>(count: number, make: (index: number) => T): readonly T[] =>
  Array.from({ length: count }, (_, n) => make(n));
const deep = (open: string, close: string, depth: number): string => open.repeat(depth) + close.repeat(depth);

describe('pom.xml', () => {
  const xml = (name: string, body: string): string =>
    `<project><groupId>a</groupId><artifactId>${name}</artifactId><version>1</version>${body}</project>`;
  const parent = (name: string): string =>
    `<parent><groupId>a</groupId><artifactId>${name}</artifactId><version>1</version></parent>`;
  const dependency = (name: string, more = ''): string =>
    `<dependency><groupId>b</groupId><artifactId>${name}</artifactId>${more}</dependency>`;
  const bill = (name: string): string =>
    `<dependencyManagement><dependencies><dependency><groupId>a</groupId><artifactId>${name}</artifactId><version>1</version><type>pom</type><scope>import</scope></dependency></dependencies></dependencyManagement>`;
  const modulesOf = (files: readonly string[]): ReturnType<typeof mavenModules> =>
    mavenModules(files.flatMap((text, index) => readPom(text, `m${String(index)}/pom.xml`).pom ?? []));

  it('has no more than twenty parents asked, and none twice', () => {
    const chain = times(40, (n) =>
      xml(`p${String(n)}`, `${parent(`p${String(n + 1)}`)}<dependencies>${dependency(`d${String(n)}`)}</dependencies>`),
    );
    const names = modulesOf(chain)[0]
      ?.dependencies.filter(({ scope }) => scope !== 'parent')
      .map(({ artifact }) => artifact);
    expect(names).toEqual(times(21, (n) => `d${String(n)}`));
    const round = [xml('x', `${parent('y')}<dependencies>${dependency('one')}</dependencies>`), xml('y', parent('x'))];
    expect(modulesOf(round)[0]?.dependencies.map(({ artifact }) => artifact)).toEqual(['one']);
  });

  it('imports each bill of materials once, though they import each other', () => {
    const round = [
      xml('x', `${bill('y')}<dependencies>${dependency('one')}</dependencies>`),
      xml('y', bill('z')),
      xml('z', bill('y')),
    ];
    expect(modulesOf(round)[0]?.dependencies.map(({ artifact }) => artifact)).toEqual(['one']);
  });

  it('knows no version that is a property of itself', () => {
    const own = xml(
      'x',
      `<properties><v>\${v}</v></properties><dependencies>${dependency('one', '<version>${v}</version>')}</dependencies>`,
    );
    expect(modulesOf([own])[0]?.dependencies.map(({ version }) => version)).toEqual([null]);
  });
});

describe('a Gradle script', () => {
  it('may have blocks and interpolations of any depth', () => {
    expect(gradleStatements(`${deep('a { ', '} ', 50_000)}\nb = 1`)).toHaveLength(2);
    expect(gradleStatements(`a = ${'"${'.repeat(20_000)}`)).toHaveLength(1);
  });
});

describe('HCL', () => {
  const problem = (text: string): string | undefined => readHcl(text, 'main.tf').problem?.message;

  it('is refused with a sentence where blocks, lists, signs or templates are nested too deeply', () => {
    expect(problem(deep('a {\n', '}\n', 50_000))).toContain('nested too deeply');
    expect(problem(`a = ${deep('[', ']', 50_000)}\n`)).toContain('nested too deeply');
    expect(problem(`a = ${'!'.repeat(50_000)}x\n`)).toContain('nested too deeply');
    expect(problem(`a = ${'-'.repeat(50_000)}x\n`)).toContain('nested too deeply');
    expect(problem(`a = ${'"${'.repeat(20_000)}\n`)).toContain('nested too deeply');
  });

  it('has references of a limited number of parts', () => {
    expect(readHcl(`a = b${'.c'.repeat(300_000)}\n`, 'main.tf').body?.attributes.get('a')?.value.kind).toBe('unknown');
  });

  const namesOf = (files: Readonly<Record<string, string>>): readonly string[] =>
    readTerraform(Object.entries(files).map(([file, text]) => ({ file, text }))).facts.map(({ name }) => name);
  const RESOURCE = 'resource "aws_lambda_function" "f" {\n handler = "a.B"\n runtime = "java21"\n}\n';

  it('calls a module that calls itself no more than six deep', () => {
    const names = namesOf({
      'main.tf': 'module "m" {\n source = "./m"\n}\n',
      'm/main.tf': `${RESOURCE}module "m" {\n source = "./"\n}\n`,
    });
    expect(names).toHaveLength(6);
  });

  it('calls modules a limited number of times, and makes a limited number of functions', () => {
    const calls = times(40, (n) => `module "m${String(n)}" {\n source = "./m"\n}\n`).join('');
    const fan = times(8, (n) => `module "m${String(n)}" {\n source = "./"\n}\n`).join('');
    expect(namesOf({ 'main.tf': calls, 'm/main.tf': fan })).toEqual([]);
    expect(namesOf({ 'main.tf': calls, 'm/main.tf': RESOURCE.repeat(300) }).length).toBeLessThanOrEqual(5_000);
  });
});

describe('YAML', () => {
  it('is read a hundred levels deep', () => {
    const message = (depth: number): string | undefined =>
      readYaml(`a: ${deep('[', ']', depth)}`, 'a.yaml').problem?.message;
    expect(message(90)).toBeUndefined();
    expect(message(150)).toContain('nested too deeply');
  });

  it('has so many ends of collections moved that stand further left than they may', () => {
    const ends = (count: number): string => `top:\n${times(count, (n) => ` k${String(n)}: {a: b,\n}\n`).join('')}`;
    const { documents, problem } = readYaml(ends(30), 'a.yaml');
    expect(problem).toBeNull();
    expect(entriesOf(valueAt(documents[0] ?? null, 'top'))).toHaveLength(30);
    expect(readYaml(ends(100), 'a.yaml').problem).toMatchObject({ line: 63, column: 1 });
  });

  it.each([
    ['maps', '{', '}'],
    ['lists of maps', '{[', ']}'],
  ])('knows no name that is made of %s, which have such names', (_what, open, close) => {
    const read = withinTime(10_000, () => readYaml(`a: ${deep(open, close, 30)}\nb: 1\n`, 'a.yaml'));
    expect(read?.value.problem).toBeNull();
    expect(valueAt(read?.value.documents[0] ?? null, 'b')).toMatchObject({ value: 1 });
  });

  it.each([
    ['tags', '!x '],
    ['anchors', '&x '],
  ])('with %s without end is given up after so many errors', (_what, part) => {
    const { documents, problem } = readYaml(`a: ${part.repeat(330_000)}\n`, 'a.yaml');
    expect(documents).toEqual([]);
    expect(problem?.message).toContain('not valid YAML');
  });
});

describe('a template', () => {
  const FUNCTION =
    'Resources: {F: {Type: AWS::Serverless::Function, Properties: {Handler: a.B, Runtime: java21, SnapStart: {ApplyOn: ';

  it.each([
    ['a parameter that is its own default', 'Parameters: {P: {Default: {Ref: P}}}\n', '{Ref: P}'],
    [
      'a condition over itself',
      'Conditions: {C: {"Fn::Not": [{Condition: C}]}}\n',
      '{"Fn::If": [C, None, PublishedVersions]}',
    ],
    [
      'conditions over conditions',
      `Conditions:\n${times(60, (n) => `  C${String(n)}: {"Fn::And": [${`{Condition: C${String(n + 1)}}, `.repeat(9)}]}\n`).join('')}`,
      '{"Fn::If": [C0, None, PublishedVersions]}',
    ],
    ['a choice in a choice', '', `${'{"Fn::If": [C, x, '.repeat(20)}None${']}'.repeat(20)}`],
  ])('with %s is unknown, and goes on', (_what, head, value) => {
    const { facts, problems } = readTemplate(`${head}${FUNCTION}${value}}}}}\n`, 'template.yaml');
    expect(problems).toEqual([]);
    expect(facts.map(({ snapStart }) => snapStart)).toEqual(['unknown']);
  });

  it('of the Serverless Framework with a variable of itself is unknown there', () => {
    const text =
      'service: x\nprovider: {name: aws, runtime: java21}\ncustom: {v: "${self:custom.v}", w: "a${self:custom.w}"}\nfunctions: {f: {handler: "${self:custom.v}"}, g: {handler: "${self:custom.w}"}}\n';
    const { facts, problems } = readServerless(text, 'serverless.yml');
    expect(problems).toEqual([]);
    expect(facts.map(({ handler }) => handler)).toEqual([null, null]);
  });
});

describe('a CDK app', () => {
  const IMPORT = `import { CfnFunction, Function } from 'aws-cdk-lib/aws-lambda';\n`;
  const FUNCTION = `const f = new Function(this, 'F', { handler: h, runtime: 'java21' });\n`;
  const functionsOf = (text: string): readonly FunctionFact[] => {
    const { unit, problem } = scriptCode(text, 'stack.ts');
    expect(problem).toBeNull();
    return unit === null ? [] : cdkFunctions([unit]);
  };

  it.each([
    ['constants that are each other', `${IMPORT}const h = i;\nconst i = h;\n${FUNCTION}`],
    [
      'functions that are each other',
      `${IMPORT}const h = 'a.B';\n${FUNCTION}const a = b;\nconst b = a;\na.addPropertyOverride('SnapStart.ApplyOn', 'None');\n`,
    ],
    [
      'helpers that call each other',
      `${IMPORT}const h = 'a.B';\n${FUNCTION}function p(x) { x.addPropertyOverride('SnapStart.ApplyOn', 'None'); q(x); q(x); q(x); }\nfunction q(x) { p(x); p(x); p(x); }\np(f);\n`,
    ],
    [
      'helpers that are called from everywhere',
      `${IMPORT}const h = 'a.B';\n${FUNCTION}${times(12, (n) => `function p${String(n)}(x) { ${`p${String(n + 1)}(x); `.repeat(12)}}\n`).join('')}function p12(x) { new Function(this, 'G', { handler: x }); x.addPropertyOverride('SnapStart.ApplyOn', 'None'); }\np0(f);\n`,
    ],
  ])('with %s is read', (_what, text) => {
    expect(functionsOf(text).map(({ name }) => name)).toContain('F');
  });

  it('in TypeScript may have chains of any length', () => {
    expect(functionsOf(`${IMPORT}const h = 'a.B';\n${FUNCTION}const x = a${'.b()'.repeat(30_000)};\n`)).toHaveLength(1);
  });

  it.each([
    ['brackets', deep('[', ']', 3_000)],
    ['sums', `${'a + '.repeat(30_000)}a`],
  ])('in TypeScript with %s that the parser cannot take is told of', (_what, value) => {
    const { unit, problem } = scriptCode(`${IMPORT}const x = ${value};\n`, 'stack.ts');
    expect([unit, problem?.message]).toEqual([null, 'not read: nested too deeply']);
  });

  it('in Java may have chains of any length', async () => {
    const text = `import software.amazon.awscdk.services.lambda.Function;\nclass S { Object f = a${'.b()'.repeat(30_000)}; Object g = Function.Builder.create(this, "F").handler("a.B").build(); }`;
    const facts = await stages.lowering('orchard')(text, 'S.java');
    expect(cdkFunctions([javaCode(facts)])).toHaveLength(1);
  });
});

describe('a file', () => {
  let root = '';
  beforeEach(() => {
    root = realpathSync(mkdtempSync(join(tmpdir(), 'snapsafe-limits-')));
  });
  afterEach(() => rmSync(root, { recursive: true }));

  function write(name: string, content: string): string {
    mkdirSync(dirname(join(root, name)), { recursive: true });
    writeFileSync(join(root, name), content);
    return join(root, name);
  }
  const problemsOf = async (...names: readonly string[]): Promise<readonly string[]> => {
    const companions = names.map((file) => ({ file, path: join(root, file) }));
    const facts = await readProjectFacts({ cwd: root, root, ignorePatterns: [], companions }, []);
    return facts.problems.map(({ file, message }) => `${file}: ${message}`);
  };

  it('that is a pipe is not opened', async () => {
    execFileSync('mkfifo', [join(root, 'pom.xml'), join(root, 'template.yaml')]);
    expect(await problemsOf('pom.xml', 'template.yaml')).toEqual(['pom.xml: is no regular file and was not read']);
  });

  it('that is too large for what its name promises is not read', async () => {
    write('pom.xml', `<project>${' '.repeat(5_000_000)}</project>`);
    write('serverless.yml', `service: ${'x'.repeat(1_500_000)}\n`);
    write('template.yaml', `Resources: {F: {Type: AWS::Serverless::Function}}\nx: "${' '.repeat(1_000_000)}\n`);
    expect(await problemsOf('pom.xml', 'serverless.yml', 'template.yaml')).toEqual([
      'pom.xml: file is too large to read (5000019 bytes, the limit is 5000000)',
    ]);
  });
});
