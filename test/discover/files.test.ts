import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { execFileSync } from 'node:child_process';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { discoverFiles } from '../../src/discover/files.ts';
import type { DiscoverOptions } from '../../src/discover/files.ts';

let root: string;

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'snapsafe-discover-'));
});

afterEach(() => {
  rmSync(root, { recursive: true, force: true });
});

function write(...files: readonly string[]): void {
  for (const file of files) writeText(file, 'class A {}\n');
}

function writeText(file: string, text: string): void {
  mkdirSync(dirname(join(root, file)), { recursive: true });
  writeFileSync(join(root, file), text);
}

async function discover(options: Partial<DiscoverOptions> = {}): Promise<{ files: string[]; problems: string[] }> {
  const found = await discoverFiles({ cwd: root, paths: [], ignorePatterns: [], includeTests: false, ...options });
  if (!found.ok) throw new Error(found.problem);
  return {
    files: found.files.map((file) => file.file),
    problems: found.problems.map((problem) => `${problem.file}:${problem.line}:${problem.column}: ${problem.message}`),
  };
}

describe('paths', () => {
  it('gives the Java files below the working directory, sorted by code unit', async () => {
    write('b/B.java', 'a/Z.java', 'a/A.java', 'a/a.java', 'a/A.kt', 'README.md');
    expect(await discover()).toEqual({ files: ['a/A.java', 'a/Z.java', 'a/a.java', 'b/B.java'], problems: [] });
  });

  it('counts a file once that several arguments reach', async () => {
    write('a/A.java', 'a/b/B.java');
    const { files } = await discover({ paths: ['a/b', 'a', './a/A.java', join(root, 'a/b/B.java'), 'a/**/*.java'] });
    expect(files).toEqual(['a/A.java', 'a/b/B.java']);
  });

  it('expands globs, directories among their matches too', async () => {
    write('services/one/A.java', 'services/two/B.java', 'lib/C.java');
    expect((await discover({ paths: ['services/*'] })).files).toEqual(['services/one/A.java', 'services/two/B.java']);
    expect((await discover({ paths: ['**/B.java'] })).files).toEqual(['services/two/B.java']);
    expect((await discover({ paths: ['nothing/*.java'] })).files).toEqual([]);
  });

  it('names files outside of the working directory by a way through ..', async () => {
    write('one/A.java', 'two/B.java');
    expect((await discover({ cwd: join(root, 'one'), paths: ['../two', '.'] })).files).toEqual([
      '../two/B.java',
      'A.java',
    ]);
  });

  it('takes a path with glob characters literally when it exists', async () => {
    write('app [v1]/A (copy).java', 'app v/B.java');
    expect((await discover({ paths: ['app [v1]'] })).files).toEqual(['app [v1]/A (copy).java']);
    expect((await discover({ paths: ['app [v1]/A (copy).java'] })).files).toEqual(['app [v1]/A (copy).java']);
  });

  it('ends with one sentence at a path that does not exist', async () => {
    write('A.java');
    const found = await discoverFiles({
      cwd: root,
      paths: ['A.java', 'src/mian'],
      ignorePatterns: [],
      includeTests: false,
    });
    expect(found).toEqual({ ok: false, problem: 'no such file or directory: src/mian' });
  });

  it('gives nothing for an empty project and for a file that is not Java', async () => {
    write('README.md');
    expect(await discover()).toEqual({ files: [], problems: [] });
    expect(await discover({ paths: ['README.md'] })).toEqual({ files: [], problems: [] });
  });
});

describe('other files', () => {
  const found = async (directory: string, options: Partial<DiscoverOptions> = {}): Promise<string[] | null> => {
    const companions = { directory: join(root, directory), patterns: ['**/*.{yaml,xml}'] };
    const all = { cwd: root, paths: [], ignorePatterns: [], includeTests: false, companions, ...options };
    const outcome = await discoverFiles(all);
    return outcome.ok && outcome.companions !== null ? outcome.companions.map(({ file }) => file) : null;
  };

  it('are found on the way, as git and the ignore patterns allow', async () => {
    write('A.java', 'b/pom.xml', 'c/template.yaml', 'd/x.yaml', 'e/x.yaml', 'node_modules/x.yaml', 'x.json');
    writeText('.gitignore', 'd/\n');
    mkdirSync(join(root, 'directory.yaml'));
    expect(await found('', { ignorePatterns: ['e'] })).toEqual(['b/pom.xml', 'c/template.yaml']);
    expect((await discover()).files).toEqual(['A.java']);
  });

  it('are not known where the walk does not pass through their whole directory', async () => {
    write('a/A.java', 'a/pom.xml', 'b/pom.xml');
    expect(await found('', { paths: ['a'] })).toBeNull();
    expect(await found('a', { paths: ['a', 'b'] })).toEqual(['a/pom.xml']);
    expect(await found('a', { paths: ['a/A.java'] })).toBeNull();
  });
});

