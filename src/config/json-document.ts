/** JSON with comments to located data. */
import { parseTree, printParseErrorCode } from 'jsonc-parser';
import type { Node as JsonNode, ParseError } from 'jsonc-parser';
import { lineStartsOf, positionAt } from '../java-ast/line-table.ts';
import type { Position } from '../types.ts';
import type { DataDocument, ParsedDocument } from './document.ts';

/** Reads JSON with comments and trailing commas. May throw a RangeError for hostile nesting. */
export function parseJson(text: string): ParsedDocument {
  const at = placing(text);
  const errors: ParseError[] = [];
  const root = parseTree(text, errors, { allowTrailingComma: true });
  const [first] = errors;
  if (first !== undefined || root === undefined) {
    const code = first === undefined ? 'value expected' : words(printParseErrorCode(first.error));
    return { ok: false, place: at(first?.offset ?? 0), message: `not valid JSON: ${code}` };
  }
  const twice = repeatedKey(root);
  if (twice !== null) {
    return { ok: false, place: at(twice.offset), message: `the key '${String(twice.value)}' is there twice` };
  }
  const placeOf: DataDocument['placeOf'] = (path, part) => {
    let node = root;
    for (const [index, step] of path.entries()) {
      const next = jsonChild(node, step);
      if (next === null) break;
      const isLast = index === path.length - 1;
      node = isLast && part === 'key' ? next.key : next.value;
    }
    return at(node.offset);
  };
  return { ok: true, document: { data: jsonValue(root), placeOf } };
}

/** `CommaExpected` → `comma expected`. */
function words(code: string): string {
  return code.replaceAll(/(?<=[a-z])(?=[A-Z])/gu, ' ').toLowerCase();
}

function jsonChild(node: JsonNode, step: string | number): { key: JsonNode; value: JsonNode } | null {
  if (typeof step === 'number') {
    const item = node.children?.[step];
    return item === undefined ? null : { key: item, value: item };
  }
  const property = node.children?.find(({ children }) => children?.[0]?.value === step);
  const [key, value] = property?.children ?? [];
  return key === undefined ? null : { key, value: value ?? key };
}

/** Own properties only, whatever a key is called. */
function jsonValue(node: JsonNode): unknown {
  const children = node.children ?? [];
  if (node.type === 'array') return children.map(jsonValue);
  if (node.type !== 'object') return node.value;
  return Object.fromEntries(
    children.flatMap(({ children: [key, value] = [] }) =>
      key === undefined || value === undefined ? [] : [[String(key.value), jsonValue(value)]],
    ),
  );
}

function repeatedKey(node: JsonNode): JsonNode | null {
  const seen = new Set<unknown>();
  for (const child of node.children ?? []) {
    const key = node.type === 'object' ? child.children?.[0] : undefined;
    if (key !== undefined && seen.has(key.value)) return key;
    if (key !== undefined) seen.add(key.value);
    const below = repeatedKey(child);
    if (below !== null) return below;
  }
  return null;
}

function placing(text: string): (offset: number) => Position {
  const lineStarts = lineStartsOf(text);
  return (offset) => positionAt(lineStarts, offset);
}
