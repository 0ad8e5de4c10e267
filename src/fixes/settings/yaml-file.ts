/** Adds a setting to a YAML file of settings. */
import { isMap, isScalar, parseAllDocuments, type Pair, type YAMLMap } from 'yaml';
import { layoutOf, lineStart } from '../layout.ts';
import type { OffsetEdit } from '../text-edits.ts';

/**
 * In the innermost mapping that holds the key's first segments, before what is there. Null when the file is not understood,
 * is for a profile only, or has something else than a block mapping on the way.
 */
export function inYaml(text: string, key: string, value: string): OffsetEdit | null {
  const documents = parseAllDocuments(text, { keepSourceTokens: true });
  if (!Array.isArray(documents) || documents.some(({ errors }) => errors.length > 0)) return null;
  const document = documents.find(({ contents }) => isMap(contents) && !isForProfile(contents));
  if (document === undefined || !isMap(document.contents)) return null;
  const place = innermost(document.contents, key.split('.'));
  const first = place?.map.items[0];
  const at = first === undefined ? null : startOf(first);
  if (place === null || at === null || place.map.flow === true) return null;
  const start = lineStart(text, at);
  const indent = text.slice(start, at);
  if (indent.trim() !== '') return null;
  const step = stepOf(document.contents, text);
  const { lineEnd } = layoutOf(text);
  const lines = place.rest.map((segment, index) => {
    const isLast = index === place.rest.length - 1;
    return `${indent}${step.repeat(index)}${segment}:${isLast ? ` ${value}` : ''}${lineEnd}`;
  });
  return { start, end: start, newText: lines.join('') };
}

interface Place {
  readonly map: YAMLMap;
  readonly rest: readonly string[];
}

/** Keys may hold several segments: `spring.datasource:`. */
function innermost(map: YAMLMap, path: readonly string[]): Place | null {
  for (const pair of map.items) {
    const segments = nameOf(pair).split('.');
    if (segments.length > path.length || !segments.every((segment, index) => segment === path[index])) continue;
    return isMap(pair.value) ? innermost(pair.value, path.slice(segments.length)) : null;
  }
  return path.length === 0 ? null : { map, rest: path };
}

function nameOf({ key }: Pair): string {
  return isScalar(key) ? String(key.value) : '';
}

function startOf({ key }: Pair): number | null {
  return isScalar(key) ? (key.range?.[0] ?? null) : null;
}

function isForProfile(map: YAMLMap): boolean {
  return map.hasIn(['spring', 'config', 'activate']) || map.hasIn(['spring', 'profiles']);
}

/** How far the first nested mapping is indented. */
function stepOf(map: YAMLMap, text: string): string {
  for (const { value } of map.items) {
    const [first] = isMap(value) && value.flow !== true ? value.items : [];
    const at = first === undefined ? null : startOf(first);
    if (at !== null) return text.slice(lineStart(text, at), at);
  }
  return '  ';
}
