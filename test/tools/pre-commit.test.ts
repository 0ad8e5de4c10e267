/**
 * The hooks as a user has them: a git repository that installs the bundled tree with pre-commit and commits. Every registry
 * and proxy is a dead address, so that whatever is fetched fails the install.
 */
import { cpSync, existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { prngHandler } from '../cli/process.ts';
import type { Finished } from './program.ts';
import { mustRun, run } from './program.ts';

const root = fileURLToPath(new URL('../../', import.meta.url));
const DEAD = 'http://127.0.0.1:9';

const goodHandler = prngHandler
  .replace('java.util.Random', 'java.security.SecureRandom')
  .replaceAll('Random random = new Random', 'SecureRandom random = new SecureRandom');

let home = '';
let project = '';
let env: Record<string, string | undefined> = {};
/** A configuration of pre-commit with one of the hooks. */
let hookConfig = (id: string): string => id;

const git = (cwd: string, ...args: string[]): string => mustRun('git', args, { cwd, env });
const write = (file: string, text: string): void => {
  mkdirSync(dirname(join(project, file)), { recursive: true });
  writeFileSync(join(project, file), text);
};

/** Commits everything, as a user would. */
function commit(): Finished {
  git(project, 'add', '--all');
  return run('git', ['commit', '--message', 'change'], { cwd: project, env });
}

function initialized(directory: string): void {
  git(directory, 'init', '--quiet', '--initial-branch', 'main');
  git(directory, 'config', 'user.name', 'Test');
  git(directory, 'config', 'user.email', 'test@example.test');
}

/** The hook repository: the tree that `npm run bundle` writes, committed. Gives its path and commit. */
function hookRepository(): { readonly path: string; readonly commit: string } {
  mustRun('npm', ['run', 'bundle'], { cwd: root });
  const path = join(home, 'hooks');
  cpSync(join(root, 'build/pre-commit'), path, { recursive: true });
  initialized(path);
  git(path, 'add', '--all');
  git(path, 'commit', '--quiet', '--message', 'hooks');
  return { path, commit: git(path, 'rev-parse', 'HEAD').trim() };
}

beforeAll(() => {
  home = mkdtempSync(join(tmpdir(), 'snapsafe-hooks-'));
  project = join(home, 'project');
  mkdirSync(project);
  env = {
    HOME: home,
    PRE_COMMIT_HOME: join(home, 'cache'),
    npm_config_cache: join(home, 'npm'),
    npm_config_registry: DEAD,
    npm_config_fetch_retries: '0',
    PIP_INDEX_URL: DEAD,
    http_proxy: DEAD,
    https_proxy: DEAD,
    HTTP_PROXY: DEAD,
    HTTPS_PROXY: DEAD,
    GIT_CONFIG_GLOBAL: join(home, 'gitconfig'),
  };
  writeFileSync(join(home, 'gitconfig'), '');
  const hooks = hookRepository();
  initialized(project);
  hookConfig = (id) => `repos:\n- repo: ${hooks.path}\n  rev: ${hooks.commit}\n  hooks:\n  - id: ${id}\n`;
  write('.pre-commit-config.yaml', hookConfig('snapsafe'));
  write('full.yaml', hookConfig('snapsafe-full'));
  mustRun('pre-commit', ['install', '--install-hooks'], { cwd: project, env });
});
afterAll(() => rmSync(home, { recursive: true }));

describe('the hook tree', () => {
  it('has no dependencies and no scripts', () => {
    const manifest = mustRun('git', ['show', 'HEAD:package.json'], { cwd: join(home, 'hooks'), env });
    expect(Object.keys(JSON.parse(manifest) as object)).toEqual([
      'name',
      'version',
      'description',
      'license',
      'type',
      'engines',
      'bin',
      'files',
    ]);
    expect(existsSync(join(home, 'hooks', 'node_modules'))).toBe(false);
  });

  it('parses in other threads', () => {
    const sources = join(home, 'sources');
    mkdirSync(sources);
    writeFileSync(join(sources, 'CouponHandler.java'), prngHandler);
    const args = [join(home, 'hooks/bin/snapsafe.js'), '--threads', '2', '--stats'];
    const { code, output } = run(process.execPath, args, { cwd: sources });
    expect(output).toMatch(/^threads +2$/m);
    expect(code).toBe(1);
  });
});

describe('a commit', () => {
  it('passes when there is nothing to check', () => {
    write('README.md', 'A project.\n');
    const { code, output } = commit();
    expect(output).toMatch(/snapsafe\.+\(no files to check\)Skipped/);
    expect(code).toBe(0);
  });

  it('is refused with the finding when it brings one', () => {
    write('src/main/java/com/acme/CouponHandler.java', prngHandler);
    const { code, output } = commit();
    expect(output).toMatch(/snapsafe\.+Failed/);
    expect(output).toContain('src/main/java/com/acme/CouponHandler.java:6:');
    expect(output).toContain('prng-in-init');
    expect(code).toBe(1);
    expect(git(project, 'log', '--oneline').trim().split('\n')).toHaveLength(1);
  });

  it('passes without a word when it brings none', () => {
    write('src/main/java/com/acme/CouponHandler.java', goodHandler);
    const { code, output } = commit();
    expect(output).toMatch(/snapsafe\.+Passed/);
    expect(output).not.toContain('finding');
    expect(code).toBe(0);
  });

  it('is refused for the chain it completes, though the defect is in a file of old', () => {
    write(
      'src/main/java/com/acme/Coupons.java',
      'package com.acme;\nimport java.util.Random;\nclass Coupons {\n  private final Random random = new Random();\n  int next() {\n    return random.nextInt();\n  }\n}\n',
    );
    expect(commit().code).toBe(0);
    write(
      'src/main/java/com/acme/CouponHandler.java',
      goodHandler
        .replace('private final', 'private final Coupons coupons = new Coupons();\n  private final')
        .replace('customer +', 'customer + coupons.next() +'),
    );
    const { code, output } = commit();
    expect(output).toContain('src/main/java/com/acme/Coupons.java:4:');
    expect(code).toBe(1);
  });

  it('is not refused for findings in files it does not touch', () => {
    git(project, 'commit', '--quiet', '--no-verify', '--message', 'known defect');
    write('src/main/java/com/acme/Plain.java', 'package com.acme;\nclass Plain {\n}\n');
    expect(commit().code).toBe(0);
  });

  it('cannot turn a file name into an option', () => {
    write('--format=json=stolen.java', 'class Stolen {\n}\n');
    const { code } = commit();
    expect(code).toBe(0);
    expect(existsSync(join(project, 'stolen.java'))).toBe(false);
  });
});

describe('the hook for the whole project', () => {
  const full = (...args: string[]): Finished =>
    run('pre-commit', ['run', '--config', 'full.yaml', ...args], { cwd: project, env });

  it('finds what is in any file', () => {
    const { code, output } = full('--files', 'src/main/java/com/acme/Plain.java');
    expect(output).toMatch(/snapsafe \(whole project\)\.+Failed/);
    expect(output).toContain('src/main/java/com/acme/Coupons.java:4:');
    expect(code).toBe(1);
  });

  it('runs for templates and build files, and for nothing else', () => {
    write('template.yaml', 'Resources: {}\n');
    expect(full('--files', 'template.yaml').code).toBe(1);
    expect(full('--files', 'README.md').output).toContain('Skipped');
  });
});

describe('a commit with a daemon', () => {
  const snapsafe = (...args: string[]): Finished =>
    run(process.execPath, [join(home, 'hooks/bin/snapsafe.js'), ...args], { cwd: project, env: installedEnv() });
  const status = (): string => snapsafe('daemon', 'status').output;
  /** That of pre-commit's own installation, whose daemon is another one. */
  const installedEnv = (): Record<string, string | undefined> => ({ ...env, XDG_RUNTIME_DIR: join(home, 'run') });
  const commitNow = (): Finished => {
    git(project, 'add', '--all');
    return run('git', ['commit', '--message', 'change'], { cwd: project, env: installedEnv() });
  };
  /** Whether the daemon that was started has read the project; it is asked in words that any build understands. */
  const isReady = (): boolean => status().includes('state     ready');

  beforeAll(() => {
    mkdirSync(join(home, 'run'), { mode: 0o700 });
    write('.pre-commit-config.yaml', `${hookConfig('snapsafe')}    args: [--daemon, --]\n`);
  });
  afterAll(() => void snapsafe('daemon', 'stop'));

  it('does not wait for the process that it starts', () => {
    write('src/main/java/com/acme/CouponHandler.java', `${goodHandler}// with a daemon\n`);
    expect(commitNow().code).toBe(0);
    // git and pre-commit have ended, with all their pipes; what they started has not.
    expect(status()).toContain('process ');
  });

  it('is refused and passes as without', async () => {
    for (let turn = 0; turn < 100 && !isReady(); turn++) await new Promise((done) => setTimeout(done, 200));
    write('src/main/java/com/acme/CouponHandler.java', prngHandler);
    const refused = commitNow();
    expect(refused.output).toMatch(/snapsafe\.+Failed/);
    expect(refused.output).toContain('src/main/java/com/acme/CouponHandler.java:6:');
    expect(refused.code).toBe(1);
    write('src/main/java/com/acme/CouponHandler.java', goodHandler);
    const passed = commitNow();
    expect(passed.output).toMatch(/snapsafe\.+Passed/);
    expect(passed.code).toBe(0);
    expect(status()).toMatch(/^answered +2$/m);
  });
});
