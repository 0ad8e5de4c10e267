import type { TSESLint } from '@typescript-eslint/utils';
import { catalogue } from '../knowledge/catalogue.ts';
import type { CatalogueEntry } from '../knowledge/entry.ts';
import type { FunctionNode, Node } from './syntax.ts';
import { spellingOf, type Frame, type LibraryValue } from './values.ts';

/** A library call, read or import that runs before the snapshot. */
export interface InitEvent {
  /** The call, member access, property of a pattern, or import declaration. */
  readonly node: Node;
  readonly entry: CatalogueEntry;
  /** What was called or read; null when only the command of an AWS SDK client is known. */
  readonly value: LibraryValue | null;
  /** The calls that led there; null at module scope. */
  readonly frame: Frame | null;
}

/** A call during init that ends what another one opened. */
export interface Closing {
  /** The variable that holds what is closed; null when it is not a plain name. */
  readonly variable: TSESLint.Scope.Variable | null;
  readonly module: string | null;
}

/** A module that init loads: an import, an export from it, a `require`, a dynamic import. */
export interface Load {
  /** As written. */
  readonly source: string;
  readonly node: Node;
  readonly frame: Frame | null;
}

/** A call, during init, of what a module exports that is no built-in one. */
export interface OutsideCall {
  /** The module as written, save for libraries that go by several names. */
  readonly source: string;
  /** Exported names from the module on; empty for the module itself. `()` stands for constructing what is before it. */
  readonly path: readonly string[];
  readonly node: Node;
  readonly frame: Frame | null;
}

/** How another file calls a function or class of this one. */
export interface Entered {
  /** The names that it is exported under, as the settings list them. */
  readonly names: readonly string[];
  /** Whether the other file keeps what the call gives. */
  readonly isKept: boolean;
}

/** What init does, in the order in which it runs. */
export interface InitPhase {
  readonly events: readonly InitEvent[];
  readonly loads: readonly Load[];
  readonly calls: readonly OutsideCall[];
  readonly closings: readonly Closing[];
  /** Callbacks that the call they are passed to runs at once. */
  readonly immediate: ReadonlySet<FunctionNode>;
  /** Functions and classes that another file calls. */
  readonly entered: ReadonlyMap<Node, Entered>;
  /** One frame of each function that init runs. */
  readonly frames: ReadonlyMap<Node, Frame>;
}

/** A variable of the environment that is read, whatever its name. */
const ENVIRONMENT_READ: CatalogueEntry = {
  module: 'global',
  export: 'process.env',
  member: null,
  kind: 'call',
  when: 'property read',
  family: 'host',
  effect: 'reads',
  verdict: 'risky',
  rule: 'env-captured',
  remedy: 'Read process.env where the value is used.',
};

const READ_NAMES: ReadonlySet<string> = new Set(
  ['pid', 'ppid', 'timeOrigin', 'globalAgent', 'HOSTNAME', '_X_AMZN_TRACE_ID'].concat(
    'AWS_ACCESS_KEY_ID AWS_SECRET_ACCESS_KEY AWS_SESSION_TOKEN AWS_LAMBDA_LOG_STREAM_NAME AWS_LAMBDA_LOG_GROUP_NAME'.split(
      ' ',
    ),
  ),
);

/** Entries for reading a property: at most what the catalogue says of it, and that it is part of the environment. */
export function readEntries(value: LibraryValue): readonly CatalogueEntry[] {
  const name = value.path.at(-1) ?? '';
  const found = READ_NAMES.has(name)
    ? catalogue.find(value.module, spellingOf(value)).filter(({ when }) => when === 'property read')
    : [];
  return isEnvironmentMember(value) ? [...found, ENVIRONMENT_READ] : found;
}

/** Whether the value is `process.env`. */
export function isEnvironment(value: LibraryValue): boolean {
  return value.module === 'global' && !value.isResult && spellingOf(value) === 'process.env';
}

function isEnvironmentMember({ module, isResult, path }: LibraryValue): boolean {
  return module === 'global' && !isResult && path.length === 3 && path[0] === 'process' && path[1] === 'env';
}

/** The whole environment copied at once. */
export const ENVIRONMENT_COPY: CatalogueEntry = { ...ENVIRONMENT_READ, member: '(copy)' };

/** Names of functions in messages: `connect`, `Store.open`, `new Store`, `a callback`. */
export function frameName({ owner, site }: Frame): string {
  if (owner.type === 'ClassDeclaration' || owner.type === 'ClassExpression') return `new ${owner.id?.name ?? 'class'}`;
  const { parent } = owner;
  if (owner.id) return owner.id.name;
  if (parent.type === 'VariableDeclarator' && parent.id.type === 'Identifier') return parent.id.name;
  if (parent.type === 'MethodDefinition' && parent.kind === 'constructor') {
    return `new ${parent.parent.parent.id?.name ?? 'class'}`;
  }
  const named =
    parent.type === 'MethodDefinition' || parent.type === 'Property' || parent.type === 'PropertyDefinition';
  if (named && parent.key.type === 'Identifier') return parent.key.name;
  return site.type === 'CallExpression' && site.callee === owner ? 'an immediately called function' : 'a callback';
}

/** The calls from module scope to an event, first call first. */
export function pathOf(frame: Frame | null): readonly Frame[] {
  const path: Frame[] = [];
  for (let at = frame; at !== null; at = at.caller) path.unshift(at);
  return path;
}
