/** Deployment files that say it in other words than a literal property: what each makes of two handlers, of which one is the look-alike. */
import { describe, expect, it } from 'vitest';
import { briefly, reportOn, whyIn } from '../helpers/tree.ts';
import type { Tree } from '../helpers/tree.ts';

const handler = (name: string): string =>
  `package shop;\nimport java.util.UUID;\npublic class ${name} {\n  private final String id = UUID.randomUUID().toString();\n  public String handle(String input) { return id + input; }\n}\n`;

const SOURCES: Tree = {
  'src/main/java/shop/Orders.java': handler('Orders'),
  'src/main/java/shop/Bills.java': handler('Bills'),
};

const ON = 'Orders.java:4 unique-value-in-init on definite';
const UNKNOWN = 'Orders.java:4 unique-value-in-init unknown likely';

/** A function of a SAM template, whose properties stand below `Properties` as they are given. */
const sam = (name: string, ...properties: readonly string[]): string =>
  `  ${name}:\n    Type: AWS::Serverless::Function\n    Properties:\n${properties.map((one) => `      ${one}\n`).join('')}`;
const java = (name: string): readonly string[] => [`Handler: shop.${name}::handle`, 'Runtime: java21'];
const template = (head: string, ...functions: readonly string[]): Tree => ({
  'template.yaml': `Transform: AWS::Serverless-2016-10-31\n${head}Resources:\n${functions.join('')}`,
});

const cdkJava = (body: string): Tree => ({
  'infra/src/main/java/infra/ShopStack.java': `package infra;
import java.util.Map;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.services.lambda.*;
public class ShopStack extends Stack {
  public ShopStack() {
    Function orders = Function.Builder.create(this, "Orders").runtime(Runtime.JAVA_21).handler("shop.Orders::handle").build();
    Function bills = Function.Builder.create(this, "Bills").runtime(Runtime.JAVA_21).handler("shop.Bills::handle").build();
${body}
  }
}
`,
});
const cdkScript = (body: string): Tree => ({
  'infra/cdk.json': '{}',
  'infra/lib/shop-stack.ts': `import * as lambda from 'aws-cdk-lib/aws-lambda';
export class ShopStack extends Stack {
  constructor(scope: Construct, id: string) {
    super(scope, id);
    const orders = new lambda.Function(this, 'Orders', { runtime: lambda.Runtime.JAVA_21, handler: 'shop.Orders::handle' });
    const bills = new lambda.Function(this, 'Bills', { runtime: lambda.Runtime.JAVA_21, handler: 'shop.Bills::handle' });
${body}
  }
}
`,
});
const terraform = (orders: string, besides = ''): Tree => ({
  'main.tf': `${besides}
resource "aws_lambda_function" "orders" {
  function_name = "orders"
  handler       = "shop.Orders::handle"
  runtime       = "java21"
${orders}
}
resource "aws_lambda_function" "bills" {
  function_name = "bills"
  handler       = "shop.Bills::handle"
  runtime       = "java21"
}
`,
});
const serverless = (orders: string, besides = ''): Tree => ({
  'serverless.yml': `service: shop
provider:
  name: aws
  runtime: java21
${besides}functions:
  orders:
    handler: shop.Orders::handle
${orders}
  bills:
    handler: shop.Bills::handle
    snapStart: false
`,
});
const cloudFormation = (name: string, ...properties: readonly string[]): string =>
  sam(name, ...properties).replace('AWS::Serverless', 'AWS::Lambda');

const GLOBALS = 'Globals:\n  Function:\n    SnapStart:\n      ApplyOn: PublishedVersions\n';
const APPLY = 'SnapStart: { ApplyOn: PublishedVersions }';
const NONE = 'SnapStart: { ApplyOn: None }';
const MODE = 'Parameters:\n  Mode:\n    Type: String\n';
const CHILD = '(orders.node.defaultChild as lambda.CfnFunction)';
const DYNAMIC =
  '  dynamic "snap_start" {\n    for_each = var.snap ? [1] : []\n    content { apply_on = "PublishedVersions" }\n  }';

