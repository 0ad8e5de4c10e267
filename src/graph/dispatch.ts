/** Narrowing of virtual calls on objects whose creation was not seen: class hierarchy, then instantiated types. */
import type { ProjectModel, TypeModel } from '../model/project.ts';
import type { Machine } from './machine.ts';
import { instantiatedTypeNames } from './instantiated.ts';

/** With more implementers than this a call is not followed: any answer would be a guess. */
const MAX_IMPLEMENTERS = 3;

interface Implementer {
  readonly type: TypeModel;
  readonly inferred: boolean;
}

/** The classes an object of declared type `type` may be. `inferred` when they were chosen among several possibilities. */
export function narrowedImplementers({ project }: Machine, type: TypeModel): readonly Implementer[] {
  return project.memory.ask(narrowedImplementers, type, () => narrow(project, type));
}

function narrow(project: ProjectModel, type: TypeModel): readonly Implementer[] {
  const subtypes = project.subtypes(type);
  if (subtypes.length === 0) return isConcrete(type) ? [{ type, inferred: false }] : [];
  const concrete = [type, ...subtypes].filter(isConcrete);
  if (concrete.length === 1) return concrete.map((only) => ({ type: only, inferred: only !== type }));
  const created = concrete.filter((candidate) => isInstantiated(project, candidate));
  const chosen = created.length === 0 ? concrete : created;
  return chosen.length > MAX_IMPLEMENTERS ? [] : chosen.map((candidate) => ({ type: candidate, inferred: true }));
}

function isConcrete(type: TypeModel): boolean {
  const { kind, modifiers } = type.fact;
  return kind !== 'interface' && kind !== 'annotation' && !modifiers.includes('abstract');
}

function isInstantiated(project: ProjectModel, type: TypeModel): boolean {
  return (
    type.fact.kind === 'anonymous' || type.fact.kind === 'enum' || instantiatedTypeNames(project).has(type.fact.name)
  );
}
