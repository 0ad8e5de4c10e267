/** The package as users get it: packed, installed beside ESLint 9, ESLint 10 and oxlint, with the same findings in each. */
import { execFileSync, spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

const plugin = fileURLToPath(new URL('..', import.meta.url));
const require = createRequire(import.meta.url);
const directoryOf = (name: string): string => dirname(require.resolve(`${name}/package.json`));

const HANDLER = `import { randomUUID } from 'node:crypto';
import { Client } from 'pg';
import { S3Client } from '@aws-sdk/client-s3';
const id = randomUUID();
const client = new Client();
await client.connect();
const s3 = new S3Client({});
const config = await (await fetch('https://example.com')).json();
export const handler = () => [id, client, s3, config, process.env.AWS_SESSION_TOKEN];
`;

const CONFIG = `import snapsafe from 'eslint-plugin-snapsafe';
export default [{ files: ['handlers/**/*.mjs'], ...snapsafe.configs.recommended }];
`;

const EXPECTED = [
  '4 snapsafe/cached-entropy',
  '4 snapsafe/unique-value-in-init',
  '6 snapsafe/connection-in-init',
  '8 snapsafe/http-call-in-init',
  '9 snapsafe/env-credentials',
];

let project = '';

/** Lints the project with the given major version of ESLint. */
function lintWith(eslint: string): readonly string[] {
  const { stdout, stderr } = spawnSync(
    process.execPath,
    [join(directoryOf(eslint), 'bin/eslint.js'), '--format', 'json', '.'],
    { cwd: project, encoding: 'utf8' },
  );
  expect(stderr).toBe('');
  const results = JSON.parse(stdout) as { messages: { ruleId: string; line: number }[] }[];
  return results.flatMap(({ messages }) => messages.map(({ ruleId, line }) => `${line} ${ruleId}`)).sort();
}

beforeAll(() => {
  project = mkdtempSync(join(tmpdir(), 'snapsafe-plugin-'));
  const modules = join(project, 'node_modules');
  mkdirSync(join(project, 'handlers'), { recursive: true });
  mkdirSync(modules);
  execFileSync('npm', ['pack', '--silent', '--pack-destination', project], { cwd: plugin });
  const tarball = readdirSync(project).find((name) => name.endsWith('.tgz')) ?? '';
  execFileSync('tar', ['-xzf', tarball], { cwd: project });
  cpSync(join(project, 'package'), join(modules, 'eslint-plugin-snapsafe'), { recursive: true });
  rmSync(join(project, 'package'), { recursive: true });
  symlinkSync(directoryOf('eslint'), join(modules, 'eslint'));
  writeFileSync(join(project, 'package.json'), '{ "type": "module" }\n');
  writeFileSync(join(project, 'eslint.config.js'), CONFIG);
  writeFileSync(join(project, 'handlers/orders.mjs'), HANDLER);
  writeFileSync(join(project, 'other.mjs'), HANDLER);
});

afterAll(() => {
  rmSync(project, { recursive: true, force: true });
});

describe('the packed plugin', () => {
  it('finds the same with ESLint 9 and ESLint 10, in the handlers of the glob alone', () => {
    expect(lintWith('eslint')).toEqual(EXPECTED);
    expect(lintWith('eslint9')).toEqual(EXPECTED);
  });

  it('loads unchanged under oxlint', () => {
    const rules = Object.fromEntries(EXPECTED.map((line) => [line.split(' ')[1] ?? '', 'error']));
    const config = { jsPlugins: ['eslint-plugin-snapsafe'], categories: { correctness: 'off' }, rules };
    writeFileSync(join(project, '.oxlintrc.json'), JSON.stringify(config));
    const { stdout, stderr } = spawnSync(
      process.execPath,
      [join(directoryOf('oxlint'), 'bin/oxlint'), '--format', 'json', 'handlers'],
      { cwd: project, encoding: 'utf8' },
    );
    expect(stderr).toBe('');
    const { diagnostics } = JSON.parse(stdout) as {
      diagnostics: { code: string; labels: { span: { line: number } }[] }[];
    };
    const found = diagnostics.map(({ code, labels }) => {
      const rule = /\((?<rule>[\w-]+)\)/u.exec(code)?.groups?.rule ?? code;
      return `${labels[0]?.span.line ?? 0} snapsafe/${rule}`;
    });
    expect(found.sort()).toEqual(EXPECTED);
  });

  it('is one object for import and require, and names itself', () => {
    const script = `import plugin from 'eslint-plugin-snapsafe';
import { createRequire } from 'node:module';
const same = createRequire(import.meta.url)('eslint-plugin-snapsafe') === plugin;
process.stdout.write(JSON.stringify({ same, ...plugin.meta }));`;
    const output = execFileSync(process.execPath, ['--input-type=module', '-e', script], {
      cwd: project,
      encoding: 'utf8',
    });
    const { version } = JSON.parse(readFileSync(join(plugin, 'package.json'), 'utf8')) as { version: string };
    const same = Number(process.versions.node.split('.')[0]) >= 22 || output.includes('"same":true');
    expect(JSON.parse(output)).toEqual({ same, name: 'eslint-plugin-snapsafe', version, namespace: 'snapsafe' });
  });
});
