/** Cuts the code that gives a field its value out of the initialisation around it. */
import type { ConstructorDeclaration, FormalParameter, Node, Statement } from '../java-ast/nodes.ts';
import { walk } from '../java-ast/walk.ts';
import type { Anchor } from './anchor.ts';
import { fieldNamed, fieldsOf, isExpression, type Field } from './fields.ts';
import { nodesBelow, type JavaFile } from './java-file.ts';
import { is } from './kinds.ts';
import { indentAt, layoutOf, takenFrom } from './layout.ts';
import { withComments } from './lines.ts';

/** An assignment in init with everything that belongs to it. */
export interface Extraction {
  readonly field: Field;
  readonly anchor: Anchor & { readonly kind: 'assignment' };
  /** The statement of the body that holds the assignment. */
  readonly whole: Statement;
  /** Statements before it that make what it uses. */
  readonly slice: readonly Statement[];
  /** Parameters that it uses, and the field that keeps each: an existing one, or a new one of the same name. */
  readonly parameters: readonly {
    readonly parameter: FormalParameter;
    readonly keptIn: string;
    readonly isNew: boolean;
  }[];
}

/** Null where the assignment cannot be taken out: it is one way of several, or what it uses serves other code as well. */
export function extract(anchor: Anchor & { readonly kind: 'assignment' }): Extraction | null {
  const { field, statement, body } = anchor;
  const { file } = field;
  const block = body.body;
  const statements = block?.statements ?? [];
  const whole = statements.find((one) => one.start <= statement.start && one.end >= statement.end);
  if (whole === undefined || field.declarator.dimensions > 0) return null;
  if (!isOnlyWay(anchor, whole)) return null;
  const slice = sliceFor(file, statements, whole);
  if (slice === null) return null;
  const parameters = is(body, 'Initializer') ? [] : parametersFor(field, body, [...slice, whole]);
  return parameters === null ? null : { field, anchor, whole, slice, parameters };
}

/** Whether the statement sets this field, once, and nothing else that outlives it, and does not leave the body. */
function isOnlyWay(
  { field, assignment, statement }: Anchor & { readonly kind: 'assignment' },
  whole: Statement,
): boolean {
  const { file } = field;
  const offending: Node[] = [];
  walk(whole, (node) => {
    if (is(node, 'LambdaExpression', 'ClassBody')) return false;
    if (is(node, 'ReturnStatement')) offending.push(node);
    if (is(node, 'Assignment') && node !== assignment) {
      const other = fieldNamed(file, node.left);
      // A field set to null where the opening failed belongs to the opening.
      const isOther = other === null ? is(node.left, 'FieldAccess') : other.declarator !== field.declarator;
      if (isOther) offending.push(node);
    }
    return true;
  });
  return (
    offending.length === 0 &&
    (whole === statement || is(whole, 'TryStatement', 'IfStatement', 'SynchronizedStatement', 'Block'))
  );
}

/** The statements before `whole` that make the locals it uses; null when those serve other code as well. */
function sliceFor(file: JavaFile, statements: readonly Statement[], whole: Statement): Statement[] | null {
  const declarations = new Map<string, Statement>();
  for (const statement of statements) {
    if (statement === whole) break;
    if (is(statement, 'LocalVariableDeclaration')) {
      for (const { name } of statement.declarators) declarations.set(name.name, statement);
    }
  }
  const taken = new Set<Statement>([whole]);
  for (let size = 0; size < taken.size;) {
    size = taken.size;
    const locals = [...declarations.keys()].filter((name) => [...taken].some((one) => mentions(file, one, name)));
    for (const local of locals) {
      for (const statement of statements) {
        const concerns = statement === declarations.get(local) || mentions(file, statement, local);
        if (concerns && statement.start > whole.start) return null;
        if (concerns) taken.add(statement);
      }
    }
  }
  taken.delete(whole);
  const slice = [...taken].sort((left, right) => left.start - right.start);
  return slice.every((statement) => mayMove(file, statement)) ? slice : null;
}

function mentions(file: JavaFile, node: Node, name: string): boolean {
  return nodesBelow(node, 'Identifier').some((one) => one.name === name && isExpression(file, one));
}

function mayMove(file: JavaFile, statement: Statement): boolean {
  const sets = nodesBelow(statement, 'Assignment').some(
    ({ left }) => fieldNamed(file, left) !== null || is(left, 'FieldAccess'),
  );
  return !sets && nodesBelow(statement, 'ReturnStatement', 'ThrowStatement').length === 0;
}