describe('two handlers, of which the template snapshots one', () => {
  it.each<[string, Tree, string]>([
    [
      'SAM: globals, and None beside them',
      template(GLOBALS, sam('Orders', ...java('Orders')), sam('Bills', ...java('Bills'), NONE)),
      ON,
    ],
    [
      'SAM: a condition over a parameter',
      template(
        `${MODE}Conditions:\n  IsProd: !Equals [!Ref Mode, prod]\n`,
        sam('Orders', ...java('Orders'), 'SnapStart: !If [IsProd, { ApplyOn: PublishedVersions }, !Ref AWS::NoValue]'),
        sam('Bills', ...java('Bills'), NONE),
      ),
      UNKNOWN,
    ],
    [
      'SAM: a parameter without a default',
      template(
        MODE,
        sam('Orders', ...java('Orders'), 'SnapStart: { ApplyOn: !Ref Mode }'),
        sam('Bills', ...java('Bills'), NONE),
      ),
      UNKNOWN,
    ],
    [
      'SAM: both branches of a condition agree',
      template(
        `${MODE}Conditions:\n  IsProd: !Equals [!Ref Mode, prod]\n`,
        sam('Orders', ...java('Orders'), 'SnapStart: { ApplyOn: !If [IsProd, PublishedVersions, PublishedVersions] }'),
        sam('Bills', ...java('Bills')),
      ),
      ON,
    ],
    [
      'SAM: images, with the handler as their command',
      template(
        '',
        sam('Orders', 'PackageType: Image', 'ImageConfig: { Command: ["shop.Orders::handle"] }', APPLY),
        sam('Bills', 'PackageType: Image', 'ImageConfig: { Command: ["shop.Bills::handle"] }'),
      ),
      ON,
    ],
    [
      'CloudFormation in YAML',
      {
        'stack.yaml': `Resources:\n${cloudFormation('Orders', ...java('Orders'), APPLY)}${cloudFormation('Bills', ...java('Bills'))}`,
      },
      ON,
    ],
    [
      'CloudFormation in JSON: a parameter',
      {
        'stack.json': JSON.stringify({
          Parameters: { Mode: { Type: 'String' } },
          Resources: Object.fromEntries(
            [['Orders', { Ref: 'Mode' }] as const, ['Bills', 'None'] as const].map(([name, ApplyOn]) => [
              name,
              {
                Type: 'AWS::Lambda::Function',
                Properties: { Handler: `shop.${name}::handle`, Runtime: 'java21', SnapStart: { ApplyOn } },
              },
            ]),
          ),
        }),
      },
      UNKNOWN,
    ],
    [
      'CDK in Java: setSnapStart on the resource below',
      cdkJava(
        '((CfnFunction) orders.getNode().getDefaultChild()).setSnapStart(CfnFunction.SnapStartProperty.builder().applyOn("PublishedVersions").build());',
      ),
      ON,
    ],
    [
      'CDK in Java: a property that is overridden, and another one beside it',
      cdkJava(
        '((CfnFunction) orders.getNode().getDefaultChild()).addPropertyOverride("SnapStart", Map.of("ApplyOn", "PublishedVersions"));\n' +
          '((CfnFunction) bills.getNode().getDefaultChild()).addPropertyOverride("MemorySize", 512);',
      ),
      ON,
    ],
    [
      'CDK in Java: a value that is computed',
      cdkJava(
        '((CfnFunction) orders.getNode().getDefaultChild()).addPropertyOverride("SnapStart.ApplyOn", mode());\n' +
          '((CfnFunction) bills.getNode().getDefaultChild()).addPropertyOverride("SnapStart.ApplyOn", "None");',
      ),
      UNKNOWN,
    ],
    [
      'CDK in TypeScript: a property that is overridden',
      cdkScript(`${CHILD}.addPropertyOverride('SnapStart', { ApplyOn: 'PublishedVersions' });`),
      ON,
    ],
    [
      'CDK in TypeScript: a path',
      cdkScript(`${CHILD}.addPropertyOverride('SnapStart.ApplyOn', 'PublishedVersions');`),
      ON,
    ],
    ['CDK in TypeScript: an assignment', cdkScript(`${CHILD}.snapStart = { applyOn: 'PublishedVersions' };`), ON],
    ['Terraform: a block, and none', terraform('  snap_start {\n    apply_on = "PublishedVersions"\n  }'), ON],
    ['Terraform: a block that depends on a variable', terraform(DYNAMIC, 'variable "snap" {}'), UNKNOWN],
    [
      'Terraform: a variable with a default',
      terraform(
        '  snap_start {\n    apply_on = var.mode\n  }',
        'variable "mode" {\n  default = "PublishedVersions"\n}',
      ),
      ON,
    ],
    [
      'Serverless Framework: a variable of the file',
      serverless('    snapStart: ${self:custom.snap}', 'custom:\n  snap: true\n'),
      ON,
    ],
    ['Serverless Framework: an option of the command', serverless('    snapStart: ${opt:snap}'), UNKNOWN],
  ])('%s', async (_title, deployment, expected) => {
    const report = await reportOn({ ...SOURCES, ...deployment });
    expect(report.problems).toEqual([]);
    // What else is amiss with SnapStart in the template is another rule's.
    expect(briefly(report).filter((one) => !one.includes('snapstart-config'))).toEqual([expected]);
    expect(report.summary.notSnapshotted).toBe(1);
  });
});

