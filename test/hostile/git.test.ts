/** A repository that was unpacked with its .git: nothing that its configuration names is run, and nothing is fetched. */
import { execFileSync } from 'node:child_process';
import { chmodSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { prngHandler, project, snapsafe } from '../cli/process.ts';

let root = '';
let ran = '';

const git = (...args: readonly string[]): string =>
  execFileSync('git', ['-c', 'user.name=a', '-c', 'user.email=a@b', ...args], { cwd: root, encoding: 'utf8' });

/** A program that writes down that it was run, and as whom. */
function trap(name: string): string {
  const path = join(root, '.git', `trap-${name}`);
  writeFileSync(path, `#!/bin/sh\necho ${name} >>'${ran}'\nexec cat\n`);
  chmodSync(path, 0o755);
  return path;
}

beforeEach(() => {
  root = project({ 'src/Handler.java': 'class Handler { }\n', '.gitattributes': '*.java filter=own diff=own\n' });
  ran = join(root, '.git/ran');
  git('init', '-q');
  git('add', '.');
  git('commit', '-q', '-m', 'first');
  writeFileSync(join(root, 'src/Handler.java'), prngHandler);
});
/** Gives the repository a configuration in which everything that git can run is a trap. */
function arm(): void {
  const settings: Readonly<Record<string, string>> = {
    'core.fsmonitor': trap('fsmonitor'),
    'core.pager': trap('pager'),
    'core.sshCommand': trap('ssh'),
    'diff.external': trap('external'),
    'diff.own.command': trap('command'),
    'diff.own.textconv': trap('textconv'),
    'filter.own.clean': trap('clean'),
    'filter.own.process': trap('process'),
    'filter.own.required': 'true',
    'log.showSignature': 'true',
    'gpg.program': trap('gpg'),
    'protocol.ext.allow': 'always',
    'remote.origin.url': `ext::${trap('fetch')}`,
    'remote.origin.promisor': 'true',
    'extensions.partialClone': 'origin',
    'core.repositoryFormatVersion': '1',
  };
  for (const [name, value] of Object.entries(settings)) git('config', name, value);
  mkdirSync(join(root, '.git/hooks'), { recursive: true });
  for (const hook of ['post-index-change', 'reference-transaction']) {
    writeFileSync(join(root, '.git/hooks', hook), readFileSync(trap(hook)));
    chmodSync(join(root, '.git/hooks', hook), 0o755);
  }
  rmSync(ran, { force: true });
}

afterEach(() => rmSync(root, { recursive: true }));

const whatRan = (): string => (existsSync(ran) ? readFileSync(ran, 'utf8') : '');

it('would run programs if git were asked plainly', () => {
  arm();
  expect(() => git('diff', 'HEAD', '--stat')).toThrow(/clean filter/u);
  expect(whatRan()).not.toBe('');
});

it('finds what changed without running any of its programs', () => {
  arm();
  const { code, stdout } = snapsafe(root, ['--new-from', 'HEAD', '--format', 'compact']);
  expect(stdout).toContain('prng-in-init');
  expect(code).toBe(1);
  expect(whatRan()).toBe('');
});

it('follows renames for the baseline without running any of its programs', () => {
  expect(snapsafe(root, ['baseline', 'create']).code).toBe(0);
  git('add', '.');
  git('commit', '-q', '-m', 'accepted');
  git('mv', 'src/Handler.java', 'src/Moved.java');
  arm();
  const { code, stdout } = snapsafe(root, ['--format', 'compact']);
  expect(stdout).not.toContain('prng-in-init');
  expect(code).toBe(0);
  expect(whatRan()).toBe('');
});

it('fetches nothing that a partial clone is without', () => {
  const blob = git('rev-parse', 'HEAD:src/Handler.java').trim();
  arm();
  rmSync(join(root, '.git/objects', blob.slice(0, 2), blob.slice(2)));
  const { code, stderr } = snapsafe(root, ['--new-from', 'HEAD']);
  expect(stderr).toContain('git diff failed');
  expect(code).toBe(2);
  expect(whatRan()).toBe('');
});

it('asks nothing of a repository whose filter cannot be switched off', () => {
  arm();
  execFileSync('git', ['config', 'filter.a=b.clean', trap('strange')], { cwd: root });
  writeFileSync(join(root, '.gitattributes'), '*.java filter=a=b\n');
  rmSync(ran, { force: true });
  const { code, stderr } = snapsafe(root, ['--new-from', 'HEAD']);
  expect(stderr).toContain('a filter with an = in its name');
  expect(code).toBe(2);
  expect(whatRan()).toBe('');
});
