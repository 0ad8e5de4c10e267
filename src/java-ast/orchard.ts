import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Parser, Tree } from 'web-tree-sitter';
import type { ParseResult } from './nodes.ts';
import { convertCompilationUnit } from './orchard/compilation-unit.ts';
import type { TableStorage } from './orchard/cursor.ts';
import { readTable, tableStorage } from './orchard/cursor.ts';
import type { GrammarKinds } from './orchard/kinds.ts';
import { grammarKinds } from './orchard/kinds.ts';
import type { Place } from './orchard/conversion.ts';
import { parserText } from './orchard/parser-text.ts';
import { closeStrings } from './orchard/unclosed-strings.ts';

/** The default front end, ready to parse. */
export interface OrchardParser {
  /**
   * Parses a file's text (without BOM, Unicode escapes translated). Synchronous; never throws for bad Java: what was
   * not understood is in `errors`, sorted by place.
   */
  readonly parse: (text: string) => OrchardResult;
}

/** `isComplete` is false when a limit (nesting, time) cut the tree off: then the errors are not the grammar's. */
export interface OrchardResult extends ParseResult {
  readonly isComplete: boolean;
}

/** A file that takes longer is given up: usual ones take milliseconds. */
const PARSE_LIMIT_MILLISECONDS = 10_000;

const RUNTIME_WASM = 'web-tree-sitter.wasm';
const GRAMMAR_WASM = 'tree-sitter-java_orchard.wasm';

let wasmDirectory: string | null = null;
let loading: Promise<OrchardParser> | null = null;

/**
 * Says where `web-tree-sitter.wasm` and `tree-sitter-java_orchard.wasm` are, for programs that ship them elsewhere than
 * beside their own file or in node_modules. Has no effect after the first {@link loadOrchard}.
 */
export function setWasmDirectory(directory: string): void {
  wasmDirectory = directory;
}

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
  await Parser.init({ locateFile: () => runtime });
  const language = await Language.load(await readFile(wasmPath(GRAMMAR_WASM, grammarInPackage)));
  const parser = new Parser();
  parser.setLanguage(language);
  const grammar = grammarKinds(language.types, (typeId) => language.nodeTypeIsNamed(typeId));
  const storage = tableStorage();
  return { parse: (text) => parse(parser, grammar, storage, text) };
}

const grammarInPackage = 'tree-sitter-java-orchard/package.json';

/** Beside the running file in a bundle, else in the package that brings it. */
function wasmPath(fileName: string, resolvable: string): string {
  if (wasmDirectory !== null) return join(wasmDirectory, fileName);
  const beside = join(dirname(fileURLToPath(import.meta.url)), fileName);
  if (existsSync(beside)) return beside;
  return join(dirname(createRequire(import.meta.url).resolve(resolvable)), fileName);
}

/** A broken file is looked at for unclosed strings, and parsed once more when it has some. */
function parse(parser: Parser, grammar: GrammarKinds, storage: TableStorage, text: string): OrchardResult {
  const grammarText = parserText(text);
  const convert = (tree: Tree): OrchardResult => convertCompilationUnit(readTable(tree, text, grammar, storage));
  const result = withTree(parser, grammarText, convert);
  if (result === null) return gaveUp(text);
  if (result.errors.length === 0) return result;
  const closed = closeStrings(grammarText);
  const better = closed.errors.length === 0 ? null : withTree(parser, closed.text, convert);
  return better === null ? result : { ...better, errors: [...closed.errors, ...better.errors].sort(byPlace) };
}

function byPlace(left: Place, right: Place): number {
  return left.start - right.start || left.end - right.end;
}

function withTree(parser: Parser, text: string, convert: (tree: Tree) => OrchardResult): OrchardResult | null {
  const tree = parseTree(parser, text);
  if (tree === null) return null;
  try {
    return convert(tree);
  } finally {
    tree.delete();
  }
}

function parseTree(parser: Parser, text: string): Tree | null {
  const start = performance.now();
  const isLate = (): boolean => performance.now() - start > PARSE_LIMIT_MILLISECONDS;
  const tree = parser.parse(text, null, { progressCallback: isLate });
  if (tree === null) parser.reset();
  return tree;
}

function gaveUp(text: string): OrchardResult {
  const seconds = PARSE_LIMIT_MILLISECONDS / 1000;
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
    errors: [{ start: 0, end: 0, message: `file was not parsed within ${seconds} seconds` }],
    isComplete: false,
  };
}
