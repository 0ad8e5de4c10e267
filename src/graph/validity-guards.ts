/** Fields whose uses are guarded: the object is asked whether it still lives, and made anew when it does not. */
import type { Expression, MethodFact, Statement } from '../model/facts.ts';
import type { ProjectModel, TypeModel } from '../model/project.ts';
import { visitAll } from '../model/visit.ts';
import { isValidityCheck } from '../knowledge/behaviour.ts';

export interface Guard {
  readonly type: TypeModel;
  readonly method: MethodFact;
  readonly span: readonly [number, number];
}

/**
 * The first method of the class with `if (<asks whether the field lives>) <assigns the field>`, or that assigns the field what
 * a method gives that asks the same of its parameter (`connection = links.fresh(connection)`); else null.
 */
export function validityGuardOf(project: ProjectModel, owner: TypeModel, field: string): Guard | null {
  for (const method of owner.fact.methods) {
    if (method.body === null || method.name === '<init>') continue;
    const guards: Guard[] = [];
    visitAll(method.body, (node) => {
      if (node.kind !== 'if' || !asksValidity(node.condition, field)) return;
      if (assigns(owner, [...node.whenTrue, ...node.whenFalse], field, 0)) {
        guards.push({ type: owner, method, span: node.span });
      }
    });
    visitAll(method.body, (node) => {
      if (node.kind !== 'assign' || !names(node.left, field) || node.right?.kind !== 'call') return;
      const { name, arguments: given, span } = node.right;
      if (given.some((argument) => names(argument, field)) && asksOfParameter(project, name)) {
        guards.push({ type: owner, method, span });
      }
    });
    const [first] = guards;
    if (first !== undefined) return first;
  }
  return null;
}

/** Whether a method of that name in the project asks one of its parameters whether it lives. */
function asksOfParameter(project: ProjectModel, name: string): boolean {
  return project.types.some((type) =>
    (type.methods.get(name) ?? []).some(({ fact }) => {
      let asks = false;
      visitAll(fact.body ?? [], (node) => {
        if (node.kind === 'call' && node.target?.kind === 'local' && isValidityCheck(node.name) !== null) asks = true;
      });
      return asks;
    }),
  );
}

function asksValidity(condition: Expression, field: string): boolean {
  let asked = false;
  visitAll([condition], (node) => {
    if (
      node.kind === 'call' &&
      node.target !== null &&
      isValidityCheck(node.name) !== null &&
      names(node.target, field)
    ) {
      asked = true;
    }
  });
  return asked;
}

function names(expression: Expression, field: string): boolean {
  return (expression.kind === 'name' || expression.kind === 'select') && expression.name === field;
}

/** Whether the statements assign the field, also through one method of the same class. */
function assigns(owner: TypeModel, statements: readonly Statement[], field: string, depth: number): boolean {
  let assigned = false;
  visitAll(statements, (node) => {
    if (assigned) return;
    if (node.kind === 'assign') assigned = names(node.left, field);
    else if (node.kind === 'call' && node.target === null && depth === 0) {
      assigned = (owner.methods.get(node.name) ?? []).some((method) =>
        assigns(owner, method.fact.body ?? [], field, depth + 1),
      );
    }
  });
  return assigned;
}
