import { cpSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { generateProject } from '../../bench/generate.mjs';
import { snapsafe } from './process.ts';

let home = '';
let project = '';
let plain = '';
/** What every run says of the broken file. */
const told = "Broken.java:1:24: unexpected '{'\n";

const run = (...args: readonly string[]): ReturnType<typeof snapsafe> =>
  snapsafe(project, args, { XDG_CACHE_HOME: join(home, 'caches') });
const json = (...args: readonly string[]): ReturnType<typeof snapsafe> => run('--format', 'json', ...args);

beforeAll(() => {
  home = mkdtempSync(join(tmpdir(), 'snapsafe-facts-'));
  project = join(home, 'project');
  generateProject(project, { modules: 2, handlers: 2, depth: 3, files: 15, lines: 60 });
  writeFileSync(join(project, 'Broken.java'), 'class Broken { void f( { }');
  writeFileSync(join(project, 'template.yaml'), 'Transform: AWS::Serverless-2016-10-31\nResources: {}\n');
  plain = json('--no-cache').stdout;
  expect(JSON.parse(plain)).toMatchObject({ summary: { files: 31, problems: 1, findings: { error: 2 } } });
});
afterAll(() => rmSync(home, { recursive: true }));

function shards(count: number): readonly string[] {
  const directories = Array.from({ length: count }, (_, index) => join(home, `of${count}-${index + 1}`));
  for (const [index, directory] of directories.entries()) {
    const { code, stdout, stderr } = run('facts', '--shard', `${index + 1}/${count}`, '--out', directory);
    expect([code, stderr]).toEqual([0, '']);
    expect(stdout).toMatch(/^shard \d\/\d: \d+ files, /);
  }
  return directories;
}

describe('snapsafe facts', () => {
  it.each([1, 2, 3])('in %i parts, put together, gives byte for byte what one run gives', (count) => {
    const directories = shards(count);
    const from = directories.flatMap((directory) => ['--facts', directory]);
    for (const cache of ['--no-cache', `--cache-location=${join(home, `cache${count}`)}`]) {
      const { stdout, stderr } = json(cache, ...from);
      expect(stdout).toBe(plain);
      expect(stderr).toBe(told);
    }
  });

  it('may be gathered in one directory', () => {
    const together = join(home, 'together');
    for (const directory of shards(2)) cpSync(directory, together, { recursive: true });
    expect(readdirSync(together)).toHaveLength(2);
    expect(json('--no-cache', '--facts', together)).toMatchObject({ stdout: plain, stderr: told });
  });

  it('says what had to be parsed after all, and finds the same', () => {
    const [first] = shards(2);
    const { stdout, stderr } = json('--no-cache', '--facts', first!);
    expect(stdout).toBe(plain);
    expect(stderr).toMatch(/^snapsafe: 15 of 31 files were parsed: .* does not have them\nBroken.java/);
  });

  it('changes nothing in what it reads', () => {
    const directory = join(home, 'others');
    mkdirSync(directory);
    for (const name of ['other-1.facts', 'x.unfinished']) writeFileSync(join(directory, name), 'no facts');
    const { stdout, stderr } = json('--no-cache', '--debug', '--facts', directory);
    expect(stdout).toBe(plain);
    expect(stderr).toContain('other-1.facts is of another version of snapsafe, or unfinished');
    expect(readdirSync(directory)).toHaveLength(2);
  });

  it.each([
    [['--shard', '3/2', '--out', 'x'], 'Write k/n, with k from 1 to n'],
    [['--shard', '0/2', '--out', 'x'], 'Write k/n'],
    [['--shard', '1/2'], '--out'],
    [['--out', 'template.yaml'], 'cannot write template.yaml'],
  ])('refuses %j', (args, message) => {
    const { code, stderr } = run('facts', ...args);
    expect(code).toBe(2);
    expect(stderr).toContain(message);
    expect(stderr.trim().split('\n')).toHaveLength(1);
  });

  it('refuses facts that are not there', () => {
    expect(json('--facts', 'nowhere')).toMatchObject({ code: 2, stderr: 'snapsafe: no such directory: nowhere\n' });
  });
});

describe('the cache of the command line', () => {
  it('lies below the caches of the user, and changes no output', () => {
    expect(json().stdout).toBe(plain);
    const [directory] = readdirSync(join(home, 'caches/snapsafe'));
    expect(readdirSync(join(home, 'caches/snapsafe', directory!))).toHaveLength(1);
    const again = json('--stats');
    expect(again.stdout).toBe(plain);
    expect(again.stderr).toMatch(/^cached +31$/m);
  });

  it('is not written with --no-cache, and lies where it is told to', () => {
    const caches = (): number => readdirSync(join(home, 'caches/snapsafe')).length;
    const before = caches();
    const location = join(home, 'own');
    expect(json('--cache-location', location).stdout).toBe(plain);
    expect(readdirSync(location)).toHaveLength(1);
    expect(caches()).toBe(before);
  });

  it('that is damaged or cannot be written says so with --debug only', () => {
    const location = join(home, 'damaged');
    json('--cache-location', location);
    writeFileSync(join(location, readdirSync(location)[0]!), 'snapsafe facts 1\n');
    expect(json('--cache-location', location)).toMatchObject({ stdout: plain, stderr: told });
    const file = join(project, 'template.yaml');
    const { stdout, stderr } = json('--debug', '--cache-location', file);
    expect(stdout).toBe(plain);
    expect(stderr).toMatch(/^snapsafe: cache: cannot be read/);
  });
});
