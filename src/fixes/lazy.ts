/** Makes what a field holds on first use, and anew when it no longer works: nothing is open in the snapshot. */
import type { Expression, Node, Type } from '../java-ast/nodes.ts';
import type { Finding, Suggestion } from '../types.ts';
import { anchorsOf, nullGuardOf, type Anchor } from './anchor.ts';
import { validityOf } from './closing.ts';
import { isFinalByLombok, referencesTo, type Field } from './fields.ts';
import type { Fix, FixContext } from './fix.ts';
import { Imports } from './imports.ts';
import type { JavaFile } from './java-file.ts';
import { is } from './kinds.ts';
import { addFieldsBelow, addMethods, dropFinal, freeMethodName, freeName } from './members.ts';
import { accessorNames, openerNames } from './names.ts';
import { isReadInInit, openerOf, type Opener } from './opener.ts';
import { textEditsOf } from './text-edits.ts';

/** Calls that end a field's use: through an accessor they would open what they close. */
const ENDS_USE = /^(?:close|shutdown|shutdownNow|disconnect|destroy|stop|quit)$/u;

/** Not safe by itself: what fails to open fails in the first request, not in the deployment. */
export const lazy: Fix = async (context) => {
  // A checkpoint may be asked for after warm-up traffic, with everything open that opens on first use.
  if (context.target === 'crac') return null;
  for (const anchor of await anchorsOf(context)) {
    const suggestion = ofAnchor(anchor, context);
    if (suggestion !== null) return suggestion;
  }
  return null;
};

function ofAnchor(anchor: Anchor, { finding }: FixContext): Suggestion | null {
  const { field } = anchor;
  const { file, owner } = field;
  const isOfClass = is(owner, 'ClassDeclaration', 'EnumDeclaration');
  if (!isOfClass || isFinalByLombok(field) || nullGuardOf(anchor) !== null || !isPrivate(field)) return null;
  const methodName = freeName(file, openerNames(field, finding));
  const accessor = freeMethodName(file, accessorNames(field));
  const opener = methodName === null ? null : openerOf(anchor, methodName);
  if (opener === null || accessor === null || is(field.declaration.type, 'PrimitiveType')) return null;
  const uses = usesOf(field, opener);
  if (uses === null) return null;

  const imports = new Imports(file);
  const validity = finding.family === 'connection' ? validityOf(field) : null;
  const checked = validity?.throws ?? null;
  const thrown = [...new Set([...opener.throws, ...(checked === null ? [] : [imports.nameOf(checked)])])];
  const isHandled = uses.every((use) => thrown.every((type) => handles(file, use, type)));
  const isValid = validity === null ? '' : ` || ${negated(validity.test)}`;
  const code = accessorCode(field, accessor, {
    condition: `${field.name} == null${isValid}`,
    set: opener.statement,
    thrown,
    isHandled,
  });
  const edits = [
    ...dropFinal(file, field),
    ...opener.removal,
    ...addFieldsBelow(file, field.declaration, opener.kept),
    ...uses.map(({ start, end }) => ({ start, end, newText: `${accessor}()` })),
    ...addMethods(file, owner, opener.method === null ? [code] : [code, opener.method]),
    ...imports.edits(),
  ];
  return {
    title: titleOf(field, finding, validity !== null),
    kind: 'lazy',
    safe: false,
    edits: textEditsOf(file.path, file.text, edits),
  };
}

function titleOf({ name }: Field, { family }: Finding, isChecked: boolean): string {
  if (family !== 'connection') return `Read ${name} on first use`;
  return `Open ${name} on first use${isChecked ? ', with a validity check' : ''}`;
}

/** Only of a private field all uses are in sight. */
function isPrivate({ declaration }: Field): boolean {
  return declaration.modifiers.includes('private');
}

