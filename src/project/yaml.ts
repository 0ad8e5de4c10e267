/** YAML and JSON text to located values. JSON is read as the YAML that it is, so that it has lines too. */
import { Composer, LineCounter, Parser, isAlias, isCollection, isMap, isScalar } from 'yaml';
import type { Document, ErrorCode, Node, Pair, Tags, YAMLMap } from 'yaml';
import type { Problem } from '../types.ts';
import type { Located, LocatedEntry } from './located.ts';

/** The documents of a file. With a syntax error they hold what could be read around it; `problem` says where it is. */
export interface YamlRead {
  readonly documents: readonly Located[];
  readonly problem: Problem | null;
}

/** Aliases may repeat parts of a document up to this many values in all; what expands beyond is an attack or a mistake. */
const MAX_VALUES = 200_000;
const MAX_DEPTH = 100;

/** The functions of CloudFormation that have a short tag. The parser spends most of its time on tags that it does not know. */
const FUNCTION_TAGS = [
  ...['Ref', 'Condition', 'Base64', 'Cidr', 'And', 'Equals', 'If', 'Not', 'Or', 'FindInMap', 'GetAtt', 'GetAZs'],
  ...['ImportValue', 'Join', 'Select', 'Split', 'Sub', 'Transform', 'ToJsonString', 'Length'],
].flatMap((name): Tags => {
  const tag = `!${name}`;
  return [
    { tag, resolve: (text: string) => text },
    { tag, collection: 'seq' },
    { tag, collection: 'map' },
  ];
});

/**
 * Reads all documents of `text`. Short tags of CloudFormation become their long form (`!Ref X` is `{Ref: X}`, `!Sub x` is
 * `{Fn::Sub: x}`), merge keys are merged, booleans are those of YAML 1.1 (`on`, `yes`), as Spring and CloudFormation have
 * them. `numbers` are the numbers of the lines where the text is what is left of a longer one. Too deep nesting and runaway aliases give a problem and no document; never throws.
 */
export function readYaml(text: string, file: string, numbers: readonly number[] | null = null): YamlRead {
  try {
    const { parsed, errors, lines } = parse(text, numbers);
    const [error] = errors;
    const place = error === undefined ? null : lines.placeOf(error.offset);
    return {
      documents: parsed.flatMap((document) => locate(document, lines)),
      problem: place && problemAt(file, place.line, place.column, `not valid YAML: ${firstLine(error?.message ?? '')}`),
    };
  } catch (error) {
    if (error instanceof ExpansionError) {
      return { documents: [], problem: problemAt(file, error.line, 1, error.message) };
    }
    if (error instanceof RangeError) {
      return { documents: [], problem: problemAt(file, 1, 1, 'not read: nested too deeply') };
    }
    throw error;
  }
}

interface Parsed {
  /** None where there are more errors than anybody reads. */
  readonly parsed: readonly Document[];
  readonly errors: readonly Misplaced[];
  readonly lines: LineNumbers;
}

function parse(text: string, numbers: readonly number[] | null): Parsed {
  let read = text;
  for (let tries = 0; ; tries++) {
    const lines = lineNumbers(numbers);
    const { documents, errors } = compose(read, lines.counter);
    const mayGoOn = tries < MAX_INDENTED && tries * text.length < MAX_READ_AGAIN;
    const indented = mayGoOn ? withIndentedEnd(read, errors[0]) : null;
    if (indented === null) return { parsed: documents, errors, lines };
    read = indented;
  }
}

/** What the parser says of a place. */
interface Misplaced {
  readonly code: ErrorCode;
  readonly offset: number;
  readonly message: string;
}

/** Many more and nothing is left of the file; the parser takes the length of the text for each error of some kinds. */
const MAX_ERRORS = 500;

/** The composer's own type of its handler. */
type ErrorHandler = (
  source: number | readonly [number, ...unknown[]] | { readonly offset: number },
  code: ErrorCode,
  message: string,
  isWarning?: boolean,
) => void;

/** Thrown by the parser's handler of errors, to end it. */
class TooManyErrors extends Error {}

/** The documents of a text and its errors, up to so many of them. */
function compose(
  text: string,
  counter: LineCounter,
): { readonly documents: readonly Document[]; readonly errors: readonly Misplaced[] } {
  const errors: Misplaced[] = [];
  // Duplicate keys are not searched for: that takes quadratic time, and the tools that run these files take the last.
  const composer = new Composer({ version: '1.1', uniqueKeys: false, logLevel: 'silent', customTags: FUNCTION_TAGS });
  // Its handler of errors is called for each as it is found, and is the one place where it can be stopped.
  const handling = composer as unknown as { onError: ErrorHandler };
  const { onError } = handling;
  handling.onError = (source, code, message, isWarning) => {
    if (isWarning !== true) {
      const offset = typeof source === 'number' ? source : 'offset' in source ? source.offset : source[0];
      errors.push({ code, offset, message });
      if (errors.length > MAX_ERRORS) throw new TooManyErrors();
    }
    onError(source, code, message, isWarning);
  };
  try {
    return { documents: [...composer.compose(new Parser(counter.addNewLine).parse(text))], errors };
  } catch (error) {
    if (error instanceof TooManyErrors) return { documents: [], errors };
    throw error;
  }
}

