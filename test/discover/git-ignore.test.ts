import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { discoverFiles } from '../../src/discover/files.ts';

let root: string;
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'snapsafe-ignore-'));
  execFileSync('git', ['init', '-q'], { cwd: root });
});
afterEach(() => {
  rmSync(root, { recursive: true, force: true });
});

function write(files: Readonly<Record<string, string>>): void {
  for (const [file, text] of Object.entries(files)) {
    mkdirSync(dirname(join(root, file)), { recursive: true });
    writeFileSync(join(root, file), text);
  }
}

async function found(): Promise<readonly string[]> {
  const result = await discoverFiles({ cwd: root, paths: [], ignorePatterns: [], includeTests: true });
  if (!result.ok) throw new Error(result.problem);
  return result.files.map(({ file }) => file);
}

/** What git itself would add. */
function byGit(): readonly string[] {
  const listed = execFileSync('git', ['ls-files', '--others', '--exclude-standard', '*.java'], { cwd: root });
  return listed.toString().trim().split('\n').sort();
}

describe('what git ignores', () => {
  it('is what git says, with patterns on several levels, negations and excluded directories', async () => {
    write({
      '.gitignore': 'Gen*.java\n/skipped/\nlocal/\n!kept/local/\n*.tmp.java\n',
      'A.java': '',
      'GenA.java': '',
      'skipped/A.java': '',
      'deep/skipped/A.java': '',
      'local/A.java': '',
      'kept/.gitignore': '!GenB.java\nOnly.java\n',
      'kept/GenA.java': '',
      'kept/GenB.java': '',
      'kept/Only.java': '',
      'kept/local/A.java': '',
      'kept/inner/Only.java': '',
      'kept/inner/.gitignore': '!Only.java\n/x/*\n!/x/y/\n',
      'kept/inner/x/A.java': '',
      'kept/inner/x/y/A.java': '',
      // An excluded directory is not entered, whatever is written in it.
      'skipped/.gitignore': '!A.java\n',
    });
    expect(await found()).toEqual(byGit());
    expect(byGit()).toContain('kept/inner/x/y/A.java');
  });

  it('is looked up in hundreds of files', async () => {
    const files: Record<string, string> = {};
    for (let index = 0; index < 300; index++) {
      files[`module${String(index)}/.gitignore`] = Array.from(
        { length: 40 },
        (_, line) => `pattern${String(line)}*`,
      ).join('\n');
      files[`module${String(index)}/A.java`] = '';
    }
    write(files);
    expect(await found()).toHaveLength(300);
  });
});
