/** One thing at a time that a repository's own configuration would have git do. */
import { execFileSync } from 'node:child_process';
import {
  chmodSync,
  existsSync,
  mkdtempSync,
  readFileSync,
  realpathSync,
  rmSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { changedLines, renamesSince } from '../../src/discover/git.ts';

let root = '';
let ran = '';

const git = (args: readonly string[], input = ''): string =>
  execFileSync('git', ['-c', 'user.name=a', '-c', 'user.email=a@b', ...args], { cwd: root, encoding: 'utf8', input });

/** A program that writes down that it was run. */
function trap(name: string): string {
  const path = join(root, '.git', `trap-${name}`);
  writeFileSync(path, `#!/bin/sh\necho ${name} >>'${ran}'\ncat "$@"\n`);
  chmodSync(path, 0o755);
  return path;
}

beforeEach(() => {
  root = realpathSync(mkdtempSync(join(tmpdir(), 'snapsafe-git-guards-')));
  ran = join(root, 'ran');
  git(['init', '-q']);
  writeFileSync(join(root, '.gitattributes'), '*.java diff=own\n');
  writeFileSync(join(root, 'A.java'), 'class A { }\n');
  writeFileSync(join(root, 'B.java'), 'class B { }\n');
  git(['add', '.']);
  git(['commit', '-q', '-m', 'first']);
  writeFileSync(join(root, 'A.java'), 'class A {\n  int b;\n}\n');
});
afterEach(() => rmSync(root, { recursive: true }));

/** Asks git all that is ever asked, and gives the traps that were sprung. */
async function sprung(): Promise<string> {
  rmSync(ran, { force: true });
  const answer = await changedLines(root, 'HEAD');
  if (!answer.ok) throw new Error(answer.problem);
  expect(answer.lines.has('A.java')).toBe(true);
  await renamesSince(join(root, 'B.java'), root);
  return existsSync(ran) ? readFileSync(ran, 'utf8') : '';
}

it.each([
  ['a program for differences of all files', 'diff.external'],
  ['a program for differences of some files', 'diff.own.command'],
  ['a program that makes text of a file', 'diff.own.textconv'],
  ['a monitor of the file system', 'core.fsmonitor'],
])('%s is not run', async (_what, setting) => {
  git(['config', setting, trap('own')]);
  expect(await sprung()).toBe('');
});

it('a signature is not checked', async () => {
  const tree = git(['rev-parse', 'HEAD^{tree}']).trim();
  const signed = `tree ${tree}\nauthor a <a@b> 1700000000 +0000\ncommitter a <a@b> 1700000000 +0000\ngpgsig -----BEGIN PGP SIGNATURE-----\n \n x\n -----END PGP SIGNATURE-----\n\nsigned\n`;
  git(['update-ref', 'HEAD', git(['hash-object', '-t', 'commit', '-w', '--stdin'], signed).trim()]);
  git(['config', 'log.showSignature', 'true']);
  git(['config', 'gpg.program', trap('gpg')]);
  expect(await sprung()).toBe('');
  // Its answer is read as a commit: nothing else may stand in it.
  git(['mv', 'B.java', 'C.java']);
  expect([...(await renamesSince(join(root, 'B.java'), root)).values()]).toEqual([join(root, 'C.java')]);
});

it('the index is left as it is, though files in it look newer', async () => {
  utimesSync(join(root, 'B.java'), new Date(), new Date(Date.now() - 60_000));
  const before = readFileSync(join(root, '.git/index'));
  await sprung();
  expect(readFileSync(join(root, '.git/index')).equals(before)).toBe(true);
});
