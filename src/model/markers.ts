/** What in a file's text speaks to the linter: the comments and annotations that suppress findings, with what they cover. */
import { positionAt } from '../java-ast/line-table.ts';
import type * as Ast from '../java-ast/nodes.ts';
import { walk } from '../java-ast/walk.ts';
import type { LineRange, MarkerFact, Span } from './facts.ts';

/** The word without which a text has no markers. */
const TOOL = 'snapsafe';

const SUPPRESS_WARNINGS = /^(?:java\.lang\.)?SuppressWarnings$/u;

/** What a marker covers in full when it begins or ends on the marker's line: one thought, however many lines it takes. */
const SIMPLE: ReadonlySet<string> = new Set([
  'FieldDeclaration',
  'EnumConstant',
  'LocalVariableDeclaration',
  'ExpressionStatement',
  'ReturnStatement',
  'ThrowStatement',
  'YieldStatement',
  'ExplicitConstructorInvocation',
]);

/** Whether a text names the linter at all. */
export function mayHaveMarkers(text: string): boolean {
  return text.includes(TOOL);
}

/**
 * Gives the markers of a file, in textual order. `text` is what was parsed (without BOM), `lineStarts` its lines. A file
 * that never names the linter costs one search.
 */
export function markersOf(
  unit: Ast.CompilationUnit,
  text: string,
  lineStarts: readonly number[],
): readonly MarkerFact[] {
  if (!mayHaveMarkers(text)) return [];
  const file: MarkedFile = { text, lineStarts, comments: unit.comments, statements: [] };
  const markers: MarkerFact[] = [];
  walk(unit, (node) => {
    if (SIMPLE.has(node.kind)) file.statements.push(linesOf(file, node.start, node.end));
    if ('annotations' in node) markers.push(...annotationMarkers(file, node as Annotated));
  });
  for (const comment of unit.comments) {
    if (text.slice(comment.start, comment.end).includes(`${TOOL}-`)) markers.push(commentMarker(file, comment));
  }
  return markers.sort((left, right) => left.span[0] - right.span[0]);
}

interface MarkedFile {
  readonly text: string;
  readonly lineStarts: readonly number[];
  readonly comments: readonly Ast.Comment[];
  /** Lines of simple statements and fields, outer before inner. */
  readonly statements: LineRange[];
}

type Annotated = Ast.Node & { readonly annotations: readonly Ast.Annotation[] };

function annotationMarkers(file: MarkedFile, node: Annotated): MarkerFact[] {
  return node.annotations.flatMap((annotation) => {
    if (!SUPPRESS_WARNINGS.test(annotation.name)) return [];
    const names = annotation.elements.flatMap(({ name, value }) => (name === 'value' ? namesIn(value) : []));
    if (!names.some(({ text }) => text?.startsWith(TOOL))) return [];
    const { start, end } = annotation;
    return [
      {
        kind: 'annotation',
        names,
        span: [start, end],
        scope: [node.start, node.end],
        removal: removalOf(file, start, end),
      },
    ];
  });
}

/** The elements of `"a"` or `{"a", B, "c"}`. */
function namesIn(value: Ast.Node): { text: string | null; span: Span }[] {
  const elements = value.kind === 'ArrayInitializer' ? (value as Ast.ArrayInitializer).values : [value];
  return elements.map((element) => {
    const literal = element.kind === 'Literal' ? (element as Ast.Literal) : null;
    const text = literal?.type === 'string' && typeof literal.value === 'string' ? literal.value : null;
    return { text, span: [element.start, element.end] };
  });
}

function commentMarker(file: MarkedFile, comment: Ast.Comment): MarkerFact {
  const { start, end, style } = comment;
  const text =
    style === 'line' ? file.text.slice(start + 2, end) : file.text.slice(start + 2, end).replace(/\*\/$/u, '');
  const [first, last] = linesOf(file, start, end);
  const here = statementAround(file, first) ?? [first, last];
  return {
    kind: 'comment',
    text,
    textStart: start + 2,
    span: [start, end],
    here: [Math.min(here[0], first), Math.max(here[1], last)],
    next: nextCode(file, comment),
    removal: removalOf(file, start, end),
  };
}

/** The innermost simple statement that begins or ends on a line. */
function statementAround(file: MarkedFile, line: number): LineRange | null {
  return file.statements.findLast(([first, last]) => first === line || last === line) ?? null;
}

/** The first code behind a comment that is not on its last line, as lines; the statement that begins there in full. */
function nextCode(file: MarkedFile, comment: Ast.Comment): LineRange | null {
  const [, last] = linesOf(file, comment.start, comment.end);
  let offset = file.lineStarts[last] ?? file.text.length;
  for (;;) {
    while (/\s/u.test(file.text[offset] ?? 'x')) offset++;
    const other = file.comments.find(({ start, end }) => start <= offset && offset < end);
    if (other === undefined) break;
    offset = other.end;
  }
  if (offset >= file.text.length) return null;
  const { line } = positionAt(file.lineStarts, offset);
  return file.statements.find(([first]) => first === line) ?? [line, line];
}

/** The whole lines when nothing else is on them, else also the white space before, or what follows when it comes first. */
function removalOf({ text, lineStarts }: MarkedFile, start: number, end: number): Span {
  const firstLine = lineStarts[positionAt(lineStarts, start).line - 1] ?? 0;
  const nextLine = lineStarts[positionAt(lineStarts, end).line] ?? text.length;
  const isFirst = /^\s*$/u.test(text.slice(firstLine, start));
  const isLast = /^\s*$/u.test(text.slice(end, nextLine));
  if (isFirst && isLast) return [firstLine, nextLine];
  if (isFirst) return [start, end + (/^[ \t]*/u.exec(text.slice(end, nextLine))?.[0].length ?? 0)];
  return [start - (/(?<![ \t])[ \t]*$/u.exec(text.slice(firstLine, start))?.[0].length ?? 0), end];
}

function linesOf({ lineStarts }: Pick<MarkedFile, 'lineStarts'>, start: number, end: number): LineRange {
  return [positionAt(lineStarts, start).line, positionAt(lineStarts, Math.max(start, end - 1)).line];
}
