import { describe, expect, it } from 'vitest';
import { isWithoutCrac, outsideLambda } from '../../src/graph/outside-lambda.ts';
import type { DependencyFact, FunctionFact, ModuleFacts, ProjectFacts } from '../../src/project/types.ts';
import { projectOf } from '../helpers/analyze.ts';

const HANDLER = `package shop;
public class Orders implements com.amazonaws.services.lambda.runtime.RequestHandler<String, String> {
  public String handleRequest(String input, com.amazonaws.services.lambda.runtime.Context context) { return input; }
}
`;
const SERVICE = 'package shop;\npublic class Service { public static void main(String[] arguments) {} }\n';
const FILE = 'service/Service.java';

function moduleFacts(directory: string, ...names: string[]): ModuleFacts {
  return {
    directory,
    build: 'maven',
    dependencies: names.map(dependencyFact),
    siblings: [],
    application: {},
    profiles: {},
  };
}

function dependencyFact(name: string): DependencyFact {
  const [group = '', artifact = '', scope = null] = name.split(':');
  return { group, artifact, version: '1.0', scope, profile: null, file: 'pom.xml', line: 1 };
}

function functionFact(handlerClass: string | null, runtime: string | null): FunctionFact {
  return {
    name: 'Orders',
    handler: handlerClass,
    handlerClass,
    handlerMethod: null,
    runtime,
    snapStart: 'on',
    packageType: 'Zip',
    environment: {},
    layers: [],
    codeUri: null,
    source: { file: 'template.yaml', line: 1 },
    snapStartSource: null,
    tool: 'sam',
  };
}

const project = await projectOf([
  { path: 'function/Orders.java', text: HANDLER },
  { path: FILE, text: SERVICE },
]);
const WEB = 'org.springframework.boot:spring-boot-starter-web';
const ROOT: ModuleFacts = { ...moduleFacts(''), build: null };

function isOutside(modules: readonly ModuleFacts[], ...functions: FunctionFact[]): boolean {
  const facts: ProjectFacts = { functions, modules, crac: { uses: [] }, problems: [] };
  return outsideLambda(project, facts)(FILE);
}

describe('programs outside Lambda', () => {
  it('are those whose module has libraries and none of Lambda', () => {
    expect(isOutside([ROOT, moduleFacts('service', WEB)])).toBe(true);
    expect(isOutside([ROOT, moduleFacts('service', WEB, 'com.amazonaws:aws-lambda-java-core:test')])).toBe(true);
    expect(isOutside([ROOT, moduleFacts('service', WEB, 'com.amazonaws:aws-lambda-java-core')])).toBe(false);
    expect(isOutside([moduleFacts('', 'io.micronaut.aws:micronaut-function-aws'), moduleFacts('service', WEB)])).toBe(
      false,
    );
  });

  it('are none where no library is known, or the module holds a handler', () => {
    expect(isOutside([ROOT, moduleFacts('service')])).toBe(false);
    expect(isOutside([moduleFacts('', WEB)])).toBe(false);
    expect(outsideLambda(project, null)(FILE)).toBe(false);
  });

  it('are none where a function may start any program', () => {
    const modules = [ROOT, moduleFacts('service', WEB)];
    expect(isOutside(modules, functionFact('shop.Orders', 'java21'))).toBe(true);
    expect(isOutside(modules, functionFact(null, 'nodejs22.x'))).toBe(true);
    expect(isOutside(modules, functionFact(null, null))).toBe(false);
    expect(isOutside(modules, functionFact('com.amazonaws.serverless.Other', 'java21'))).toBe(false);
  });

  it('know checkpoints by a library, an option or an image', () => {
    const facts = (...names: string[]): ProjectFacts => ({
      functions: [],
      modules: [ROOT, moduleFacts('service', ...names)],
      crac: { uses: [] },
      problems: [],
    });
    const image = { kind: 'base-image', text: 'azul/zulu-openjdk:21-jdk-crac', file: 'Dockerfile', line: 1 } as const;
    expect(isWithoutCrac(facts(WEB), FILE)).toBe(true);
    expect(isWithoutCrac(facts(WEB, 'org.crac:crac'), FILE)).toBe(false);
    expect(isWithoutCrac({ ...facts(WEB), crac: { uses: [image] } }, FILE)).toBe(false);
  });
});
