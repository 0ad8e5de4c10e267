/** A server program of the system on a loopback port, which can be restarted so that old connections to it are dead. */
import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { chownSync, existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { freePort } from './loopback.ts';

export interface Server {
  /** What a function needs in its environment to reach it. */
  readonly environment: Readonly<Record<string, string>>;
  readonly restart: () => Promise<void>;
  readonly stop: () => Promise<void>;
}

interface Program {
  readonly path: string;
  readonly arguments: readonly string[];
  readonly user: User;
  /** Its output when it can be connected to. */
  readonly ready: string;
}

interface User {
  readonly uid?: number;
  readonly gid?: number;
}

/** Starts PostgreSQL on a new database directory. It refuses to run as root, so root lends it the user `postgres`. */
export async function startPostgres(): Promise<Server> {
  const folder = postgresFolder();
  const user = userFor('postgres');
  const data = mkdtempSync(join(tmpdir(), 'snapsafe-postgres-'));
  if (user.uid !== undefined && user.gid !== undefined) chownSync(data, user.uid, user.gid);
  const created = spawnSync(
    join(folder, 'initdb'),
    ['-D', data, '-U', 'postgres', '-A', 'trust', '-E', 'UTF8', '--locale=C', '--no-sync'],
    { ...user, cwd: data, encoding: 'utf8' },
  );
  if (created.status !== 0) throw new Error(`initdb failed: ${created.stderr}`);
  const port = await freePort();
  const settings = ['fsync=off', 'listen_addresses=127.0.0.1', 'unix_socket_directories=', 'log_min_messages=log'];
  return serve(
    {
      path: join(folder, 'postgres'),
      arguments: ['-D', data, '-p', String(port), ...settings.flatMap((setting) => ['-c', setting])],
      user,
      ready: 'database system is ready to accept connections',
    },
    { DATABASE_URL: `jdbc:postgresql://127.0.0.1:${port}/postgres?user=postgres` },
    data,
  );
}

/** Starts Redis, without persistence. */
export async function startRedis(): Promise<Server> {
  const data = mkdtempSync(join(tmpdir(), 'snapsafe-redis-'));
  const port = await freePort();
  return serve(
    {
      path: 'redis-server',
      arguments: ['--port', String(port), '--bind', '127.0.0.1', '--save', '', '--appendonly', 'no', '--dir', data],
      user: {},
      ready: 'eady to accept connections',
    },
    { REDIS_HOST: '127.0.0.1', REDIS_PORT: String(port) },
    data,
  );
}

async function serve(program: Program, environment: Server['environment'], data: string): Promise<Server> {
  let running = await start(program);
  return {
    environment,
    restart: async () => {
      await end(running);
      running = await start(program);
    },
    stop: async () => {
      await end(running);
      rmSync(data, { recursive: true, force: true });
    },
  };
}

function start({ path, arguments: parameters, user, ready }: Program): Promise<ChildProcess> {
  return new Promise((resolve, reject) => {
    const child = spawn(path, parameters, { ...user, cwd: tmpdir(), stdio: ['ignore', 'pipe', 'pipe'] });
    let output = '';
    const read = (chunk: Buffer): void => {
      output += chunk.toString();
      if (output.includes(ready)) resolve(child);
    };
    child.stdout.on('data', read);
    child.stderr.on('data', read);
    child.once('error', (error) => reject(new Error(`${path} is needed and did not start: ${error.message}`)));
    child.once('exit', (code) => reject(new Error(`${path} ended with ${code ?? 'a signal'}: ${output}`)));
  });
}

/** SIGINT cuts the clients off and ends both servers in order. */
function end(child: ChildProcess): Promise<void> {
  return new Promise((resolve) => {
    if (child.exitCode !== null || child.signalCode !== null) {
      resolve();
      return;
    }
    child.once('exit', () => resolve());
    child.kill('SIGINT');
  });
}

/** Debian keeps the programs of each major version in a folder of their own. */
function postgresFolder(): string {
  const debian = '/usr/lib/postgresql';
  const versions = existsSync(debian) ? readdirSync(debian).sort((left, right) => Number(right) - Number(left)) : [];
  const folders = versions.map((version) => join(debian, version, 'bin'));
  const found = [...folders, '/usr/local/bin', '/usr/bin'].find((folder) => existsSync(join(folder, 'initdb')));
  if (found === undefined) {
    throw new Error(`PostgreSQL (initdb) is needed and was not found in ${debian} or on the system`);
  }
  return found;
}

function userFor(name: string): User {
  if (process.getuid?.() !== 0) return {};
  const [uid, gid] = ['-u', '-g'].map((option) => Number(spawnSync('id', [option, name], { encoding: 'utf8' }).stdout));
  if (!uid || !gid) throw new Error(`the system has no user ${name}`);
  return { uid, gid };
}