describe("handlers of a framework's library", () => {
  const spring = (name: string): string => `package shop;
import java.util.UUID;
import java.util.function.Function;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.context.annotation.Bean;
@SpringBootApplication
public class ${name} {
  private final String id = UUID.randomUUID().toString();
  @Bean Function<String, String> orders() { return (order) -> id + order; }
}
`;
  const applications: Tree = {
    'orders/src/main/java/shop/Orders.java': spring('Orders'),
    'bills/src/main/java/shop/Bills.java': handler('Bills'),
  };
  const started = (type: string): Tree =>
    template(
      '',
      sam(
        'Orders',
        `Handler: ${type}`,
        'Runtime: java21',
        APPLY,
        'Environment: { Variables: { MAIN_CLASS: shop.Orders } }',
      ),
      sam('Bills', ...java('Bills')),
    );
  const SPRING_ON = 'Orders.java:8 unique-value-in-init on definite';

  it.each([
    'org.springframework.cloud.function.adapter.aws.FunctionInvoker::handleRequest',
    'org.springframework.cloud.function.adapter.aws.FunctionInvoker',
    'com.amazonaws.serverless.proxy.spring.SpringDelegatingLambdaContainerHandler',
  ])('%s starts the application that is snapshotted with it', async (type) => {
    const report = await reportOn({ ...applications, ...started(type) });
    expect(briefly(report)).toEqual([SPRING_ON]);
    expect(report.summary.notSnapshotted).toBe(1);
  });

  it('that no template names leave open whether the application is snapshotted', async () => {
    const report = await reportOn({ ...applications, ...template('', sam('Bills', ...java('Bills'), NONE)) });
    expect(briefly(report)).toEqual(['Orders.java:8 unique-value-in-init unknown likely']);
  });

  it.each([
    [
      'Quarkus: beans that start with it',
      'io.quarkus.amazon.lambda.runtime.QuarkusStreamHandler::handleRequest',
      'import io.quarkus.runtime.Startup;\nimport jakarta.enterprise.context.ApplicationScoped;\n',
      '@Startup @ApplicationScoped',
      '@ApplicationScoped',
    ],
    [
      'Micronaut: beans of the context',
      'io.micronaut.function.aws.proxy.MicronautLambdaHandler',
      'import io.micronaut.context.annotation.Context;\nimport jakarta.inject.Singleton;\n',
      '@Context',
      '@Singleton',
    ],
  ])('%s', async (_title, type, imports, eager, lazy) => {
    const bean = (name: string, annotations: string): string =>
      `package shop;\n${imports}import java.util.UUID;\n${annotations}\npublic class ${name} {\n  private final String id = UUID.randomUUID().toString();\n  public String id() { return id; }\n}\n`;
    const report = await reportOn({
      'src/main/java/shop/Orders.java': bean('Orders', eager),
      'src/main/java/shop/Stock.java': bean('Stock', lazy),
      ...template('', sam('Orders', `Handler: ${type}`, 'Runtime: java21', APPLY)),
    });
    expect(briefly(report)).toEqual([
      expect.stringMatching(/^Orders\.java:7 unique-value-in-init on (?:definite|likely)$/u),
    ]);
  });
});

