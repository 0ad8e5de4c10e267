/**
 * The Starlark rules of templates/bazel with a real Bazel, over a project of three modules. Debian's Bazel analyses a
 * java_library only with toolchains that it would download, so the modules are targets of a rule with the same attributes.
 */
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { mustRun, run } from './program.ts';
import type { Finished } from './program.ts';

const root = fileURLToPath(new URL('../../', import.meta.url));

const FILES: Readonly<Record<string, string>> = {
  WORKSPACE: `new_local_repository(
    name = "snapsafe",
    build_file = "//tools/snapsafe:snapsafe.BUILD",
    path = ${JSON.stringify(root)},
)
`,
  'tools/modules.bzl': `def _impl(ctx):
    return []

module = rule(
    implementation = _impl,
    attrs = {
        "deps": attr.label_list(),
        "resources": attr.label_list(allow_files = True),
        "srcs": attr.label_list(allow_files = [".java"]),
    },
)
`,
  'tools/BUILD.bazel': '',
  'BUILD.bazel': `load("//tools:modules.bzl", "module")
load("//tools/snapsafe:snapsafe.bzl", "snapsafe_report", "snapsafe_test")

[module(
    name = name,
    srcs = glob([name + "/**/*.java"]),
    resources = glob([name + "/**/*.properties"]),
    deps = deps,
) for name, deps in [("shared", []), ("orders", [":shared"]), ("billing", [":shared"])]]

snapsafe_report(
    name = "snapsafe",
    data = ["template.yaml"],
    deps = [":billing", ":orders"],
)

snapsafe_report(name = "shared_alone", deps = [":shared"])

snapsafe_test(name = "snapsafe_test", report = ":snapsafe")

snapsafe_test(name = "clean_test", report = ":shared_alone")
`,
  'template.yaml': `Resources:
  Orders:
    Type: AWS::Serverless::Function
    Properties:
      Handler: com.acme.orders.Orders
      Runtime: java21
      SnapStart:
        ApplyOn: PublishedVersions
`,
  'shared/src/main/java/com/acme/shared/Ids.java': `package com.acme.shared;

public final class Ids {
  public static String next() {
    return java.util.UUID.randomUUID().toString();
  }
}
`,
  'orders/src/main/java/com/acme/orders/Orders.java': handler('orders', 'Orders', 'Ids.next()'),
  'orders/src/main/resources/application.properties': 'orders.limit=3\n',
  'billing/src/main/java/com/acme/billing/Billing.java': handler('billing', 'Billing', '"none"'),
};

function handler(folder: string, name: string, value: string): string {
  return `package com.acme.${folder};

import com.acme.shared.Ids;
import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;

public class ${name} implements RequestHandler<String, String> {
  private final String id = ${value};

  public String handleRequest(String input, Context context) {
    return id + Ids.next();
  }
}
`;
}

let home = '';
let workspace = '';

function write(path: string, text: string): void {
  mkdirSync(dirname(join(workspace, path)), { recursive: true });
  writeFileSync(join(workspace, path), text);
}

beforeAll(() => {
  home = mkdtempSync(join(tmpdir(), 'snapsafe-bazel-'));
  workspace = join(home, 'workspace');
  for (const [path, text] of Object.entries(FILES)) write(path, text);
  cpSync(join(root, 'templates/bazel'), join(workspace, 'tools/snapsafe'), { recursive: true });
  // Every test rule refers to a reporter of coverage that Bazel would download.
  mkdirSync(join(home, 'coverage'));
  writeFileSync(join(home, 'coverage/WORKSPACE'), '');
  writeFileSync(
    join(home, 'coverage/BUILD'),
    'filegroup(name = "coverage_report_generator", visibility = ["//visibility:public"])',
  );
});

afterAll(() => {
  bazel('shutdown', []);
  // What Bazel has built is read-only.
  mustRun('chmod', ['-R', 'u+w', home]);
  rmSync(home, { recursive: true });
});

function bazel(command: string, args: readonly string[]): Finished {
  const startup = [`--output_user_root=${join(home, 'output')}`, '--nohome_rc'];
  return run('bazel', [...startup, command, ...args], { cwd: workspace });
}

/** Builds the report: the actions that ran, the report, what was printed. */
function build(): { readonly actions: readonly string[]; readonly report: string; readonly output: string } {
  const log = join(home, 'execution.json');
  const { code, output } = bazel('build', [`--execution_log_json_file=${log}`, '//:snapsafe']);
  if (code !== 0) throw new Error(output);
  const spawns = readFileSync(log, 'utf8');
  const outputs = [...spawns.matchAll(/"listedOutputs": \["[^"]*\/bin\/(?<name>[^"]+)"/g)];
  return {
    actions: outputs.map(({ groups }) => groups?.name ?? '').sort(),
    report: readFileSync(join(workspace, 'bazel-bin/snapsafe.json'), 'utf8'),
    output,
  };
}

/** What one run over the workspace prints; it has findings. */
function singleRun(): string {
  const { code, output } = run(process.execPath, [join(root, 'bin/snapsafe.js'), '--no-cache', '--format', 'json'], {
    cwd: workspace,
  });
  expect(code).toBe(1);
  return output;
}

describe('the rules for Bazel', () => {
  it('parse each target on its own, and report what one run does, byte for byte', () => {
    const { actions, report, output } = build();
    expect(actions).toEqual([
      'billing.snapsafe-facts',
      'orders.snapsafe-facts',
      'shared.snapsafe-facts',
      'snapsafe.json',
    ]);
    expect(report).toBe(singleRun());
    const { findings } = JSON.parse(report) as { readonly findings: readonly Record<string, string>[] };
    expect(findings.map(({ ruleId, snapStart }) => [ruleId, snapStart])).toEqual([['unique-value-in-init', 'on']]);
    // Nothing was parsed a second time.
    expect(output).not.toContain('were parsed');
  });

  it('parse again what has changed, and nothing else', () => {
    write('billing/src/main/java/com/acme/billing/Billing.java', handler('billing', 'Billing', 'Ids.next()'));
    const { actions, report, output } = build();
    expect(actions).toEqual(['billing.snapsafe-facts', 'snapsafe.json']);
    expect(report).toBe(singleRun());
    const { findings } = JSON.parse(report) as { readonly findings: readonly { readonly roots: readonly string[] }[] };
    expect(findings.flatMap(({ roots }) => roots).sort()).toEqual([
      'com.acme.billing.Billing',
      'com.acme.orders.Orders',
    ]);
    expect(output).not.toContain('were parsed');
  });

  it('fail a test with the findings, and pass one without', () => {
    const offline = [`--override_repository=remote_coverage_tools=${join(home, 'coverage')}`, '--test_output=all'];
    const { code, output } = bazel('test', [...offline, '//:snapsafe_test', '//:clean_test']);
    expect(output).toMatch(
      /^shared\/src\/main\/java\/com\/acme\/shared\/Ids\.java:5:\d+: error: .*\[unique-value-in-init\]$/m,
    );
    expect(output).toMatch(/^\/\/:clean_test +PASSED/m);
    expect(output).toMatch(/^\/\/:snapsafe_test +FAILED/m);
    // Some tests failed: https://bazel.build/run/scripts.
    expect(code).toBe(3);
  });
});
