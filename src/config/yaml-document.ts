/** YAML to located data. */
import { isMap, isNode, isScalar, isSeq, parseDocument } from 'yaml';
import type { Document, Node as YamlNode } from 'yaml';
import { lineStartsOf, positionAt } from '../java-ast/line-table.ts';
import type { Position } from '../types.ts';
import type { DataDocument, ParsedDocument } from './document.ts';

/** An alias may repeat parts of a file this often in all. */
const MAX_ALIASES = 100;

/** Characters. The parser looks for equal keys, and for what aliases mean, in quadratic time; real files have a few thousand. */
const MAX_LENGTH = 60_000;

/** Reads one YAML document. May throw a RangeError for hostile nesting and a ReferenceError for hostile aliases. */
export function parseYaml(text: string): ParsedDocument {
  const at = placing(text);
  if (text.length > MAX_LENGTH) {
    const message = `too large (${String(text.length)} characters, the limit for YAML is ${String(MAX_LENGTH)})`;
    return { ok: false, place: at(0), message };
  }
  const parsed: Document = parseDocument(text, { logLevel: 'silent', prettyErrors: false });
  const [error] = parsed.errors;
  if (error !== undefined) {
    return { ok: false, place: at(error.pos[0]), message: `not valid YAML: ${error.message.split('\n')[0] ?? ''}` };
  }
  const placeOf: DataDocument['placeOf'] = (path, part) => {
    let node: YamlNode | null = parsed.contents;
    let offset = node?.range?.[0] ?? 0;
    for (const [index, step] of path.entries()) {
      const pair: { key: unknown; value: unknown } | undefined = isMap(node)
        ? node.items.find(({ key }) => (isScalar(key) ? String(key.value) : null) === String(step))
        : undefined;
      const value: unknown = isSeq(node) ? node.items[Number(step)] : pair?.value;
      const shown: unknown = index === path.length - 1 && part === 'key' ? (pair?.key ?? value) : (value ?? pair?.key);
      if (!isNode(shown)) break;
      offset = shown.range?.[0] ?? offset;
      node = isNode(value) ? value : null;
    }
    return at(offset);
  };
  return { ok: true, document: { data: parsed.toJS({ maxAliasCount: MAX_ALIASES }), placeOf } };
}

function placing(text: string): (offset: number) => Position {
  const lineStarts = lineStartsOf(text);
  return (offset) => positionAt(lineStarts, offset);
}
