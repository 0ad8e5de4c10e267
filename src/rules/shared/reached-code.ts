/**
 * Code that some methods reach by plain calls: what requests run, what a hook runs. The init phase is followed by an
 * interpreter; here it is enough to know which bodies may be meant, so calls are resolved by declared types alone.
 */
import type { Hop, Site } from '../../graph/event.ts';
import type { Expression, MethodFact, Statement } from '../../model/facts.ts';
import type { Body } from '../../model/per-body.ts';
import type { MethodModel, ProjectModel, TypeModel } from '../../model/project.ts';
import { visitBranches } from '../../model/visit.ts';
import { declaredType, dottedName, resolved, type Call, type SourceBody } from './source-calls.ts';

/** A body, and how it is come to. */
export interface ReachedBody {
  readonly place: SourceBody;
  /** From the method that was asked about to the call of this body. */
  readonly path: readonly Hop[];
  /** Qualified names of the classes whose entries reach it, sorted. */
  readonly roots: readonly string[];
  /** Whether every call on the way surely runs: none stands in a branch, a `catch` or a lambda. */
  readonly isCertain: boolean;
}

/** Longer ways are not followed. */
const MAX_PATH = 12;

/** A method that is called from outside, on behalf of a class. */
export interface Entry {
  /** Qualified name of the class: the method may be inherited. */
  readonly root: string;
  readonly method: MethodModel;
}

/** The bodies of `entries` and of all code of the project they call, each once; a certain way to one before an uncertain one. */
export function reachedFrom(project: ProjectModel, entries: readonly Entry[]): readonly ReachedBody[] {
  const found = new Map<Body, Found>();
  const certain: Step[] = entries.flatMap(({ method }) => atEntry(project, method));
  const uncertain: Step[] = [];
  const take = waiting(certain, uncertain);
  for (let step = take(); step !== null; step = take()) {
    const { body } = step.callee.place;
    if (found.has(body) || (step.from?.path.length ?? 0) >= MAX_PATH) continue;
    const reached = reachedBy(step);
    found.set(body, reached);
    for (const callee of calleesOf(reached.place)) {
      const isCertain = reached.isCertain && !callee.isConditional;
      if (!found.has(callee.place.body)) (isCertain ? certain : uncertain).push({ from: reached, callee, isCertain });
    }
  }
  let known: ReadonlyMap<Body, ReadonlySet<string>> | null = null;
  const rootsOf = (body: Body): readonly string[] => {
    known ??= rootsByBody(found, entries);
    return [...(known.get(body) ?? [])].sort();
  };
  return [...found.values()].map((one) => withRoots(one, rootsOf));
}

/** Takes from `first` while there is something, else from `second`, each in its order; null when both are at their end. */
function waiting<T>(first: readonly T[], second: readonly T[]): () => T | null {
  let [inFirst, inSecond] = [0, 0];
  return () => {
    if (inFirst < first.length) return first[inFirst++] ?? null;
    return second[inSecond++] ?? null;
  };
}

/** A body on the way, and the steps to it. */
interface Found {
  readonly place: SourceBody;
  readonly path: readonly Hop[];
  readonly isCertain: boolean;
}

/** The classes are looked for when somebody asks: few bodies are reported. */
function withRoots(found: Found, rootsOf: (body: Body) => readonly string[]): ReachedBody {
  let known: readonly string[] | null = null;
  return {
    ...found,
    get roots() {
      return (known ??= rootsOf(found.place.body));
    },
  };
}

/** The classes whose entries reach each body: all at once, from the entries on, as most bodies have many callers. */
function rootsByBody(
  found: ReadonlyMap<Body, Found>,
  entries: readonly Entry[],
): ReadonlyMap<Body, ReadonlySet<string>> {
  const roots = new Map<Body, Set<string>>([...found.keys()].map((body) => [body, new Set()]));
  for (const { root, method } of entries) {
    const after = new Set(method.fact.body === null ? [] : [method.fact.body]);
    for (const body of after) {
      const place = found.get(body)?.place;
      if (place === undefined) continue;
      roots.get(body)?.add(root);
      for (const callee of calleesOf(place)) after.add(callee.place.body);
    }
  }
  return roots;
}

function atEntry(project: ProjectModel, { owner, fact }: MethodModel): Step[] {
  if (fact.body === null) return [];
  const site = { file: owner.file.file, span: fact.nameSpan };
  const place = { project, type: owner, method: fact, body: fact.body };
  return [{ from: null, callee: { place, site, isConditional: false }, isCertain: true }];
}

