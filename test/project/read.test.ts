import { mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, relative } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { discoverProjectFiles, projectRoot } from '../../src/project/discover.ts';
import type { ProjectOptions } from '../../src/project/discover.ts';
import { dependency, moduleOf, property, propertyInProfiles } from '../../src/project/queries.ts';
import { readProjectFacts } from '../../src/project/read.ts';
import type { FunctionFact, ProjectFacts } from '../../src/project/types.ts';

/** The functions whose handler is a class, in all deployment files. */
const functionsOf = ({ functions }: ProjectFacts, name: string): readonly FunctionFact[] =>
  functions.filter(({ handlerClass }) => handlerClass === name);

let root = '';

beforeEach(() => {
  root = realpathSync(mkdtempSync(join(tmpdir(), 'snapsafe-project-')));
});

afterEach(() => {
  rmSync(root, { recursive: true, force: true });
});

function write(files: Readonly<Record<string, string | Uint8Array>>): void {
  for (const [file, content] of Object.entries(files)) {
    mkdirSync(dirname(join(root, file)), { recursive: true });
    writeFileSync(join(root, file), content);
  }
}

/** As a run without arguments in that directory, whose walk for sources found nothing else. */
const optionsOf = (directory: string): ProjectOptions => {
  return { cwd: directory, root: directory, ignorePatterns: [], companions: null };
};

const template = (mode: string, handler = 'shop.Orders'): string => `Resources:
  Orders:
    Type: AWS::Serverless::Function
    Properties: { Handler: ${handler}, Runtime: java21, SnapStart: { ApplyOn: ${mode} } }
`;

const pom = (artifact: string, body: string): string =>
  `<project><groupId>shop</groupId><artifactId>${artifact}</artifactId><version>1</version>${body}</project>`;

const dependencyXml = (group: string, artifact: string): string =>
  `<dependency><groupId>${group}</groupId><artifactId>${artifact}</artifactId><version>1</version></dependency>`;

