/**
 * The shell of the CI templates, run as the servers run it, over a project with findings. Instead of fetching the package,
 * `npx` and `snapsafe` on the PATH start this checkout and note what they were asked for.
 */
import { chmodSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { stripVTControlCharacters } from 'node:util';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { prngHandler, timestampHandler } from '../cli/process.ts';
import type { Finished } from './program.ts';
import { mustRun, run } from './program.ts';

const root = fileURLToPath(new URL('../../', import.meta.url));
const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { readonly version: string };

interface Action {
  readonly inputs: Readonly<Record<string, { readonly default: string }>>;
  readonly outputs: Readonly<Record<string, { readonly value: string }>>;
  readonly runs: {
    readonly steps: readonly { readonly env: Readonly<Record<string, string>>; readonly run: string }[];
  };
}

const action = yaml('action.yml') as Action;
const [step] = action.runs.steps;

let home = '';
let project = '';
let bin = '';

function yaml(path: string): unknown {
  return parse(readFileSync(join(root, path), 'utf8'));
}

function write(path: string, text: string): string {
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, text);
  return path;
}

const read = (path: string): string => (existsSync(path) ? readFileSync(path, 'utf8') : '');

beforeAll(() => {
  home = mkdtempSync(join(tmpdir(), 'snapsafe-ci-'));
  bin = join(home, 'bin');
  const start = `exec "${process.execPath}" "${join(root, 'bin/snapsafe.js')}"`;
  chmodSync(write(join(bin, 'npx'), `#!/bin/sh\nprintf '%s\\n' "$1 $2" >>"$ASKED"\nshift 2\n${start} "$@"\n`), 0o755);
  chmodSync(write(join(bin, 'snapsafe'), `#!/bin/sh\n${start} "$@"\n`), 0o755);
});
afterAll(() => rmSync(home, { recursive: true }));

beforeEach(() => {
  project = mkdtempSync(join(home, 'project-'));
  write(join(project, 'src/CouponHandler.java'), prngHandler);
  write(join(project, 'other dir/ClockHandler.java'), timestampHandler);
  write(join(project, 'clean/Plain.java'), 'class Plain {\n}\n');
});

const environment = (): Record<string, string> => ({
  PATH: `${bin}:${process.env.PATH ?? ''}`,
  ASKED: join(project, '.asked'),
  RUNNER_TEMP: project,
  GITHUB_OUTPUT: join(project, '.output'),
  GITHUB_STEP_SUMMARY: join(project, '.summary'),
});

interface ActionRun extends Finished {
  readonly outputs: Readonly<Record<string, string>>;
  readonly summary: string;
}

/** Runs the action's script with the shell that GitHub starts; `inputs` replace the defaults. */
function runAction(inputs: Readonly<Record<string, string>> = {}): ActionRun {
  const unknown = Object.keys(inputs).filter((name) => !Object.hasOwn(action.inputs, name));
  if (unknown.length > 0) throw new Error(`no such input: ${unknown.join(', ')}`);
  const env = Object.entries(step!.env).map(([name, expression]) => [name, evaluated(expression, inputs)] as const);
  const script = write(join(project, '.script.sh'), step!.run);
  const finished = run('bash', ['--noprofile', '--norc', '-eo', 'pipefail', script], {
    cwd: project,
    env: { ...environment(), ...Object.fromEntries(env) },
  });
  const outputs = read(join(project, '.output'))
    .trim()
    .split('\n')
    .map((line) => line.split('=') as [string, string]);
  return { ...finished, outputs: Object.fromEntries(outputs), summary: read(join(project, '.summary')) };
}

function evaluated(expression: string, inputs: Readonly<Record<string, string>>): string {
  const input = /^\$\{\{ inputs\.([\w-]+) \}\}$/.exec(expression)?.[1];
  if (input !== undefined) return inputs[input] ?? action.inputs[input]!.default;
  if (expression === '${{ github.action_path }}') return root;
  throw new Error(`not understood: ${expression}`);
}

