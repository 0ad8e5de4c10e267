/**
 * The project model: all file facts joined, with look-ups by name. Built once per run; everything after it only asks.
 */
import type { FieldFact, FileFacts, MethodFact, TypeFact, TypeName } from './facts.ts';
import type { JavaType } from './java-type.ts';
import { resolveTypeName, type Scope } from './resolve.ts';

export interface MethodModel {
  readonly owner: TypeModel;
  readonly fact: MethodFact;
}

export interface FieldModel {
  readonly owner: TypeModel;
  readonly fact: FieldFact;
}

/** A declared type with its members. Two modules may declare the same name: then there are two models. */
export interface TypeModel {
  readonly fact: TypeFact;
  readonly file: FileFacts;
  /** `com.acme.Outer$Inner`. */
  readonly qualifiedName: string;
  /** `com.acme.Outer.Inner`. */
  readonly canonicalName: string;
  readonly outer: TypeModel | null;
  /** Types declared directly in the body, by simple name; local and anonymous types are not here. */
  readonly nested: ReadonlyMap<string, TypeModel>;
  readonly methods: ReadonlyMap<string, readonly MethodModel[]>;
  readonly fields: ReadonlyMap<string, FieldModel>;
  /** The folder that holds the root package, e.g. `orders/src/main/java`; tells modules apart. */
  readonly sourceRoot: string;
}

export class ProjectModel {
  /** In the order given; see `replaceFile`. */
  readonly files: readonly FileFacts[];
  readonly types: readonly TypeModel[];
  private readonly byFile = new Map<FileFacts, TypeModel[]>();
  private readonly byCanonicalName = new Map<string, TypeModel[]>();
  private readonly packages = new Set<string>();
  private readonly supertypeCache = new Map<TypeModel, readonly JavaType[]>();
  private readonly ancestors = new Map<TypeModel, readonly JavaType[]>();
  private resolving = 0;
  private readonly resolved = new WeakMap<TypeName, { type: TypeModel; method: MethodFact | null; result: JavaType }>();
  private subtypeIndex: Map<TypeModel, TypeModel[]> | null = null;

  constructor(files: readonly FileFacts[]) {
    this.files = [...files];
    const types: TypeModel[] = [];
    for (const file of files) {
      this.packages.add(file.packageName);
      const models = buildTypes(file);
      this.byFile.set(file, models);
      for (const model of models) {
        types.push(model);
        if (model.fact.isLocal || model.fact.kind === 'anonymous') continue;
        const known = this.byCanonicalName.get(model.canonicalName);
        if (known === undefined) this.byCanonicalName.set(model.canonicalName, [model]);
        else known.push(model);
      }
    }
    this.types = types;
  }

  /**
   * Takes new facts of a file that declares what it declared before: the same types, members, annotations and imports, in
   * the same order, with other bodies and places. The models stay the same objects, so what was resolved stays right.
   * @throws when `previous` is none of the project's files
   */
  replaceFile(previous: FileFacts, next: FileFacts): void {
    const index = this.files.indexOf(previous);
    const models = this.byFile.get(previous);
    if (index < 0 || models === undefined) throw new Error(`${previous.file} is none of the project's files`);
    (this.files as FileFacts[])[index] = next;
    this.byFile.delete(previous);
    this.byFile.set(next, models);
    for (const [position, fact] of next.types.entries()) renew(models[position], fact, next);
  }

  /** The model of the type at `index` in the file's `types`. Throws on an index the facts do not have. */
  typeAt(file: FileFacts, index: number): TypeModel {
    const model = this.byFile.get(file)?.[index];
    if (model === undefined) throw new Error(`${file.file}: no type ${String(index)}`);
    return model;
  }

  /** The types a file declares, in the order of its facts. */
  typesOf(file: FileFacts): readonly TypeModel[] {
    return this.byFile.get(file) ?? [];
  }

  /** A declared type by canonical name, the one nearest to `from` when several modules declare it. */
  findType(canonicalName: string, from: FileFacts | null): TypeModel | null {
    const candidates = this.byCanonicalName.get(canonicalName);
    if (candidates === undefined) return null;
    if (candidates.length === 1 || from === null) return candidates[0] ?? null;
    return nearest(candidates, from.file);
  }

  hasPackage(name: string): boolean {
    return this.packages.has(name);
  }

  /** A type name as written in `scope`, resolved by the order of JLS 6.5. */
  resolve(name: TypeName, scope: Scope): JavaType {
    // A name stands in one place; only a local class makes that place belong to more than one scope.
    const known = this.resolved.get(name);
    if (known?.type === scope.type && known.method === scope.method) return known.result;
    const result = resolveTypeName(this, name, scope);
    if (this.resolving === 0) this.resolved.set(name, { type: scope.type, method: scope.method, result });
    return result;
  }