describe('a project', () => {
  it('without any such file has the root module and nothing else', async () => {
    write({ 'src/main/java/A.java': 'class A {}' });
    const facts = await readProjectFacts(optionsOf(root), []);
    expect(facts).toEqual({
      functions: [],
      modules: [{ directory: '', build: null, dependencies: [], siblings: [], application: {}, profiles: {} }],
      crac: { uses: [] },
      problems: [],
    });
  });

  it('is plain data, the same every time, whatever its templates are called', async () => {
    write({
      'template.yaml': template('None'),
      'template-snapstart.yaml': template('PublishedVersions'),
      'deploy/stack.template': template('PublishedVersions', 'shop.Bills'),
      'compose.yaml': 'services: { a: { image: b } }\n',
    });
    const facts = await readProjectFacts(optionsOf(root), []);
    expect(functionsOf(facts, 'shop.Orders').map(({ snapStart, source }) => [source.file, snapStart])).toEqual([
      ['template-snapstart.yaml', 'on'],
      ['template.yaml', 'off'],
    ]);
    expect(functionsOf(facts, 'shop.Bills')).toHaveLength(1);
    expect(functionsOf(facts, 'shop.Other')).toEqual([]);
    expect(JSON.parse(JSON.stringify(facts))).toEqual(facts);
    expect(await readProjectFacts(optionsOf(root), [])).toEqual(facts);
  });

  it('goes on where files are broken, binary or too large, with one problem each', async () => {
    write({
      'a/pom.xml': '<project>',
      'b/pom.xml': pom('b', ''),
      'c/template.yaml': `${template('None')}x: [\n`,
      'd/main.tf': 'resource "aws_lambda_function" "f" {',
      'e/src/main/resources/application.yml': 'a: [',
      'f/gradle/libs.versions.toml': 'x',
      'g/pom.xml': Uint8Array.of(60, 0, 62),
      'h/pom.xml': `<project>${' '.repeat(5_000_000)}</project>`,
      'i/data.json': `"AWS::Lambda::Function ${' '.repeat(1_000_000)}`,
      'j/image.yaml': Uint8Array.of(0, 1, 2),
      'template.yaml': template('PublishedVersions'),
    });
    const facts = await readProjectFacts(optionsOf(root), []);
    expect(facts.problems.map(({ file }) => file).sort()).toEqual([
      'a/pom.xml',
      'c/template.yaml',
      'd/main.tf',
      'e/src/main/resources/application.yml',
      'f/gradle/libs.versions.toml',
      'g/pom.xml',
      'h/pom.xml',
    ]);
    expect(facts.problems.every(({ line, column }) => line >= 1 && column >= 1)).toBe(true);
    expect(functionsOf(facts, 'shop.Orders').map((one) => one.snapStart)).toContain('on');
    expect(facts.modules.map((module) => module.directory)).toEqual(['', 'b']);
  });

  it('parses Terraform only where functions are declared', async () => {
    const broken = 'output "a" { value = \n';
    write({ 'a/main.tf': 'variable "a" {' });
    expect((await readProjectFacts(optionsOf(root), [])).problems).toEqual([]);
    const declared = 'resource "aws_lambda_function" "f" {\n  handler = "shop.Orders"\n}\n';
    write({ 'b/main.tf': declared, 'b/outputs.tf': broken });
    const { functions, problems } = await readProjectFacts(optionsOf(root), []);
    expect(functions.map((one) => one.handlerClass)).toEqual(['shop.Orders']);
    expect(problems.map(({ file }) => file)).toEqual(['a/main.tf']);
  });

  it('gives image functions the command of their Dockerfile', async () => {
    write({
      'infra/template.yaml': `Resources:
  F:
    Type: AWS::Serverless::Function
    Properties: { PackageType: Image, SnapStart: { ApplyOn: PublishedVersions } }
    Metadata: { DockerContext: ../app }
`,
      'app/Dockerfile': 'FROM public.ecr.aws/lambda/java:21\nENV MAIN_CLASS=shop.App\nCMD ["shop.Orders::handle"]\n',
    });
    const [fact] = functionsOf(await readProjectFacts(optionsOf(root), []), 'shop.Orders');
    expect(fact).toMatchObject({ handlerMethod: 'handle', snapStart: 'on', environment: { MAIN_CLASS: 'shop.App' } });
  });

  it('shows CRaC in build files, scripts, variables of functions and container settings', async () => {
    const flag = '-Dspring.context.checkpoint=onRefresh';
    write({
      'pom.xml': pom(
        'a',
        `<build><plugins><plugin><configuration><jvmArguments>${flag}</jvmArguments></configuration></plugin></plugins></build>`,
      ),
      'b/build.gradle': `plugins { id 'io.micronaut.crac' version '4' }\nbootRun { jvmArgs = ['${flag}'] }\n`,
      'run.sh': 'java -XX:CRaCRestoreFrom=cr\n',
      'k8s.yaml': 'spec: { image: a/b:crac }\n',
      Dockerfile: 'FROM a/b:17-crac\n',
      'template.yaml': `Resources:\n  F:\n    Type: AWS::Lambda::Function\n    Properties: { Environment: { Variables: { JAVA_TOOL_OPTIONS: ${flag} } } }\n`,
    });
    const { crac } = await readProjectFacts(optionsOf(root), []);
    expect(crac.uses.map(({ file, kind }) => `${file} ${kind}`)).toEqual([
      'Dockerfile base-image',
      'b/build.gradle plugin',
      'b/build.gradle spring-on-refresh',
      'k8s.yaml base-image',
      'pom.xml spring-on-refresh',
      'run.sh restore',
      'template.yaml spring-on-refresh',
    ]);
  });
});

describe('discovery', () => {
  const found = async (): Promise<string[]> =>
    (await discoverProjectFiles(optionsOf(root))).files.map(({ file }) => file);

  it('passes over what git ignores, dependencies, build output, hidden directories and test resources', async () => {
    const name = 'template.yaml';
    write({
      '.gitignore': 'ignored/\n',
      'ignored/template.yaml': '',
      'node_modules/a/template.yaml': '',
      'target/template.yaml': '',
      'app/build/template.yaml': '',
      'cdk.out/stack.template.json': '',
      '.aws-sam/build/template.yaml': '',
      'src/test/resources/application.yml': '',
      'src/main/resources/archetype-resources/pom.xml': '',
      [`deploy/${name}`]: '',
    });
    expect(await found()).toEqual(['deploy/template.yaml']);
  });

  it('does not follow links', async () => {
    write({ 'a/pom.xml': '<project/>' });
    symlinkSync(join(root, 'a'), join(root, 'b'));
    symlinkSync(join(root, 'a/pom.xml'), join(root, 'pom.xml'));
    expect(await found()).toEqual(['a/pom.xml']);
  });

  it('takes scripts only below a cdk.json', async () => {
    write({ 'web/app.ts': '', 'infra/cdk.json': '{}', 'infra/lib/stack.ts': '', 'infra/lib/stack.d.ts': '' });
    expect(await found()).toEqual(['infra/lib/stack.ts']);
  });
});

