/**
 * Code that some methods reach by plain calls: what requests run, what a hook runs. The init phase is followed by an
 * interpreter; here it is enough to know which bodies may be meant, so calls are resolved by declared types alone.
 */
import type { Hop, Site } from '../graph/event.ts';
import type { Expression, MethodFact, Statement } from '../model/facts.ts';
import type { MethodModel, ProjectModel, TypeModel } from '../model/project.ts';
import { visitBranches } from '../model/visit.ts';
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

type Found = Omit<ReachedBody, 'roots'>;

/** The bodies of `entries` and of all code of the project they call, each once; a certain way to one before an uncertain one. */
export function reachedFrom(project: ProjectModel, entries: readonly Entry[]): readonly ReachedBody[] {
  const found = new Map<readonly Statement[], Found>();
  const calls = new Map<readonly Statement[], readonly (readonly Statement[])[]>();
  const certain = entries.flatMap(({ method }) => enter(project, method, nameSite(method), [], true));
  const uncertain: Found[] = [];
  for (
    let next = certain.shift() ?? uncertain.shift();
    next !== undefined;
    next = certain.shift() ?? uncertain.shift()
  ) {
    const { body } = next.place;
    if (found.has(body) || next.path.length > MAX_PATH) continue;
    found.set(body, next);
    const callees = calleesOf(next);
    calls.set(
      body,
      callees.map(({ place }) => place.body),
    );
    for (const callee of callees) (callee.isCertain ? certain : uncertain).push(callee);
  }
  const roots = rootsByBody(entries, calls);
  return [...found.values()].map((one) => ({ ...one, roots: [...(roots.get(one.place.body) ?? [])].sort() }));
}

function rootsByBody(
  entries: readonly Entry[],
  calls: ReadonlyMap<readonly Statement[], readonly (readonly Statement[])[]>,
): ReadonlyMap<readonly Statement[], ReadonlySet<string>> {
  const roots = new Map<readonly Statement[], Set<string>>();
  for (const { root, method } of entries) {
    const queue = method.fact.body === null ? [] : [method.fact.body];
    for (let body = queue.pop(); body !== undefined; body = queue.pop()) {
      const known = roots.get(body) ?? new Set();
      if (known.has(root)) continue;
      roots.set(body, known.add(root));
      queue.push(...(calls.get(body) ?? []));
    }
  }
  return roots;
}

function nameSite({ owner, fact }: MethodModel): Site {
  return { file: owner.file.file, span: fact.nameSpan };
}

function enter(
  project: ProjectModel,
  { owner, fact }: MethodModel,
  site: Site,
  path: readonly Hop[],
  isCertain: boolean,
): Found[] {
  if (fact.body === null) return [];
  const name = `${owner.fact.name}.${fact.name === '<init>' ? 'constructor' : fact.name}`;
  const message = path.length === 0 ? name : `${path.length === 1 ? 'it' : 'which'} calls ${name}`;
  const place = { project, type: owner, method: fact, body: fact.body };
  return [{ place, path: [...path, { site, message }], isCertain }];
}

function calleesOf(from: Found): Found[] {
  const { place, path } = from;
  const callees: Found[] = [];
  visitBranches(place.body, (node, isConditional) => {
    const isCertain = from.isCertain && !isConditional;
    const site = { file: place.type.file.file, span: node.span };
    const methods = node.kind === 'call' || node.kind === 'new' ? methodsCalled(place, node) : [];
    for (const method of methods) callees.push(...enter(place.project, method, site, path, isCertain));
    for (const type of touchedTypes(place, node)) {
      callees.push(...initializers(place.project, type, site, path, isCertain));
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
  if (declared.some(({ fact }) => fact.body !== null)) return declared;
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

/** Initialisers of a class: static ones, and those of its objects. */
function initializers(
  project: ProjectModel,
  type: TypeModel,
  site: Site,
  path: readonly Hop[],
  isCertain: boolean,
): Found[] {
  return type.fact.initializers.map(({ body }) => ({
    place: { project, type, method: null, body },
    path: [...path, { site, message: `${path.length === 1 ? 'it' : 'which'} initialises ${type.fact.name}` }],
    isCertain,
  }));
}
