/** Takes code away together with the lines that are empty without it. */
import type { Comment, Node } from '../java-ast/nodes.ts';
import type { JavaFile } from './java-file.ts';
import { lineStart, pastLineEnd } from './layout.ts';
import type { OffsetEdit } from './text-edits.ts';

/** Where a statement begins and ends together with the comments on the lines above it and behind it on its own line. */
export function withComments(
  file: JavaFile,
  { start, end }: Pick<Node, 'start' | 'end'>,
): { start: number; end: number } {
  let from = start;
  for (let above = commentAbove(file, from); above !== null; above = commentAbove(file, from)) from = above.start;
  return { start: from, end: commentBehind(file, end)?.end ?? end };
}

/** A comment that has the line, or lines, before those of `offset` to itself. */
function commentAbove({ text, unit }: JavaFile, offset: number): Comment | null {
  const line = lineStart(text, offset);
  if (text.slice(line, offset).trim() !== '') return null;
  const comment = unit.comments.find(({ end }) => pastLineEnd(text, end) === line && end < line);
  return comment !== undefined && text.slice(lineStart(text, comment.start), comment.start).trim() === ''
    ? comment
    : null;
}

function commentBehind({ text, unit }: JavaFile, offset: number): Comment | undefined {
  return unit.comments.find(({ start }) => start >= offset && /^[ \t]*$/u.test(text.slice(offset, start)));
}

/** A statement with its line and the comment behind it, when it has the line to itself. */
export function lineOf(file: JavaFile, { start, end }: Pick<Node, 'start' | 'end'>): OffsetEdit {
  const from = lineStart(file.text, start);
  const past = pastLineEnd(file.text, commentBehind(file, end)?.end ?? end);
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
