/** Entry points that a configuration names: code that runs before the snapshot though nothing in the sources says so. */
import type { MethodModel, ProjectModel, TypeModel } from '../model/project.ts';
import { projectType } from '../model/java-type.ts';
import { invoke } from './calls.ts';
import { ensureInitialized } from './class-initialization.ts';
import { construct } from './construction.ts';
import type { LiveObject } from './kept.ts';
import { displayName, type Machine } from './machine.ts';
import { finish, parameterValues, type Startup } from './startup.ts';
import { objectValue } from './values.ts';

/** A class, and the method of it that runs; null when it is the constructor alone. */
export interface EntryPoint {
  readonly type: TypeModel;
  readonly method: MethodModel | null;
}

/** The entry points among `names` (binary or canonical class names, `#method` behind them) that the project declares. */
export function entryPointsOf(project: ProjectModel, names: readonly string[]): readonly EntryPoint[] {
  return names.flatMap((name): EntryPoint[] => {
    const [className = '', methodName] = name.split('#');
    const types = project.types.filter(
      ({ qualifiedName, canonicalName }) => qualifiedName === className || canonicalName === className,
    );
    return types.flatMap((type): EntryPoint[] => {
      if (methodName === undefined) return [{ type, method: null }];
      return (type.methods.get(methodName) ?? []).map((method) => ({ type, method }));
    });
  });
}

/** Initialises the class, makes an object of it unless the method is static, and runs the method. */
export function startEntryPoint(machine: Machine, { type, method }: EntryPoint): Startup {
  const site = { file: type.file.file, span: type.fact.nameSpan };
  machine.phase = 'static-initializer';
  ensureInitialized(machine, type, site);
  const live: LiveObject[] = [];
  const object =
    method?.fact.isStatic === true ? null : machine.allocate('instance', projectType(type), site, { model: type });
  if (object !== null) {
    machine.phase = 'constructor';
    live.push({ value: objectValue(object), description: `the instance of ${displayName(type)}` });
    construct(machine, type, object, [], site, null);
  }
  if (method !== null) {
    machine.phase = 'main';
    const place = { file: type.file.file, span: method.fact.nameSpan };
    const self = object === null ? null : objectValue(object);
    invoke(machine, null, method, self, parameterValues(machine, method), place);
  }
  return finish(machine, type.qualifiedName, live);
}
