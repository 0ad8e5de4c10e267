/** Data of a configuration file to a validated configuration, or to sentences that say what is wrong and where. */
import * as v from 'valibot';
import type { Problem } from '../types.ts';
import { didYouMean } from '../util/similar.ts';
import type { DataDocument, DataPath } from './document.ts';
import { configSchema } from './schema.ts';
import type { Config, RuleDescription } from './schema.ts';

export type Validation =
  { readonly ok: true; readonly config: Config } | { readonly ok: false; readonly problems: readonly Problem[] };

/**
 * Checks a file's data. `file` names it in problems; `root` is where in the document the configuration is (`['snapsafe']` in
 * a package.json). All problems are given, in the order of the text.
 */
export function validateConfig(
  document: DataDocument,
  { file, root, rules }: { readonly file: string; readonly root: DataPath; readonly rules: readonly RuleDescription[] },
): Validation {
  const schema = configSchema(rules);
  const data = valueAt(document.data, root);
  const result = v.safeParse(schema, data);
  const found = [
    ...objectsThatAreLists(data),
    ...(result.issues ?? []).map((issue) => describe(mostTelling({ issue, path: [] }), schema)),
  ];
  if (result.success && found.length === 0) return { ok: true, config: result.output };
  const problems = found.map(({ path, part, message }) => {
    return { file, ...document.placeOf([...root, ...path], part), message };
  });
  return { ok: false, problems: problems.sort((left, right) => left.line - right.line || left.column - right.column) };
}

/** The value at a path; undefined where there is none. */
export function valueAt(data: unknown, path: DataPath): unknown {
  let value = data;
  for (const step of path) {
    if (typeof value !== 'object' || value === null || !Object.hasOwn(value, step)) return undefined;
    value = (value as Readonly<Record<string | number, unknown>>)[step];
  }
  return value;
}

interface Description {
  readonly path: DataPath;
  readonly part: 'key' | 'value';
  readonly message: string;
}

/** For the validation a list is an object without keys. */
function objectsThatAreLists(data: unknown): Description[] {
  return [[], ['rules']]
    .filter((path) => Array.isArray(valueAt(data, path)))
    .map((path) => ({ path, part: 'value', message: `${nameOf(path)}: expected an object, but it is a list` }));
}

interface PlacedIssue {
  readonly issue: v.BaseIssue<unknown>;
  /** Where the value is that the issue's own path starts from. */
  readonly path: DataPath;
}

function fullPath({ issue, path }: PlacedIssue): DataPath {
  return [...path, ...(issue.path ?? []).map((step) => step.key as string | number)];
}

/** Of a union's attempts the one that came farthest into the value; the union itself when none went in. */
function mostTelling(placed: PlacedIssue): PlacedIssue {
  const path = fullPath(placed);
  const attempts = (placed.issue.issues ?? []).map((issue) => mostTelling({ issue, path }));
  return attempts.reduce(
    (best, attempt) => (fullPath(attempt).length > fullPath(best).length ? attempt : best),
    placed,
  );
}

function describe(placed: PlacedIssue, schema: v.GenericSchema): Description {
  const { issue } = placed;
  const path = fullPath(placed);
  const around = path.slice(0, -1);
  const key = String(path.at(-1) ?? '');
  if (issue.path?.at(-1)?.origin === 'key') {
    return issue.expected === 'never'
      ? { path, part: 'key', message: `unknown key '${key}'${didYouMean(key, keysAt(schema, around))}` }
      : { path: around, part: 'value', message: `${nameOf(around)}: the key '${key}' is missing` };
  }
  const expected = issue.type === 'regex' || issue.type === 'non_empty' ? issue.message : inWords(issue.expected ?? '');
  const words = [...(issue.expected ?? '').matchAll(/"([^"]+)"/gu)].map((match) => match[1] ?? '');
  const hint = typeof issue.input === 'string' ? didYouMean(issue.input, words) : '';
  return {
    path,
    part: 'value',
    message: `${nameOf(path)}: expected ${expected}, but it is ${shown(issue.input)}${hint}`,
  };
}

/** `rules.prng-in-init[1]`. */
function nameOf(path: DataPath): string {
  if (path.length === 0) return 'configuration';
  return path.map((step, index) => (typeof step === 'number' ? `[${step}]` : index === 0 ? step : `.${step}`)).join('');
}

const WORDS: Readonly<Record<string, string>> = {
  Array: 'a list',
  Object: 'an object',
  string: 'a text',
  number: 'a number',
  boolean: 'true or false',
};

/** Valibot's `(("a" | "b") | Array)` as `"a", "b" or a list`. */
function inWords(expected: string): string {
  const limit = /^([<>])=(.+)$/u.exec(expected);
  if (limit !== null) return `${limit[1] === '<' ? 'at most' : 'at least'} ${limit[2] ?? ''}`;
  const parts = expected
    .replaceAll(/[()]/gu, '')
    .split(' | ')
    .map((part) => WORDS[part] ?? part);
  const last = parts.pop() ?? '';
  return parts.length === 0 ? last : `${parts.join(', ')} or ${last}`;
}

const MAX_SHOWN = 60;

function shown(value: unknown): string {
  if (value === undefined) return 'missing';
  if (Array.isArray(value)) return 'a list';
  if (typeof value === 'object' && value !== null) return 'an object';
  const text = JSON.stringify(value);
  return text.length > MAX_SHOWN ? `${text.slice(0, MAX_SHOWN)}…` : text;
}

/** A schema as far as its parts are looked at here. */
interface SchemaNode {
  readonly wrapped?: SchemaNode;
  readonly options?: readonly SchemaNode[];
  readonly entries?: Readonly<Record<string, SchemaNode>>;
  readonly items?: readonly SchemaNode[];
  readonly item?: SchemaNode;
}

/** The keys that the schema knows for the object at a path. */
function keysAt(schema: unknown, path: DataPath): readonly string[] {
  let nodes = unwrapped(schema as SchemaNode);
  for (const step of path) {
    const below = nodes.flatMap(({ entries, items, item }) =>
      typeof step === 'number' ? (items?.[step] ?? item ?? []) : (entries?.[step] ?? []),
    );
    nodes = below.flatMap(unwrapped);
  }
  return nodes.flatMap(({ entries = {} }) => Object.keys(entries));
}

/** What is behind `optional`, and each alternative of a union. A pipe has the entries of its schema. */
function unwrapped(node: SchemaNode): readonly SchemaNode[] {
  if (node.wrapped !== undefined) return unwrapped(node.wrapped);
  return node.options !== undefined && typeof node.options[0] === 'object' ? node.options.flatMap(unwrapped) : [node];
}
