import { describe, expect, it } from 'vitest';
import { lineStartsOf } from '../../src/java-ast/line-table.ts';
import { outlineOf } from '../../src/java-ast/outline.ts';
import { parseJava } from '../../src/java-ast/parse.ts';
import { lowerUnit } from '../../src/model/lower.ts';
import { isCdkFile, javaCode } from '../../src/project/cdk-java.ts';
import { mayBeCdkScript } from '../../src/project/cdk-code.ts';
import { scriptCode } from '../../src/project/cdk-script.ts';
import { cdkFunctions } from '../../src/project/cdk.ts';
import type { CodeUnit } from '../../src/project/cdk-code.ts';
import type { FunctionFact } from '../../src/project/types.ts';

const IMPORTS = 'import software.amazon.awscdk.*;\nimport software.amazon.awscdk.services.lambda.*;\n';

async function javaUnit(file: string, text: string): Promise<CodeUnit> {
  const { unit, errors } = await parseJava(text, { parser: 'orchard' });
  expect(errors).toEqual([]);
  const facts = lowerUnit(unit, {
    file,
    lineStarts: lineStartsOf(text),
    outline: outlineOf(text),
    syntaxErrors: errors,
  });
  expect(isCdkFile(facts)).toBe(true);
  return javaCode(facts);
}

/** Functions of one class with these members; the class begins on line 3. */
async function inJava(members: string): Promise<readonly FunctionFact[]> {
  return cdkFunctions([await javaUnit('Shop.java', `${IMPORTS}class Shop extends Stack {\n${members}\n}\n`)]);
}

const inConstructor = (statements: string): Promise<readonly FunctionFact[]> =>
  inJava(`Shop(boolean on) {\n${statements}\n}`);

function inScript(text: string, file = 'lib/shop.ts'): readonly FunctionFact[] {
  const { unit, problem } = scriptCode(text, file);
  expect(problem).toBeNull();
  return cdkFunctions(unit === null ? [] : [unit]);
}

const states = (facts: readonly FunctionFact[]): unknown[] =>
  facts.map(({ handlerClass, snapStart }) => [handlerClass, snapStart]);