describe('where a project is', () => {
  const rootFrom = (cwd: string, ...paths: string[]): string =>
    relative(root, projectRoot(join(root, cwd), paths)) || '.';

  it('is the git work tree around the named paths, not above the working directory', () => {
    write({ '.git/HEAD': '', 'a/src/A.java': '', 'b/B.java': '', 'c/.git/HEAD': '', 'c/d/C.java': '' });
    expect(rootFrom('')).toBe('.');
    expect(rootFrom('', 'a/src/A.java', 'b')).toBe('.');
    expect(rootFrom('', 'c/d/C.java')).toBe('c');
    expect(rootFrom('', 'c/d', 'c/**/*.java')).toBe('c');
    expect(rootFrom('a/src')).toBe('a/src');
    expect(rootFrom('b', '../c/d')).toBe('c');
  });

  it('is without git the topmost directory with a build file or template, else the named one', () => {
    write({
      'work/shop/pom.xml': '',
      'work/shop/app/pom.xml': '',
      'work/shop/app/src/A.java': '',
      'work/x/B.java': '',
    });
    expect(rootFrom('work', 'shop/app/src')).toBe('work/shop');
    expect(rootFrom('work', 'x')).toBe('work/x');
    expect(rootFrom('work')).toBe('work');
    expect(rootFrom('work/shop/app/src')).toBe('work/shop/app/src');
  });

  it('reaches up to build files and templates of the same work tree', async () => {
    write({
      '.git/HEAD': '',
      'pom.xml': '',
      'template.yaml': '',
      'other.yaml': '',
      'services/serverless.yml': '',
      'services/orders/pom.xml': '',
    });
    const orders = join(root, 'services/orders');
    const files = async (): Promise<string[]> =>
      (await discoverProjectFiles(optionsOf(orders))).files.map(({ file }) => file);
    const above = ['../../pom.xml', '../../template.yaml', '../serverless.yml'];
    expect(await files()).toEqual([...above, 'pom.xml']);
    write({ 'services/orders/.git/HEAD': '' });
    expect(await files()).toEqual(['pom.xml']);
  });
});

describe('modules', () => {
  it('are the innermost build directory around a file', async () => {
    write({ 'pom.xml': pom('root', ''), 'app/pom.xml': pom('app', ''), 'app/web/build.gradle': '' });
    const facts = await readProjectFacts(optionsOf(root), []);
    const moduleDirectory = (file: string): string | undefined => moduleOf(facts, file)?.directory;
    expect(moduleDirectory('app/src/main/java/shop/A.java')).toBe('app');
    expect(moduleDirectory('app/web/src/A.java')).toBe('app/web');
    expect(moduleDirectory('application/src/A.java')).toBe('');
    expect(moduleDirectory('A.java')).toBe('');
    expect(moduleDirectory('/A.java')).toBe('');
    expect(moduleDirectory('../beside/A.java')).toBe('');
    expect(moduleOf(facts, 'app/web/A.java')?.build).toBe('gradle');
  });

  it('have the dependencies of the modules that they build on, with their place', async () => {
    write({
      'app/pom.xml': pom('app', `<dependencies>${dependencyXml('shop', 'core')}</dependencies>`),
      'core/pom.xml': pom(
        'core',
        `<dependencies>${dependencyXml('org.crac', 'crac')}${dependencyXml('junit', 'junit').replace('</dependency>', '<scope>test</scope></dependency>')}</dependencies>`,
      ),
    });
    const app = moduleOf(await readProjectFacts(optionsOf(root), []), 'app/src/A.java')!;
    expect(dependency(app, 'org.crac:crac')).toMatchObject({ version: '1', file: 'core/pom.xml', line: 1 });
    expect(dependency(app, 'junit:junit')).toBeNull();
  });

  it('answer about dependencies without those of tests and other profiles', async () => {
    const profile = `<profiles><profile><id>crac</id><dependencies>${dependencyXml('org.crac', 'crac')}</dependencies></profile></profiles>`;
    write({
      'a/pom.xml': pom('a', profile),
      'b/build.gradle': "dependencies {\n  testImplementation 'org.crac:crac:1'\n  runtimeOnly 'a:b:2'\n}\n",
    });
    const facts = await readProjectFacts(optionsOf(root), []);
    expect(dependency(moduleOf(facts, 'a/A.java')!, 'org.crac:crac')).toBeNull();
    expect(dependency(moduleOf(facts, 'b/A.java')!, 'org.crac:crac')).toBeNull();
    expect(dependency(moduleOf(facts, 'b/A.java')!, 'a:b')).toMatchObject({
      version: '2',
      scope: 'runtimeOnly',
      line: 3,
    });
  });
});

