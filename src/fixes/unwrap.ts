/** Takes a resource out of a try statement, and the statement away where nothing is left of it. */
import type { Node, TryStatement } from '../java-ast/nodes.ts';
import { nodesBelow, type JavaFile } from './java-file.ts';
import { is } from './kinds.ts';
import { indentAt, lineEndAt, lineStart, pastLineEnd } from './layout.ts';
import type { OffsetEdit } from './text-edits.ts';

/** Null where the statement cannot be taken away: on one line, or with names that others around it have. */
export function withoutResource(file: JavaFile, statement: TryStatement, resource: Node): OffsetEdit[] | null {
  const { resources, body, catches, finallyBlock } = statement;
  const index = resources.findIndex((one) => one === resource);
  const next = resources[index + 1];
  const previous = resources[index - 1];
  if (next !== undefined) return [{ start: resource.start, end: next.start, newText: '' }];
  if (previous !== undefined) return [{ start: previous.end, end: resource.end, newText: '' }];
  if (catches.length > 0 || finallyBlock !== null) {
    return [{ start: statement.start + 'try'.length, end: body.start, newText: ' ' }];
  }
  return unwrapped(file, statement);
}

/** The statements of the block, a level further out. */
function unwrapped(file: JavaFile, statement: TryStatement): OffsetEdit[] | null {
  const { text } = file;
  const { body } = statement;
  const around = file.parentOf(statement);
  const [first] = body.statements;
  const last = body.statements.at(-1);
  if (!is(around, 'Block') || first === undefined || last === undefined) return null;
  const names = nodesBelow(body, 'VariableDeclarator').map(({ name }) => name.name);
  const others = around.statements
    .filter((one) => one !== statement)
    .flatMap((one) => nodesBelow(one, 'VariableDeclarator', 'FormalParameter').map(({ name }) => name.name));
  if (names.some((name) => others.includes(name))) return null;
  const outer = indentAt(text, statement.start);
  const inner = indentAt(text, first.start);
  const from = lineStart(text, statement.start);
  const comment = file.unit.comments.find((one) => one.start > body.start && one.start < lineEndAt(text, body.start));
  const content = pastLineEnd(text, comment?.end ?? body.start + 1);
  const close = lineStart(text, body.end - 1);
  const isLaidOut =
    inner.startsWith(outer) &&
    content <= lineStart(text, first.start) &&
    close > last.start &&
    text.slice(from, statement.start).trim() === '';
  if (!isLaidOut || text.slice(lineStart(text, body.end - 1), body.end - 1).trim() !== '') return null;
  const step = inner.length - outer.length;
  const edits: OffsetEdit[] = [
    comment === undefined
      ? { start: from, end: content, newText: '' }
      : { start: from, end: comment.start, newText: outer },
  ];
  for (let line = content; line < close; line = pastLineEnd(text, lineEndAt(text, line))) {
    if (text.startsWith(inner, line)) edits.push({ start: line, end: line + step, newText: '' });
  }
  return [...edits, { start: close, end: pastLineEnd(text, body.end), newText: '' }];
}
