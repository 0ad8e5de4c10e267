import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Parser, Tree } from 'web-tree-sitter';
import type { MemberDeclaration, ParseResult } from './nodes.ts';
import { convertCompilationUnit } from './orchard/compilation-unit.ts';
import { readTable, tableStorage, type SyntaxError } from './orchard/cursor.ts';
import { grammarKinds } from './orchard/kinds.ts';
import type { Place } from './orchard/conversion.ts';
import { parserText } from './orchard/parser-text.ts';
import { rawCursor, type CursorExports } from './orchard/raw-cursor.ts';
import type { WasmMemory } from './orchard/wasm-memory.ts';
import { createMemory, watchGrowth } from './orchard/wasm-memory.ts';
import { createStack } from './orchard/wasm-stack.ts';
import type { ReducedText } from './outline.ts';
import { closeBrackets } from './orchard/layout.ts';
import { closeStrings } from './orchard/repairs.ts';

/** The default front end, ready to parse. */
export interface OrchardParser {
  /**
   * Parses a file's text (without BOM, Unicode escapes translated). Synchronous; never throws for bad Java: what was
   * not understood is in `errors`, sorted by place. With `reduced`, that is what is parsed; all places are in `text`.
   */
  readonly parse: (text: string, reduced?: ReducedText) => OrchardResult;
}

/** `isComplete` is false when a limit (nesting, time) cut the tree off: then the errors are not the grammar's. */
export interface OrchardResult extends ParseResult {
  readonly isComplete: boolean;
}

/** So many errors of one file are reported: behind the first few they say nothing new. */
const MAX_ERRORS = 100;

/** A file that takes longer is given up: usual ones take milliseconds, the largest allowed a few seconds. */
const PARSE_LIMIT_MILLISECONDS = 20_000;

const RUNTIME_WASM = 'web-tree-sitter.wasm';
const GRAMMAR_WASM = 'tree-sitter-java_orchard.wasm';

let loading: Promise<OrchardParser> | null = null;

/**
 * Loads the parser and its grammar, once per process or worker. Rejects when the wasm files are missing, which is a
 * damaged installation.
 */
export function loadOrchard(): Promise<OrchardParser> {
  loading ??= load();
  return loading;
}

async function load(): Promise<OrchardParser> {
  const { Parser, Language } = await import('web-tree-sitter');
  const runtime = wasmPath(RUNTIME_WASM, 'web-tree-sitter/web-tree-sitter.wasm');
  const memory = createMemory();
  const { instantiateWasm, reset, runtimeExports } = createStack(await readFile(runtime));
  await Parser.init({ locateFile: () => runtime, wasmMemory: memory, instantiateWasm });
  reset();
  const language = await Language.load(await readFile(wasmPath(GRAMMAR_WASM, grammarInPackage)));
  const newParser = (): Parser => new Parser().setLanguage(language);
  let parser = newParser();
  const grammar = grammarKinds(language.types, (typeId) => language.nodeTypeIsNamed(typeId));
  const storage = tableStorage();
  const cursor = rawCursor(runtimeExports() as unknown as CursorExports, memory);
  const parseTree: TreeParser = (text) => {
    try {
      return parseWithinLimits(parser, memory, text);
    } catch {
      // The stack did not suffice, and the parser stands where it was: the next file needs another.
      reset();
      parser = newParser();
      return null;
    }
  };
  const readTree: TreeReader = (tree, text, offsets) =>
    convertCompilationUnit(readTable(tree, text, { cursor, grammar, storage, offsets }));
  return { parse: (text, reduced) => parse(parseTree, readTree, text, reduced) };
}

const grammarInPackage = 'tree-sitter-java-orchard/package.json';

/** Beside the running file in a bundle, else in the package that brings it. */
function wasmPath(fileName: string, resolvable: string): string {
  const beside = join(dirname(fileURLToPath(import.meta.url)), fileName);
  if (existsSync(beside)) return beside;
  return join(dirname(createRequire(import.meta.url).resolve(resolvable)), fileName);
}

/** Gives null when a limit was met; the caller frees the tree. */
type TreeParser = (text: string) => Tree | null;

/** Converts a tree; `text` is what its ranges and literals refer to. */
type TreeReader = (tree: Tree, text: string, offsets: Int32Array | null) => OrchardResult;

/** A broken file is parsed once more for each repair that it needs; a repair must leave less that is not understood. */
function parse(parseTree: TreeParser, readTree: TreeReader, text: string, reduced?: ReducedText): OrchardResult {
  const convert = (grammarText: string): OrchardResult | null => {
    const tree = parseTree(grammarText);
    if (tree === null) return null;
    try {
      return readTree(tree, text, reduced?.offsets ?? null);
    } finally {
      tree.delete();
    }
  };
  let grammarText = parserText(reduced?.text ?? text);
  let best = convert(grammarText);
  if (best === null) return gaveUp(text);
  const repaired: SyntaxError[] = [];
  for (const repair of best.errors.length > 0 ? [closeStrings, closeBrackets] : []) {
    const { text: repairedText, errors } = repair(grammarText);
    if (errors.length === 0) continue;
    // What is not enough alone may be with the next.
    grammarText = repairedText;
    repaired.push(...errors);
    const result: OrchardResult | null = convert(grammarText);
    if (result !== null && isBetter(result, best, repaired.length)) {
      best = { ...result, errors: [...repaired, ...result.errors] };
    }
  }
  return { ...best, errors: [...best.errors].sort(byPlace).slice(0, MAX_ERRORS) };
}

/** With fewer errors, or with more members for no more new errors than there are repairs: one error may cost everything around it. */
function isBetter(result: OrchardResult, best: OrchardResult, repairs: number): boolean {
  const [errors, before] = [result.errors.length, best.errors.length];
  if (errors < before) return true;
  return errors <= before + repairs && memberCount(result.unit.types) > memberCount(best.unit.types);
}

/** Of all types that are members themselves. */
function memberCount(members: readonly MemberDeclaration[]): number {
  return members.reduce((sum, member) => sum + 1 + ('members' in member ? memberCount(member.members) : 0), 0);
}

function byPlace(left: Place, right: Place): number {
  return left.start - right.start || left.end - right.end;
}

function parseWithinLimits(parser: Parser, memory: WasmMemory, text: string): Tree | null {
  const start = performance.now();
  const hasGrownTooMuch = watchGrowth(memory);
  const isTooMuch = (): boolean => hasGrownTooMuch() || performance.now() - start > PARSE_LIMIT_MILLISECONDS;
  const tree = parser.parse(text, null, { progressCallback: isTooMuch });
  if (tree === null) parser.reset();
  return tree;
}

function gaveUp(text: string): OrchardResult {
  return {
    unit: {
      kind: 'CompilationUnit',
      start: 0,
      end: text.length,
      packageName: '',
      imports: [],
      types: [],
      implicitMembers: [],
      moduleName: null,
      comments: [],
    },
    errors: [{ start: 0, end: 0, message: 'file is too complex: parsing it takes too much time or memory' }],
    isComplete: false,
  };
}