describe('settings', () => {
  const KEY = 'spring.datasource.hikari.allow-pool-suspension';

  it('are found by their key in any spelling, with the place of the line', async () => {
    write({
      'app/pom.xml': pom('app', ''),
      'app/src/main/resources/application.yml':
        'spring:\n  datasource:\n    hikari:\n      allowPoolSuspension: true\n',
      'app/src/test/resources/application.yml': 'spring.datasource.hikari.allow-pool-suspension: false\n',
    });
    const app = moduleOf(await readProjectFacts(optionsOf(root), []), 'app/src/main/java/A.java')!;
    expect(property(app, KEY)).toEqual({
      value: 'true',
      key: 'spring.datasource.hikari.allowPoolSuspension',
      property: { value: 'true', file: 'app/src/main/resources/application.yml', line: 4 },
    });
    expect(property(app, 'spring.datasource')).toBeNull();
    expect(property(app, 'toString')).toBeNull();
  });

  it('of a profile do not hold unless the settings activate it', async () => {
    write({
      'a/pom.xml': pom('a', ''),
      'a/src/main/resources/application-prod.properties': `${KEY}=true\n`,
      'b/pom.xml': pom('b', ''),
      'b/src/main/resources/application.properties': `spring.profiles.active=prod\n${KEY}=false\n`,
      'b/src/main/resources/application-prod.properties': `${KEY}=true\n`,
    });
    const facts = await readProjectFacts(optionsOf(root), []);
    const [a, b] = [moduleOf(facts, 'a/A.java')!, moduleOf(facts, 'b/A.java')!];
    expect(property(a, KEY)).toBeNull();
    expect(propertyInProfiles(a, KEY).prod?.value).toBe('true');
    expect(property(b, KEY)?.value).toBe('true');
  });

  it('with placeholders are not known', async () => {
    write({ 'src/main/resources/application.properties': `${KEY}=\${SUSPEND:true}\n` });
    const facts = await readProjectFacts(optionsOf(root), []);
    expect(property(moduleOf(facts, 'src/A.java')!, KEY)).toMatchObject({ value: null, property: { line: 1 } });
  });

  it('of Quarkus hold in its production profile', async () => {
    write({
      'build.gradle': "dependencies { implementation 'io.quarkus:quarkus-arc:3' }",
      'src/main/resources/application.properties':
        'quarkus.snapstart.enable=true\n%prod.quarkus.snapstart.enable=false\n%dev.quarkus.x=1\n',
    });
    const module = moduleOf(await readProjectFacts(optionsOf(root), []), 'src/A.java')!;
    expect(property(module, 'quarkus.snapstart.enable')?.value).toBe('false');
    expect(property(module, 'quarkus.x')).toBeNull();
  });

  it('in properties files win over YAML, and names of JavaScript are plain keys', async () => {
    write({
      'src/main/resources/application.yml': 'a: yaml\n__proto__: { b: 1 }\n',
      'src/main/resources/application.properties': 'a=properties\n',
    });
    const module = moduleOf(await readProjectFacts(optionsOf(root), []), 'src/A.java')!;
    expect(property(module, 'a')?.value).toBe('properties');
    expect(property(module, '__proto__.b')?.value).toBe('1');
  });
});