describe('a program with a main method and no Lambda library', () => {
  const program: Tree = {
    'pom.xml':
      '<project><groupId>shop</groupId><artifactId>shop</artifactId><version>1</version><dependencies><dependency><groupId>org.springframework.boot</groupId><artifactId>spring-boot-starter</artifactId><version>3.3.0</version></dependency></dependencies></project>',
    'src/main/java/shop/Shop.java': `package shop;
import java.util.UUID;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
@SpringBootApplication
public class Shop {
  private final String id = UUID.randomUUID().toString();
  public String id() { return id; }
  public static void main(String[] arguments) { SpringApplication.run(Shop.class, arguments); }
}
`,
  };
  const severities = async (besides: Tree): Promise<readonly string[]> =>
    (await reportOn({ ...program, ...besides })).findings.map(({ ruleId, severity }) => `${ruleId} ${severity}`);
  const ERROR = ['unique-value-in-init error'];
  const INFO = ['unique-value-in-init info'];
  const dockerfile = (command: string, base = 'eclipse-temurin:21'): Tree => ({
    Dockerfile: `FROM ${base}\nCMD ${command}\n`,
  });

  it.each([
    ['a Dockerfile whose JVM writes a checkpoint', dockerfile('java -XX:CRaCCheckpointTo=/cr -jar shop.jar'), ERROR],
    ['a base image made for CRaC', dockerfile('java -jar shop.jar', 'azul/zulu-openjdk:21-jdk-crac'), ERROR],
    ['a script that asks a JVM for a checkpoint', { 'run.sh': '#!/bin/sh\njcmd shop JDK.checkpoint\n' }, ERROR],
    [
      'a JVM that Spring checkpoints on refresh',
      dockerfile('java -Dspring.context.checkpoint=onRefresh -jar shop.jar'),
      ERROR,
    ],
    ['a Dockerfile without a word of it', dockerfile('java -jar shop.jar'), INFO],
    [
      'a comment in the Dockerfile',
      { Dockerfile: 'FROM eclipse-temurin:21\n# java -XX:CRaCCheckpointTo=/cr\nCMD java -jar shop.jar\n' },
      INFO,
    ],
  ])('%s', async (_title, besides, expected) => {
    expect(await severities(besides)).toEqual(expected);
  });

  it('is told by --why for what it is', async () => {
    const why = (besides: Tree): Promise<string> =>
      whyIn({ ...program, ...besides }, 'src/main/java/shop/Shop.java', 7);
    const sentence =
      'So it is reported: info unique-value-in-init. It is information only: the program that comes to it is no';
    expect(await why({})).toContain(sentence);
    expect(await why(dockerfile('java -XX:CRaCCheckpointTo=/cr -jar shop.jar'))).toContain(
      'So it is reported: error unique-value-in-init.',
    );
  });
});
