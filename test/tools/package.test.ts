/**
 * The packages as npm has them: packed, checked by publint and are-the-types-wrong, and installed into an empty folder
 * without a network and without install scripts.
 */
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { publint } from 'publint';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { prngHandler } from '../cli/process.ts';
import { PUSHED, startClient } from '../lsp/client.ts';
import { mustRun, run } from './program.ts';

const root = fileURLToPath(new URL('../../', import.meta.url));
const PACKAGES = { snapsafe: root, 'eslint-plugin-snapsafe': join(root, 'eslint-plugin') };
const { resolve } = createRequire(import.meta.url);

let home = '';
let installed = '';
const tarballs = new Map<string, string>();

const tarballOf = (name: string): string => tarballs.get(name) ?? '';

beforeAll(() => {
  home = mkdtempSync(join(tmpdir(), 'snapsafe-package-'));
  for (const [name, directory] of Object.entries(PACKAGES)) {
    // The suite runs on a build, and the scripts of the package would make it again.
    const packed = ['pack', '--silent', '--ignore-scripts', '--pack-destination', home];
    tarballs.set(name, join(home, mustRun('npm', packed, { cwd: directory }).trim()));
  }
  installed = mkdtempSync(join(home, 'empty-'));
  writeFileSync(join(installed, 'package.json'), '{ "private": true, "type": "module" }\n');
  const install = ['install', '--offline', '--no-audit', '--no-fund', '--legacy-peer-deps', ...tarballs.values()];
  mustRun('npm', install, { cwd: installed, env: { npm_config_cache: join(home, 'no-cache') } });
  writeFileSync(join(installed, 'CouponHandler.java'), prngHandler);
});
afterAll(() => rmSync(home, { recursive: true }));

describe.each(Object.keys(PACKAGES))('%s', (name) => {
  it('is what npm and bundlers expect (publint)', async () => {
    const { messages } = await publint({
      pack: { tarball: arrayBuffer(tarballOf(name)) },
      strict: true,
    });
    expect(messages).toEqual([]);
  });

  it('has types for every way of importing it (are-the-types-wrong)', () => {
    const attw = join(dirname(resolve('@arethetypeswrong/cli/package.json')), 'dist/index.js');
    // An ES module, which is all that the supported versions of Node need, and what `exports` names besides code is data.
    const args = [attw, tarballOf(name), '--profile', 'esm-only', '--format', 'json'];
    const { code, output } = run(process.execPath, args);
    expect(code, output).toBe(0);
  });

  it('holds neither sources, tests nor maps', () => {
    const files = mustRun('tar', ['-tzf', tarballOf(name)])
      .trim()
      .split('\n');
    expect(files.filter((file) => /\/(?:src|test|node_modules|scripts)\/|\.map$|(?<!\.d)\.ts$/u.test(file))).toEqual(
      [],
    );
    expect(files).toContain('package/LICENSE');
    expect(files).toContain('package/README.md');
  });
});

function arrayBuffer(file: string): ArrayBuffer {
  const bytes = readFileSync(file);
  return bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.length);
}

describe('installed into an empty folder', () => {
  it('brings no other package, and nothing that runs when it is installed', () => {
    const names = readdirSync(join(installed, 'node_modules')).filter((name) => !name.startsWith('.'));
    expect(names).toEqual(Object.keys(PACKAGES).sort());
    for (const name of names) {
      const manifest = readFileSync(join(installed, 'node_modules', name, 'package.json'), 'utf8');
      const { scripts = {} } = JSON.parse(manifest) as { scripts?: Record<string, string> };
      expect(Object.keys(scripts).filter((script) => /^(?:pre|post)?install$|^prepare$/u.test(script))).toEqual([]);
    }
  });

  it('runs its command line', () => {
    const { code, output } = run(join(installed, 'node_modules/.bin/snapsafe'), [], { cwd: installed });
    expect(output).toContain('prng-in-init');
    expect(code).toBe(1);
    const explained = mustRun(join(installed, 'node_modules/.bin/snapsafe'), ['explain', 'prng-in-init']);
    expect(explained).toContain('prng-in-init');
  });

  it('parses in other threads', () => {
    const { code, output } = run(join(installed, 'node_modules/.bin/snapsafe'), ['--threads', '2', '--stats'], {
      cwd: installed,
    });
    expect(output).toMatch(/^threads +2$/m);
    expect(code).toBe(1);
  });

  it('asks the second grammar as well', () => {
    const args = ['--parser', 'java-parser', '--format', 'json'];
    const { code, output } = run(join(installed, 'node_modules/.bin/snapsafe'), args, { cwd: installed });
    expect(code, output).toBe(1);
    expect((JSON.parse(output) as { findings: unknown[]; problems: unknown[] }).problems).toEqual([]);
  });

  it('serves editors', async () => {
    const program = join(installed, 'node_modules/snapsafe/bin/snapsafe.js');
    const client = await startClient(installed, PUSHED, () => undefined, program);
    await client.open('CouponHandler.java', prngHandler);
    await client.until((pushed) => pushed.get(client.uriOf('CouponHandler.java'))?.[0]?.code === 'prng-in-init');
    expect(await client.stop()).toBe(0);
  });

  it('is a library with types that compile without skipping any', () => {
    const program = `import { analyze, type Finding } from 'snapsafe';
const outcome = await analyze({ cwd: import.meta.dirname });
if (!outcome.ok) throw new Error(outcome.problem);
const findings: readonly Finding[] = outcome.report.findings;
console.log(findings.map(({ ruleId, file }) => \`\${ruleId} \${file}\`).join());
`;
    writeFileSync(join(installed, 'use.ts'), program);
    const tsc = join(dirname(resolve('typescript/package.json')), 'bin/tsc');
    const types = dirname(dirname(resolve('@types/node/package.json')));
    const options = ['--module', 'nodenext', '--target', 'es2023', '--strict', '--typeRoots', types, '--types', 'node'];
    mustRun(process.execPath, [tsc, ...options, 'use.ts'], { cwd: installed });
    expect(mustRun(process.execPath, ['use.js'], { cwd: installed })).toBe('prng-in-init CouponHandler.java\n');
  });
});
