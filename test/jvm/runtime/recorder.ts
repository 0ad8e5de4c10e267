/** What functions make the JDK do before the snapshot, as a recorder inside a JVM saw it (test/jvm/java/Recorder.java). */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { FixtureFile } from '../../helpers/fixtures.ts';
import type { CompileServer } from '../support/compile-server.ts';
import { programOf, type Jdk } from '../support/jdks.ts';
import { startResident } from '../support/resident.ts';
import type { Workshop } from '../support/setup.ts';
import { startAnyDatabase } from './any-database.ts';
import { startAwsEndpoint } from './aws-endpoint.ts';
import { startPostgres, startRedis } from './server.ts';

/** One frame of the function's own code. */
export interface Frame {
  /** `package.Class#method`. */
  readonly member: string;
  /** The path of a source of the function; null for what stands in none. */
  readonly file: string | null;
  readonly line: number;
}

/** One thing that was done. */
export interface Act {
  readonly kind: 'connection' | 'port' | 'file' | 'thread' | 'generator' | 'value' | 'number';
  /** Whether the socket, file, thread or object was there when init was over. */
  readonly fate: 'left' | 'gone' | 'unknown';
  /** The method outside the function that its innermost frame called, `package.Class#method`. */
  readonly called: string;
  /** Innermost first. */
  readonly frames: readonly Frame[];
}

/** One function, and what its init did until it was over, or threw. */
export interface Recording {
  readonly handler: string;
  /** Empty where init came to its end. */
  readonly failure: string;
  readonly acts: readonly Act[];
}

/** The failure of an init that was given up. */
export const STILL_RUNNING = 'still running';

export interface Recorder {
  /** Initialises every function of a program. `handlers` names those that templates name. Null where it does not compile. */
  readonly record: (
    program: readonly FixtureFile[],
    handlers: readonly string[],
  ) => Promise<readonly Recording[] | null>;
  readonly stop: () => Promise<void>;
}

/** Starts the recorder and the servers that functions may connect to. `sources` tell which variables they read. */
export async function startRecorder(
  { jdks, jars, classes }: Workshop,
  { compile }: Pick<CompileServer, 'compile'>,
  sources: readonly FixtureFile[],
): Promise<Recorder> {
  const [postgres, redis, aws] = await Promise.all([startPostgres(), startRedis(), startAwsEndpoint()]);
  const database = await startAnyDatabase(portIn(postgres.environment.DATABASE_URL));
  const home = mkdtempSync(join(tmpdir(), 'snapsafe-recorder-'));
  const ports = [database.port, portIn(`:${redis.environment.REDIS_PORT ?? ''}`), aws.port].map(String);
  const agent = `-javaagent:${agentJar(jdks.base, classes, home)}`;
  const { ask, stop } = startResident(jdks.base, [classes, ...jars].join(':'), ['InitHarness', ...ports], {
    options: [
      agent,
      '-Xmx1g',
      '--add-opens=java.base/java.io=ALL-UNNAMED',
      '-Dorg.crac.Core.Compat=com.amazonaws.services.lambda.crac',
    ],
    environment: { ...variablesIn(sources), ...aws.environment, AWS_LAMBDA_INITIALIZATION_TYPE: 'snap-start' },
  });
  return {
    record: async (program, handlers) => {
      const directory = mkdtempSync(join(home, 'function-'));
      const errors = await compile(program, directory);
      if (errors.length > 0) return null;
      return recordings(await ask([directory, ...handlers].join(' '), []), program);
    },
    stop: async () => {
      stop();
      database.stop();
      aws.stop();
      await Promise.all([postgres.stop(), redis.stop()]);
      rmSync(home, { recursive: true, force: true });
    },
  };
}

function portIn(address = ''): number {
  return Number(/:(?<port>\d+)(?:\/|$)/u.exec(address)?.groups?.port);
}

/** The JDK's own classes call Recorder, so it has to be where theirs are. */
function agentJar(jdk: Jdk, classes: string, home: string): string {
  const jar = join(home, 'recorder.jar');
  const manifest = join(home, 'manifest');
  const lines = ['Premain-Class: RecordingAgent', 'Boot-Class-Path: recorder.jar', 'Can-Retransform-Classes: true', ''];
  writeFileSync(manifest, lines.join('\n'));
  const files = readdirSync(classes).filter((name) => /^Recorder(?:\$.*)?\.class$/u.test(name));
  const parameters = ['--create', '--file', jar, '--manifest', manifest];
  const { status, stderr } = spawnSync(programOf(jdk, 'jar'), [...parameters, ...files], {
    cwd: classes,
    encoding: 'utf8',
  });
  if (status !== 0) throw new Error(`jar failed: ${stderr}`);
  return jar;
}

/** A value for every variable that the sources read, so that init goes on behind it. AWS's own are set by who stands for AWS. */
function variablesIn(sources: readonly FixtureFile[]): Readonly<Record<string, string>> {
  const names = sources.flatMap(({ text }) =>
    [...text.matchAll(/getenv\("(?<name>\w+)"\)/gu)].map(({ groups }) => groups?.name ?? ''),
  );
  return Object.fromEntries(names.filter((name) => !name.startsWith('AWS_')).map((name) => [name, valueOf(name)]));
}

function valueOf(name: string): string {
  if (name.endsWith('PORT')) return '6379';
  if (/(?:DB|JDBC|DATABASE)_URL$/u.test(name)) return 'jdbc:postgresql://db/shop';
  if (/(?:URL|URI|ENDPOINT)$/u.test(name)) return 'http://service.internal/';
  return name.endsWith('HOST') ? 'service.internal' : '1';
}

function recordings(answers: readonly string[], program: readonly FixtureFile[]): readonly Recording[] {
  const found: { handler: string; failure: string; acts: Act[] }[] = [];
  for (const answer of answers) {
    const [first = '', second = '', third = '', frames = ''] = answer.split('\t');
    if (first === 'function') found.push({ handler: second, failure: third, acts: [] });
    else {
      const kind = first as Act['kind'];
      const fate = second as Act['fate'];
      found.at(-1)?.acts.push({
        kind,
        fate,
        called: third,
        frames: frames.split(' ').map((frame) => frameOf(frame, program)),
      });
    }
  }
  return found;
}

const FRAME = /^(?<type>[^#]*)#(?<method>[^@]*)@(?<file>.*):(?<line>-?\d+)$/u;

function frameOf(text: string, program: readonly FixtureFile[]): Frame {
  const { type = '', method = '', file = '', line = '0' } = FRAME.exec(text)?.groups ?? {};
  const folder = type.split('.').slice(0, -1).join('.');
  const declared = `package ${folder};`;
  const source = program.find(
    (one) => one.path.split('/').at(-1) === file && (folder === '' || one.text.includes(declared)),
  );
  return { member: `${type}#${method}`, file: source?.path ?? null, line: Number(line) };
}
