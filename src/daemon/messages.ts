/** What a client and the daemon say to each other: one question per connection. */
import { isRecord } from '../util/is-record.ts';
import type { Identity } from './place.ts';

/** A run that a client wants made. */
export interface RunRequest {
  readonly kind: 'run';
  /** As typed behind the program's name. */
  readonly args: readonly string[];
  readonly env: Readonly<Record<string, string>>;
  /** The client's standard output. */
  readonly output: { readonly isTTY: boolean; readonly columns?: number | undefined };
  /** What came from standard input; null when the run reads none. */
  readonly input: string | null;
}

export type Request = (RunRequest | { readonly kind: 'status' } | { readonly kind: 'stop' }) & Identity;

/** Something that a run wrote, in the order in which it did. A file's name is as typed. */
export type Written =
  | { readonly to: 'stdout' | 'stderr'; readonly text: string }
  | { readonly to: 'file'; readonly file: string; readonly text: string };

/** All that a run leaves. */
export interface RunAnswer {
  readonly written: readonly Written[];
  readonly code: number;
}

export interface Status {
  readonly pid: number;
  /** Milliseconds since 1970. */
  readonly since: number;
  readonly cwd: string;
  /** Bytes of memory that are in use. */
  readonly memory: number;
  /** Runs that were answered. */
  readonly answered: number;
  readonly isLoading: boolean;
}

/** `begun` comes before a run; the run is then made, and `done` or `declined` follows. */
export type Reply =
  | { readonly kind: 'begun' }
  | ({ readonly kind: 'done' } & RunAnswer)
  | { readonly kind: 'declined'; readonly reason: string }
  | ({ readonly kind: 'status' } & Status)
  | { readonly kind: 'stopping' };

/** More than what a shell passes on, and any source on standard input. */
export const MAX_REQUEST_BYTES = 32 * 2 ** 20;
export const MAX_REPLY_BYTES = 512 * 2 ** 20;

function isText(value: unknown): value is string {
  return typeof value === 'string';
}

/** Whether what arrived is a question that the daemon understands. */
export function isRequest(value: unknown): value is Request {
  if (!isRecord(value) || !isText(value.cwd) || !isText(value.build)) return false;
  if (value.kind === 'status' || value.kind === 'stop') return true;
  const { kind, args, env, output, input } = value;
  return (
    kind === 'run' &&
    Array.isArray(args) &&
    args.every(isText) &&
    isRecord(env) &&
    Object.values(env).every(isText) &&
    isRecord(output) &&
    typeof output.isTTY === 'boolean' &&
    (output.columns === undefined || typeof output.columns === 'number') &&
    (input === null || isText(input))
  );
}

/** Whether what arrived is an answer of this version. */
export function isReply(value: unknown): value is Reply {
  if (!isRecord(value)) return false;
  if (value.kind === 'done') {
    return typeof value.code === 'number' && Array.isArray(value.written) && value.written.every(isWritten);
  }
  if (value.kind === 'status') {
    const { pid, since, memory, answered, isLoading, cwd } = value;
    const areNumbers = [pid, since, memory, answered].every((one) => typeof one === 'number');
    return areNumbers && typeof isLoading === 'boolean' && isText(cwd);
  }
  return value.kind === 'begun' || value.kind === 'stopping' || (value.kind === 'declined' && isText(value.reason));
}

function isWritten(value: unknown): value is Written {
  if (!isRecord(value) || !isText(value.text)) return false;
  return value.to === 'stdout' || value.to === 'stderr' || (value.to === 'file' && isText(value.file));
}
