/**
 * The project model: all file facts joined, with look-ups by name. Built once per run; everything after it only asks.
 */
import { buildTypes, type DeclaredType, type FieldModel, type MethodModel, type TypeModel } from './declared-type.ts';
import { groupBy } from '../util/group.ts';
import type { FileFacts, MethodFact, TypeName } from './facts.ts';
import type { JavaType } from './java-type.ts';
import { Memory } from './memory.ts';
import { WordIndex, type WordQuestion } from './word-index.ts';
import { resolveTypeName, type Scope } from './resolve.ts';
import { meantBy, type SourceModules } from './source-modules.ts';

export type { FieldModel, MethodModel, TypeModel } from './declared-type.ts';

export class ProjectModel {
  /** In the order given; see `replaceFile`. */
  readonly files: readonly FileFacts[];
  readonly types: readonly TypeModel[];
  /** Null where nothing is known of a build. */
  readonly modules: SourceModules | null;
  /** What was found out about the project. */
  readonly memory: Memory;
  private readonly byFile = new Map<FileFacts, DeclaredType[]>();
  private readonly byCanonicalName = new Map<string, TypeModel[]>();
  /** The packages that the project's files declare. */
  readonly packages = new Set<string>();
  private readonly supertypeCache = new Map<TypeModel, readonly JavaType[]>();
  private readonly ancestors = new Map<TypeModel, readonly JavaType[]>();
  private resolving = 0;
  private readonly resolved = new WeakMap<TypeName, { type: TypeModel; method: MethodFact | null; result: JavaType }>();
  private byQualifiedName: ReadonlyMap<string, readonly TypeModel[]> | null = null;
  /** For the memory: what methods a type has of a name. */
  private readonly methodQuestions = new Map<string, object>();
  private readonly simpleNames = new Set<string>();
  private wordIndex: WordIndex | null = null;
  private subtypeIndex: Map<TypeModel, TypeModel[]> | null = null;

  constructor(files: readonly FileFacts[], modules: SourceModules | null, memory: Memory) {
    this.files = [...files];
    this.modules = modules;
    this.memory = memory;
    const types: TypeModel[] = [];
    for (const file of files) {
      this.packages.add(file.packageName);
      const models = buildTypes(file);
      this.byFile.set(file, models);
      for (const model of models) {
        types.push(model);
        if (model.fact.isLocal || model.fact.kind === 'anonymous') continue;
        this.simpleNames.add(model.fact.name);
        const known = this.byCanonicalName.get(model.canonicalName);
        if (known === undefined) this.byCanonicalName.set(model.canonicalName, [model]);
        else known.push(model);
      }
    }
    this.types = types;
  }

  /**
   * Takes new facts of a file with the same types and imports as before, under the same headers, and perhaps other members.
   * The models of the types stay the same objects, and those of members that are the same, so what was resolved stays right.
   * What the memory holds is for the caller to give up.
   * @throws when `previous` is none of the project's files
   */
  replaceFile(previous: FileFacts, next: FileFacts): void {
    const index = this.files.indexOf(previous);
    const models = this.byFile.get(previous);
    if (index < 0 || models === undefined) throw new Error(`${previous.file} is none of the project's files`);
    (this.files as FileFacts[])[index] = next;
    this.byFile.delete(previous);
    this.byFile.set(next, models);
    for (const [position, fact] of next.types.entries()) models[position]?.renew(fact, next);
    this.memory.unnoticed(() => this.wordIndex?.replace(previous, next));
  }

  /** Whether a body of the file may mention one of the words, or a word that matches: false only if none does. */
  mayMention(file: FileFacts, words: WordQuestion): boolean {
    const index = (this.wordIndex ??= this.memory.unnoticed(() => new WordIndex(this.files)));
    // The index is over all files; the answer rests on this one's words.
    return file.words.length > 0 && index.mayMention(file, words);
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

  /** A declared type by canonical name; where several modules declare it, the one that code of `from` sees. */
  findType(canonicalName: string, from: FileFacts | null): TypeModel | null {
    const candidates = this.byCanonicalName.get(canonicalName);
    if (candidates === undefined) return null;
    if (candidates.length === 1 || from === null) return candidates[0] ?? null;
    return meantBy(from.file, candidates, this.modules);
  }

  /** The types of a qualified name, in file order: several where modules declare the same one. */
  typesNamed(qualifiedName: string): readonly TypeModel[] {
    this.byQualifiedName ??= groupBy(this.types, (type) => type.qualifiedName);
    return this.byQualifiedName.get(qualifiedName) ?? [];
  }

  /** Whether a class of the project has that simple name; of local and anonymous ones none counts. */
  declaresName(simpleName: string): boolean {
    return this.simpleNames.has(simpleName);
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

  /** True when both take the same number of parameters of the same types (generic parameters count as equal). */
  private sameErasure(a: MethodModel, b: MethodModel): boolean {
    const left = a.fact.parameters;
    const right = b.fact.parameters;
    if (left.length !== right.length || a.fact.isStatic !== b.fact.isStatic) return false;
    return left.every((parameter, index) => {
      const other = right[index]?.type;
      if (other === undefined) return false;
      if ((parameter.type.dimensions ?? 0) !== (other.dimensions ?? 0)) return false;
      if (isTypeVariable(other.name, b) || isTypeVariable(parameter.type.name, a)) return true;
      if (lastSegment(parameter.type.name) !== lastSegment(other.name)) return false;
      // Two types may have one simple name: `Level` here, `System.Logger.Level` there.
      const [one, two] = [this.resolveParameter(parameter.type, a), this.resolveParameter(other, b)];
      return !one.certain || !two.certain || one.name === two.name;
    });
  }

  private resolveParameter(name: TypeName, { owner, fact }: MethodModel): JavaType {
    return this.resolve(name, { type: owner, file: owner.file, method: fact });
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
    // While names of a hierarchy are being resolved its answers are incomplete.
    if (this.resolving > 0) return this.collectMethods(type, name);
    let question = this.methodQuestions.get(name);
    if (question === undefined) this.methodQuestions.set(name, (question = {}));
    return this.memory.ask(question, type, () => this.collectMethods(type, name));
  }

  private collectMethods(type: TypeModel, name: string): readonly MethodModel[] {
    const result = [...(type.methods.get(name) ?? [])];
    for (const supertype of this.allSupertypes(type)) {
      for (const method of supertype.project?.methods.get(name) ?? []) {
        // Static methods of interfaces are not inherited (JLS 8.4.8, 9.4.1).
        if (method.fact.isStatic && isOfInterface(method)) continue;
        const overriding = result.findIndex((known) => this.sameErasure(known, method));
        if (overriding < 0) result.push(method);
        // What a class inherits from its superclass comes before what interfaces declare (JLS 8.4.8).
        else if (isOfInterface(result[overriding]) && !isOfInterface(method)) result[overriding] = method;
      }
    }
    return result;
  }
}

/** Joins the facts of all files. Order of `files` decides ties, so give them sorted. `modules` are null where no build is known. */
export function buildProjectModel(
  files: readonly FileFacts[],
  modules: SourceModules | null = null,
  memory: Memory = new Memory(),
): ProjectModel {
  return new ProjectModel(files, modules, memory);
}

function isOfInterface(method: MethodModel | undefined): boolean {
  return method?.owner.fact.kind === 'interface';
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
