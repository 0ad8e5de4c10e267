/** Names that every JavaScript object answers to are names of Java, YAML, XML and HCL like any other. */
import { rmSync } from 'node:fs';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Report } from '../../src/types.ts';
import { prngHandler, project, snapsafe } from '../cli/process.ts';

const NAMES = ['constructor', 'toString', 'valueOf', 'hasOwnProperty', '__proto__', 'prototype', 'isPrototypeOf'];

/** A handler in which `name` is a package, type, annotation, field, method, parameter, unit of time, variable and property. */
function handlerCalled(name: string): string {
  return `package ${name};
import java.lang.${name};
import static java.time.Duration.${name};
import ${name}.*;
import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
@${name}(${name} = "${name}")
public class Handler extends ${name} implements RequestHandler<String, String>, org.crac.Resource {
  private final ${name} ${name} = java.lang.${name}.${name}(java.time.Duration.${name}(5), java.util.concurrent.TimeUnit.${name});
  static final Object SHARED = new java.lang.${name}().${name}().${name};
  private final String secret = System.getenv("${name}") + System.getProperty("${name}");
  @${name} static class ${name} { ${name} ${name}(${name} ${name}) { return ${name}.${name}(5, ${name}).${name}(); } }
  public Handler() { org.crac.Core.${name}().register(this); java.security.Security.setProperty("${name}", "-1"); ${name}(null); }
  public String handleRequest(String ${name}, Context context) { switch (${name}) { case "${name}": return ${name}; } return ${name}.${name}(); }
  public void beforeCheckpoint(org.crac.Context<?> ${name}) { ${name}.${name}(); }
  public void afterRestore(org.crac.Context<?> ${name}) { try { ${name}.wait(java.time.Duration.${name}(4)); } catch (${name} e) { } }
}
`;
}

let root = '';
let report: Report;

beforeAll(() => {
  const keys = NAMES.map(
    (name) => `  ${name}: {${name}: "\${${name}}", Type: ${name}, Properties: {Handler: ${name}}}`,
  );
  root = project({
    'src/CouponHandler.java': prngHandler,
    ...Object.fromEntries(NAMES.map((name) => [`src/${name}/Handler.java`, handlerCalled(name)])),
    'template.yaml': `Transform: AWS::Serverless-2016-10-31\nParameters:\n${keys.join('\n')}\nResources:\n${keys.join('\n')}\nGlobals:\n${keys.join('\n')}\n`,
    'serverless.yml': `service: x\nprovider: {name: aws, runtime: java21}\ncustom:\n${keys.join('\n')}\nfunctions:\n${NAMES.map((name) => `  ${name}: {handler: ${name}, snapStart: "\${self:custom.${name}}"}`).join('\n')}\n`,
    'main.tf': NAMES.map(
      (name) =>
        `variable "${name}" { default = var.${name} }\nresource "aws_lambda_function" "${name}" {\n runtime = var.${name}\n handler = local.${name}\n ${name} = "\\${name}"\n}\nlocals { ${name} = local.${name} }`,
    ).join('\n'),
    'pom.xml': `<project><properties>${NAMES.map((name) => `<${name}>\${${name}}</${name}>`).join('')}</properties><dependencies>${NAMES.map((name) => `<dependency><groupId>${name}</groupId><artifactId>${name}</artifactId><version>\${${name}}</version></dependency>`).join('')}</dependencies></project>`,
    'build.gradle': `${NAMES.map((name) => `def ${name} = '1'\next.${name} = ${name}\ndependencies { implementation "${name}:${name}:$${name}"; ${name} libs.${name}.${name} }`).join('\n')}\n`,
    'gradle/libs.versions.toml': `[versions]\n${NAMES.map((name) => `${name} = "1"`).join('\n')}\n[libraries]\n${NAMES.map((name) => `"x-${name}" = { module = "a:${name}", version.ref = "${name}" }`).join('\n')}\n`,
    'src/main/resources/application.yml': NAMES.map((name) => `${name}: {${name}: "\${${name}}"}`).join('\n'),
    'src/main/resources/application.properties': NAMES.map((name) => `${name}.${name}=\${${name}}`).join('\n'),
    'lib/stack.ts': `import { Function } from 'aws-cdk-lib/aws-lambda';\n${NAMES.map((name) => `new Function(this, '${name}', { ${name}: ${name}, handler: ${name}.${name}, runtime: ${name}, snapStart: props.${name} });`).join('\n')}\n`,
  });
  const { stdout, stderr } = snapsafe(root, ['--format', 'json', '--preset', 'all']);
  expect(stderr).not.toContain('internal');
  report = JSON.parse(stdout) as Report;
});
afterAll(() => rmSync(root, { recursive: true }));

it('are analysed with the rest, without a rule or file failing over them', () => {
  expect(report.summary.analyzed).toBe(NAMES.length + 1);
  expect(report.findings.map(({ ruleId }) => ruleId)).toContain('prng-in-init');
  expect(
    report.problems.filter(({ message }) => /internal|is not a function|undefined|cannot read/iu.test(message)),
  ).toEqual([]);
});

it('are no member of a library type and no unit of time', () => {
  const text = JSON.stringify(report.findings);
  expect(text).not.toContain('NaN');
  expect(text).not.toContain('[native code]');
  expect(text).not.toContain('[object');
});
