/** Takes code away together with the lines that are empty without it. */
import type { Node } from '../java-ast/nodes.ts';
import type { JavaFile } from './java-file.ts';
import { lineStart, pastLineEnd } from './layout.ts';
import type { OffsetEdit } from './text-edits.ts';

/** A statement with its line and the comment behind it, when it has the line to itself. */
export function lineOf(file: JavaFile, { start, end }: Node): OffsetEdit {
  const from = lineStart(file.text, start);
  const comment = file.unit.comments.find(
    (one) => one.start >= end && /^[ \t]*$/u.test(file.text.slice(end, one.start)),
  );
  const past = pastLineEnd(file.text, comment?.end ?? end);
  const isAlone = file.text.slice(from, start).trim() === '' && past > end;
  return isAlone ? { start: from, end: past, newText: '' } : { start, end, newText: '' };
}

/** A member with its lines and the blank line before it. */
export function memberLines(file: JavaFile, member: Node): OffsetEdit {
  const { start, end, newText } = lineOf(file, member);
  const eol = String.raw`(?:\r\n|\n|\r(?!\n))`;
  const blank = new RegExp(`${eol}(?<line>[ \\t]*${eol})$`, 'u').exec(file.text.slice(0, start))?.groups?.line ?? '';
  return { start: start - blank.length, end, newText };
}