function parametersFor(
  field: Field,
  body: Node & { readonly parameters?: readonly FormalParameter[] },
  code: readonly Node[],
): Extraction['parameters'] | null {
  const { file } = field;
  const used = (body.parameters ?? []).filter(({ name }) => code.some((node) => mentions(file, node, name.name)));
  if (used.length === 0) return [];
  // Only what constructs the object can leave its parameters in it, and only where that happens in one place.
  if (!is(body, 'ConstructorDeclaration') || field.isStatic || !isOnlyConstructor(field, body)) return null;
  const result: { parameter: FormalParameter; keptIn: string; isNew: boolean }[] = [];
  for (const parameter of used) {
    const { name } = parameter.name;
    const isReassigned = nodesBelow(body, 'Assignment').some(
      ({ left }) => is(left, 'Identifier') && left.name === name,
    );
    if (isReassigned || parameter.type === null) return null;
    const existing = keeperOf(field, body, name);
    const taken = fieldsOf(file, field.owner).some((other) => other.name === name);
    if (existing === null && taken) return null;
    result.push({ parameter, keptIn: existing ?? name, isNew: existing === null });
  }
  return result;
}

/** Whether every object of the class is made through this constructor. */
function isOnlyConstructor({ owner }: Field, constructor: ConstructorDeclaration): boolean {
  return owner.members
    .filter((member) => is(member, 'ConstructorDeclaration'))
    .every((other) => other === constructor || delegates(other));
}

function delegates({ body }: ConstructorDeclaration): boolean {
  const [first] = body.statements;
  return is(first, 'ExplicitConstructorInvocation') && first.keyword === 'this';
}

/** The field that the constructor sets to the parameter and nothing else sets. */
function keeperOf(field: Field, body: ConstructorDeclaration, parameter: string): string | null {
  for (const statement of body.body.statements) {
    const assignment =
      is(statement, 'ExpressionStatement') && is(statement.expression, 'Assignment') ? statement.expression : null;
    if (assignment === null || !is(assignment.right, 'Identifier') || assignment.right.name !== parameter) continue;
    const keeper = fieldNamed(field.file, assignment.left);
    if (keeper?.isFinal === true && keeper.owner === field.owner && keeper.declarator !== field.declarator) {
      return keeper.name;
    }
  }
  return null;
}

/** The field that keeps a parameter, as code. */
export function keptField(file: JavaFile, { type, variableArity }: FormalParameter, name: string): string {
  const text = type === null ? '' : file.textOf(type);
  return `private final ${text}${variableArity ? '[]' : ''} ${name};`;
}

/** A node that is written in other words. */
export interface Replaced {
  readonly node: Node;
  readonly text: string;
}

/**
 * A statement with its comments, for a method of its own: parameters have the names of the fields that keep them, and the
 * assignment may be written in other words (`instead`).
 */
export function moved(extraction: Extraction, statement: Statement, instead: readonly Replaced[] = []): string {
  const { file } = extraction.field;
  const { above, behind } = commentsAround(file, statement);
  const code = renamedText(extraction, statement, instead);
  return above + takenFrom(code, indentAt(file.text, statement.start), layoutOf(file.text)) + behind;
}

/** The comments that go with a statement, for another place: with the line ends and blanks between it and them. */
export function commentsAround(file: JavaFile, statement: Statement): { above: string; behind: string } {
  const { start, end } = withComments(file, statement);
  const indent = indentAt(file.text, statement.start);
  return {
    above: takenFrom(file.text.slice(start, statement.start), indent, layoutOf(file.text)),
    behind: file.text.slice(statement.end, end),
  };
}

/** Code with parameters in the names of the fields that keep them, for another place. */
export function renamed(extraction: Extraction, node: Node): string {
  const { file } = extraction.field;
  return takenFrom(renamedText(extraction, node), indentAt(file.text, node.start), layoutOf(file.text));
}

/** The same as it stands in the file. */
export function renamedText(
  { field: { file }, parameters }: Extraction,
  node: Node,
  instead: readonly Replaced[] = [],
): string {
  const replaced = [...instead];
  for (const { parameter, keptIn } of parameters) {
    const { name } = parameter.name;
    if (name === keptIn) continue;
    for (const use of nodesBelow(node, 'Identifier')) {
      if (use.name === name && isExpression(file, use)) replaced.push({ node: use, text: keptIn });
    }
  }
  const outer = replaced.filter(
    (one) =>
      !instead.some((other) => other !== one && other.node.start <= one.node.start && other.node.end >= one.node.end),
  );
  let text = '';
  let done = node.start;
  for (const { node: part, text: newText } of outer.sort((left, right) => left.node.start - right.node.start)) {
    text += file.text.slice(done, part.start) + newText;
    done = part.end;
  }
  return text + file.text.slice(done, node.end);
}
