/** What the command line talks to: the process in earnest, buffers in tests. */

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
}

/** The terminal of this process. A reader that goes away (`| head`) ends the output, not the run. */
export function processTerminal(): Terminal {
  return {
    cwd: process.cwd(),
    env: process.env,
    stdout: outputOf(process.stdout),
    stderr: outputOf(process.stderr),
    readInput,
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