describe('what is left out', () => {
  it('honours nested .gitignore files and their negations', async () => {
    writeText('.gitignore', 'gen/\n*Generated.java\n');
    writeText('app/.gitignore', '!KeepGenerated.java\nLocal.java\n');
    write(
      'gen/G.java',
      'app/gen/H.java',
      'app/XGenerated.java',
      'app/KeepGenerated.java',
      'app/Local.java',
      'app/A.java',
      'Local.java',
    );
    expect((await discover()).files).toEqual(['Local.java', 'app/A.java', 'app/KeepGenerated.java']);
  });

  it('honours the .gitignore files above, up to the git root and no further', async () => {
    writeText('.gitignore', 'A.java\n');
    mkdirSync(join(root, 'repo'));
    execFileSync('git', ['init', '-q', join(root, 'repo')]);
    writeText('repo/.gitignore', 'B.java\n');
    write('repo/sub/A.java', 'repo/sub/B.java', 'repo/sub/C.java');
    expect((await discover({ cwd: join(root, 'repo/sub') })).files).toEqual(['A.java', 'C.java']);
    expect((await discover({ paths: ['repo/sub'] })).files).toEqual(['repo/sub/A.java', 'repo/sub/C.java']);
  });

  it('passes over a named file that git ignores, but walks a named directory that git ignores', async () => {
    execFileSync('git', ['init', '-q', root]);
    writeText('.gitignore', 'gen/\nB.java\n');
    writeText('gen/.gitignore', 'C.java\n');
    write('gen/A.java', 'gen/C.java', 'B.java', 'D.java');
    expect(await discover({ paths: ['B.java', 'D.java', 'gen/A.java'] })).toEqual({ files: ['D.java'], problems: [] });
    expect((await discover({ paths: ['gen'] })).files).toEqual(['gen/A.java']);
  });

  it('passes over hidden directories, node_modules and build output, but not over packages of such names', async () => {
    write(
      '.aws-sam/A.java',
      'node_modules/x/A.java',
      'target/gen/A.java',
      'app/build/A.java',
      'out/A.java',
      'src/main/resources/A.java',
    );
    write('src/main/java/com/acme/build/B.java', 'app/src/target/C.java');
    expect((await discover()).files).toEqual(['app/src/target/C.java', 'src/main/java/com/acme/build/B.java']);
    expect((await discover({ paths: ['out'] })).files).toEqual(['out/A.java']);
  });

  it('leaves out what --ignore-pattern names, relative to the working directory', async () => {
    write('a/A.java', 'a/legacy/B.java', 'b/legacy/C.java', 'b/D.java');
    expect((await discover({ ignorePatterns: ['legacy'] })).files).toEqual(['a/A.java', 'b/D.java']);
    expect((await discover({ ignorePatterns: ['a/legacy/'], paths: ['a', 'b'] })).files).toEqual([
      'a/A.java',
      'b/D.java',
      'b/legacy/C.java',
    ]);
    expect((await discover({ ignorePatterns: ['b/*.java'], paths: ['b/D.java', 'a/A.java'] })).files).toEqual([
      'a/A.java',
    ]);
  });

  it('leaves out test sources unless they are asked for', async () => {
    write(
      'src/main/java/A.java',
      'src/test/java/ATest.java',
      'app/src/integrationTest/java/B.java',
      'test/com/acme/CTest.java',
    );
    expect((await discover()).files).toEqual(['src/main/java/A.java']);
    expect((await discover({ includeTests: true })).files).toHaveLength(4);
    expect((await discover({ paths: ['src/test/java/ATest.java'] })).files).toEqual([]);
    expect((await discover({ paths: ['src/test'] })).files).toEqual(['src/test/java/ATest.java']);
  });
});

describe('hostile trees', () => {
  it('does not follow links to directories, so a loop ends', async () => {
    write('a/A.java');
    symlinkSync('..', join(root, 'a/up'));
    symlinkSync('.', join(root, 'a/self'));
    expect(await discover()).toEqual({ files: ['a/A.java'], problems: [] });
  });

  it('reports a dangling link and a link that leads to itself, and goes on', async () => {
    write('A.java');
    symlinkSync('nowhere', join(root, 'Dangling.java'));
    symlinkSync('Loop.java', join(root, 'Loop.java'));
    const problems = [
      'Dangling.java:1:1: cannot be read: it does not exist (a dangling link?)',
      'Loop.java:1:1: cannot be read: the link leads back to itself',
    ];
    expect(await discover()).toEqual({ files: ['A.java'], problems });
    expect(await discover({ paths: ['A.java', 'Dangling.java'] })).toEqual({
      files: ['A.java'],
      problems: problems.slice(0, 1),
    });
  });

  it('takes a linked file once, and none that lies outside', async () => {
    write('app/A.java', 'other/B.java', 'app/build/Gen.java');
    symlinkSync('A.java', join(root, 'app/Alias.java'));
    symlinkSync('build/Gen.java', join(root, 'app/Gen.java'));
    symlinkSync('../other/B.java', join(root, 'app/Outside.java'));
    expect(await discover({ paths: ['app'] })).toEqual({
      files: ['app/A.java', 'app/Gen.java'],
      problems: ['app/Outside.java:1:1: is a link to a file outside of the directory and was not read'],
    });
  });

  it('walks into a directory whose name ends in .java', async () => {
    write('Dir.java/A.java');
    expect(await discover()).toEqual({ files: ['Dir.java/A.java'], problems: [] });
    expect(await discover({ paths: ['Dir.java'] })).toEqual({ files: ['Dir.java/A.java'], problems: [] });
  });

  it('does not open a pipe that is called like a Java file', async () => {
    execFileSync('sh', ['-c', 'mkfifo "$1"', 'sh', join(root, 'Pipe.java')]);
    write('A.java');
    const problems = ['Pipe.java:1:1: is no regular file and was not read'];
    expect(await discover()).toEqual({ files: ['A.java'], problems });
    expect(await discover({ paths: ['Pipe.java', 'A.java'] })).toEqual({ files: ['A.java'], problems });
  });
});
