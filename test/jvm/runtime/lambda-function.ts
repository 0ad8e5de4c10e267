/**
 * A function in the real runtime interface client of Lambda's managed Java runtimes, from init over the snapshot and the
 * restore to its invocations. The client runs in a JVM of its own with the function's classes and jars where a deployed
 * function has them; only the cut itself is simulated: the process is stopped while the world outside changes.
 */
import { spawn, type ChildProcess } from 'node:child_process';
import { symlinkSync, mkdirSync } from 'node:fs';
import { basename, join } from 'node:path';
import { programOf, type Jdk } from '../support/jdks.ts';
import { startRuntimeApi, type RuntimeApi, type Told } from './runtime-api.ts';

export interface LambdaFunction {
  readonly pid: number;
  readonly runtimeApiPort: number;
  /** Waits until the hooks have run and the snapshot is due. Throws what the client reported instead. */
  readonly snapshot: () => Promise<void>;
  /** Stops the process as a snapshot does; `resume` lets it go on, with its hooks after the restore. */
  readonly freeze: () => void;
  readonly resume: () => void;
  /** Gives what the handler answered, or throws what it threw. */
  readonly invoke: (event: string) => Promise<string>;
  readonly stop: () => void;
}

export interface Deployment {
  readonly jdk: Jdk;
  /** All jars; those of the client itself are on the system class path, as in the managed runtime. */
  readonly jars: readonly string[];
  /** A folder that holds the class files; a folder `lib` with the jars is made in it. */
  readonly taskRoot: string;
  /** Binary name of the handler class. */
  readonly handler: string;
  readonly environment: Readonly<Record<string, string>>;
}

const CLIENT_JARS = /^(?:aws-lambda-java-(?:core|runtime-interface-client|serialization)|utils-lite)-/u;
const CLIENT = 'com.amazonaws.services.lambda.runtime.api.client.AWSLambda';

/** Starts the client on a deployed function. */
export async function startFunction(deployment: Deployment): Promise<LambdaFunction> {
  const { taskRoot, jars } = deployment;
  mkdirSync(join(taskRoot, 'lib'), { recursive: true });
  for (const jar of jars) symlinkSync(jar, join(taskRoot, 'lib', basename(jar)));
  const api = await startRuntimeApi();
  return functionIn(startClient(deployment, api.port), api);
}

/** The function that a process runs which speaks to the API, whatever language it is in. */
export function functionIn(process: ChildProcess, api: RuntimeApi): LambdaFunction {
  const told = awaiting(api, process);
  return {
    pid: process.pid!,
    runtimeApiPort: api.port,
    snapshot: async () => {
      await told('snapshot');
    },
    freeze: () => process.kill('SIGSTOP'),
    resume: () => {
      process.kill('SIGCONT');
      api.restore();
    },
    invoke: (event) => {
      api.invoke(JSON.stringify(event));
      return told('response');
    },
    stop: () => {
      process.kill('SIGKILL');
      api.stop();
    },
  };
}

function startClient({ jdk, jars, taskRoot, handler, environment }: Deployment, port: number): ChildProcess {
  const classPath = jars.filter((jar) => CLIENT_JARS.test(basename(jar))).join(':');
  const options = [
    '-XX:+UseSerialGC',
    '-XX:TieredStopAtLevel=1',
    '-Dorg.crac.Core.Compat=com.amazonaws.services.lambda.crac',
  ];
  return spawn(programOf(jdk, 'java'), [...options, '-cp', classPath, CLIENT, handler], {
    cwd: taskRoot,
    env: {
      ...environment,
      AWS_LAMBDA_RUNTIME_API: `127.0.0.1:${port}`,
      AWS_LAMBDA_INITIALIZATION_TYPE: 'snap-start',
      AWS_LAMBDA_FUNCTION_NAME: 'proof',
      AWS_LAMBDA_FUNCTION_VERSION: '1',
      AWS_LAMBDA_FUNCTION_MEMORY_SIZE: '512',
      _HANDLER: handler,
      LAMBDA_TASK_ROOT: taskRoot,
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
}

/** Waits for one kind of news from the client; anything else, and its end, is an error with what it said. */
function awaiting(api: RuntimeApi, process: ChildProcess): (wanted: Told['what']) => Promise<string> {
  let output = '';
  for (const stream of [process.stdout, process.stderr]) {
    stream?.on('data', (chunk: Buffer) => (output += chunk.toString()));
  }
  const ended = new Promise<never>((_resolve, reject) => {
    process.once('exit', (code) => reject(new Error(`the client ended with ${code ?? 'a signal'}: ${output}`)));
  });
  // Nobody may be waiting when it ends.
  ended.catch(() => undefined);
  return async (wanted) => {
    const { what, body } = await Promise.race([api.next(), ended, silence()]);
    if (what === wanted) return body;
    throw new Error(`${what}: ${body}`);
  };
}

/** Milliseconds until a client that says nothing is given up, on a busy machine. */
const PATIENCE = 60_000;

function silence(): Promise<never> {
  return new Promise((_resolve, reject) => {
    setTimeout(() => reject(new Error('the client says nothing')), PATIENCE).unref();
  });
}
