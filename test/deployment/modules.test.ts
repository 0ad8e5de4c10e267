/** Projects of several modules, end to end: which sources are function code, and which class of two is meant. */
import { describe, expect, it } from 'vitest';
import { briefly, reportOn } from '../helpers/tree.ts';
import type { Tree } from '../helpers/tree.ts';

const handler = (name: string, value: string): string => `package shop;
import com.amazonaws.services.lambda.runtime.*;
public class ${name} implements RequestHandler<String, String> {
  private final String id = ${value};
  @Override public String handleRequest(String input, Context context) { return id; }
}
`;

const pom = (artifact: string, ...dependencies: readonly string[]): string =>
  `<project><groupId>shop</groupId><artifactId>${artifact}</artifactId><version>1</version><dependencies>${dependencies
    .map((name) => {
      const [group = '', id = ''] = name.split(':');
      return `<dependency><groupId>${group}</groupId><artifactId>${id}</artifactId><version>2.1.0</version></dependency>`;
    })
    .join('')}</dependencies></project>`;

const RANDOM = 'java.util.UUID.randomUUID().toString()';

describe('two modules with a class of the same name', () => {
  const ids = (value: string): string =>
    `package shop;\nfinal class Ids { static String next() { return ${value}; } }\n`;
  const tree = (orders: string, bills: string): Tree => ({
    'orders/src/main/java/shop/Orders.java': handler('Orders', 'Ids.next()'),
    'orders/src/main/java/shop/Ids.java': ids(orders),
    'bills/src/main/java/shop/Bills.java': handler('Bills', 'Ids.next()'),
    'bills/src/main/java/shop/Ids.java': ids(bills),
  });

  it('use their own', async () => {
    const { findings } = await reportOn(tree(RANDOM, '"fixed"'));
    expect(findings.map(({ file, roots }) => [file, roots])).toEqual([
      ['orders/src/main/java/shop/Ids.java', ['shop.Orders']],
    ]);
    const others = await reportOn(tree('"fixed"', RANDOM));
    expect(others.findings.map(({ file, roots }) => [file, roots])).toEqual([
      ['bills/src/main/java/shop/Ids.java', ['shop.Bills']],
    ]);
  });
});

describe('a module that uses one of two classes of the same name', () => {
  const ids = (value: string): string =>
    `package shop.ids;\npublic final class Ids { public static String next() { return ${value}; } }\n`;
  const using = (name: string): string => handler(name, 'Ids.next()').replace('import', 'import shop.ids.Ids;\nimport');
  const sources = (fixed: string, random: string): Tree => ({
    [`${fixed}/src/main/java/shop/ids/Ids.java`]: ids('"fixed"'),
    [`${random}/src/main/java/shop/ids/Ids.java`]: ids(RANDOM),
    'orders/src/main/java/shop/Orders.java': using('Orders'),
    'bills/src/main/java/shop/Bills.java': using('Bills'),
  });
  const rootsOf = async (tree: Tree): Promise<unknown> => {
    const { findings } = await reportOn(tree);
    return findings.map(({ file, roots }) => [file, roots]);
  };

  it.each([
    ['a', 'b'],
    ['b', 'a'],
  ])('means the one of the Maven module that it declares (%s, %s)', async (fixed, random) => {
    const tree = {
      ...sources(fixed, random),
      [`${fixed}/pom.xml`]: pom(fixed),
      [`${random}/pom.xml`]: pom(random),
      'orders/pom.xml': pom('orders', `shop:${random}`),
      'bills/pom.xml': pom('bills', `shop:${fixed}`),
    };
    expect(await rootsOf(tree)).toEqual([[`${random}/src/main/java/shop/ids/Ids.java`, ['shop.Orders']]]);
  });

  it.each([
    ['a', 'b'],
    ['b', 'a'],
  ])('means the one of the Gradle project that it declares (%s, %s)', async (fixed, random) => {
    const tree = {
      ...sources(fixed, random),
      'settings.gradle.kts': 'include("a", "b", "orders", "bills")\n',
      [`${fixed}/build.gradle.kts`]: '',
      [`${random}/build.gradle.kts`]: '',
      'orders/build.gradle.kts': `dependencies {\n  implementation(project(":${random}"))\n}\n`,
      'bills/build.gradle.kts': `dependencies {\n  api(project(":${fixed}"))\n}\n`,
    };
    expect(await rootsOf(tree)).toEqual([[`${random}/src/main/java/shop/ids/Ids.java`, ['shop.Orders']]]);
  });

  it('means the one that is declared before the one that another module brings', async () => {
    const tree = {
      ...sources('fixed', 'random'),
      'fixed/pom.xml': pom('fixed'),
      'random/pom.xml': pom('random'),
      'common/pom.xml': pom('common', 'shop:random'),
      'orders/pom.xml': pom('orders', 'shop:common'),
      'bills/pom.xml': pom('bills', 'shop:common', 'shop:fixed'),
    };
    expect(await rootsOf(tree)).toEqual([['random/src/main/java/shop/ids/Ids.java', ['shop.Orders']]]);
  });
});

