/** How code treats a value that may be null: whether it asks, and whether it calls something on it without asking. */
import type { Expression, Statement } from '../../model/facts.ts';
import { visitAll } from '../../model/visit.ts';
import { bodiesOf, dottedName, someNode, type SourceBody } from './source-calls.ts';

/** What the code does with a value and with the variable or field that it goes into. */
export interface NullUse {
  /** Compared with null, or given to something that takes null for an answer. */
  readonly isChecked: boolean;
  /** A member is called on it. */
  readonly isDereferenced: boolean;
  /** Written to a log and to nothing else. */
  readonly isOnlyLogged: boolean;
}

/** Members that accept null as an argument and say so, or give something else for it. */
const NULL_TAKERS =
  /^(ofNullable|isNull|nonNull|requireNonNullElse|requireNonNullElseGet|is(Not)?(Null|Blank|Empty)\w*|hasText|hasLength|default\w+|firstNonNull|nullToEmpty|emptyToNull|coalesce|equals|equalsIgnoreCase)$/;
const LOGGERS = /(^|\.)_?(log|logger|out|err)$/i;

/** The use of `value`, a call in a body of `place`; a field it is kept in is followed through its class. */
export function nullUseOf(place: SourceBody, value: Expression): NullUse {
  const direct = usesIn([...place.body], (node) => node === value);
  const variable = variableOf(place, value);
  if (variable === null) return direct;
  const roots =
    variable.kind === 'local'
      ? [...place.body]
      : [...bodiesOf(place.project, place.type)].flatMap(({ body }) => [...body]);
  const later = usesIn(roots, (node) => names(node, variable.name));
  return {
    isChecked: direct.isChecked || later.isChecked,
    isDereferenced: direct.isDereferenced || later.isDereferenced,
    isOnlyLogged: later.isOnlyLogged,
  };
}

function names(node: Expression, name: string): boolean {
  return (
    (node.kind === 'local' || node.kind === 'name' || (node.kind === 'select' && node.target.kind === 'this')) &&
    node.name === name
  );
}

/** The local variable or field that the value is assigned to. */
function variableOf(place: SourceBody, value: Expression): { kind: 'local' | 'field'; name: string } | null {
  let found: { kind: 'local' | 'field'; name: string } | null = null;
  visitAll(place.body, (node) => {
    if (node.kind === 'local' && 'initializer' in node && node.initializer === value) {
      found = { kind: 'local', name: node.name };
    }
    if (node.kind !== 'assign' || node.right !== value) return;
    if (node.left.kind === 'local') found = { kind: 'local', name: node.left.name };
    else if (node.left.kind === 'name' || node.left.kind === 'select') found = { kind: 'field', name: node.left.name };
  });
  return found;
}

function usesIn(roots: readonly (Expression | Statement)[], isIt: (node: Expression) => boolean): NullUse {
  let isChecked = false;
  let isDereferenced = false;
  let logged = 0;
  let uses = 0;
  visitAll(roots, (node) => {
    if (isRead(node, isIt)) uses++;
    if (node.kind === 'binary' && /^[!=]=$/.test(node.operator)) {
      isChecked ||= [node.left, node.right].some(isIt) && [node.left, node.right].some(isNullLiteral);
    }
    if (node.kind !== 'call') return;
    if (node.target !== null && isIt(node.target)) isDereferenced = true;
    else if (NULL_TAKERS.test(node.name)) isChecked ||= node.arguments.some(isIt);
    if (node.target !== null && LOGGERS.test(dottedName(node.target) ?? '') && contains(node.arguments, isIt)) logged++;
  });
  return { isChecked, isDereferenced, isOnlyLogged: uses > 0 && logged >= uses };
}

/** Counts a use once, where it stands as an expression. */
function isRead(node: Expression | Statement, isIt: (node: Expression) => boolean): boolean {
  return !('initializer' in node) && isIt(node as Expression);
}

function isNullLiteral(node: Expression): boolean {
  return node.kind === 'literal' && node.value === null;
}

function contains(roots: readonly Expression[], isIt: (node: Expression) => boolean): boolean {
  return someNode(roots, (node) => isRead(node, isIt));
}
