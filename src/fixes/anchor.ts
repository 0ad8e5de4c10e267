/** From a finding to the field that keeps what it is about: the value's way up the chain of calls, read from the sources. */
import type {
  Assignment,
  ConstructorDeclaration,
  Expression,
  ExpressionStatement,
  Node,
  Statement,
} from '../java-ast/nodes.ts';
import type { Finding, TraceStep } from '../types.ts';
import { fieldNamed, isExpression, type Field } from './fields.ts';
import type { FixContext } from './fix.ts';
import { nodesBelow, type Body, type JavaFile } from './java-file.ts';
import { is } from './kinds.ts';

/** Where a field gets the value from init. */
export type Anchor =
  | { readonly kind: 'initializer'; readonly field: Field; readonly value: Expression }
  | {
      readonly kind: 'assignment';
      readonly field: Field;
      readonly value: Expression;
      readonly assignment: Assignment;
      readonly statement: ExpressionStatement;
      readonly body: Exclude<Body, { readonly kind: 'LambdaExpression' }>;
    };

type Flow = Anchor | 'returned' | null;

/** More local variables than this on the way are not followed. */
const MAX_LOCALS = 8;

/**
 * The fields along the finding's path that take the value, or what is made of it, nearest to the call first. Ends where the
 * value is not returned to the caller any more.
 */
export async function anchorsOf({ finding, file: open }: FixContext): Promise<Anchor[]> {
  const anchors: Anchor[] = [];
  const hops = [...hopsOf(finding)].reverse();
  for (const hop of hops) {
    const file = await open(hop.file);
    const call = file?.callAt(hop.range) ?? null;
    if (file === null || call === null) break;
    const flow = followed(file, call);
    if (flow === null) break;
    if (flow === 'returned') continue;
    anchors.push(flow);
    // What an object keeps is kept by whoever keeps the object; what a class keeps, by nobody else.
    if (flow.field.isStatic) break;
  }
  return anchors;
}

function hopsOf(finding: Finding): readonly Pick<TraceStep, 'file' | 'range'>[] {
  return finding.trace.length > 0 ? finding.trace : [finding];
}

/** Where the value of an expression goes. */
function followed(file: JavaFile, start: Expression): Flow {
  let current: Node = start;
  for (let parent = file.parentOf(current); parent !== null; parent = file.parentOf(current)) {
    if (is(parent, 'LambdaExpression', 'ReturnStatement')) return 'returned';
    if (is(parent, 'VariableDeclarator')) return ofDeclarator(file, parent);
    if (is(parent, 'Assignment')) return parent.right === current ? ofAssignment(file, parent) : null;
    if (!passesOn(parent)) return null;
    current = parent;
  }
  return null;
}

/** Whether the value of a part can be, or be in, the value of the whole. */
function passesOn(node: Node): boolean {
  return is(
    node,
    'MethodInvocation',
    'ClassInstanceCreation',
    'ArrayCreation',
    'ArrayInitializer',
    'ArrayAccess',
    'FieldAccess',
    'CastExpression',
    'BinaryExpression',
    'ConditionalExpression',
  );
}

function ofDeclarator(file: JavaFile, declarator: Node): Flow {
  if (!is(declarator, 'VariableDeclarator') || declarator.initializer === null) return null;
  const declaration = file.parentOf(declarator);
  if (is(declaration, 'FieldDeclaration')) {
    const field = fieldNamed(file, declarator.name) ?? fieldOfDeclarator(file, declarator);
    return field === null ? null : { kind: 'initializer', field, value: declarator.initializer };
  }
  return ofLocals(file, declarator, [declarator.name.name]);
}

