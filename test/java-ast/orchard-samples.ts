import type {
  Expression,
  FieldDeclaration,
  MemberDeclaration,
  MethodDeclaration,
  Node,
  ParseResult,
  Statement,
  TypeDeclaration,
} from '../../src/java-ast/nodes.ts';
import type { OrchardResult } from '../../src/java-ast/orchard.ts';
import { loadOrchard } from '../../src/java-ast/orchard.ts';
import { walk } from '../../src/java-ast/walk.ts';

const parser = await loadOrchard();

/** Parses text with the default grammar. */
export function parse(text: string): OrchardResult {
  return parser.parse(text);
}

/** Parses text that must have no error. */
export function unitOf(text: string): ParseResult['unit'] {
  const { unit, errors } = parser.parse(text);
  if (errors.length > 0) throw new Error(`${errors[0]?.message} at ${errors[0]?.start} of ${text}`);
  return unit;
}

/** The only type of a file. */
export function type(text: string): TypeDeclaration {
  return unitOf(text).types[0]!;
}

/** The first member of a class with this body. */
export function member(text: string): MemberDeclaration {
  return type(`class Sample { ${text} }`).members[0]!;
}

/** The statements of a method with this body. */
export function statements(text: string): readonly Statement[] {
  return (member(`void run() { ${text} }`) as MethodDeclaration).body!.statements;
}

/** The only statement of a method with this body. */
export function statement(text: string): Statement {
  const found = statements(text);
  if (found.length !== 1) throw new Error(`${found.length} statements in ${text}`);
  return found[0]!;
}

/** A field's initializer. */
export function expression(text: string): Expression {
  const field = member(`Object field = ${text};`) as FieldDeclaration;
  return field.declarators[0]!.initializer!;
}

/** Every node of one kind below another, in textual order. */
export function allOf<Kind extends string>(root: Node, kind: Kind): (Node & { readonly kind: Kind })[] {
  const found: (Node & { readonly kind: Kind })[] = [];
  walk(root, (node) => {
    if (node.kind === kind) found.push(node as Node & { readonly kind: Kind });
  });
  return found;
}

/** The names of all methods, constructors and fields, in textual order. */
export function memberNames(result: ParseResult): string[] {
  const names: string[] = [];
  walk(result.unit, (node) => {
    switch (node.kind) {
      case 'MethodDeclaration':
      case 'ConstructorDeclaration':
        names.push((node as MethodDeclaration).name.name);
        break;
      case 'FieldDeclaration':
        names.push((node as FieldDeclaration).declarators[0]!.name.name);
    }
  });
  return names;
}
