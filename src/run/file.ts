/** The part of a run that concerns one file: read, decode, parse, lower. Nothing that is wrong with a file ends the run. */
import { readFileSync, statSync } from 'node:fs';
import type { FoundFile } from '../discover/files.ts';
import { positionAt } from '../java-ast/line-table.ts';
import { MAX_SOURCE_BYTES, decodeSource } from '../java-ast/source-text.ts';
import type { FileFacts } from '../model/facts.ts';
import type { Problem } from '../types.ts';
import { describeSystemError } from '../util/system-error.ts';

/** Turns the text of one file (without BOM) into facts. May throw: that is taken as a problem of this file. */
export type Lowering = (text: string, file: string) => Promise<FileFacts>;

/** `facts` is null when nothing of the file entered the analysis. */
export interface FileResult {
  readonly facts: FileFacts | null;
  readonly problems: readonly Problem[];
}

/** A file's text without BOM, or null when it cannot be read as Java; then a problem says why. */
export interface SourceResult {
  readonly text: string | null;
  readonly problems: readonly Problem[];
}

/** A file's bytes, or null when they are too many or cannot be read; then a problem says why. */
export interface BytesResult {
  readonly bytes: Buffer | null;
  readonly problems: readonly Problem[];
}

/**
 * Reads a file's text as the analysis does. Synchronous: a source file is read in less time than a trip to Node's thread
 * pool takes. Never throws.
 */
export function readSource(source: FoundFile): SourceResult {
  const { bytes, problems } = readBytes(source);
  return bytes === null ? { text: null, problems } : decodeBytes(source, bytes);
}

/** Reads a file's bytes. Never throws. */
export function readBytes(source: FoundFile): BytesResult {
  const refuse = (message: string): BytesResult => ({ bytes: null, problems: [problemOf(source, message)] });
  try {
    const stats = statSync(source.path);
    // A link to a device or a pipe would never end.
    if (!stats.isFile()) return refuse('is no regular file and was not read');
    const { size } = stats;
    if (size > MAX_SOURCE_BYTES) {
      return refuse(`file is too large to analyse (${size} bytes, the limit is ${MAX_SOURCE_BYTES})`);
    }
    return { bytes: readFileSync(source.path), problems: [] };
  } catch (error) {
    return refuse(`cannot be read: ${describeSystemError(error)}`);
  }
}

/** The text of a file's bytes. Never throws. */
export function decodeBytes(source: FoundFile, bytes: Buffer): SourceResult {
  const decoded = decodeSource(bytes);
  if (!decoded.ok) return { text: null, problems: [{ file: source.file, ...decoded.problem }] };
  return { text: decoded.text, problems: decoded.note === null ? [] : [{ file: source.file, ...decoded.note }] };
}

/** Takes one file from its text to its facts. A crash becomes a problem that names the file. */
export async function lowerFile(source: FoundFile, text: string, lower: Lowering): Promise<FileResult> {
  try {
    return resultOf(await lower(text, source.file));
  } catch (error) {
    return failed(source, crashMessage(error), []);
  }
}

/** A file that is not analysed, for a reason; `problems` are what else is known of it. */
export function failed(source: FoundFile, reason: string, problems: readonly Problem[]): FileResult {
  return { facts: null, problems: [...problems, problemOf(source, `not analysed: ${reason}`)] };
}

/** Facts with the problem that they tell of. */
export function resultOf(facts: FileFacts): FileResult {
  const problem = syntaxProblem(facts);
  return { facts, problems: problem === null ? [] : [problem] };
}

/** One line per file: the first place that was not understood, and how many follow. */
function syntaxProblem(facts: FileFacts): Problem | null {
  if (facts.syntaxErrors.length === 0) return null;
  const [first, ...others] = [...facts.syntaxErrors].sort((left, right) => left.span[0] - right.span[0]);
  if (first === undefined) return null;
  const more = others.length === 0 ? '' : ` (and ${others.length} more in this file)`;
  return { file: facts.file, ...positionAt(facts.lineStarts, first.span[0]), message: `${first.message}${more}` };
}

function crashMessage(error: unknown): string {
  if (error instanceof RangeError && error.message.includes('call stack')) return 'the code is nested too deeply';
  return `internal error: ${error instanceof Error ? error.message : String(error)}`;
}

function problemOf(source: FoundFile, message: string): Problem {
  return { file: source.file, line: 1, column: 1, message };
}
