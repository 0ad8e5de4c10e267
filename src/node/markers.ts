/** The comments of a script that suppress findings, with what they cover: as src/model/markers.ts does for Java. */
import { positionAt } from '../java-ast/line-table.ts';
import type { LineRange, MarkerFact, Span } from '../model/facts.ts';
import type { SourceCode } from './lint-script.ts';

/** The word without which a comment says nothing to the linter. */
const DIRECTIVE = 'snapsafe-';

/** What a marker covers in full when it begins or ends on the marker's line. */
const SIMPLE: ReadonlySet<string> = new Set([
  'VariableDeclaration',
  'ExpressionStatement',
  'ReturnStatement',
  'ThrowStatement',
  'PropertyDefinition',
  'ImportDeclaration',
]);

/** A node of the tree; `range` is what ESLint asks of every parser. */
interface SyntaxNode {
  readonly type: string;
  readonly range: Span;
  readonly [property: string]: unknown;
}

interface MarkedText {
  readonly text: string;
  readonly lineStarts: readonly number[];
  /** Lines of simple statements, outer before inner. */
  readonly statements: readonly LineRange[];
  readonly code: SourceCode;
}

/** Gives the markers of a file in textual order; a file that never names the linter costs one search. */
export function scriptMarkers(code: SourceCode, lineStarts: readonly number[]): readonly MarkerFact[] {
  const { text } = code;
  if (!text.includes(DIRECTIVE)) return [];
  const file: MarkedText = { text, lineStarts, code, statements: simpleStatements(code, lineStarts) };
  return code.getAllComments().flatMap((comment): MarkerFact[] => {
    const { range, value } = comment;
    if (range === undefined || !value.includes(DIRECTIVE)) return [];
    const [start, end] = range;
    const [first, last] = linesOf(lineStarts, range);
    const here = file.statements.findLast(([from, to]) => from === first || to === first) ?? [first, last];
    return [
      {
        kind: 'comment',
        text: value,
        textStart: start + 2,
        span: [start, end],
        here: [Math.min(here[0], first), Math.max(here[1], last)],
        next: nextCode(file, last),
        removal: removalOf(file, start, end),
      },
    ];
  });
}

/** Statements that hold a function's body cover their first line alone: a handler is no one thought. */
function simpleStatements({ ast, visitorKeys }: SourceCode, lineStarts: readonly number[]): readonly LineRange[] {
  const found: LineRange[] = [];
  const visit = (node: SyntaxNode): boolean => {
    const index = found.length;
    const isSimple = SIMPLE.has(node.type);
    if (isSimple) found.push(linesOf(lineStarts, node.range));
    let hasBody = node.type === 'BlockStatement';
    for (const key of visitorKeys[node.type] ?? []) {
      for (const child of [node[key]].flat()) if (isNode(child) && visit(child)) hasBody = true;
    }
    const [line] = found[index] ?? [0];
    if (isSimple && hasBody) found[index] = [line, line];
    return hasBody;
  };
  visit(ast as unknown as SyntaxNode);
  return found;
}

function isNode(value: unknown): value is SyntaxNode {
  return typeof value === 'object' && value !== null && 'type' in value;
}

function nextCode({ code, lineStarts, statements }: MarkedText, line: number): LineRange | null {
  const token = code.ast.tokens.find(({ range }) => positionAt(lineStarts, range[0]).line > line);
  if (token === undefined) return null;
  const next = positionAt(lineStarts, token.range[0]).line;
  return statements.find(([first]) => first === next) ?? [next, next];
}

/** The whole lines when nothing else is on them, else also the white space before. */
function removalOf({ text, lineStarts }: MarkedText, start: number, end: number): Span {
  const firstLine = lineStarts[positionAt(lineStarts, start).line - 1] ?? 0;
  const nextLine = lineStarts[positionAt(lineStarts, end).line] ?? text.length;
  const isAlone = /^\s*$/u.test(text.slice(firstLine, start)) && /^\s*$/u.test(text.slice(end, nextLine));
  if (isAlone) return [firstLine, nextLine];
  return [start - (/(?<![ \t])[ \t]*$/u.exec(text.slice(firstLine, start))?.[0].length ?? 0), end];
}

function linesOf(lineStarts: readonly number[], [start, end]: Span): LineRange {
  return [positionAt(lineStarts, start).line, positionAt(lineStarts, Math.max(start, end - 1)).line];
}
