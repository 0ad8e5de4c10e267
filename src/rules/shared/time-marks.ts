/**
 * Marks of progress: a time up to which something was looked through, which the code that reads it also moves on. What was
 * found until then is in the snapshot with it, so the next run goes on where the last one ended, however late it comes.
 */
import type { InitEvent } from '../../graph/event.ts';
import type { Expression, Statement } from '../../model/facts.ts';
import type { ProjectModel } from '../../model/project.ts';
import { visitAll } from '../../model/visit.ts';
import { fieldUsesOf, type FieldUse } from './field-uses.ts';
import { methodsCalled } from './reached-code.ts';
import { someNode, type SourceBody } from './source-calls.ts';

type Node = Expression | Statement;

/**
 * Whether the field that keeps a reading of the clock is such a mark: every method that reads it sets it again, and none
 * measures it against another time or hands it to code of the project, which might. A reading of `System.nanoTime()` never
 * is one: it means nothing but a distance.
 */
export function isMovedOn(project: ProjectModel, event: InitEvent): boolean {
  if (event.kept === null || event.entry.member === 'nanoTime') return false;
  const uses = fieldUsesOf(project, event.kept);
  return uses !== null && uses.length > 0 && uses.every((use) => movesOn(use, event.kept?.fieldName ?? ''));
}

function movesOn({ body, reads }: FieldUse, field: string): boolean {
  if (body.method === null || body.method.name === '<init>') return false;
  const isSet = someNode(body.body, (node) => node.kind === 'assign' && isField(node.left, field));
  return isSet && !isMeasured(body, [...reads, ...copiesOf(body.body, reads)]);
}

function isField(node: Expression, field: string): boolean {
  return (node.kind === 'name' || node.kind === 'select') && node.name === field;
}

/** Reads of locals that were initialised with the field, or with a time made of it. */
function copiesOf(body: readonly Statement[], reads: readonly Node[]): readonly Node[] {
  const names = new Set<string>();
  visitAll(body, (node) => {
    if (node.kind !== 'local' || !('initializer' in node) || node.initializer === null) return;
    if (isMadeOf(node.initializer, reads)) names.add(node.name);
  });
  const copies: Node[] = [];
  visitAll(body, (node) => {
    if (node.kind === 'local' && !('initializer' in node) && names.has(node.name)) copies.push(node);
  });
  return copies;
}

/** Members that compare their target with their argument, or tell a distance. */
const MEASURES = /^(isAfter|isBefore|before|after|compareTo|between|until|minus|toMillis|compare|max|min)$/u;
const OPERATORS = new Set(['<', '>', '<=', '>=', '-']);

function isMeasured(place: SourceBody, reads: readonly Node[]): boolean {
  let found = false;
  visitAll(place.body, (node) => {
    if (found) return;
    if (node.kind === 'return') found = node.value !== null && contains(node.value, reads);
    // A step of fixed length (`mark - 1000`) measures nothing.
    else if (node.kind === 'binary' && OPERATORS.has(node.operator)) {
      found = [node.left, node.right].every((side) => side.kind !== 'literal') && contains(node, reads);
    } else if (node.kind === 'call') {
      const isAsked = node.target !== null && contains(node.target, reads);
      const isGiven = node.arguments.some((argument) => contains(argument, reads));
      found = MEASURES.test(node.name) ? isAsked || isGiven : isGiven && methodsCalled(place, node).length > 0;
    }
  });
  return found;
}

function contains(node: Node, searched: readonly Node[]): boolean {
  return someNode([node], (inside) => searched.includes(inside));
}

/** Whether a value is one of the reads or made of it; what a call brings that was given it is another value. */
function isMadeOf(node: Expression, reads: readonly Node[]): boolean {
  if (reads.includes(node)) return true;
  switch (node.kind) {
    case 'call':
      return node.target !== null && isMadeOf(node.target, reads);
    case 'new':
      return node.arguments.some((argument) => isMadeOf(argument, reads));
    case 'cast':
      return isMadeOf(node.operand, reads);
    case 'binary':
      return isMadeOf(node.left, reads) || isMadeOf(node.right, reads);
    case 'conditional':
      return isMadeOf(node.whenTrue, reads) || isMadeOf(node.whenFalse, reads);
    default:
      return false;
  }
}