describe('action.yml', () => {
  it('fails the step with findings, counts them, annotates and summarises', () => {
    const { code, output, outputs, summary } = runAction();
    expect(code).toBe(1);
    expect(outputs).toEqual({ findings: '2', errors: '1', warnings: '1', problems: '0', 'exit-code': '1' });
    expect(output).toContain('prng-in-init');
    expect(output).toMatch(/^::error file=src\/CouponHandler\.java,line=6,/m);
    expect(output).toMatch(/^::warning file=other dir\/ClockHandler\.java,line=5,/m);
    expect(summary).toContain('### snapsafe: 1 error, 1 warning');
    expect(read(join(project, '.asked'))).toBe(`--yes snapsafe@${version}\n`);
  });

  it('lets no file name become a command of the runner', () => {
    write(join(project, '::error title=forged::.java'), prngHandler);
    const output = stripVTControlCharacters(runAction({ annotate: 'false' }).output);
    expect(output).toMatch(/^::error title=forged::\.java:6/m);
    const between = /^::stop-commands::(?<token>[\w-]{36})\n(?<text>.*)^::\k<token>::\n/ms.exec(output)?.groups;
    expect(between?.text).toContain('::error title=forged::.java:6');
    expect(output.replace(between?.text ?? '', '')).not.toContain('forged');
  });

  it('has every output from the step that sets it', () => {
    const names = Object.entries(action.outputs).map(([name, { value }]) => [name, value]);
    const set = Object.keys(runAction().outputs);
    expect(names).toEqual(set.map((name) => [name, `\${{ steps.run.outputs.${name} }}`]));
  });

  it('passes for a clean path, without annotations when they are off', () => {
    const { code, output, outputs } = runAction({ paths: 'clean' });
    expect([code, outputs.findings]).toEqual([0, '0']);
    expect(output).not.toMatch(/^::(?:error|warning|notice)/m);
    expect(runAction({ annotate: 'false' }).output).not.toContain('::error');
  });

  it('takes paths and options in several words and lines, and writes SARIF where it is told', () => {
    const { code, outputs } = runAction({
      paths: 'src\nclean',
      args: '--rule prng-in-init:warn\n--max-warnings 5',
      sarif: 'out/snapsafe.sarif',
    });
    expect([code, outputs.warnings, outputs.errors]).toEqual([0, '1', '0']);
    const log = JSON.parse(read(join(project, 'out/snapsafe.sarif'))) as { readonly version: string };
    expect(log.version).toBe('2.1.0');
  });

  it('reports what changed since a revision', () => {
    const git = (...args: readonly string[]): string =>
      mustRun(
        'git',
        ['-c', 'user.name=a', '-c', 'user.email=a@example.test', '-c', 'init.defaultBranch=main', ...args],
        {
          cwd: project,
        },
      );
    git('init', '--quiet');
    git('add', 'src', 'clean');
    git('commit', '--quiet', '-m', 'before');
    expect(runAction({ 'new-from': 'HEAD', paths: 'src clean' }).outputs).toMatchObject({
      findings: '0',
      'exit-code': '0',
    });
    git('add', 'other dir');
    git('commit', '--quiet', '-m', 'after');
    rmSync(join(project, '.output'));
    const { code, outputs, output } = runAction({ 'new-from': 'HEAD~1' });
    expect([code, outputs.findings, outputs.warnings]).toEqual([1, '1', '1']);
    expect(output).toMatch(/^::warning file=other dir\/ClockHandler\.java,line=5,/m);
    expect(output).not.toContain('CouponHandler');
    rmSync(join(project, '.output'));
    expect(runAction({ 'new-from': 'no-such-branch' }).outputs).toEqual({ 'exit-code': '2' });
  });

  it('runs the version it is told, and fails with 2 for a path that is not there', () => {
    const { code, outputs, output } = runAction({ version: '9.9.9', paths: 'nowhere' });
    expect(code).toBe(2);
    expect(outputs).toEqual({ 'exit-code': '2' });
    expect(output).toContain('nowhere');
    expect(read(join(project, '.asked'))).toBe('--yes snapsafe@9.9.9\n');
  });

  it('takes no input for shell code or an option', () => {
    const marker = join(project, 'hacked');
    const evil = `$(touch\${IFS}${marker});\`touch ${marker}\``;
    runAction({ paths: evil, sarif: evil, version: evil });
    const { code } = runAction({ paths: `--format=json=${marker}` });
    expect(code).toBe(2);
    expect(existsSync(marker)).toBe(false);
  });
});

describe('templates/gitlab.yml', () => {
  interface Job {
    readonly variables: Readonly<Record<string, string>>;
    readonly script: readonly string[];
    readonly artifacts: { readonly reports: { readonly codequality: string } };
  }
  const job = (yaml('templates/gitlab.yml') as { readonly snapsafe: Job }).snapsafe;
  const runJob = (variables: Readonly<Record<string, string>> = {}): Finished =>
    run('sh', ['-e', '-c', job.script.join('\n')], {
      cwd: project,
      env: { ...environment(), ...job.variables, ...variables },
    });

  it('fails with findings and leaves the report where GitLab looks for it', () => {
    const { code, output } = runJob();
    expect(code).toBe(1);
    expect(output).toContain('2 findings');
    const entries = JSON.parse(read(join(project, job.artifacts.reports.codequality))) as unknown[];
    expect(entries).toHaveLength(2);
    expect(read(join(project, '.asked'))).toBe(`--yes snapsafe@${version}\n`);
  });

  it('takes options and paths', () => {
    expect(runJob({ SNAPSAFE_PATHS: 'src clean', SNAPSAFE_ARGS: '--rule prng-in-init:off' }).code).toBe(0);
  });

  it('names the version of this release in its example', () => {
    expect(read(join(root, 'templates/gitlab.yml'))).toContain(`/v${version}/templates/gitlab.yml`);
  });
});

