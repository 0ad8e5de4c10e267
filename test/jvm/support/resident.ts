/** Programs of test/jvm/java and test/oracle that stay: one process answers all requests of a test file. */
import { spawn, type ChildProcessWithoutNullStreams } from 'node:child_process';
import type { FixtureFile } from '../../helpers/fixtures.ts';
import { programOf, type Jdk } from './jdks.ts';

export interface Resident {
  /** Sends a text and sources; the answer is a list of texts. Requests are answered in order. */
  readonly ask: (text: string, sources: readonly FixtureFile[]) => Promise<readonly string[]>;
  readonly stop: () => void;
}

interface Waiting {
  readonly resolve: (answer: readonly string[]) => void;
  readonly reject: (reason: Error) => void;
}

/** What a process has besides the usual: options of the JVM, and all of its environment. */
export interface Special {
  readonly options: readonly string[];
  readonly environment: Readonly<Record<string, string>>;
}

/** Starts a program. `classes` is where it was compiled to, and what else it needs, as a class path. */
export function startResident(
  jdk: Jdk,
  classes: string,
  program: readonly [name: string, ...given: string[]],
  special?: Special,
): Resident {
  const options = ['-XX:+UseSerialGC', '-XX:TieredStopAtLevel=1', ...(special?.options ?? []), '-cp', classes];
  const environment = special === undefined ? {} : { env: special.environment };
  const process = spawn(programOf(jdk, 'java'), [...options, ...program], environment);
  const queue = answers(process, program[0]);
  return {
    ask: (given, sources) => {
      process.stdin.write(request(given, sources));
      return queue();
    },
    stop: () => process.stdin.end(),
  };
}

/** When the process ends, those that wait are refused with what it wrote to stderr. */
function answers(process: ChildProcessWithoutNullStreams, name: string): () => Promise<readonly string[]> {
  const waiting: Waiting[] = [];
  let received: Buffer[] = [];
  let complaints = '';
  process.stderr.on('data', (chunk: Buffer) => (complaints += chunk.toString()));
  process.stdout.on('data', (chunk: Buffer) => {
    received.push(chunk);
    let bytes = Buffer.concat(received);
    for (let answer = readAnswer(bytes); answer !== null; answer = readAnswer(bytes)) {
      bytes = bytes.subarray(answer.length);
      waiting.shift()?.resolve(answer.texts);
    }
    received = [bytes];
  });
  process.on('close', (code) => {
    for (const { reject } of waiting) reject(new Error(`${name} ended with ${code ?? 'a signal'}: ${complaints}`));
  });
  return () => new Promise((resolve, reject) => waiting.push({ resolve, reject }));
}

function request(given: string, sources: readonly FixtureFile[]): Buffer {
  return Buffer.concat([
    text(given),
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
function readAnswer(bytes: Buffer): { readonly texts: readonly string[]; readonly length: number } | null {
  if (bytes.length < 4) return null;
  const texts: string[] = [];
  let at = 4;
  for (let left = bytes.readInt32BE(0); left > 0; left--) {
    if (bytes.length < at + 4) return null;
    const end = at + 4 + bytes.readInt32BE(at);
    if (bytes.length < end) return null;
    texts.push(bytes.toString('utf8', at + 4, end));
    at = end;
  }
  return { texts, length: at };
}
