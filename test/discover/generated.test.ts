/** Which of the files that builds write are found: sources for the program, of modules with a build file, and nothing through links. */
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { discoverFiles } from '../../src/discover/files.ts';
import type { DiscoverOptions } from '../../src/discover/files.ts';
import { isGeneratedSource } from '../../src/util/generated-source.ts';

let root: string;

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'snapsafe-generated-'));
});

afterEach(() => {
  rmSync(root, { recursive: true, force: true });
});

function write(...files: readonly string[]): void {
  for (const file of files) {
    mkdirSync(dirname(join(root, file)), { recursive: true });
    writeFileSync(join(root, file), 'class A {}\n');
  }
}

/** The generated sources that are found, and the problems. */
async function generated(options: Partial<DiscoverOptions> = {}): Promise<readonly string[]> {
  const found = await discoverFiles({ cwd: root, paths: [], ignorePatterns: [], includeTests: false, ...options });
  if (!found.ok) throw new Error(found.problem);
  expect(found.problems).toEqual([]);
  return found.files.filter(({ isGenerated }) => isGenerated).map(({ file }) => file);
}

describe('generated sources', () => {
  it('are found in every module, though git ignores them, below the directories that are named', async () => {
    write(
      'one/pom.xml',
      'one/target/generated-sources/annotations/a/A.java',
      'two/build.gradle.kts',
      'two/build/generated/sources/proto/main/java/b/B.java',
    );
    writeFileSync(join(root, '.gitignore'), 'target\nbuild\n');
    mkdirSync(join(root, '.git'));
    expect(await generated()).toEqual([
      'one/target/generated-sources/annotations/a/A.java',
      'two/build/generated/sources/proto/main/java/b/B.java',
    ]);
    expect(await generated({ paths: ['two'] })).toEqual(['two/build/generated/sources/proto/main/java/b/B.java']);
    expect(await generated({ ignorePatterns: ['target'] })).toEqual([
      'two/build/generated/sources/proto/main/java/b/B.java',
    ]);
  });

  it('are looked for through no link', async () => {
    write('other/generated-sources/a/A.java', 'one/pom.xml', 'two/pom.xml', 'two/target/classes/B.java');
    symlinkSync('../other', join(root, 'one/target'));
    symlinkSync('../../other/generated-sources', join(root, 'two/target/generated-sources'));
    expect(await generated()).toEqual([]);
  });

  it.each([
    ['target/generated-sources/annotations/a/A.java', true],
    ['app/build/generated/sources/annotationProcessor/java/main/a/A.java', true],
    ['build/generated/sources/annotationProcessor/java/main/shop/test/A.java', true],
    ['build/generated/sources/annotationProcessor/java/test/shop/A.java', false],
    ['target/generated-sources/test-annotations/a/A.java', false],
    ['target/generated-test-sources/test-annotations/a/A.java', false],
    ['build/generated/sources/annotationProcessor/java/integrationTest/a/A.java', false],
    ['target/classes/a/A.java', false],
    ['src/main/java/a/A.java', false],
  ])('%s is one: %s', (path, expected) => expect(isGeneratedSource(path)).toBe(expected));
});