describe('parsing on several machines', () => {
  const parts = [1, 2, 3, 4];
  const asked = (): string => read(join(project, '.asked'));
  const runScript = (script: string, variables: Readonly<Record<string, string>>): Finished =>
    run('sh', ['-e', '-c', script], { cwd: project, env: { ...environment(), ...variables } });

  it('templates/gitlab-shards.yml: the last job parses nothing and finds all', () => {
    interface Job {
      readonly parallel?: number;
      readonly variables: Readonly<Record<string, string>>;
      readonly script: readonly string[];
    }
    const jobs = parse(read(join(root, 'templates/gitlab-shards.yml')), { merge: true }) as Readonly<
      Record<string, Job>
    >;
    const { 'snapsafe-facts': facts, snapsafe } = jobs as Readonly<Record<'snapsafe-facts' | 'snapsafe', Job>>;
    expect(facts.parallel).toBe(parts.length);
    for (const part of parts) {
      const node = { CI_NODE_INDEX: `${part}`, CI_NODE_TOTAL: `${facts.parallel ?? 0}` };
      expect(runScript(facts.script.join('\n'), { ...facts.variables, ...node })).toMatchObject({ code: 0 });
    }
    const { code, output } = runScript(snapsafe.script.join('\n'), snapsafe.variables);
    expect(code).toBe(1);
    expect(output).toContain('2 findings');
    expect(output).not.toContain('were parsed');
    expect(asked()).toBe(`--yes snapsafe@${version}\n`.repeat(5));
  });

  it('templates/github-shards.yml: the last job parses nothing and finds all', () => {
    interface Workflow {
      readonly env: Readonly<Record<string, unknown>>;
      readonly jobs: Readonly<
        Record<
          'facts' | 'snapsafe',
          {
            readonly strategy?: { readonly matrix: { readonly part: readonly number[] } };
            readonly steps: readonly { readonly run?: string }[];
          }
        >
      >;
    }
    const { env, jobs } = yaml('templates/github-shards.yml') as Workflow;
    const variables = Object.fromEntries(Object.entries(env).map(([name, value]) => [name, String(value)]));
    const commandOf = (job: 'facts' | 'snapsafe'): string => jobs[job].steps.flatMap((one) => one.run ?? []).join('\n');
    expect(jobs.facts.strategy?.matrix.part).toEqual(parts);
    expect(variables.SNAPSAFE_PARTS).toBe(`${parts.length}`);
    for (const part of parts) {
      expect(runScript(commandOf('facts'), { ...variables, PART: `${part}` })).toMatchObject({ code: 0 });
    }
    const { code, output } = runScript(commandOf('snapsafe'), variables);
    expect(code).toBe(1);
    expect(output).toContain('::error file=src/CouponHandler.java,');
    expect(output).not.toContain('were parsed');
    expect(asked()).toBe(`--yes snapsafe@${version}\n`.repeat(5));
  });
});

describe('the MegaLinter descriptor', () => {
  interface Descriptor {
    readonly linters: readonly {
      readonly linter_name: string;
      readonly cli_lint_mode: string;
      readonly cli_sarif_args: readonly string[];
      readonly cli_lint_errors_regex: string;
      readonly cli_version_arg_name: string;
      readonly cli_help_arg_name: string;
      readonly install: { readonly dockerfile: readonly string[] };
    }[];
  }
  const [linter] = (yaml('mega-linter-plugin-snapsafe/snapsafe.megalinter-descriptor.yml') as Descriptor).linters;
  const call = (...args: readonly string[]): Finished =>
    run(linter!.linter_name, args, { cwd: project, env: environment() });

  it('is called once for the project, counts findings and writes SARIF', () => {
    const file = join(project, 'megalinter.sarif');
    const { code, output } = call(...linter!.cli_sarif_args.map((word) => word.replace('{{SARIF_OUTPUT_FILE}}', file)));
    expect(code).toBe(1);
    expect(new RegExp(linter!.cli_lint_errors_regex).exec(output)?.[1]).toBe('2');
    expect(JSON.parse(read(file))).toMatchObject({ version: '2.1.0' });
    expect(linter!.cli_lint_mode).toBe('project');
  });

  it('asks for version and help in words that snapsafe knows, and installs this version', () => {
    expect(mustRun(linter!.linter_name, [linter!.cli_version_arg_name], { env: environment() })).toBe(`${version}\n`);
    expect(call(linter!.cli_help_arg_name).code).toBe(0);
    expect(linter!.install.dockerfile).toEqual([`RUN npm install --global --ignore-scripts snapsafe@${version}`]);
  });
});
