/**
 * The project model: all file facts joined, with look-ups by name. Built once per run; everything after it only asks.
 */
import type { FieldModel, MethodModel, TypeModel } from './declared-type.ts';
import type { FileFacts, TypeName } from './facts.ts';
import { noteNamesOf } from './imports.ts';
import type { JavaType } from './java-type.ts';
import { Memory } from './memory.ts';
import type { Names } from './names.ts';
import { resolveTypeName, type Scope } from './resolve.ts';
import {
  ALL_TYPES,
  namesAfter,
  NO_NAMES_CHANGED,
  pieceOfName,
  pieceOfSubtypes,
  type NamesChanged,
  type ReplacedFile,
  type SubtypeIndex,
} from './reshape.ts';
import { meantBy, type SourceModules } from './source-modules.ts';
import { lastPartOf, TypeTable, type TypesChanged } from './type-table.ts';
import { WordIndex, type WordQuestion } from './word-index.ts';

export type { FieldModel, MethodModel, TypeModel } from './declared-type.ts';

export class ProjectModel {
  /** In the order given; see `replaceFiles`. */
  readonly files: readonly FileFacts[];
  /** Null where nothing is known of a build. */
  readonly modules: SourceModules | null;
  /** What was found out about the project. */
  readonly memory: Memory;
  private readonly table: TypeTable;
  /** Indexes of the files, by path. */
  private readonly places: ReadonlyMap<string, number>;
  /** The packages that the project's files declare. */
  readonly packages: ReadonlySet<string>;
  private resolving = 0;
  /** For the memory: what methods a type has of a name. */
  private readonly methodQuestions = new Map<string, object>();
  private wordIndex: WordIndex | null = null;
  private subtypeIndex: SubtypeIndex | null = null;

  constructor(files: readonly FileFacts[], modules: SourceModules | null, memory: Memory) {
    this.files = [...files];
    this.places = new Map(files.map(({ file }, index) => [file, index]));
    this.modules = modules;
    this.memory = memory;
    this.packages = new Set(files.map(({ packageName }) => packageName));
    this.table = new TypeTable(this.files);
  }

  /**
   * Takes new facts of files of the same packages. The models of types that are still there stay the same objects, and those
   * of members that are the same; where names may mean something else, what was resolved is given up. What the memory holds
   * is for the caller to give up: as the answer says, and what was read of the replaced files themselves.
   * @throws when a `previous` is none of the project's files
   */
  replaceFiles(replaced: readonly ReplacedFile[]): NamesChanged {
    return this.memory.unnoticed(() => {
      const reshaped = replaced.filter(({ hasSameOutline }) => !hasSameOutline).map(({ next }) => next);
      // What inherited from what has to be known as it was.
      const before = reshaped.length === 0 ? null : this.subtypesByType();
      const changes = replaced.map((one) => this.replaceFile(one));
      if (before === null) return NO_NAMES_CHANGED;
      const changed = { gone: changes.flatMap(({ gone }) => gone), added: changes.flatMap(({ added }) => added) };
      const { isHierarchySame, ...names } = namesAfter(reshaped, changed, before, {
        typesOf: (file) => this.table.of(file) ?? [],
        supertypes: (type) => this.supertypes(type),
        mentioning: (words) => this.indexOfWords().filesWith(words),
      });
      if (!isHierarchySame) this.subtypeIndex = null;
      return names;
    });
  }

  private replaceFile({ previous, next }: ReplacedFile): TypesChanged {
    const index = this.places.get(previous.file);
    if (index === undefined || this.files[index] !== previous) {
      throw new Error(`${previous.file} is none of the project's files`);
    }
    (this.files as FileFacts[])[index] = next;
    this.wordIndex?.replace(previous, next);
    return this.table.replace(previous, next, this.files);
  }

  private indexOfWords(): WordIndex {
    return (this.wordIndex ??= this.memory.unnoticed(() => new WordIndex(this.files)));
  }

  /** Whether a body of the file may mention one of the words, or a word that matches: false only if none does. */
  mayMention(file: FileFacts, words: WordQuestion): boolean {
    const index = this.indexOfWords();
    // The index is over all files; the answer rests on this one's words.
    return file.words.length > 0 && index.mayMention(file, words);
  }

  /** What its names tell. For answers that rest on the words of every file: looking one word up tells of none. */
  get names(): Names {
    return {
      files: this.files,
      declares: (name, from) => this.findType(name, from === null ? null : this.fileAt(from.file)) !== null,
      isMentioned: (word) => this.indexOfWords().has(word),
    };
  }