describe('a builder chain in Java', () => {
  it('has handler, runtime, state, variables and places', async () => {
    const [fact] = await inConstructor(`Function f = Function.Builder.create(this, "Orders")
  .runtime(Runtime.JAVA_21)
  .handler("shop.Orders::handle")
  .code(Code.fromAsset("../target/orders.jar"))
  .environment(Map.of("MAIN_CLASS", "shop.App", "TABLE", table.getTableName()))
  .snapStart(SnapStartConf.ON_PUBLISHED_VERSIONS)
  .build();`);
    expect(fact).toEqual({
      name: 'Orders',
      handler: 'shop.Orders::handle',
      handlerClass: 'shop.Orders',
      handlerMethod: 'handle',
      runtime: 'java21',
      snapStart: 'on',
      packageType: 'Zip',
      environment: { MAIN_CLASS: 'shop.App' },
      layers: [],
      codeUri: '../target/orders.jar',
      source: { file: 'Shop.java', line: 5 },
      snapStartSource: { file: 'Shop.java', line: 10 },
      tool: 'cdk',
      conflicts: [{ setting: 'no-version', file: 'Shop.java', line: 10 }],
    });
  });

  it('is off without the setting, with null, and in a comment; unknown when computed', async () => {
    const chain = (more: string): string =>
      `Function.Builder.create(this, "F").runtime(Runtime.JAVA_17).handler("shop.A")${more}.build();`;
    expect(states(await inConstructor(chain('')))).toEqual([['shop.A', 'off']]);
    expect(states(await inConstructor(chain('.snapStart(null)')))).toEqual([['shop.A', 'off']]);
    expect(states(await inConstructor(chain('/* .snapStart(SnapStartConf.ON_PUBLISHED_VERSIONS) */')))).toEqual([
      ['shop.A', 'off'],
    ]);
    const computed = chain('.snapStart(on ? SnapStartConf.ON_PUBLISHED_VERSIONS : null)');
    expect(states(await inConstructor(computed))).toEqual([['shop.A', 'unknown']]);
  });

  it('may be a local to which settings are added, some under a condition', async () => {
    const facts = await inConstructor(`Function.Builder a = Function.Builder.create(this, "A");
a.runtime(Runtime.JAVA_21).handler("shop.A");
a.snapStart(SnapStartConf.ON_PUBLISHED_VERSIONS);
a.build();
var b = Function.Builder.create(this, "B").runtime(Runtime.JAVA_21).handler("shop.B");
if (on) { b.snapStart(SnapStartConf.ON_PUBLISHED_VERSIONS); }
b.build();`);
    expect(states(facts)).toEqual([
      ['shop.A', 'on'],
      ['shop.B', 'unknown'],
    ]);
  });

  it('takes constants, concatenations and maps that are filled', async () => {
    const [fact] = await inJava(`private static final String PACKAGE = "shop";
Shop() {
  Map<String, String> variables = new HashMap<>();
  variables.put("STAGE", "test");
  variables.put("REGION", getRegion());
  new Function(this, "F", FunctionProps.builder().runtime(Runtime.JAVA_21).handler(PACKAGE + ".Orders").environment(variables).build());
}`);
    expect(fact).toMatchObject({ handlerClass: 'shop.Orders', environment: { STAGE: 'test' } });
  });

  it('takes the name of a class, which the imports tell', async () => {
    const source = (imports: string): string => `package infra;
${imports}
import software.amazon.awscdk.services.lambda.Function;
class Shop {
  Shop() { Function.Builder.create(this, "F").handler(Orders.Handler.class.getName() + "::handle").build(); }
}`;
    const handlerClass = async (imports: string): Promise<string | null | undefined> =>
      cdkFunctions([await javaUnit('Shop.java', source(imports))])[0]?.handlerClass;
    expect(await handlerClass('import shop.Orders;')).toBe('shop.Orders$Handler');
    expect(await handlerClass('')).toBe('infra.Orders$Handler');
    expect(await handlerClass('import shop.*;')).toBeNull();
  });

  it('of another library is no function', async () => {
    const facts = await inConstructor(`Alias.Builder.create(this, "A").build();
Report r = Report.builder().handler("shop.A").snapStart("on").build();
java.util.function.Function<String, String> same = x -> x;
LambdaRestApi.Builder.create(this, "api").handler(alias).build();`);
    expect(facts).toEqual([]);
  });
});

describe('escape hatches in Java', () => {
  const fn =
    'Function f = new Function(this, "F", FunctionProps.builder().runtime(Runtime.JAVA_17).handler("shop.A").build());\n';
  const child = 'CfnFunction cfn = (CfnFunction) f.getNode().getDefaultChild();\n';
  const on = 'CfnFunction.SnapStartProperty.builder().applyOn("PublishedVersions").build()';

  it.each([
    ['setSnapStart', `cfn.setSnapStart(${on});`, 'on'],
    ['a null check around it', `if (cfn != null) { cfn.setSnapStart(${on}); }`, 'on'],
    ['a condition around it', `if (on) { cfn.setSnapStart(${on}); }`, 'unknown'],
    ['a path', 'cfn.addPropertyOverride("SnapStart.ApplyOn", "PublishedVersions");', 'on'],
    ['a map', 'cfn.addPropertyOverride("SnapStart", Map.of("ApplyOn", "PublishedVersions"));', 'on'],
    ['a full path', 'cfn.addOverride("Properties.SnapStart.ApplyOn", "None");', 'off'],
    ['a computed value', 'cfn.addPropertyOverride("SnapStart.ApplyOn", mode());', 'unknown'],
    ['another property', 'cfn.addPropertyOverride("MemorySize", "PublishedVersions");', 'off'],
  ])('by %s', async (_title, statement, expected) => {
    expect(states(await inConstructor(fn + child + statement))).toEqual([['shop.A', expected]]);
  });

  it('through a field and through a helper', async () => {
    const members = (use: string): string => `private final Function f;
Shop() {
  this.f = Function.Builder.create(this, "F").runtime(Runtime.JAVA_17).handler("shop.A").build();
  ${use}
}
void enable(Function g) { ((CfnFunction) g.getNode().getDefaultChild()).setSnapStart(${on}); }`;
    expect(states(await inJava(members('enable(f);')))).toEqual([['shop.A', 'on']]);
    expect(
      states(await inJava(members(`((CfnFunction) this.f.getNode().getDefaultChild()).setSnapStart(${on});`))),
    ).toEqual([['shop.A', 'on']]);
  });

  it('on something that is not found make the functions of the file unknown', async () => {
    expect(states(await inConstructor(`${fn}find("x").setSnapStart(${on});`))).toEqual([['shop.A', 'unknown']]);
  });
});