/** As paths name the body of a method: `Orders.load`, `Orders.constructor`. */
function nameOf({ type, method }: SourceBody): string {
  const name = method?.name ?? '<clinit>';
  return `${type.fact.name}.${name === '<init>' ? 'constructor' : name}`;
}

/** A body that another one may run. */
interface Callee {
  readonly place: SourceBody;
  readonly site: Site;
  readonly isConditional: boolean;
}

/** A way to a body that waits to be taken; `from` null for an entry. */
interface Step {
  readonly from: Found | null;
  readonly callee: Callee;
  readonly isCertain: boolean;
}

function reachedBy({ from, callee: { place, site }, isCertain }: Step): Found {
  if (from === null) return { place, path: [{ site, message: nameOf(place) }], isCertain };
  const subject = from.path.length === 1 ? 'it' : 'which';
  const what = place.method === null ? `initialises ${place.type.fact.name}` : `calls ${nameOf(place)}`;
  return { place, path: [...from.path, { site, message: `${subject} ${what}` }], isCertain };
}

/** The bodies that a body may run, in its order. */
function calleesOf(place: SourceBody): readonly Callee[] {
  return place.project.memory.ask(calleesOf, place.body, () => findCallees(place));
}

function findCallees(from: SourceBody): readonly Callee[] {
  const { project } = from;
  const callees: Callee[] = [];
  visitBranches(from.body, (node, isConditional) => {
    const site = { file: from.type.file.file, span: node.span };
    const methods = node.kind === 'call' || node.kind === 'new' ? methodsCalled(from, node) : [];
    for (const { owner, fact } of methods) {
      if (fact.body === null) continue;
      callees.push({ place: { project, type: owner, method: fact, body: fact.body }, site, isConditional });
    }
    for (const type of touchedTypes(from, node)) {
      for (const { body } of type.fact.initializers) {
        callees.push({ place: { project, type, method: null, body }, site, isConditional });
      }
    }
  });
  return callees;
}

/** The methods of the project that a call may run. An interface's method stands for the one class that implements it. */
export function methodsCalled(place: SourceBody, call: Call): readonly MethodModel[] {
  const { project, type } = place;
  const fits = (method: MethodModel): boolean => takes(method.fact, call.arguments.length);
  if (call.kind === 'new') return resolved(place, call.type).project?.methods.get('<init>')?.filter(fits) ?? [];
  const owner = call.target === null ? null : ownerOf(place, call.target);
  if (call.target !== null) return owner === null ? [] : implementations(project, owner, call.name).filter(fits);
  for (let around: TypeModel | null = type; around !== null; around = around.outer) {
    const own = implementations(project, around, call.name).filter(fits);
    if (own.length > 0) return own;
  }
  const imported = type.file.imports.find(({ form, name }) => form === 'static' && name.endsWith(`.${call.name}`));
  const holder =
    imported === undefined ? null : project.findType(imported.name.slice(0, -call.name.length - 1), type.file);
  return holder === null ? [] : project.findMethods(holder, call.name).filter(fits);
}

function ownerOf(place: SourceBody, target: Expression): TypeModel | null {
  if (target.kind === 'super') return place.project.superclassOf(place.type);
  const name = dottedName(target);
  return declaredType(place, target)?.project ?? (name === null ? null : resolved(place, { name }).project);
}

function implementations(project: ProjectModel, owner: TypeModel, name: string): readonly MethodModel[] {
  const declared = project.findMethods(owner, name);
  if (declared.some(({ fact }) => !fact.isAbstract)) return declared;
  const below = project.subtypes(owner).flatMap((type) => type.methods.get(name) ?? []);
  return below.length === 1 ? below : [];
}

function takes({ parameters, variableArity }: MethodFact, count: number): boolean {
  return variableArity ? count >= parameters.length - 1 : count === parameters.length;
}

/** The class that a node is the first to touch, if no other code did: `new`, a static call, a static field. */
function touchedTypes(place: SourceBody, node: Expression | Statement): readonly TypeModel[] {
  if (node.kind === 'new') return existing(resolved(place, node.type).project);
  const target = node.kind === 'call' || node.kind === 'select' ? node.target : null;
  const name = target === null ? null : dottedName(target);
  if (name === null || !/(^|\.)\p{Lu}\w*$/u.test(name)) return [];
  return existing(resolved(place, { name }).project);
}

function existing(type: TypeModel | null): readonly TypeModel[] {
  return type === null ? [] : [type];
}