/** So many ends of flow collections are moved; a template has a handful. Each hides the next one. */
const MAX_INDENTED = 30;
/** Characters in all: the text is read again for each. */
const MAX_READ_AGAIN = 3_000_000;
const INDENT = ' '.repeat(80);

/**
 * The bracket that ends a flow collection may stand at the left for the parsers of CloudFormation's tools (PyYAML), though not
 * by the specification of YAML: without this, all that follows it would be lost. Null where the error is another one.
 */
function withIndentedEnd(text: string, error: Misplaced | undefined): string | null {
  if (error?.code !== 'BAD_INDENT') return null;
  const { offset } = error;
  const lineStart = text.lastIndexOf('\n', offset - 1) + 1;
  const isEnd =
    /^[}\]]$/u.test(text.charAt(offset)) &&
    text.slice(lineStart, offset).trim() === '' &&
    offset - lineStart < INDENT.length;
  return isEnd ? text.slice(0, lineStart) + INDENT + text.slice(lineStart) : null;
}

interface LineNumbers {
  readonly counter: LineCounter;
  /** 1-based. */
  readonly placeOf: (offset: number) => { readonly line: number; readonly column: number };
}

function lineNumbers(numbers: readonly number[] | null): LineNumbers {
  const counter = new LineCounter();
  return {
    counter,
    placeOf: (offset) => {
      const { line, col } = counter.linePos(offset);
      return { line: numbers?.[line - 1] ?? line, column: col };
    },
  };
}

class ExpansionError extends Error {
  readonly line: number;

  constructor(message: string, line: number) {
    super(message);
    this.line = line;
  }
}

function problemAt(file: string, line: number, column: number, message: string): Problem {
  return { file, line: Math.max(1, line), column: Math.max(1, column), message };
}

function firstLine(message: string): string {
  return (message.split('\n')[0] ?? '').replace(/ at line \d+, column \d+:?$/u, '');
}

/** One document's conversion: the count of values made so far is what bounds aliases. */
function locate(document: Document, lines: LineNumbers): Located[] {
  if (document.contents === null) return [];
  let count = 0;
  // Filled in the order of the text, as an alias means the last anchor of its name before it.
  const anchors = new Map<string, Node>();

  function convert(node: Node | null, depth: number, fallbackLine: number): Located {
    const offset = node?.range?.[0];
    const line = offset === undefined ? fallbackLine : lines.placeOf(offset).line;
    count++;
    if (count > MAX_VALUES) throw new ExpansionError('not read: aliases expand to too many values', line);
    if (depth > MAX_DEPTH) throw new ExpansionError('not read: nested too deeply', line);
    if (node === null) return { kind: 'scalar', value: null, text: '', line };
    if (isAlias(node)) return convert(anchors.get(node.source) ?? null, depth + 1, line);
    const value = withTag(node.tag, untagged(node, depth, line));
    if (node.anchor !== undefined) anchors.set(node.anchor, node);
    return value;
  }

  function untagged(node: Exclude<Node, null>, depth: number, line: number): Located {
    if (isScalar(node)) return scalar(node.value, node.source ?? '', line);
    if (isMap(node)) return { kind: 'map', entries: entries(node, depth, line), line };
    const { items } = node as { readonly items: readonly (Node | Pair)[] };
    return { kind: 'list', items: items.map((item) => convert(item as Node, depth + 1, line)), line };
  }

  function entries(map: YAMLMap, depth: number, line: number): ReadonlyMap<string, LocatedEntry> {
    const own = new Map<string, LocatedEntry>();
    const merged = new Map<string, LocatedEntry>();
    for (const pair of map.items as readonly Pair<Node, Node | null>[]) {
      // Nobody asks for a list or a map as a name, and its text takes time without end where such keys have such keys.
      if (isCollection(pair.key)) continue;
      const key = isScalar(pair.key) ? (pair.key.source ?? String(pair.key.value)) : String(pair.key);
      const keyOffset = pair.key.range?.[0];
      const keyLine = keyOffset === undefined ? line : lines.placeOf(keyOffset).line;
      const value = convert(pair.value, depth + 1, keyLine);
      if (key === '<<') for (const [name, entry] of mergeable(value)) merged.set(name, merged.get(name) ?? entry);
      else own.set(key, { value, line: keyLine });
    }
    return merged.size === 0 ? own : new Map([...merged, ...own]);
  }

  return [convert(document.contents, 0, 1)];
}

function mergeable(value: Located): readonly (readonly [string, LocatedEntry])[] {
  if (value.kind === 'map') return [...value.entries];
  return value.kind === 'list' ? value.items.flatMap(mergeable) : [];
}

function scalar(value: unknown, source: string, line: number): Located {
  if (value === null || value === undefined) return { kind: 'scalar', value: null, text: '', line };
  if (typeof value === 'boolean') return { kind: 'scalar', value, text: String(value), line };
  if (typeof value === 'number') return { kind: 'scalar', value, text: source, line };
  return { kind: 'scalar', value: source, text: source, line };
}

/** `!Ref` and `!Condition` keep their name, every other function of CloudFormation is `Fn::…` in its long form. */
function withTag(tag: string | undefined, value: Located): Located {
  if (tag === undefined || !/^![A-Z]\w*$/u.test(tag)) return value;
  const name = tag.slice(1);
  const key = name === 'Ref' || name === 'Condition' ? name : `Fn::${name}`;
  return { kind: 'map', entries: new Map([[key, { value, line: value.line }]]), line: value.line };
}