describe('helpers', () => {
  it('of a class are taken once for each call, with its arguments', async () => {
    const facts = await inJava(`Shop() {
  create("Orders", "shop.Orders", SnapStartConf.ON_PUBLISHED_VERSIONS);
  create("Bills", "shop.Bills", null);
  create("Other", System.getenv("HANDLER"), null);
}
private void create(String id, String handler, SnapStartConf snapStart) {
  Function.Builder.create(this, id).runtime(Runtime.JAVA_21).handler(handler).snapStart(snapStart).build();
}`);
    expect(
      facts.map(({ name, handlerClass, snapStart, source }) => [name, handlerClass, snapStart, source.line]),
    ).toEqual([
      ['Orders', 'shop.Orders', 'on', 5],
      ['Bills', 'shop.Bills', 'off', 6],
      ['Other', null, 'off', 7],
    ]);
  });

  it('may be constructs of their own in another file', async () => {
    const construct = await javaUnit(
      'SnapStartFunction.java',
      `${IMPORTS}class SnapStartFunction extends Construct {
  SnapStartFunction(Construct scope, String id, FunctionProps props) {
    Function f = new Function(this, id + "-lambda", props);
    ((CfnFunction) f.getNode().getDefaultChild()).addPropertyOverride("SnapStart.ApplyOn", "PublishedVersions");
  }
}`,
    );
    const stack = await javaUnit(
      'Shop.java',
      `${IMPORTS}class Shop {
  Shop() {
    new SnapStartFunction(this, "orders", FunctionProps.builder().runtime(Runtime.JAVA_17).handler("shop.Orders").build());
  }
}`,
    );
    const facts = cdkFunctions([construct, stack]);
    expect(facts).toHaveLength(1);
    expect(facts[0]).toMatchObject({
      name: 'orders-lambda',
      handlerClass: 'shop.Orders',
      snapStart: 'on',
      source: { file: 'Shop.java', line: 5 },
      snapStartSource: { file: 'SnapStartFunction.java', line: 6 },
    });
  });

  it('that call themselves end', async () => {
    const facts = await inJava(
      'void a(String h) { a(h); b(h); }\nvoid b(String h) { a(h); new Function(this, "F", FunctionProps.builder().handler(h).build()); }',
    );
    expect(facts.length).toBeLessThan(50);
  });
});

