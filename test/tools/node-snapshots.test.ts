/**
 * Rules for startup snapshots on a Node that can load a database client and fetch while it builds one: Node 20 cannot. Each defect is
 * built with `node --build-snapshot` and started twice, and so is what the rule's suggestion makes of it. Node 24 comes from
 * npm's package of its binary.
 */
import { buildSync } from 'esbuild';
import { Linter } from 'eslint';
import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, it } from 'vitest';
import plugin from '../../eslint-plugin/src/index.ts';
import { startPostgres, type Server } from '../jvm/runtime/server.ts';
import { mustRun } from './program.ts';

const VERSION = '24.21.0';
/** A build that ends takes two seconds. */
const PATIENCE_MS = 10_000;
const root = fileURLToPath(new URL('../..', import.meta.url));
const nodes = join(root, 'test/tools/.node');
const node = join(nodes, `node_modules/node-${process.platform}-${process.arch}/bin/node`);
const directory = mkdtempSync(join(tmpdir(), 'snapsafe-snapshot-'));
const linter = new Linter();
const listener = createServer();
let postgres: Server;
let environment: NodeJS.ProcessEnv;

beforeAll(async () => {
  if (!existsSync(node) || mustRun(node, ['--version']).trim() !== `v${VERSION}`) {
    const name = `node-${process.platform}-${process.arch}@${VERSION}`;
    mustRun('npm', ['install', '--no-save', '--ignore-scripts', '--no-audit', '--no-fund', '--prefix', nodes, name]);
  }
  postgres = await startPostgres();
  await new Promise<void>((resolve) => listener.listen(0, '127.0.0.1', resolve));
  environment = {
    PATH: process.env.PATH,
    PORT: String((listener.address() as AddressInfo).port),
    DATABASE_URL: (postgres.environment.DATABASE_URL ?? '').replace(/^jdbc:/u, ''),
  };
});

afterAll(async () => {
  listener.close();
  await postgres.stop();
  rmSync(directory, { recursive: true, force: true });
});

function messagesOf(code: string, rule: string): readonly Linter.LintMessage[] {
  const messages = linter.verify(code, {
    plugins: { snapsafe: plugin },
    rules: plugin.configs.strict.rules ?? {},
    settings: { snapsafe: { target: 'startup-snapshot' } },
    languageOptions: { sourceType: 'commonjs' },
  });
  return messages.filter(({ ruleId }) => ruleId === `snapsafe/${rule}`);
}

/** Prints what `read()` gives in the restored copy. */
const MAIN = `
require('node:v8').startupSnapshot.setDeserializeMainFunction(async () => {
  console.log(JSON.stringify(await read()));
  process.exit();
});
`;

/** What `read()` gives in two starts from one snapshot; or why there is none: the build `failed`, or is `endless`. */
function startedTwice(code: string): readonly unknown[] | 'failed' | 'endless' {
  const main = join(directory, 'main.cjs');
  const bundle = join(directory, 'bundle.cjs');
  const blob = join(directory, 'main.blob');
  writeFileSync(main, `const exports = {};\n${code}${MAIN}`);
  buildSync({
    entryPoints: [main],
    outfile: bundle,
    bundle: true,
    platform: 'node',
    external: ['pg-native'],
    nodePaths: [join(root, 'node_modules')],
    logLevel: 'error',
  });
  const options = { cwd: directory, encoding: 'utf8', env: environment, timeout: PATIENCE_MS } as const;
  const build = spawnSync(node, ['--snapshot-blob', blob, '--build-snapshot', bundle], options);
  if (build.signal === 'SIGTERM') return 'endless';
  if (build.status !== 0) return 'failed';
  return [1, 2].map(
    () => JSON.parse(mustRun(node, ['--snapshot-blob', blob], { cwd: directory, env: environment })) as unknown,
  );
}

it.each([
  {
    rule: 'http-call-in-init',
    code: `const page = fetch('http://127.0.0.1:4711/');
const read = () => page.then(() => 'answered', (error) => error.cause.code ?? error.cause.message);
exports.handler = read;`,
    defect: 'failed',
    suggestion: 'Make page on first use',
    repaired: ['ECONNREFUSED', 'ECONNREFUSED'],
  },
  {
    rule: 'connection-in-init',
    code: `const net = require('node:net');
const socket = net.connect(Number(process.env.PORT), '127.0.0.1');
const read = () => socket.destroyed;
exports.handler = read;`,
    defect: 'endless',
    suggestion: 'Make socket on first use',
    repaired: [false, false],
  },
  {
    rule: 'server-socket-in-init',
    code: `const net = require('node:net');
const server = net.createServer().listen(0);
const read = () => server.listening;
exports.handler = read;`,
    defect: 'endless',
    suggestion: 'Make server on first use',
    repaired: [true, true],
  },
])('shows the defect of $rule and its repair: $suggestion', ({ rule, code, defect, suggestion, repaired }) => {
  const [message] = messagesOf(code, rule);
  const chosen = message?.suggestions?.find(({ desc }) => desc.startsWith(suggestion));
  expect(chosen, JSON.stringify(message)).toBeDefined();
  const { fix } = chosen!;
  const mended = code.slice(0, fix.range[0]) + fix.text + code.slice(fix.range[1]);
  expect(messagesOf(mended, rule)).toEqual([]);
  expect(startedTwice(code)).toBe(defect);
  expect(startedTwice(mended), mended).toEqual(repaired);
});

it('shows what a query while building leaves in a pool, and the repair', () => {
  const code = `const { Pool } = require('pg');
const pool = new Pool({ connectionString: process.env.DATABASE_URL, idleTimeoutMillis: 100 });
const answer = pool.query('SELECT pg_backend_pid() AS process');
const read = async () => (await answer).rows[0].process;
exports.handler = read;`;
  const [message] = messagesOf(code, 'connection-in-init');
  const fix = message?.suggestions?.find(({ desc }) => desc.startsWith('Make answer on first use'))?.fix;
  expect(fix, JSON.stringify(message)).toBeDefined();
  const mended = code.slice(0, fix!.range[0]) + fix!.text + code.slice(fix!.range[1]);
  const [first, second] = startedTwice(code);
  expect(second).toBe(first);
  const [ownFirst, ownSecond] = startedTwice(mended);
  expect(ownSecond, mended).not.toBe(ownFirst);
});

it('cannot end a build with an interval that timer-in-init reports', () => {
  const code = `let ticks = 0;\nsetInterval(() => { ticks += 1; }, 50);\nconst read = () => ticks;\nexports.handler = read;`;
  expect(messagesOf(code, 'timer-in-init')).toHaveLength(1);
  expect(startedTwice(code)).toBe('endless');
});
