/** A resident Java compiler (test/jvm/java/CompileServer.java): one process compiles all programs of a test file. */
import { spawn, type ChildProcessWithoutNullStreams } from 'node:child_process';
import type { FixtureFile } from '../../helpers/fixtures.ts';
import { programOf, type Jdk } from './jdks.ts';

export interface CompileServer {
  /** The errors of the sources as one program, each as `path:line:column: message`. `target` takes the class files. */
  readonly compile: (sources: readonly FixtureFile[], target?: string) => Promise<readonly string[]>;
  readonly stop: () => void;
}

interface Waiting {
  readonly resolve: (errors: readonly string[]) => void;
  readonly reject: (reason: Error) => void;
}

/** Starts a server. `classes` is where CompileServer itself was compiled to. */
export function startCompileServer(jdk: Jdk, classes: string, jars: readonly string[]): CompileServer {
  const options = ['-XX:+UseSerialGC', '-XX:TieredStopAtLevel=1', '-cp', classes];
  const process = spawn(programOf(jdk, 'java'), [...options, 'CompileServer', jars.join(':')]);
  const queue = answers(process);
  return {
    compile: (sources, target = '') => {
      process.stdin.write(request(sources, target));
      return queue();
    },
    stop: () => process.stdin.end(),
  };
}

/** Requests are answered in order. When the process ends, those that wait are refused with what it wrote to stderr. */
function answers(process: ChildProcessWithoutNullStreams): () => Promise<readonly string[]> {
  const waiting: Waiting[] = [];
  let received = Buffer.alloc(0);
  let complaints = '';
  process.stderr.on('data', (chunk: Buffer) => (complaints += chunk.toString()));
  process.stdout.on('data', (chunk: Buffer) => {
    received = Buffer.concat([received, chunk]);
    for (let answer = readAnswer(received); answer !== null; answer = readAnswer(received)) {
      received = received.subarray(answer.length);
      waiting.shift()?.resolve(answer.errors);
    }
  });
  process.on('close', (code) => {
    for (const { reject } of waiting) {
      reject(new Error(`the compile server ended with ${code ?? 'a signal'}: ${complaints}`));
    }
  });
  return () => new Promise((resolve, reject) => waiting.push({ resolve, reject }));
}

function request(sources: readonly FixtureFile[], target: string): Buffer {
  return Buffer.concat([
    text(target),
    number(sources.length),
    ...sources.flatMap((source) => [text(source.path), text(source.text)]),
  ]);
}

function text(value: string): Buffer {
  const bytes = Buffer.from(value);
  return Buffer.concat([number(bytes.length), bytes]);
}

function number(value: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeInt32BE(value);
  return bytes;
}

/** The first answer of `bytes` and how many bytes it takes; null while it is not there in full. */
function readAnswer(bytes: Buffer): { readonly errors: readonly string[]; readonly length: number } | null {
  if (bytes.length < 4) return null;
  const errors: string[] = [];
  let at = 4;
  for (let left = bytes.readInt32BE(0); left > 0; left--) {
    if (bytes.length < at + 4) return null;
    const end = at + 4 + bytes.readInt32BE(at);
    if (bytes.length < end) return null;
    errors.push(bytes.toString('utf8', at + 4, end));
    at = end;
  }
  return { errors, length: at };
}
