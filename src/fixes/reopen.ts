/** Opens again in afterRestore what a hook closes before the snapshot. */
import type { Expression, MethodInvocation, Node } from '../java-ast/nodes.ts';
import { constructorOf, type Anchor } from './anchor.ts';
import { fieldNamed, referencesTo, type Field } from './fields.ts';
import type { Fix } from './fix.ts';
import { hookEdits } from './hooks.ts';
import { Imports } from './imports.ts';
import type { JavaFile } from './java-file.ts';
import { is } from './kinds.ts';
import { dropFinal, freeName } from './members.ts';
import { openerNames } from './names.ts';
import { openerOf } from './opener.ts';
import { textEditsOf } from './text-edits.ts';

/** Not safe by itself: the field changes while the program runs. */
export const reopen: Fix = async ({ finding, file: open }) => {
  const file = await open(finding.file);
  const field = file === null ? null : closedField(file, file.nodesAt(finding.range));
  if (file === null || field === null) return null;
  const anchor = initialisationOf(field);
  const methodName = freeName(file, openerNames(field, { family: 'connection' }));
  const opener = anchor === null || methodName === null ? null : openerOf(anchor, methodName);
  if (opener === null || opener.kept.length > 0) return null;
  const imports = new Imports(file);
  const methods = opener.method === null ? [] : [opener.method];
  const afterThrows = opener.throws.length > 0 || (anchor !== null && mayThrow(file, anchor));
  const code = { before: [], after: [opener.statement], beforeThrows: false, afterThrows };
  const place = { file, owner: field.owner, isStatic: field.isStatic, imports, methods, fields: [field.name] };
  const hooks = hookEdits({ ...place, madeIn: anchor === null ? null : constructorOf(anchor) }, code);
  if (hooks === null) return null;
  return {
    title: `Open ${field.name} again in afterRestore`,
    kind: 'after-restore',
    safe: false,
    edits: textEditsOf(file.path, file.text, [
      ...dropFinal(file, field),
      ...opener.reuse,
      ...hooks,
      ...imports.edits(),
    ]),
  };
};

/** A call of a project method can throw what its constructor lets pass. */
function mayThrow(file: JavaFile, anchor: Anchor): boolean {
  const body = file.bodyAround(anchor.value);
  return is(body, 'ConstructorDeclaration', 'MethodDeclaration') && body.throws.length > 0;
}

/** The field that a call closes, or an assignment sets to null. */
function closedField(file: JavaFile, nodes: readonly Node[]): Field | null {
  for (const node of nodes) {
    const named = is(node, 'MethodInvocation') ? node.target : is(node, 'Assignment') ? node.left : null;
    const field = named === null ? null : fieldNamed(file, innermost(named));
    if (field !== null) return field;
  }
  return null;
}

function innermost(expression: Expression): Expression {
  const call = expression as MethodInvocation;
  return is(expression, 'MethodInvocation') && call.target !== null ? innermost(call.target) : expression;
}

/** Where a field gets its value: its initialiser, or the one assignment in a constructor or static block. */
export function initialisationOf(field: Field): Anchor | null {
  const { file, declarator } = field;
  if (
    declarator.initializer !== null &&
    !(is(declarator.initializer, 'Literal') && declarator.initializer.type === 'null')
  ) {
    return { kind: 'initializer', field, value: declarator.initializer };
  }
  const anchors = referencesTo(field).flatMap((reference): Anchor[] => {
    const assignment = file.parentOf(reference);
    if (!is(assignment, 'Assignment') || assignment.left !== reference || is(assignment.right, 'Literal')) return [];
    const statement = file.parentOf(assignment);
    const body = file.bodyAround(assignment);
    if (!is(statement, 'ExpressionStatement') || !is(body, 'ConstructorDeclaration', 'Initializer')) return [];
    return [{ kind: 'assignment', field, value: assignment.right, assignment, statement, body }];
  });
  return anchors.length === 1 ? (anchors[0] ?? null) : null;
}
