/** Links, devices and paths by which a project would have files of its user read or written. */
import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { prngHandler, project, snapsafe } from '../cli/process.ts';

let root = '';
/** A directory beside the project that is none of its business. */
let outside = '';

const MINE = 'what the user wrote\n';

beforeEach(() => {
  root = project({ 'src/CouponHandler.java': prngHandler });
  outside = mkdtempSync(join(tmpdir(), 'snapsafe-outside-'));
  writeFileSync(join(outside, 'mine.txt'), MINE);
});
afterEach(() => {
  for (const directory of [root, outside]) rmSync(directory, { recursive: true });
});

const mine = (): string => readFileSync(join(outside, 'mine.txt'), 'utf8');

describe('a link with the name of an output', () => {
  it.each([
    ['a report', ['--format', 'sarif=out.sarif'], 'out.sarif', 'cannot write out.sarif'],
    ['the baseline', ['baseline', 'create'], 'snapsafe-baseline.json', 'cannot write the baseline'],
    ['a baseline by name', ['baseline', 'create', '--file', 'own.json'], 'own.json', 'cannot write the baseline'],
  ])('keeps %s from being written elsewhere', (_what, args, name, message) => {
    symlinkSync(join(outside, 'mine.txt'), join(root, name));
    const { code, stderr } = snapsafe(root, args);
    expect(mine()).toBe(MINE);
    expect(stderr).toContain(message);
    expect(code).toBe(2);
  });

  it('does not make a file elsewhere that is not there yet', () => {
    symlinkSync(join(outside, 'new.txt'), join(root, 'out.json'));
    const { code, stderr } = snapsafe(root, ['--format', 'json=out.json']);
    expect(existsSync(join(outside, 'new.txt'))).toBe(false);
    expect(stderr).toContain('cannot write out.json: it is a link that leads nowhere');
    expect(code).toBe(2);
  });

  it('does not lead a report into another directory', () => {
    symlinkSync(outside, join(root, 'reports'));
    const { code, stderr } = snapsafe(root, ['--format', 'json=reports/deep/mine.txt']);
    expect(existsSync(join(outside, 'deep'))).toBe(false);
    expect(stderr).toContain('a link leads it out of the working directory');
    expect(code).toBe(2);
  });

  it('is followed inside of the working directory, and a path that was typed is taken at its word', () => {
    mkdirSync(join(root, 'build'));
    symlinkSync('build', join(root, 'reports'));
    expect(snapsafe(root, ['--format', 'json=reports/out.json']).code).toBe(1);
    expect(existsSync(join(root, 'build/out.json'))).toBe(true);
    expect(snapsafe(root, ['--format', `json=${join(outside, 'mine.txt')}`]).code).toBe(1);
    expect(mine()).toContain('"schemaVersion"');
  });
});

describe('a configuration that names the baseline', () => {
  const withBaseline = (path: string): void =>
    writeFileSync(join(root, 'snapsafe.config.json'), JSON.stringify({ baseline: path }));

  it('cannot have a file outside of the repository written', () => {
    withBaseline(relative(root, join(outside, 'new.json')));
    const { code, stderr } = snapsafe(root, ['baseline', 'create']);
    expect(existsSync(join(outside, 'new.json'))).toBe(false);
    expect(stderr).toContain('the configuration names a file outside of the repository');
    expect(code).toBe(2);
  });

  it('may name one further up in the repository', () => {
    execFileSync('git', ['init', '-q'], { cwd: root });
    mkdirSync(join(root, 'service'));
    writeFileSync(join(root, 'service/snapsafe.config.json'), JSON.stringify({ baseline: '../accepted.json' }));
    writeFileSync(join(root, 'service/Handler.java'), prngHandler);
    expect(snapsafe(join(root, 'service'), ['baseline', 'create']).code).toBe(0);
    expect(existsSync(join(root, 'accepted.json'))).toBe(true);
  });
});

describe('a device or a pipe with the name of a file that is read', () => {
  it.each(['.gitignore', 'package.json', 'snapsafe.config.json', 'snapsafe.config.yaml', 'snapsafe-baseline.json'])(
    '%s that never ends does not hold the run up',
    (name) => {
      symlinkSync('/dev/zero', join(root, name));
      const { code, stdout, stderr } = snapsafe(root, ['--format', 'compact']);
      const isOptional = name === '.gitignore' || name === 'package.json';
      if (name === '.gitignore') expect(stdout).toContain('prng-in-init');
      else expect(stdout + stderr).toContain('it is no regular file');
      expect(code).toBe(name === '.gitignore' ? 1 : 2);
      expect(isOptional || code === 2).toBe(true);
    },
  );

  it.each(['src/Pipe.java', 'template.yaml', 'pom.xml', 'build.gradle', 'src/main/resources/application.yml'])(
    '%s that nobody writes to does not hold the run up',
    (name) => {
      mkdirSync(join(root, name, '..'), { recursive: true });
      execFileSync('mkfifo', [join(root, name)]);
      const { code, stdout } = snapsafe(root, ['--format', 'compact']);
      expect(stdout).toContain('prng-in-init');
      expect(code).toBe(1);
    },
  );
});

describe('a link out of the tree', () => {
  it('is not read: neither a source nor a template, build file or setting', () => {
    writeFileSync(join(outside, 'Secret.java'), prngHandler.replaceAll('CouponHandler', 'Secret'));
    writeFileSync(join(outside, 'secret.yml'), 'AWSTemplateFormatVersion: "x"\nResources: [secret-value\n');
    writeFileSync(join(outside, 'pom.xml'), '<project><secret-value</project>');
    symlinkSync(join(outside, 'Secret.java'), join(root, 'src/Secret.java'));
    symlinkSync(join(outside, 'secret.yml'), join(root, 'template.yml'));
    symlinkSync(join(outside, 'pom.xml'), join(root, 'pom.xml'));
    symlinkSync(outside, join(root, 'src/elsewhere'));
    const { code, stdout } = snapsafe(root, ['--format', 'json']);
    expect(stdout).not.toContain('secret-value');
    expect(stdout).not.toContain('"com.acme.Secret"');
    const { findings, problems } = JSON.parse(stdout) as { findings: { file: string }[]; problems: { file: string }[] };
    expect(findings.map(({ file }) => file)).toEqual(['src/CouponHandler.java']);
    expect(problems.map(({ file }) => file)).toEqual(['src/Secret.java']);
    expect(code).toBe(1);
  });
});

describe('--fix', () => {
  it('edits nothing that a link leads to, and leaves the rest as it was', () => {
    writeFileSync(join(outside, 'Linked.java'), prngHandler.replaceAll('CouponHandler', 'Linked'));
    rmSync(join(root, 'src/CouponHandler.java'));
    mkdirSync(join(root, 'real'));
    writeFileSync(join(root, 'real/Handler.java.txt'), prngHandler);
    symlinkSync('../real/Handler.java.txt', join(root, 'src/CouponHandler.java'));
    const { stdout, stderr } = snapsafe(root, ['--fix', '--unsafe-fixes']);
    expect(readFileSync(join(root, 'real/Handler.java.txt'), 'utf8')).toBe(prngHandler);
    expect(stdout + stderr).toContain('is reached through a link');
  });

  it('takes no path out of the project from a saved report', () => {
    const saved = snapsafe(root, ['--format', 'json']).stdout.replaceAll('src/CouponHandler.java', '../mine.txt');
    writeFileSync(join(root, 'saved.json'), saved);
    const { stdout } = snapsafe(root, ['report', '--from', 'saved.json', '--format', 'html']);
    expect(stdout).not.toContain(MINE.trim());
  });
});