describe('infrastructure code', () => {
  const tree: Tree = {
    'app/pom.xml': pom('app', 'com.amazonaws:aws-lambda-java-core'),
    'app/src/main/java/shop/Orders.java': handler('Orders', RANDOM),
    'infra/pom.xml': pom('infra', 'software.amazon.awscdk:aws-cdk-lib'),
    'infra/src/main/java/shop/infra/Stage.java':
      'package shop.infra;\npublic final class Stage { static final String ID = java.util.UUID.randomUUID().toString(); }\n',
    'infra/src/main/java/shop/infra/ShopStack.java':
      'package shop.infra;\nimport software.amazon.awscdk.Stack;\npublic class ShopStack extends Stack {\n  static final String RUN = java.util.UUID.randomUUID().toString();\n}\n',
  };
  const ORDERS = 'Orders.java:4 unique-value-in-init unknown likely';

  it('is no function code: files that import such a library, and their whole module', async () => {
    const report = await reportOn(tree);
    expect(briefly(report)).toEqual([ORDERS]);
    expect(report.summary).toMatchObject({ files: 3, analyzed: 1 });
  });

  it('is analysed when asked for', async () => {
    const report = await reportOn(tree, { includeInfrastructure: true });
    expect(briefly(report)).toEqual([ORDERS, 'Stage.java:2 unique-value-in-init unknown possible']);
    expect(report.summary.analyzed).toBe(3);
    const configured = await reportOn({ ...tree, 'snapsafe.config.json': '{ "includeInfrastructure": true }' });
    expect(briefly(configured)).toEqual(briefly(report));
  });

  it('is not told by a package of the project that lies below the name of a library', async () => {
    const report = await reportOn({
      'src/main/java/shop/Orders.java': handler('Orders', 'Ids.NEXT').replace(
        'import',
        'import software.amazon.awscdk.examples.shop.Ids;\nimport',
      ),
      'src/main/java/software/amazon/awscdk/examples/shop/Ids.java': `package software.amazon.awscdk.examples.shop;\npublic final class Ids { public static final String NEXT = ${RANDOM}; }\n`,
    });
    expect(briefly(report)).toEqual(['Ids.java:2 unique-value-in-init unknown likely']);
  });

  it('does not make function code of the same module infrastructure', async () => {
    const both = pom('app', 'software.amazon.awscdk:aws-cdk-lib', 'com.amazonaws:aws-lambda-java-core');
    const report = await reportOn({
      'pom.xml': both,
      'src/main/java/shop/Orders.java': handler('Orders', 'Ids.NEXT'),
      'src/main/java/shop/Ids.java': `package shop;\nfinal class Ids { static final String NEXT = ${RANDOM}; }\n`,
      'src/main/java/shop/infra/ShopStack.java': tree['infra/src/main/java/shop/infra/ShopStack.java'] ?? '',
    });
    expect(briefly(report)).toEqual(['Ids.java:2 unique-value-in-init unknown likely']);
  });
});