/** The uses that go through the accessor; null when one of them cannot. */
export function usesOf(field: Field, opener: Opener): Expression[] | null {
  const { file } = field;
  if (isReadInInit(field, opener.taken)) return null;
  const uses = referencesTo(field).filter(
    (reference) => !opener.taken.some((node) => node.start <= reference.start && node.end >= reference.end),
  );
  return uses.every((use) => isPlainUse(file, use)) && !isSetOutside(field, opener) ? uses : null;
}

function isSetOutside(field: Field, opener: Opener): boolean {
  return referencesTo(field).some((reference) => {
    const parent = field.file.parentOf(reference);
    const isTaken = opener.taken.some((node) => node.start <= reference.start && node.end >= reference.end);
    return !isTaken && is(parent, 'Assignment', 'UnaryExpression') && !isRead(reference, parent);
  });
}

function isRead(reference: Node, parent: Node): boolean {
  return is(parent, 'Assignment')
    ? parent.right === reference
    : is(parent, 'UnaryExpression') && !/\+\+|--/u.test(parent.operator);
}

function isPlainUse(file: JavaFile, use: Expression): boolean {
  const parent = file.parentOf(use);
  if (is(parent, 'MethodInvocation') && parent.target === use) return !ENDS_USE.test(parent.name.name);
  if (is(parent, 'MethodReference')) return false;
  const isCompared =
    is(parent, 'BinaryExpression') &&
    [parent.left, parent.right].some((side) => is(side, 'Literal') && side.type === 'null');
  return !isCompared && !is(parent, 'TryStatement');
}

/** `!%.isValid(1)`, and without the double negation of `!!%.isClosed()`. */
function negated(test: string): string {
  return test.startsWith('!') ? test.slice(1) : `!${test}`;
}

/** Whether code at a place may throw a checked exception: it is caught around it, or the method declares it. */
function handles(file: JavaFile, place: Node, type: string): boolean {
  const simple = type.slice(type.lastIndexOf('.') + 1);
  const covers = (caught: Type | null): boolean => {
    const types = caught !== null && is(caught, 'ClassType') ? [caught, ...caught.others] : [];
    return types.some((one) => is(one, 'ClassType') && [simple, type, 'Exception', 'Throwable'].includes(one.name));
  };
  let inside: Node = place;
  for (const ancestor of file.ancestorsOf(place)) {
    const isTried = is(ancestor, 'TryStatement') && !is(inside, 'CatchClause') && inside !== ancestor.finallyBlock;
    if (isTried && ancestor.catches.some(({ parameter }) => covers(parameter.type))) return true;
    if (is(ancestor, 'LambdaExpression', 'ClassBody', 'Initializer')) return false;
    if (is(ancestor, 'MethodDeclaration', 'ConstructorDeclaration')) return ancestor.throws.some(covers);
    inside = ancestor;
  }
  return false;
}

interface Accessor {
  readonly condition: string;
  readonly set: string;
  readonly thrown: readonly string[];
  /** Whether every use copes with what is thrown; else the accessor does. */
  readonly isHandled: boolean;
}

function accessorCode(field: Field, name: string, { condition, set, thrown, isHandled }: Accessor): string {
  const { file, declaration } = field;
  const clause = isHandled && thrown.length > 0 ? ` throws ${thrown.join(', ')}` : '';
  const body = [`if (${condition}) {`, ...set.split('\n').map((line) => `    ${line}`), '}', `return ${field.name};`];
  const lines =
    isHandled || thrown.length === 0
      ? body
      : [
          'try {',
          ...body.map((line) => `    ${line}`),
          `} catch (${thrown.join(' | ')} e) {`,
          `    throw new IllegalStateException("${field.name} cannot be opened", e);`,
          '}',
        ];
  const head = `private ${field.isStatic ? 'static ' : ''}synchronized ${file.textOf(declaration.type)} ${name}()${clause}`;
  return `${head} {\n${lines.map((line) => `    ${line}`).join('\n')}\n}`;
}