  /** Direct supertypes, superclass first. `java.lang.Object` is left out; enums and records get their library superclass. */
  supertypes(type: TypeModel): readonly JavaType[] {
    const cached = this.supertypeCache.get(type);
    if (cached !== undefined) return cached;
    // A cyclic hierarchy in broken sources must not recurse for ever: names are resolved while the entry is empty.
    this.supertypeCache.set(type, []);
    const scope: Scope = { type: type.outer ?? type, file: type.file, method: null };
    const own = type.fact.isLocal ? scope : { ...scope, type };
    const result: JavaType[] = [];
    this.resolving++;
    if (type.fact.superclass !== null) result.push(this.resolve(type.fact.superclass, own));
    for (const name of type.fact.interfaces) result.push(this.resolve(name, own));
    this.resolving--;
    this.supertypeCache.set(type, result);
    return result;
  }

  /** The superclass when it is declared in the project (for an anonymous class: the class it extends), else null. */
  superclassOf(type: TypeModel): TypeModel | null {
    for (const supertype of this.supertypes(type)) {
      if (supertype.project !== null && supertype.project.fact.kind !== 'interface') return supertype.project;
    }
    return null;
  }

  /** All supertypes, nearest first, without the type itself. Library types only as far as the sources name them. */
  allSupertypes(type: TypeModel): readonly JavaType[] {
    const known = this.ancestors.get(type);
    if (known !== undefined) return known;
    const result = this.collectSupertypes(type);
    // While names of a hierarchy are being resolved its answers are incomplete.
    if (this.resolving === 0) this.ancestors.set(type, result);
    return result;
  }

  private collectSupertypes(type: TypeModel): readonly JavaType[] {
    const seen = new Set<string>();
    const result: JavaType[] = [];
    const queue: TypeModel[] = [type];
    for (let current = queue.shift(); current !== undefined; current = queue.shift()) {
      for (const supertype of this.supertypes(current)) {
        const key = supertype.project?.qualifiedName ?? supertype.name;
        if (seen.has(key)) continue;
        seen.add(key);
        result.push(supertype);
        if (supertype.project !== null) queue.push(supertype.project);
      }
    }
    return result;
  }

  /** True when `type` is `ancestor` or inherits from it (project types). */
  isSubtype(type: TypeModel, ancestor: TypeModel): boolean {
    return type === ancestor || this.allSupertypes(type).some((supertype) => supertype.project === ancestor);
  }

  /** Direct and indirect project subtypes, in file order. */
  subtypes(type: TypeModel): readonly TypeModel[] {
    const index = (this.subtypeIndex ??= this.buildSubtypeIndex());
    const result: TypeModel[] = [];
    const seen = new Set<TypeModel>([type]);
    const queue = [...(index.get(type) ?? [])];
    for (let next = queue.shift(); next !== undefined; next = queue.shift()) {
      if (seen.has(next)) continue;
      seen.add(next);
      result.push(next);
      queue.push(...(index.get(next) ?? []));
    }
    return result;
  }

  private buildSubtypeIndex(): Map<TypeModel, TypeModel[]> {
    const index = new Map<TypeModel, TypeModel[]>();
    for (const type of this.types) {
      for (const supertype of this.supertypes(type)) {
        if (supertype.project === null) continue;
        const known = index.get(supertype.project);
        if (known === undefined) index.set(supertype.project, [type]);
        else known.push(type);
      }
    }
    return index;
  }

  /** A field by name: the type's own, then its supertypes', nearest first. */
  findField(type: TypeModel, name: string): FieldModel | null {
    const own = type.fields.get(name);
    if (own !== undefined) return own;
    for (const supertype of this.allSupertypes(type)) {
      const field = supertype.project?.fields.get(name);
      if (field !== undefined) return field;
    }
    return null;
  }

  /** Methods of that name a call on `type` may mean: own, then inherited; an overridden declaration is left out. */
  findMethods(type: TypeModel, name: string): readonly MethodModel[] {
    const result = [...(type.methods.get(name) ?? [])];
    for (const supertype of this.allSupertypes(type)) {
      for (const method of supertype.project?.methods.get(name) ?? []) {
        const overridden = result.some((known) => sameErasure(known, method));
        if (!overridden) result.push(method);
      }
    }
    return result;
  }
}