  /** The facts of a file by its report path; null when it is none of the project's. */
  fileAt(path: string): FileFacts | null {
    return this.files[this.places.get(path) ?? -1] ?? null;
  }

  /** In file order. */
  get types(): readonly TypeModel[] {
    this.memory.noteNamed(() => ALL_TYPES);
    return this.table.all;
  }

  /** For each of the files its types; the same list while the files have the types that they had. */
  get typesByFile(): readonly (readonly TypeModel[])[] {
    this.memory.noteNamed(() => ALL_TYPES);
    return this.table.byFile;
  }

  /** The type at `index` in the file's `types`. Throws on an index the facts do not have. */
  typeAt(file: FileFacts, index: number): TypeModel {
    const model = this.typesOf(file)[index];
    if (model === undefined) throw new Error(`${file.file}: no type ${String(index)}`);
    return model;
  }

  /** The types a file declares, in the order of its facts. */
  typesOf(file: FileFacts): readonly TypeModel[] {
    // Reading the facts tells of it.
    return file.types.length === 0 ? NO_TYPES : (this.table.of(file) ?? NO_TYPES);
  }

  /** A declared type by canonical name; where several modules declare it, the one that code of `from` sees. */
  findType(canonicalName: string, from: FileFacts | null): TypeModel | null {
    this.memory.noteNamed(() => pieceOfName(lastPartOf(canonicalName)));
    return this.declared(canonicalName, from);
  }

  /** As `findType`, for names that are written in `from`: what is said of the names in that file covers them. */
  declared(canonicalName: string, from: FileFacts | null): TypeModel | null {
    const candidates = this.table.withCanonicalName(canonicalName);
    if (candidates.length < 2 || from === null) return candidates[0] ?? null;
    return meantBy(from.file, candidates, this.modules);
  }

  /** The types of a qualified name, in file order: several where modules declare the same one. */
  typesNamed(qualifiedName: string): readonly TypeModel[] {
    this.memory.noteNamed(() => pieceOfName(lastPartOf(qualifiedName)));
    return this.table.withQualifiedName(qualifiedName);
  }

  /** Whether a class of the project has that simple name; of local and anonymous ones none counts. */
  declaresName(simpleName: string): boolean {
    this.memory.noteNamed(() => pieceOfName(simpleName));
    return this.table.simpleNames.has(simpleName);
  }

  hasPackage(name: string): boolean {
    return this.packages.has(name);
  }

  /** A type name as written in `scope`, resolved by the order of JLS 6.5. */
  resolve(name: TypeName, scope: Scope): JavaType {
    noteNamesOf(scope.file);
    const { resolved } = scope.type.names;
    const known = resolved.get(name);
    if (known?.method === scope.method) return known.result;
    const result = resolveTypeName(this, name, scope);
    if (this.resolving === 0) resolved.set(name, { method: scope.method, result });
    return result;
  }

  /** Direct supertypes, superclass first. `java.lang.Object` is left out; enums and records get their library superclass. */
  supertypes(type: TypeModel): readonly JavaType[] {
    noteNamesOf(type.file);
    const { names } = type;
    if (names.supertypes !== null) return names.supertypes;
    // A cyclic hierarchy in broken sources must not recurse for ever: names are resolved while the entry is empty.
    names.supertypes = [];
    const scope: Scope = { type: type.outer ?? type, file: type.file, method: null };
    const own = type.fact.isLocal ? scope : { ...scope, type };
    const result: JavaType[] = [];
    this.resolving++;
    if (type.fact.superclass !== null) result.push(this.resolve(type.fact.superclass, own));
    for (const name of type.fact.interfaces) result.push(this.resolve(name, own));
    this.resolving--;
    names.supertypes = result;
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
    noteNamesOf(type.file);
    if (type.names.ancestors !== null) return type.names.ancestors;
    const result = this.collectSupertypes(type);
    // While names of a hierarchy are being resolved its answers are incomplete.
    if (this.resolving === 0) type.names.ancestors = result;
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
    this.memory.noteNamed(() => pieceOfSubtypes(type));
    const index = this.subtypesByType();
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

  private subtypesByType(): SubtypeIndex {
    return (this.subtypeIndex ??= this.memory.unnoticed(() => this.buildSubtypeIndex()));
  }

  private buildSubtypeIndex(): SubtypeIndex {
    const index = new Map<TypeModel, TypeModel[]>();
    for (const type of this.table.all) {
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

const NO_TYPES: readonly TypeModel[] = [];