describe('TypeScript', () => {
  const head = "import * as lambda from 'aws-cdk-lib/aws-lambda';\n";

  it('has functions with literal properties', () => {
    const [fact] = inScript(`${head}export class Shop extends Stack {
  constructor(scope: Construct, id: string, props?: StackProps) {
    super(scope, id, props);
    const orders = new lambda.Function(this, 'Orders', {
      runtime: lambda.Runtime.JAVA_21,
      handler: 'shop.Orders::handle',
      code: lambda.Code.fromAsset('../target/orders.jar'),
      environment: { STAGE: 'test', TABLE: table.tableName },
      snapStart: lambda.SnapStartConf.ON_PUBLISHED_VERSIONS,
    });
  }
}
`);
    expect(fact).toMatchObject({
      name: 'Orders',
      handlerClass: 'shop.Orders',
      runtime: 'java21',
      snapStart: 'on',
      environment: { STAGE: 'test' },
      codeUri: '../target/orders.jar',
      source: { file: 'lib/shop.ts', line: 5 },
      snapStartSource: { file: 'lib/shop.ts', line: 10 },
    });
  });

  it('has spread properties, templates and constants; what is spread from elsewhere is unknown', () => {
    const facts = inScript(`${head}const pkg = 'shop';
const common = { runtime: lambda.Runtime.JAVA_17, snapStart: lambda.SnapStartConf.ON_PUBLISHED_VERSIONS };
new lambda.Function(app, 'A', { ...common, handler: \`\${pkg}.A\` });
new lambda.Function(app, 'B', { ...common, handler: 'shop.B', snapStart: undefined });
new lambda.Function(app, 'C', { ...imported, runtime: lambda.Runtime.JAVA_17, handler: 'shop.C' });
// new lambda.Function(app, 'D', { handler: 'shop.D' });
`);
    expect(states(facts)).toEqual([
      ['shop.A', 'on'],
      ['shop.B', 'off'],
      ['shop.C', 'unknown'],
    ]);
  });

  it('has escape hatches by assignment and by path', () => {
    const fn = (id: string): string =>
      `const ${id} = new lambda.Function(this, '${id}', { runtime: lambda.Runtime.JAVA_17, handler: 'shop.${id.toUpperCase()}' });\n`;
    const facts = inScript(`${head}${fn('a')}${fn('b')}${fn('c')}
(a.node.defaultChild as lambda.CfnFunction).snapStart = { applyOn: 'PublishedVersions' };
const cfn = b.node.defaultChild as lambda.CfnFunction;
cfn.addPropertyOverride('SnapStart', { ApplyOn: 'PublishedVersions' });
`);
    expect(states(facts)).toEqual([
      ['shop.A', 'on'],
      ['shop.B', 'on'],
      ['shop.C', 'off'],
    ]);
  });

  it('has helpers: functions, arrow functions, constructs that extend Function', () => {
    const facts = inScript(`${head}
function create(id: string, handler: string) {
  return new lambda.Function(app, id, { handler, runtime: lambda.Runtime.JAVA_21 });
}
const arrow = (handler: string) => new lambda.Function(app, 'X', { handler, runtime: lambda.Runtime.JAVA_21, snapStart: lambda.SnapStartConf.ON_PUBLISHED_VERSIONS });
class Own extends lambda.Function {
  constructor(scope: Construct, id: string, handler: string) {
    super(scope, id, { handler, runtime: lambda.Runtime.JAVA_21, snapStart: lambda.SnapStartConf.ON_PUBLISHED_VERSIONS });
  }
}
create('A', 'shop.A');
arrow('shop.B');
new Own(app, 'C', 'shop.C');
['shop.D'].forEach((handler) => create('D', handler));
`);
    expect(new Set(states(facts).map(String))).toEqual(
      new Set(['shop.A,off', 'shop.B,on', 'shop.C,on', ',off'].map(String)),
    );
  });

  it('is JavaScript, with require, as well', () => {
    const facts = inScript(
      "const lambda = require('aws-cdk-lib/aws-lambda');\nnew lambda.Function(this, 'A', { handler: 'shop.A::run' });\n",
      'lib/shop.js',
    );
    expect(states(facts)).toEqual([['shop.A', 'off']]);
  });

  it('is looked at only when it uses CDK', () => {
    expect(mayBeCdkScript("new Function('return 1')")).toBe(false);
    expect(mayBeCdkScript("import { Stack } from 'aws-cdk-lib';\nnew sqs.Queue(this, 'q');")).toBe(false);
    expect(mayBeCdkScript(`${head}new lambda.Function(`)).toBe(true);
  });

  it('that is broken is one problem, that is nested too deeply as well', () => {
    expect(scriptCode(`${head}const = ;\nnew lambda.Function(`, 'lib/shop.ts').problem).toMatchObject({
      file: 'lib/shop.ts',
    });
    const deep = `${head}const x = ${'('.repeat(20_000)}1${')'.repeat(20_000)};`;
    expect(() => scriptCode(deep, 'lib/shop.ts')).not.toThrow();
  });
});
