/** Promises of the repository as a whole, which no single module's test could hold. */
import { execFileSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { rules as nodeRules } from '../eslint-plugin/src/rules/index.ts';
import { rules } from '../src/rules/registry.ts';
import type { Fixture } from './helpers/fixtures.ts';
import { collectFixtures, expectationsOf } from './helpers/fixtures.ts';

const root = dirname(dirname(fileURLToPath(import.meta.url)));

const read = (path: string): string => readFileSync(join(root, path), 'utf8');

interface PackageJson {
  readonly dependencies?: Readonly<Record<string, string>>;
  readonly devDependencies?: Readonly<Record<string, string>>;
}

interface LockFile {
  readonly packages: Readonly<Record<string, { readonly resolved?: string; readonly integrity?: string }>>;
}

/** The package that an import names: `a/b` is of `a`, `@a/b/c` of `@a/b`. */
function packageOf(specifier: string): string {
  return specifier.split('/', specifier.startsWith('@') ? 2 : 1).join('/');
}

describe('dependencies', () => {
  const section = (title: string): string[] => {
    const text = read('docs/dependencies.md').split(`## ${title}\n`)[1]?.split('\n## ')[0] ?? '';
    return [...text.matchAll(/^\| `(?<name>[^`]+)` \| \S.+\S\. \|$/gmu)].map((match) => match.groups?.name ?? '');
  };
  const packageJson = JSON.parse(read('package.json')) as PackageJson;

  it('each have one reason in docs/dependencies.md, and nothing else has', () => {
    const bundled = section('In the bundle');
    const forTests = section('Needed to build and test');
    expect([bundled, forTests]).toEqual([[...bundled].sort(), [...forTests].sort()]);
    expect(section('Installed beside it')).toEqual(Object.keys(packageJson.dependencies ?? {}));
    expect([...bundled, ...forTests].sort()).toEqual(Object.keys(packageJson.devDependencies ?? {}).sort());
  });

  it('are listed as bundled when the sources import them', () => {
    const imported = new Set(['tree-sitter-java-orchard']);
    for (const file of readdirSync(join(root, 'src'), { recursive: true, encoding: 'utf8' })) {
      if (!file.endsWith('.ts')) continue;
      const specifiers = read(join('src', file))
        .replace(/^import type [^;]*;/gmu, '')
        .matchAll(/(?:^(?:im|ex)port [^;']*from |import\()'(?<name>[^.'][^']*)'/gmu);
      for (const { groups } of specifiers) imported.add(packageOf(groups?.name ?? ''));
    }
    const ofPackages = [...imported].filter((name) => !name.startsWith('node:')).sort();
    const listed = [...section('In the bundle'), ...section('Installed beside it')];
    expect(ofPackages.filter((name) => !listed.includes(name))).toEqual([]);
    // What no module of ours imports is there because one of those brings it along.
    const inBundle = read('docs/dependencies.md').split('generated:bundled -->')[1] ?? '';
    expect(listed.filter((name) => !ofPackages.includes(name) && !inBundle.includes(`| \`${name}\` `))).toEqual([]);
  });

  it('are locked by integrity alone, so that the lock file works behind every registry mirror', () => {
    const packages = Object.entries((JSON.parse(read('package-lock.json')) as LockFile).packages);
    const downloaded = packages.filter(([path]) => path.includes('node_modules/'));
    expect(downloaded.length).toBeGreaterThan(50);
    expect(downloaded.filter(([, { resolved }]) => resolved?.includes(':') === true)).toEqual([]);
    const unlocked = downloaded.filter(([, { resolved, integrity }]) => resolved === undefined && !integrity);
    expect(unlocked.map(([path]) => path)).toEqual([]);
  });
});

describe('tracked files', () => {
  const tracked = execFileSync('git', ['ls-files', '-z'], { cwd: root, encoding: 'utf8' }).split('\0').filter(Boolean);
  const texts = tracked.filter((path) => !/\.(?:wasm|png|jar|zip)$/u.test(path) && existsSync(join(root, path)));

  it('name no path of the machine they were written on', () => {
    const here = [root, homedir()].filter((path) => path.split('/').length > 2);
    const machinePath = /\/(?:home|Users)\/[a-z][\w.-]*\/|\/work\/(?:main|shared|corpus|briefs)|\/tmp\/bash_jobs/u;
    const naming = texts.filter((path) => {
      const text = read(path);
      return here.some((directory) => text.includes(`${directory}/`)) || machinePath.test(text);
    });
    expect(naming).toEqual([]);
  });

  it('name no package registry', () => {
    const host = /registry\.(?:npmjs|yarnpkg|npmmirror)\.|repo1?\.maven\.|files\.pythonhosted\./u;
    expect(texts.filter((path) => host.test(read(path)))).toEqual([]);
  });

  it('are no build results', () => {
    expect(tracked.filter((path) => /(?:^|\/)(?:node_modules|dist|target|coverage)\//u.test(path))).toEqual([]);
  });
});

/**
 * Look-alikes of a rule: what resembles the defect and stays silent. A case without a marker counts once per method
 * body, as one file may line up several.
 */
function lookAlikes(cases: readonly Fixture[]): number {
  const methodHeader = /^\s+(?:[\w<>[\],.?@]+\s+)*\w+\([^;{}]*\)[\w\s,.]*\{/gmu;
  return cases
    .filter((fixture) => expectationsOf(fixture).length === 0)
    .reduce((sum, { files }) => {
      const methods = files.reduce((count, { text }) => count + (text.match(methodHeader)?.length ?? 0), 0);
      return sum + Math.max(1, methods);
    }, 0);
}

const ruleCases = collectFixtures(join(root, 'test/fixtures/rules'));

it('has no rule page and no rule fixture without its rule', () => {
  const ids = new Set(rules.map(({ meta }) => meta.id));
  const ownPages = Object.keys(nodeRules).map((name) => `${name}.md`);
  const pages = readdirSync(join(root, 'docs/rules')).filter(
    (name) => name !== 'README.md' && !ownPages.includes(name),
  );
  const named = [...pages.map((name) => name.replace(/\.md$/u, '')), ...readdirSync(join(root, 'test/fixtures/rules'))];
  expect(named.filter((name) => !ids.has(name))).toEqual([]);
});

describe.each(rules.map(({ meta }) => meta.id))('rule %s', (id) => {
  it('is in a file of its own name', () => {
    expect(existsSync(join(root, 'src/rules', `${id}.ts`))).toBe(true);
  });

  it('has a page that says what it reports', () => {
    const page = existsSync(join(root, 'docs/rules', `${id}.md`)) ? read(`docs/rules/${id}.md`) : '';
    expect(page).toContain(`# ${id}\n`);
    expect(page.split(/\s+/u).length).toBeGreaterThan(80);
  });

  it('has fixtures: three defects and five look-alikes', () => {
    const cases = ruleCases.filter(({ name }) => name.startsWith(`${id}/`));
    const defects = cases.flatMap(expectationsOf).filter(({ ruleId }) => ruleId === id);
    expect(defects.length).toBeGreaterThanOrEqual(3);
    expect(lookAlikes(cases)).toBeGreaterThanOrEqual(5);
  });
});