function fieldOfDeclarator(file: JavaFile, declarator: Node): Field | null {
  if (!is(declarator, 'VariableDeclarator')) return null;
  const owner = file.typeAround(declarator);
  const declaration = file.parentOf(declarator);
  if (owner === null || !is(declaration, 'FieldDeclaration')) return null;
  return {
    file,
    owner,
    declaration,
    declarator,
    name: declarator.name.name,
    isStatic: declaration.modifiers.includes('static'),
    isFinal: declaration.modifiers.includes('final'),
  };
}

function ofAssignment(file: JavaFile, node: Node): Flow {
  if (!is(node, 'Assignment') || node.operator !== '=') return null;
  const field = fieldNamed(file, node.left);
  if (field === null) {
    return is(node.left, 'Identifier') ? ofLocals(file, node, [node.left.name]) : null;
  }
  const statement = file.parentOf(node);
  const body = file.bodyAround(node);
  if (!is(statement, 'ExpressionStatement') || body === null || is(body, 'LambdaExpression')) return null;
  return { kind: 'assignment', field, value: node.right, assignment: node, statement, body };
}

/** What becomes of a value in local variables: one field, or the caller. Several fields would have to be renewed together. */
function ofLocals(file: JavaFile, from: Node, names: readonly string[]): Flow {
  const body = file.bodyAround(from);
  if (body === null) return null;
  const open = [...names];
  const flows: Exclude<Flow, null>[] = [];
  for (let index = 0; index < open.length && index < MAX_LOCALS; index++) {
    for (const use of nodesBelow(body, 'Identifier').filter((node) => node.name === open[index])) {
      if (!isExpression(file, use) || use.start < from.start) continue;
      const target = targetOf(file, use);
      if (target === null) continue;
      if (typeof target !== 'object' || 'kind' in target) flows.push(target);
      else if (!open.includes(target.local)) open.push(target.local);
    }
  }
  const [first] = flows;
  const agree = flows.every((flow) =>
    flow === 'returned' || first === 'returned' ? flow === first : flow.field.declarator === first?.field.declarator,
  );
  return agree ? (first ?? null) : null;
}

/** The next variable that takes a use of a local. */
function targetOf(file: JavaFile, use: Node): Exclude<Flow, null> | { readonly local: string } | null {
  let current = use;
  for (let parent = file.parentOf(current); parent !== null; parent = file.parentOf(current)) {
    if (is(parent, 'ReturnStatement')) return 'returned';
    if (is(parent, 'VariableDeclarator')) return { local: parent.name.name };
    if (is(parent, 'Assignment')) {
      if (parent.right !== current) return null;
      if (is(parent.left, 'Identifier') && fieldNamed(file, parent.left) === null) return { local: parent.left.name };
      return ofAssignment(file, parent);
    }
    if (!passesOn(parent)) return null;
    current = parent;
  }
  return null;
}

/** The constructor that sets the field; null where other code does, for all objects. */
export function constructorOf(anchor: Anchor): ConstructorDeclaration | null {
  return anchor.kind === 'assignment' && is(anchor.body, 'ConstructorDeclaration') ? anchor.body : null;
}

/** Whether a statement only runs while the field is null: `if (field == null) { … }`, as lazy getters have it. */
export function nullGuardOf(anchor: Anchor): Statement | null {
  if (anchor.kind !== 'assignment') return null;
  const { file } = anchor.field;
  for (const ancestor of file.ancestorsOf(anchor.statement)) {
    if (ancestor === anchor.body) return null;
    if (is(ancestor, 'IfStatement') && comparesWithNull(anchor.field, ancestor.condition)) return ancestor;
  }
  return null;
}

function comparesWithNull(field: Field, condition: Expression): boolean {
  if (!is(condition, 'BinaryExpression') || condition.operator !== '==') return false;
  const sides = [condition.left, condition.right];
  const other = sides.find((side) => !(is(side, 'Literal') && side.type === 'null'));
  return sides.some((side) => is(side, 'Literal') && side.type === 'null') && other !== undefined
    ? fieldNamed(field.file, other)?.declarator === field.declarator
    : false;
}
