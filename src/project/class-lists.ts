/** Lists of classes among a project's resources, which a program loads before the snapshot. */
import type { ClassListFact } from './types.ts';

/** A binary name with a package, as `Class.forName` takes it. */
const NAME = /^(?:[\p{L}_$][\p{L}\p{N}_$]*\.)+[\p{L}_$][\p{L}\p{N}_$]*$/u;

/** Every so many of the first names must be one: a text of words and sentences is no list. */
const SAMPLE = 20;

/** Characters of a line that may name a class; names have 65,535 at most, and real ones a few hundred. */
const MAX_LINE = 2000;

/**
 * Reads a list: one name a line, `#` begins a comment, or what `-Xlog:class+load` writes. Null for a text that is none: one
 * whose first lines are not all names.
 */
export function readClassList(text: string, file: string): ClassListFact | null {
  const lines = text.split(/\r\n|\n|\r/u).map((line, index) => ({ text: withoutComment(line), line: index + 1 }));
  const filled = lines.filter((one) => one.text !== '');
  const names = filled.flatMap((one) => {
    const name = nameIn(one.text);
    return name === null ? [] : [{ name, line: one.line }];
  });
  const isList = filled.length > 0 && filled.slice(0, SAMPLE).every((one) => nameIn(one.text) !== null);
  return isList ? { file, names } : null;
}

function withoutComment(line: string): string {
  const end = line.indexOf('#');
  return (end < 0 ? line : line.slice(0, end)).trim();
}

function nameIn(line: string): string | null {
  if (line.length > MAX_LINE) return null;
  const logged = /^(?:\[[^\]]*\]\s*)+(\S+)\s+source: /u.exec(line)?.[1] ?? line;
  return NAME.test(logged) ? logged : null;
}
