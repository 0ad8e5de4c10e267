import type { TSESLint, TSESTree } from '@typescript-eslint/utils';
import { exportPathOf, isFluent, returnedExport } from '../knowledge/libraries.ts';
import type { CallNode, ClassNode, FunctionNode, Node } from './syntax.ts';

type Variable = TSESLint.Scope.Variable;

/** An argument that a parameter stands for, and where it is to be understood. */
export interface Binding {
  readonly expression: Node;
  readonly frame: Frame | null;
}

/** A function, or the members of a class, being run from a call. Null stands for module scope. */
export interface Frame {
  readonly owner: FunctionNode | ClassNode;
  /** The call, or what else ran it. */
  readonly site: Node;
  /** Where that call stands. */
  readonly caller: Frame | null;
  /** Where the function was created: its free names are looked up there. */
  readonly closure: Frame | null;
  readonly bindings: ReadonlyMap<Variable, Binding>;
  /** What `this` is; null when unknown. */
  readonly receiver: Value | null;
  /** Number of frames below. */
  readonly depth: number;
}

/** Something that comes from a package, a built-in module or the global scope. */
export interface LibraryValue {
  readonly kind: 'library';
  readonly module: string;
  /** Exported names from the module on, as the catalogue spells them; empty for the module itself. */
  readonly path: readonly string[];
  /** True for what calling or constructing `path` gave. */
  readonly isResult: boolean;
  /** Members taken of a result; `()` stands for a call in between. */
  readonly tail: readonly string[];
}

/** What an expression is known to be. */
export type Value =
  | LibraryValue
  | {
      readonly kind: 'function';
      readonly node: FunctionNode;
      readonly closure: Frame | null;
      readonly receiver: Value | null;
    }
  | { readonly kind: 'class'; readonly node: ClassNode }
  | {
      readonly kind: 'instance';
      readonly node: ClassNode;
      /** The class itself when another file constructs it. */
      readonly site: TSESTree.NewExpression | ClassNode;
    }
  | { readonly kind: 'object'; readonly node: TSESTree.ObjectExpression; readonly frame: Frame | null }
  | { readonly kind: 'array'; readonly node: TSESTree.ArrayExpression; readonly frame: Frame | null };

/** A module, or an export of one. */
export function libraryValue(module: string, path: readonly string[]): LibraryValue {
  return { kind: 'library', module, path, isResult: false, tail: [] };
}

/** A member of a library value. */
export function libraryMember(value: LibraryValue, name: string): LibraryValue {
  if (value.isResult) return { ...value, tail: [...value.tail, name] };
  // `import sample from 'lodash/sample'`: the module is the member already.
  if (name === 'default' && value.path.length > 0) return value;
  return { ...value, path: [...value.path, name] };
}

/** `getSecretValue().promise` for the members taken of a result. */
function tailText(tail: readonly string[]): string {
  return tail.join('.').replaceAll('.()', '()');
}

/** How the catalogue spells a value: `Pool`, `Pool#query`, `crypto.randomUUID`. */
export function spellingOf(value: LibraryValue): string {
  const path = exportPathOf(value.module, value.path).join('.');
  return value.tail.length === 0 ? path : `${path}#${tailText(value.tail)}`;
}

/** What calling or constructing a library value gives. */
export function resultOf(callee: LibraryValue): LibraryValue {
  const last = callee.tail.at(-1);
  if (last !== undefined && isFluent(last)) return { ...callee, tail: callee.tail.slice(0, -1) };
  const returned = returnedExport(callee.module, spellingOf(callee));
  if (returned !== null) return { ...callee, path: [returned], isResult: true, tail: [] };
  if (!callee.isResult) return { ...callee, path: exportPathOf(callee.module, callee.path), isResult: true };
  return { ...callee, tail: [...callee.tail, '()'] };
}

/** Whether the value is the given export, written statically. */
export function isExport(value: Value | null, module: string, ...spellings: readonly string[]): boolean {
  return (
    value?.kind === 'library' && !value.isResult && value.module === module && spellings.includes(spellingOf(value))
  );
}

/** The arguments of a call as far as they are plain: up to the first spread. */
export function plainArguments(call: CallNode): readonly TSESTree.Expression[] {
  const plain: TSESTree.Expression[] = [];
  for (const argument of call.arguments) {
    if (argument.type === 'SpreadElement') break;
    plain.push(argument);
  }
  return plain;
}
