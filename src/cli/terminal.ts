/** What the command line talks to: the process in earnest, buffers in tests. */
import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import type { Owner } from '../daemon/place.ts';
import { describeSystemError } from '../util/system-error.ts';

export interface OutputStream {
  readonly isTTY: boolean;
  /** Width in cells of a TTY. */
  readonly columns?: number | undefined;
  readonly write: (text: string) => void;
}

export interface Terminal {
  /** Absolute. */
  readonly cwd: string;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly stdout: OutputStream;
  readonly stderr: OutputStream;
  /** Everything that comes from standard input. */
  readonly readInput: () => Promise<string>;
  /** Takes a file (as typed) that is to be written in place of the file system; null, or what kept it from being written. Left out: it is. */
  readonly writeFile?: (file: string, text: string) => Promise<string | null>;
  /** Left out: this program cannot be started again from within. */
  readonly self?: Self;
}

/** This program, as one that is to run beside itself. */
export interface Self {
  readonly owner: Owner;
  /** Absolute: a file that is another one in every build. */
  readonly builtFile: string;
  /** The Node that runs it. */
  readonly runtime: string;
  readonly execPath: string;
  /** What stands before the arguments of a command. */
  readonly args: readonly string[];
}

/** Writes a file of output; gives what kept it from being written, or null. */
export async function writeOutput(
  file: string,
  text: string,
  { cwd, writeFile: take }: Terminal,
): Promise<string | null> {
  if (take !== undefined) return take(file, text);
  try {
    const path = resolve(cwd, file);
    await mkdir(dirname(path), { recursive: true });
    await writeFile(path, text);
    return null;
  } catch (error) {
    return describeSystemError(error);
  }
}

/**
 * The terminal of this process. A reader that goes away (`| head`) ends the output, not the run.
 * @param builtFile see `Self`
 */
export function processTerminal(builtFile: string): Terminal {
  const [, script] = process.argv;
  let input: Promise<string> | null = null;
  return {
    ...(script === undefined ? {} : { self: processSelf(builtFile, script) }),
    cwd: process.cwd(),
    env: process.env,
    stdout: outputOf(process.stdout),
    stderr: outputOf(process.stderr),
    // A run that is first asked of another process may read it again.
    readInput: () => (input ??= readInput()),
  };
}

function processSelf(builtFile: string, script: string): Self {
  const { platform, env, execPath, execArgv, version } = process;
  return {
    owner: { platform, env, uid: process.getuid?.() },
    builtFile,
    runtime: `${execPath} ${version}`,
    execPath,
    args: [...execArgv, script],
  };
}

async function readInput(): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of process.stdin) chunks.push(Buffer.from(chunk as Uint8Array));
  return Buffer.concat(chunks).toString('utf8');
}

function outputOf(stream: NodeJS.WriteStream): OutputStream {
  let closed = false;
  stream.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EPIPE') throw error;
    closed = true;
  });
  return {
    // Node leaves it undefined where it is no terminal, whatever the type says.
    isTTY: (stream.isTTY as boolean | undefined) === true,
    columns: stream.columns,
    write: (text) => {
      if (!closed && text !== '') stream.write(text);
    },
  };
}
