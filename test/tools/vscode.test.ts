/** The extension for Visual Studio Code: packaged without a network, looked into, and its server started as it starts it. */
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { serverModule } from '../../editors/vscode/src/server.ts';
import { settingsFrom } from '../../src/lsp/settings.ts';
import { PUSHED, startClient } from '../lsp/client.ts';
import { mustRun } from './program.ts';

const EXTENSION = resolve('editors/vscode');
const EXAMPLE = resolve('examples/orders');
const NUMBERS = 'src/main/java/com/example/orders/OrderNumbers.java';

interface Manifest {
  readonly main: string;
  readonly version: string;
  readonly contributes: { readonly configuration: { readonly properties: Readonly<Record<string, unknown>> } };
}

const manifestIn = (directory: string): Manifest =>
  JSON.parse(readFileSync(join(directory, 'package.json'), 'utf8')) as Manifest;

let unpacked: string;
beforeAll(() => {
  unpacked = mkdtempSync(join(tmpdir(), 'snapsafe-vscode-'));
  mustRun('npm', ['ci', '--ignore-scripts', '--no-audit', '--no-fund', '--prefer-offline'], { cwd: EXTENSION });
  // A network namespace of its own: nothing can be fetched.
  mustRun('unshare', ['--map-root-user', '--net', 'npm', 'run', '--silent', 'package'], { cwd: EXTENSION });
  mustRun('python3', ['-m', 'zipfile', '--extract', join(EXTENSION, 'snapsafe.vsix'), unpacked]);
});
afterAll(() => {
  rmSync(unpacked, { recursive: true, force: true });
});

const inside = (): string => join(unpacked, 'extension');

describe('the extension for Visual Studio Code', () => {
  it('is right by its types', () => {
    expect(mustRun('npm', ['run', '--silent', 'typecheck'], { cwd: EXTENSION })).toBe('');
  });

  it('holds the extension in one file, the server, and no sources', () => {
    const files = readdirSync(inside(), { recursive: true, encoding: 'utf8' });
    expect(files).toEqual(expect.arrayContaining([manifestIn(inside()).main.slice(2), 'server/bin/snapsafe.js']));
    expect(files.filter((file) => /\.ts$|\.map$|(^|\/)node_modules(\/|$)|\.lock|package-lock/.test(file))).toEqual([]);
    const code = readFileSync(join(inside(), manifestIn(inside()).main), 'utf8');
    expect(code).toContain('require("vscode")');
    expect(readFileSync(join(inside(), 'dist/THIRD-PARTY-NOTICES.txt'), 'utf8')).toContain('vscode-languageclient 11');
  });

  it('has the version of the command line', () => {
    expect(manifestIn(inside()).version).toBe(manifestIn(resolve('.')).version);
  });

  it('starts the server that comes with it, which finds what a run finds', async () => {
    const client = await startClient(EXAMPLE, PUSHED, undefined, serverModule(inside(), null, EXAMPLE));
    expect(client.initialized.serverInfo).toEqual({ name: 'snapsafe', version: manifestIn(resolve('.')).version });
    await client.open(NUMBERS, readFileSync(join(EXAMPLE, NUMBERS), 'utf8'));
    await client.until((pushed) => pushed.has(client.uriOf(NUMBERS)));
    expect(client.pushed.get(client.uriOf(NUMBERS))?.map(({ code }) => code)).toEqual(['prng-in-init']);
    expect(await client.stop()).toBe(0);
  });

  it('starts another server when the settings name one', () => {
    const folder = resolve('/project');
    expect(serverModule('/extension', 'node_modules/snapsafe/bin/snapsafe.js', folder)).toBe(
      join(folder, 'node_modules/snapsafe/bin/snapsafe.js'),
    );
    expect(serverModule('/extension', '/opt/snapsafe/bin/snapsafe.js', folder)).toBe('/opt/snapsafe/bin/snapsafe.js');
    expect(serverModule('/extension', '', null)).toBe(join('/extension', 'server/bin/snapsafe.js'));
    expect(existsSync(serverModule(inside(), null, null))).toBe(true);
  });

  it('offers the settings that the server knows, and shows them in its README', () => {
    const offered = Object.keys(manifestIn(EXTENSION).contributes.configuration.properties);
    const own = ['snapsafe.server', 'snapsafe.trace.server'];
    expect(offered.filter((name) => !own.includes(name)).sort()).toEqual(
      Object.keys(settingsFrom(null))
        .map((name) => `snapsafe.${name}`)
        .sort(),
    );
    const readme = readFileSync(join(EXTENSION, 'README.md'), 'utf8');
    expect([...readme.matchAll(/^\| `(snapsafe\.[\w.]+)` \|/gm)].map(([, name]) => name)).toEqual(offered);
  });
});