/** Joins the facts of all files. Order of `files` decides ties, so give them sorted. */
export function buildProjectModel(files: readonly FileFacts[]): ProjectModel {
  return new ProjectModel(files);
}

/** True when both take the same number of parameters of the same written types (generic parameters count as equal). */
function sameErasure(a: MethodModel, b: MethodModel): boolean {
  const left = a.fact.parameters;
  const right = b.fact.parameters;
  if (left.length !== right.length) return false;
  if (a.fact.isStatic !== b.fact.isStatic) return false;
  return left.every((parameter, index) => {
    const other = right[index]?.type;
    if (other === undefined) return false;
    if (isTypeVariable(other.name, b) || isTypeVariable(parameter.type.name, a)) return true;
    return lastSegment(parameter.type.name) === lastSegment(other.name);
  });
}

function isTypeVariable(name: string, method: MethodModel): boolean {
  return (
    method.fact.typeParameters.some((parameter) => parameter.name === name) ||
    method.owner.fact.typeParameters.some((parameter) => parameter.name === name)
  );
}

function lastSegment(name: string): string {
  return name.slice(name.lastIndexOf('.') + 1);
}

type Writable<T> = { -readonly [K in keyof T]: T[K] };

/** Gives a type and its members the facts of the same declarations, lowered again. */
function renew(model: TypeModel | undefined, fact: TypeFact, file: FileFacts): void {
  if (model?.fact.binaryName !== fact.binaryName) throw new Error(`${file.file} declares other types than before`);
  const type: Writable<TypeModel> = model;
  type.fact = fact;
  type.file = file;
  const seen = new Map<string, number>();
  for (const method of fact.methods) {
    const index = seen.get(method.name) ?? 0;
    seen.set(method.name, index + 1);
    const known: Writable<MethodModel> | undefined = model.methods.get(method.name)?.[index];
    if (known !== undefined) known.fact = method;
  }
  for (const field of fact.fields) {
    const known: Writable<FieldModel> | undefined = model.fields.get(field.name);
    if (known !== undefined) known.fact = field;
  }
}

function buildTypes(file: FileFacts): TypeModel[] {
  const models: TypeModel[] = [];
  const sourceRoot = sourceRootOf(file);
  const prefix = file.packageName === '' ? '' : `${file.packageName}.`;
  for (const fact of file.types) {
    const outer = fact.outer < 0 ? null : (models[fact.outer] ?? null);
    const qualifiedName = prefix + fact.binaryName;
    const isMember = outer !== null && !fact.isLocal && fact.kind !== 'anonymous';
    const model: TypeModel = {
      fact,
      file,
      qualifiedName,
      canonicalName: isMember ? `${outer.canonicalName}.${fact.name}` : qualifiedName,
      outer,
      nested: new Map(),
      methods: groupMethods(fact),
      fields: new Map(),
      sourceRoot,
    };
    for (const methods of model.methods.values()) {
      for (const method of methods) (method as { owner: TypeModel }).owner = model;
    }
    for (const field of fact.fields) {
      (model.fields as Map<string, FieldModel>).set(field.name, { owner: model, fact: field });
    }
    if (isMember) (outer.nested as Map<string, TypeModel>).set(fact.name, model);
    models.push(model);
  }
  return models;
}

function groupMethods(fact: TypeFact): Map<string, MethodModel[]> {
  const groups = new Map<string, MethodModel[]>();
  for (const method of fact.methods) {
    const model = { fact: method, owner: undefined as unknown as TypeModel };
    const known = groups.get(method.name);
    if (known === undefined) groups.set(method.name, [model]);
    else known.push(model);
  }
  return groups;
}

/** The path without the package folders and the file name. */
function sourceRootOf(file: FileFacts): string {
  const folder = file.file.slice(0, Math.max(0, file.file.lastIndexOf('/')));
  const packagePath = file.packageName.replaceAll('.', '/');
  return folder.endsWith(packagePath) ? folder.slice(0, folder.length - packagePath.length).replace(/\/$/, '') : folder;
}

/** The candidate sharing the longest path prefix with `path`; the first among equals. */
function nearest(candidates: readonly TypeModel[], path: string): TypeModel | null {
  let best: TypeModel | null = null;
  let bestLength = -1;
  for (const candidate of candidates) {
    const length = commonPrefix(candidate.file.file, path);
    if (length > bestLength) {
      best = candidate;
      bestLength = length;
    }
  }
  return best;
}

/** Number of leading path segments two paths share. */
function commonPrefix(a: string, b: string): number {
  const left = a.split('/');
  const right = b.split('/');
  let count = 0;
  while (count < left.length && left[count] === right[count]) count++;
  return count;
}
