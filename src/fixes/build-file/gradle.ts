/** Adds a dependency to a Gradle script, where and how it declares others of the kind. */
import { layoutOf } from '../layout.ts';
import type { OffsetEdit } from '../text-edits.ts';
import { closingBracket, endOfLine, scriptCode } from './blank.ts';

/** Configurations that go into what is deployed. */
const PACKAGED = /^(?:implementation|api|compile|runtimeOnly)\b/u;

interface Statement {
  readonly start: number;
  /** Exclusive; without a comment behind it. */
  readonly end: number;
}

/**
 * Behind the last dependency that is deployed, else first in the `dependencies` block of the script itself (which begins a
 * line); null when it has none. `notation` is what stands in the brackets: a quoted name, or an accessor of a catalogue.
 */
export function inGradle(text: string, notation: (quote: '"' | "'") => string, isKotlin: boolean): OffsetEdit | null {
  const code = scriptCode(text);
  const block = /^dependencies\s*\{/mu.exec(code);
  if (block === null) return null;
  const from = block.index + block[0].length;
  const close = closingBracket(code, from);
  if (close === null) return null;
  const { lineEnd, unit } = layoutOf(text);
  const all = statementsOf(code, from, close);
  const last = all.filter(({ start }) => PACKAGED.test(code.slice(start))).at(-1);
  const model = last === undefined ? '' : text.slice(last.start, last.end);
  const quote = isKotlin || (model.includes('"') && !model.includes("'")) ? '"' : "'";
  const hasBrackets = isKotlin || /^\w+\s*\(/u.test(model);
  const line = hasBrackets ? `implementation(${notation(quote)})` : `implementation ${notation(quote)}`;
  const [first] = all;
  const before = text.slice(from, first?.start ?? from);
  const indent = /[\r\n](?<indent>[ \t]*)$/u.exec(before)?.groups?.indent ?? unit;
  if (last !== undefined) {
    const at = Math.min(endOfLine(text, last.end), close);
    return { start: at, end: at, newText: lineEnd + indent + line + (at === close ? lineEnd : '') };
  }
  const isOneLine = !/[\r\n]/u.test(text.slice(from, close));
  return { start: from, end: from, newText: lineEnd + indent + line + (isOneLine ? lineEnd : '') };
}

/** The statements of a block, whose brackets and continued lines belong to them. */
function statementsOf(code: string, from: number, to: number): Statement[] {
  const statements: Statement[] = [];
  let start = -1;
  let end = from;
  for (let offset = from; offset <= to; offset++) {
    const character = code[offset] ?? '';
    const isEnd = offset === to || character === ';' || (/[\r\n]/u.test(character) && !goesOn(code, end, offset));
    if (isEnd) {
      if (start >= 0) statements.push({ start, end });
      start = -1;
    } else if (!/\s/u.test(character)) {
      if (start < 0) start = offset;
      if ('{(['.includes(character)) offset = closingBracket(code, offset + 1) ?? to - 1;
      end = offset + 1;
    }
  }
  return statements;
}

/** Whether a statement goes on behind a line end. */
function goesOn(code: string, end: number, lineEnd: number): boolean {
  return /[,=+.:(]$/u.test(code.slice(0, end)) || /^\s*\??\./u.test(code.slice(lineEnd));
}
