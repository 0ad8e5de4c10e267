/**
 * Edited build files, read by the programs they are for: Maven checks every pom.xml that a suggestion changes, Gradle runs every
 * script and lists the dependency. Gradle is Debian's 4.4, which has neither version catalogues nor Kotlin scripts: those cases are
 * read by test/fixes alone.
 */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { buildFileCases, type BuildFileCase } from '../helpers/build-file-cases.ts';
import { mustRun, run } from './program.ts';

let folder: string;

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'snapsafe-build-files-'));
});

afterAll(() => {
  rmSync(folder, { recursive: true });
});

function write(path: string, text: string): void {
  mkdirSync(dirname(join(folder, path)), { recursive: true });
  writeFileSync(join(folder, path), text);
}

function casesWith(file: string): readonly BuildFileCase[] {
  return buildFileCases.filter(({ result }) => result?.[file] !== undefined);
}

describe('Maven', () => {
  const poms = casesWith('pom.xml').map(({ result }) => result?.['pom.xml'] ?? '');

  /** One project for each pom, below one that lists them: Maven starts once. */
  function validate(name: string, texts: readonly string[]): ReturnType<typeof run> {
    const modules = texts.map((_text, index) => `<module>case-${index}</module>`).join('');
    write(
      `${name}/pom.xml`,
      `<project><modelVersion>4.0.0</modelVersion><groupId>shop</groupId><artifactId>all</artifactId><version>1</version>` +
        `<packaging>pom</packaging><modules>${modules}</modules></project>`,
    );
    for (const [index, text] of texts.entries()) {
      const own = text.replace('<artifactId>orders</artifactId>', `<artifactId>orders-${index}</artifactId>`);
      write(`${name}/case-${index}/pom.xml`, own);
    }
    return run('mvn', ['-B', '-o', '-q', 'validate'], { cwd: join(folder, name) });
  }

  it('accepts every changed pom.xml', () => {
    expect(poms.length).toBeGreaterThanOrEqual(9);
    const { code, output } = validate('changed', poms);
    expect(output).not.toMatch(/ERROR|WARN/u);
    expect(code).toBe(0);
  });

  it('would tell a dependency that has no version', () => {
    const broken = (poms[0] ?? '').replace(/(<artifactId>crac<\/artifactId>)\s*<version>.*?<\/version>/u, '$1');
    const { code, output } = validate('broken', [broken]);
    expect(output).toContain("'dependencies.dependency.version' for org.crac:crac:jar is missing");
    expect(code).not.toBe(0);
  });
});

describe('Gradle', () => {
  const isOlder = ({ files, result }: BuildFileCase): boolean =>
    result?.['gradle/libs.versions.toml'] === undefined && files['gradle/libs.versions.toml'] === undefined;
  const scripts = casesWith('build.gradle').filter(isOlder);

  it('runs every changed script and lists the dependency', () => {
    expect(scripts.length).toBeGreaterThanOrEqual(6);
    const names = scripts.map((_case, index) => `case-${index}`);
    write('gradle/settings.gradle', `include ${names.map((name) => `'${name}'`).join(', ')}\n`);
    write('gradle/build.gradle', "subprojects { apply plugin: 'java' }\n");
    for (const [index, { result }] of scripts.entries()) {
      write(`gradle/case-${index}/build.gradle`, result?.['build.gradle'] ?? '');
    }
    const tasks = names.flatMap((name) => [`${name}:dependencies`, '--configuration', 'runtimeClasspath']);
    const home = join(folder, 'gradle-home');
    const options = ['--offline', '--no-daemon', '--console=plain', '-q', '-g', home];
    const listed = mustRun('gradle', [...options, ...tasks], { cwd: join(folder, 'gradle') });
    const parts = listed.split(/^Project :/mu).slice(1);
    expect(parts.map((part) => part.match(/^[+\\]--- org\.crac:crac:1\.5\.0/gmu)?.length)).toEqual(names.map(() => 1));
  });
});
