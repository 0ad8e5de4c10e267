/** What rules share that look at CRaC resources and the bodies of their hooks. */
import type { InitPhase } from '../../graph/init-phase.ts';
import { isValidityCheck } from '../../knowledge/behaviour.ts';
import type { Expression, MethodFact, Span, Statement } from '../../model/facts.ts';
import type { FieldModel, ProjectModel, TypeModel } from '../../model/project.ts';
import { inEachFile } from '../../model/per-file.ts';
import { visitAll } from '../../model/visit.ts';
import type { RuleReport } from '../rule.ts';
import { callsIn, placed, someNode, type SourceBody } from './source-calls.ts';

/** The interface under its names; `org.crac` picks one of the others at run time. */
export const RESOURCE_TYPES: ReadonlySet<string> = new Set([
  'org.crac.Resource',
  'jdk.crac.Resource',
  'javax.crac.Resource',
  'com.amazonaws.services.lambda.crac.Resource',
]);

export type HookName = 'beforeCheckpoint' | 'afterRestore';

/** Whether a class implements the CRaC interface, as far as the sources show its supertypes. */
export function isResource(project: ProjectModel, type: TypeModel): boolean {
  return project
    .allSupertypes(type)
    .some(({ name, project: declared }) => declared === null && RESOURCE_TYPES.has(name));
}

/** Beans that Micronaut registers by itself. */
export function isOrderedResource(project: ProjectModel, type: TypeModel): boolean {
  return project.allSupertypes(type).some(({ name }) => /(^|\.)OrderedResource$/.test(name));
}

/** The types that have hooks, however they come to be registered. */
export function hookOwners(project: ProjectModel): readonly TypeModel[] {
  return inEachFile(project, 'owners of hooks', (types) =>
    types.filter(
      (type) => type.fact.kind !== 'interface' && (isResource(project, type) || isOrderedResource(project, type)),
    ),
  );
}

/** A hook with its body, own or inherited; null without one. */
export function hookOf(project: ProjectModel, type: TypeModel, name: HookName): SourceBody | null {
  const method = project.findMethods(type, name).find(({ fact }) => fact.parameters.length === 1 && fact.body !== null);
  return method === undefined
    ? null
    : { project, type: method.owner, method: method.fact, body: method.fact.body ?? [] };
}

/** The hook's body and the bodies of the methods of the same class that it calls, each once. */
export function hookBodies(project: ProjectModel, type: TypeModel, name: HookName): readonly SourceBody[] {
  const hook = hookOf(project, type, name);
  const result: SourceBody[] = hook === null ? [] : [hook];
  const seen = new Set<MethodFact | null>(result.map(({ method }) => method));
  for (const place of result) {
    for (const call of callsIn(place.body)) {
      if (
        call.kind !== 'call' ||
        (call.target !== null && call.target.kind !== 'this' && call.target.kind !== 'super')
      ) {
        continue;
      }
      for (const { owner, fact } of methodsAround(project, type, call.name)) {
        if (fact.body === null || seen.has(fact)) continue;
        seen.add(fact);
        result.push({ project, type: owner, method: fact, body: fact.body });
      }
    }
  }
  return result;
}

function methodsAround(project: ProjectModel, type: TypeModel, name: string): ReturnType<ProjectModel['findMethods']> {
  const own = project.findMethods(type, name);
  return own.length > 0 || type.outer === null ? own : methodsAround(project, type.outer, name);
}

/** The field that an expression names by its simple name or through `this`, in a class or one around it. */
export function fieldNamed(project: ProjectModel, type: TypeModel, expression: Expression): FieldModel | null {
  const isField = expression.kind === 'name' || (expression.kind === 'select' && expression.target.kind === 'this');
  if (!isField) return null;
  for (let owner: TypeModel | null = type; owner !== null; owner = owner.outer) {
    const field = project.findField(owner, expression.name);
    if (field !== null) return field;
  }
  return null;
}

/** Place and path of a report inside a hook; the path is the one on which the resource was registered, where that is known. */
export function placedInHook(
  place: SourceBody,
  owner: TypeModel,
  span: Span,
  init: InitPhase,
): Pick<RuleReport, 'site' | 'symbol' | 'path' | 'roots'> {
  const registration = init.registrations.find(({ resources }) => resources.includes(owner.qualifiedName));
  const known = placed(place, span, init);
  return {
    ...known,
    path: known.path?.length === 0 ? (registration?.path ?? []) : known.path,
    roots: registration?.roots ?? known.roots ?? [],
  };
}

/** After these a library object cannot be used again. */
export const CLOSING: ReadonlySet<string> = new Set(['close', 'shutdown', 'shutdownNow']);

/** Whether a node is a field's name, alone or after a dot; which class's field is not asked. */
export function isNamed(node: Expression | Statement, name: string): boolean {
  return (node.kind === 'name' || node.kind === 'select') && node.name === name;
}

/** Whether code gives a field of that name a value again, or asks whether it has one that works. */
export function bringsBack(body: readonly Statement[], name: string): boolean {
  return someNode(body, (node) => {
    if (node.kind === 'assign') return isNamed(node.left, name);
    if (node.kind === 'binary') {
      return /^[!=]=$/.test(node.operator) && (isNamed(node.left, name) || isNamed(node.right, name));
    }
    if (node.kind !== 'call') return false;
    if (/^(ofNullable|isNull|nonNull)$/.test(node.name)) {
      return node.arguments.some((argument) => isNamed(argument, name));
    }
    const asksOrOpens = isValidityCheck(node.name) !== null || /^(re)?(open|start|connect|init)/.test(node.name);
    return asksOrOpens && node.target !== null && isNamed(node.target, name);
  });
}

/** Whether code does anything with a field of that name but close it. */
export function usesOpen(body: readonly Statement[], name: string): boolean {
  let uses = 0;
  visitAll(body, (node) => {
    if (isNamed(node, name)) uses++;
    if (node.kind === 'call' && CLOSING.has(node.name) && node.target !== null && isNamed(node.target, name)) uses--;
  });
  return uses > 0;
}
