/** What functions do in init, seen in a real JVM (test/jvm/java/Recorder.java, InitHandlers.java). */
import { spawnSync, spawn } from 'node:child_process';
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { programOf, type Jdk } from '../support/jdks.ts';
import type { Workshop } from '../support/setup.ts';

/** A compiled function. */
export interface CompiledFunction {
  readonly name: string;
  /** Of its class files. */
  readonly directory: string;
  /** Binary name of the handler class. */
  readonly handler: string;
}

export interface Act {
  readonly kind: 'socket' | 'thread' | 'file' | 'draw';
  /** A socket that is connected, a file that is open, a thread that runs, when the snapshot would be taken. */
  readonly isOpen: boolean;
  /** The class that code of the function called. */
  readonly library: string;
  /** No library but the JDK is between that code and the act. */
  readonly isDirect: boolean;
  /** Code of the function that led to it, innermost first. */
  readonly frames: readonly { readonly className: string; readonly line: number }[];
}

export interface RecordedInit {
  /** `ready`, or what init failed with. */
  readonly end: string;
  readonly acts: readonly Act[];
}

/** Initialises functions in one JVM, in their order. Throws what the JVM said when it gave no answer for one. */
export async function recordInits(
  workshop: Workshop,
  functions: readonly CompiledFunction[],
  environment: Readonly<Record<string, string>>,
): Promise<ReadonlyMap<string, RecordedInit>> {
  const scratch = mkdtempSync(join(tmpdir(), 'snapsafe-recorder-'));
  try {
    const list = join(scratch, 'functions');
    const lines = functions.map(({ name, directory, handler }) => `${name}\t${directory}\t${handler}`);
    writeFileSync(list, `${lines.join('\n')}\n`);
    const output = await run(workshop, agentIn(scratch, workshop), list, { cwd: scratch, env: environment });
    return recorded(output.split('\n'));
  } finally {
    rmSync(scratch, { recursive: true, force: true });
  }
}

/** The agent's jar is a manifest; RecorderLog is in a jar of its own, as the boot loader reads all of it. */
function agentIn(scratch: string, { jdks, classes }: Workshop): Agent {
  const manifest = join(scratch, 'manifest');
  writeFileSync(manifest, 'Premain-Class: Recorder\nCan-Retransform-Classes: true\nCan-Redefine-Classes: true\n');
  const [agent, log] = [join(scratch, 'agent.jar'), join(scratch, 'log.jar')];
  const parts = readdirSync(classes).filter((name) => /^RecorderLog\b.*\.class$/u.test(name));
  pack(jdks.base, ['--file', agent, '--manifest', manifest]);
  pack(jdks.base, ['--file', log, ...parts.flatMap((part) => ['-C', classes, part])]);
  return { agent, log };
}

interface Agent {
  readonly agent: string;
  readonly log: string;
}

function pack(jdk: Jdk, given: readonly string[]): void {
  const { status, stderr } = spawnSync(programOf(jdk, 'jar'), ['--create', ...given], { encoding: 'utf8' });
  if (status !== 0) throw new Error(`the agent could not be packed: ${stderr}`);
}

function run(
  { jdks, jars, classes }: Workshop,
  { agent, log }: Agent,
  list: string,
  options: { readonly cwd: string; readonly env: Readonly<Record<string, string>> },
): Promise<string> {
  const given = [
    `-javaagent:${agent}=${log}`,
    '-XX:+UseSerialGC',
    '-XX:TieredStopAtLevel=1',
    '-Dorg.crac.Core.Compat=com.amazonaws.services.lambda.crac',
    '-cp',
    [classes, ...jars].join(':'),
    'InitHandlers',
    list,
  ];
  const process = spawn(programOf(jdks.base, 'java'), given, { ...options, stdio: ['ignore', 'pipe', 'pipe'] });
  let output = '';
  let complaints = '';
  process.stdout.on('data', (chunk: Buffer) => (output += chunk.toString()));
  process.stderr.on('data', (chunk: Buffer) => (complaints += chunk.toString()));
  return new Promise((resolve, reject) => {
    process.on('close', (code) => {
      if (code === 0) resolve(output);
      else reject(new Error(`the recorder ended with ${code ?? 'a signal'}: ${complaints.slice(-4000)}`));
    });
  });
}

/** What functions print themselves is between the lines. */
function recorded(lines: readonly string[]): ReadonlyMap<string, RecordedInit> {
  const inits = new Map<string, { readonly end: string; readonly acts: Act[] }>();
  let current: { readonly end: string; readonly acts: Act[] } | undefined;
  for (const line of lines) {
    const [first = '', second = '', library = '', where = '', frames = ''] = line.split('\t');
    if (first.startsWith('= ')) inits.set(first.slice(2), (current = { end: second, acts: [] }));
    else if (isKind(first) && (second === 'open' || second === 'closed')) {
      current?.acts.push({
        ...{ kind: first, isOpen: second === 'open', library, isDirect: where === 'direct' },
        frames: frames.split(' ').map(frameOf),
      });
    }
  }
  return inits;
}

function isKind(word: string): word is Act['kind'] {
  return ['socket', 'thread', 'file', 'draw'].includes(word);
}

function frameOf(written: string): Act['frames'][number] {
  const [className = '', line = ''] = written.split(':');
  return { className, line: Number(line) };
}
