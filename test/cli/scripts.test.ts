/** The built command line over handlers in JavaScript and TypeScript, beside Java. */
import { execFileSync } from 'node:child_process';
import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { prngHandler, project, snapsafe } from './process.ts';

let root: string;

afterEach(() => {
  rmSync(root, { recursive: true, force: true });
});

const TEMPLATE = `Resources:
  Orders:
    Type: AWS::Serverless::Function
    Properties: { CodeUri: ., Handler: src/orders.handler, Runtime: nodejs22.x }
`;

const ORDERS = `import { Client } from 'pg';
import { started } from './clock';

const client = new Client();
await client.connect();

export const handler = async (): Promise<unknown> => [started, await client.query('select 1')];
`;

const CLOCK = `export const started = Date.now();
`;

const FILES = { 'template.yaml': TEMPLATE, 'src/orders.ts': ORDERS, 'src/clock.ts': CLOCK };

interface Told {
  readonly findings: readonly { readonly file: string; readonly ruleId: string }[];
}

function rulesIn(stdout: string): readonly string[] {
  return (JSON.parse(stdout) as Told).findings.map(({ file, ruleId }) => `${file} ${ruleId}`);
}

describe('a project in two languages', () => {
  it('has one report, in every format', () => {
    root = project({ ...FILES, 'src/CouponHandler.java': prngHandler });
    const { code, stdout } = snapsafe(root, [
      ...[
        '--format',
        'json',
        '--format',
        'sarif=out.sarif',
        '--format',
        'junit=out.xml',
        '--format',
        'gitlab=out.json',
      ],
      ...['--format', 'checkstyle=out.checkstyle', '--format', 'html=out.html', '--format', 'stylish=out.txt'],
    ]);
    expect(code).toBe(1);
    expect(rulesIn(stdout)).toEqual([
      'src/CouponHandler.java prng-in-init',
      'src/clock.ts timestamp-in-init',
      'src/orders.ts connection-in-init',
    ]);
    for (const file of ['out.sarif', 'out.xml', 'out.json', 'out.checkstyle', 'out.html', 'out.txt']) {
      expect(readFileSync(join(root, file), 'utf8'), file).toMatch(/src\/clock\.ts[^]*src\/orders\.ts/u);
    }
    expect(readFileSync(join(root, 'out.txt'), 'utf8')).toContain('2. src/orders.ts:2  import of ./clock');
  });

  it('is told to reviewers and terminals: github, rdjson, markdown, compact; handlers are no classes', () => {
    const refunds = ORDERS.replace("import { Client } from 'pg';\n", '').replace(/const client[^]*?\n\n/u, '\n');
    const template = `${TEMPLATE}  Refunds:\n${TEMPLATE.split('\n').slice(2).join('\n').replace('orders', 'refunds')}`;
    root = project({
      ...FILES,
      'template.yaml': template,
      'src/refunds.ts': refunds.replace(", await client.query('select 1')", ''),
    });
    const { code, stdout } = snapsafe(root, [
      ...['--format', 'github', '--format', 'rdjson=out.rdjson', '--format', 'markdown=out.md'],
      ...['--format', 'compact=out.compact', '--format', 'stylish=out.txt'],
    ]);
    expect(code).toBe(1);
    expect(stdout).toMatch(
      /^::error file=src\/orders\.ts,line=5,endLine=5,col=\d+,endColumn=\d+,title=.*connection-in-init/mu,
    );
    expect(stdout).toMatch(/^::warning file=src\/clock\.ts,line=1/mu);
    const { diagnostics } = JSON.parse(readFileSync(join(root, 'out.rdjson'), 'utf8')) as {
      diagnostics: { location: { path: string }; code: { value: string }; suggestions?: { text: string }[] }[];
    };
    expect(diagnostics.map(({ location, code: rule }) => `${location.path} ${rule.value}`)).toEqual([
      'src/clock.ts timestamp-in-init',
      'src/orders.ts connection-in-init',
    ]);
    expect(diagnostics.flatMap(({ suggestions }) => suggestions ?? []).length).toBeGreaterThan(0);
    expect(readFileSync(join(root, 'out.md'), 'utf8')).toMatch(/src\/orders\.ts[^]*src\/clock\.ts/u);
    expect(readFileSync(join(root, 'out.compact'), 'utf8')).toMatch(/^src\/clock\.ts:1:\d+/mu);
    const shown = readFileSync(join(root, 'out.txt'), 'utf8');
    expect(shown).toContain('also reached from 1 other handler: src/refunds.handler');
    expect(shown).not.toContain('other class');
  });

  it('tells only what is new since a commit', () => {
    root = project({
      'template.yaml': TEMPLATE,
      'src/orders.ts': ORDERS.replace('./clock', './time'),
      'src/time.ts': CLOCK,
    });
    const git = (...args: readonly string[]): string =>
      execFileSync('git', ['-c', 'user.name=a', '-c', 'user.email=a@example.test', ...args], {
        cwd: root,
        encoding: 'utf8',
      });
    git('init', '-q');
    git('add', '-A');
    git('commit', '-q', '-m', 'first');
    writeFileSync(join(root, 'src/time.ts'), `${CLOCK}export const again = new Date();\n`);
    const { code, stdout } = snapsafe(root, ['--new-from', 'HEAD', '--format', 'json']);
    expect(rulesIn(stdout)).toEqual(['src/time.ts timestamp-in-init']);
    expect(code).toBe(1);
    git('commit', '-q', '-a', '-m', 'second');
    expect(snapsafe(root, ['--new-from', 'HEAD']).code).toBe(0);
  });

  it('has one baseline', () => {
    root = project({ ...FILES, 'src/CouponHandler.java': prngHandler });
    expect(snapsafe(root, ['baseline', 'create']).stdout).toBe('snapsafe-baseline.json: 3 entries\n');
    expect(snapsafe(root, []).code).toBe(0);
    rmSync(join(root, 'src/clock.ts'));
    expect(snapsafe(root, ['--format', 'compact']).stdout).toMatch(/timestamp-in-init is no longer found in clock#/u);
  });

  it('tells times and rules of both', () => {
    root = project(FILES);
    const { stderr } = snapsafe(root, ['--stats', '--format', 'json']);
    expect(stderr).toMatch(/^scripts +\d+ ms$/mu);
    expect(stderr).toMatch(/^files +2$/mu);
    expect(stderr).toMatch(/^connection-in-init +\d+ ms$/mu);
    expect(snapsafe(root, ['explain', 'cached-entropy']).stdout).toContain('cached-entropy');
    expect(snapsafe(root, ['explain']).stdout).toMatch(/^cached-entropy +Draws before the snapshot/mu);
    expect(snapsafe(root, ['--rule', 'cached-entropie:off']).stderr).toContain("did you mean 'cached-entropy'?");
  });
});

describe('fixes in JavaScript', () => {
  it('are shown as a diff, and applied', () => {
    root = project(FILES);
    expect(snapsafe(root, ['--fix', '--diff'])).toMatchObject({ code: 0, stdout: '' });
    const shown = snapsafe(root, ['--unsafe-fixes', '--diff', '--rule', 'timestamp-in-init:off']);
    expect(shown.code).toBe(1);
    expect(shown.stdout).toContain('-await client.connect();');
    const applied = snapsafe(root, ['--unsafe-fixes', '--rule', 'timestamp-in-init:off']);
    expect(applied.stderr).toContain('1 finding in 1 file mended');
    expect(applied.code).toBe(0);
    expect(readFileSync(join(root, 'src/orders.ts'), 'utf8')).not.toMatch(/^await client\.connect\(\);$/mu);
  });
});
