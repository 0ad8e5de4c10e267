/** Patterns of names are looked for without globby: the files are those that globby finds. */
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { plainTest } from '../../src/discover/plain-walk.ts';
import { walk } from '../../src/discover/walk.ts';
import { PROJECT_PATTERNS } from '../../src/project/discover.ts';

const SOURCES = ['**/*.java', '**/*.{js,mjs,cjs,ts,mts,cts}', '**/{pom.xml,build.gradle,build.gradle.kts}'];

/** Names that some pattern may take for its own, or must not. */
const NAMES = [
  ...[
    'A.java',
    '.java',
    '.A.java',
    'A.java.txt',
    'java',
    'A.JAVA',
    'line\nend.java',
    'line\u2028end.java',
    'b b.java',
    'é.java',
  ],
  ...[
    'a.js',
    'a.mjs',
    'a.d.ts',
    'a.ts',
    'ts',
    'pom.xml',
    'xpom.xml',
    'pom.xmlx',
    'pomxxml',
    'build.gradle',
    'build.gradle.kts',
  ],
  ...[
    'settings.gradle',
    'gradle.properties',
    '.properties',
    'libs.versions.toml',
    'a.toml',
    'application.yml',
    'a.yaml',
  ],
  ...['Dockerfile', 'Dockerfile.', 'Dockerfile.jvm', 'Dockerfilex', 'x.Dockerfile', '.Dockerfile', 'Containerfile.a.b'],
  ...[
    'main.tf',
    'a.tfvars',
    'run.sh',
    'classes.txt',
    '.env',
    'template.json',
    'a.template',
    'a{b}.java',
    '[a].java',
    'a,b.java',
  ],
];
const DIRECTORIES = [
  ...[
    '',
    'a',
    'a/b',
    '.hidden',
    '.hidden/a',
    'a/.git',
    'node_modules',
    'a/node_modules/b',
    'resources',
    'a/resources/b/c',
  ],
  ...[
    'a.java',
    'line\nend',
    'a/line\u2029end/b',
    '.github/resources',
    'resources/.x',
    'src/main/resources',
    'ignored',
    'a/b.js',
  ],
];

let root: string;

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'snapsafe-walk-'));
});

afterEach(() => {
  rmSync(root, { recursive: true, force: true });
});

describe('a walk for names', () => {
  const found = async (patterns: readonly string[], ignore: readonly string[]): Promise<readonly string[]> => {
    const { entries, unreadable } = await walk(root, patterns, { ignore, parentIgnoreFiles: true });
    const kinds = entries.map(
      ({ path, dirent }) => `${path} ${String(dirent.isFile())} ${String(dirent.isDirectory())}`,
    );
    return [...kinds, ...unreadable.map(({ path, problem }) => `${path}: ${problem}`)].sort();
  };

  it('finds what globby finds', async () => {
    for (const directory of DIRECTORIES) {
      mkdirSync(join(root, directory), { recursive: true });
      for (const name of NAMES) writeFileSync(join(root, directory, name), '');
    }
    mkdirSync(join(root, 'B.java'));
    symlinkSync(join(root, 'a'), join(root, 'link.java'));
    symlinkSync(join(root, 'a'), join(root, 'link'));
    symlinkSync('nowhere', join(root, 'dangling.java'));
    writeFileSync(join(root, '.gitignore'), 'ignored/\n*.sh\n');
    // What is not looked into is told of once; globby looks on in hidden directories, in which it finds nothing.
    const isTold = (one: string): boolean => !/\/\.[^/]*\/[^:]*: /u.test(one);
    for (const patterns of [SOURCES, PROJECT_PATTERNS, [...SOURCES, ...PROJECT_PATTERNS], ['**/resources/*.txt']]) {
      expect(patterns.map(plainTest)).not.toContain(null);
      const plain = await found(patterns, []);
      expect(plain.length).toBeGreaterThan(5);
      expect(plain).toEqual((await found(patterns, ['/nowhere'])).filter(isTold));
    }
  });

  it('finds the same below a directory of any name', async () => {
    const odd = join(root, '.x (y)', '[z]');
    mkdirSync(dirname(odd), { recursive: true });
    mkdirSync(odd);
    for (const name of NAMES) writeFileSync(join(odd, name), '');
    root = odd;
    expect(await found(SOURCES, [])).toEqual(await found(SOURCES, ['/nowhere']));
    root = dirname(dirname(odd));
  });
});

it('leaves every other pattern to globby', () => {
  const others = [
    ...[
      '*.java',
      'a/**/*.java',
      '**/a*/*.java',
      '**/*.jav?',
      '**/[a]*.java',
      '!**/*.java',
      '**',
      '**/',
      '**/**',
      '/a/**/*.java',
    ],
    ...[
      '**/.a',
      '**/{.a,b}',
      '**/{,a}',
      '**/{a}',
      '**/{a',
      '**/a}',
      '**/{1..3}',
      '**/a,b',
      '**/@(a|b)',
      '**/a\\*',
      '**/a**',
      '**/.x/a',
    ],
    ...['../**/*.java', '**/../a', '', `**/${'{a,b}'.repeat(9)}`],
  ];
  expect(others.filter((pattern) => plainTest(pattern) !== null)).toEqual([]);
});
