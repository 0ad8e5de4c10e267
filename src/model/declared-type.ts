/** The models of types and members: what the facts declare, with who holds whom. */
import type { FieldFact, FileFacts, MethodFact, TypeFact, TypeName } from './facts.ts';
import type { JavaType } from './java-type.ts';

export interface MethodModel {
  readonly owner: TypeModel;
  readonly fact: MethodFact;
}

export interface FieldModel {
  readonly owner: TypeModel;
  readonly fact: FieldFact;
  /** `com.acme.Outer$Inner#name`: two classes of one hierarchy may declare the same name. */
  readonly key: string;
}

/** What the names that are written in a type were found to mean, as far as they were asked for. */
export class NamesInType {
  /** A name stands in one place; only a local class makes that place belong to more than one scope. */
  readonly resolved = new WeakMap<TypeName, { readonly method: MethodFact | null; readonly result: JavaType }>();
  supertypes: readonly JavaType[] | null = null;
  /** Of supertypes too, nearest first. */
  ancestors: readonly JavaType[] | null = null;
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
  /** For the project that the type is of. */
  readonly names: NamesInType;
}

/** A type as the sources declare it; its facts are replaced when an editor changes them. */
export class DeclaredType implements TypeModel {
  fact: TypeFact;
  file: FileFacts;
  readonly qualifiedName: string;
  readonly canonicalName: string;
  readonly outer: TypeModel | null;
  readonly sourceRoot: string;
  names = new NamesInType();
  private nestedByName: ReadonlyMap<string, TypeModel> = NO_TYPES;
  private methodsByName: ReadonlyMap<string, readonly MethodModel[]>;
  private fieldsByName: ReadonlyMap<string, FieldModel>;

  constructor(fact: TypeFact, file: FileFacts, outer: TypeModel | null, sourceRoot: string) {
    const isMember = outer !== null && !fact.isLocal && fact.kind !== 'anonymous';
    this.fact = fact;
    this.file = file;
    this.outer = outer;
    this.qualifiedName = file.packageName === '' ? fact.binaryName : `${file.packageName}.${fact.binaryName}`;
    this.canonicalName = isMember ? `${outer.canonicalName}.${fact.name}` : this.qualifiedName;
    this.sourceRoot = sourceRoot;
    this.methodsByName = this.groupMethods(new Map());
    this.fieldsByName = this.groupFields(new Map());
  }

  get nested(): ReadonlyMap<string, TypeModel> {
    // Whoever asks which types there are in a file reads its list of them.
    return this.file.types.length === 0 ? NO_TYPES : this.nestedByName;
  }

  get methods(): ReadonlyMap<string, readonly MethodModel[]> {
    // Whoever asks for a list of the facts is told of its changes.
    return this.fact.methods.length === 0 ? NO_METHODS : this.methodsByName;
  }

  get fields(): ReadonlyMap<string, FieldModel> {
    return this.fact.fields.length === 0 ? NO_FIELDS : this.fieldsByName;
  }

  /** Whether the type stays the same one when its facts are those of `fact`, in a body of `outer`. */
  isStill({ binaryName, isLocal, kind }: TypeFact, outer: DeclaredType | null): boolean {
    return (
      this.fact.binaryName === binaryName &&
      this.fact.isLocal === isLocal &&
      (this.fact.kind === 'anonymous') === (kind === 'anonymous') &&
      this.outer === outer
    );
  }

  /** Takes the types that are declared directly in the body, by simple name. */
  hold(nested: ReadonlyMap<string, TypeModel>): void {
    this.nestedByName = nested;
  }

  /** Takes new facts of what is still the same type. */
  renew(fact: TypeFact, file: FileFacts): void {
    this.file = file;
    if (this.fact === fact) return;
    this.fact = fact;
    this.methodsByName = this.groupMethods(this.methodsByName);
    this.fieldsByName = this.groupFields(this.fieldsByName);
  }

  /** Models of the same facts stay; what is left takes the facts that are new, in order. */
  private groupMethods(before: ReadonlyMap<string, readonly MethodModel[]>): Map<string, MethodModel[]> {
    const current = new Set(this.fact.methods);
    const groups = new Map<string, MethodModel[]>();
    const free = new Map([...before].map(([name, all]) => [name, all.filter(({ fact }) => !current.has(fact))]));
    for (const fact of this.fact.methods) {
      const same = before.get(fact.name)?.find((one) => one.fact === fact);
      const model: Writable<MethodModel> = same ?? free.get(fact.name)?.shift() ?? { owner: this, fact };
      model.fact = fact;
      const known = groups.get(fact.name);
      if (known === undefined) groups.set(fact.name, [model]);
      else known.push(model);
    }
    return groups;
  }

  private groupFields(before: ReadonlyMap<string, FieldModel>): Map<string, FieldModel> {
    return new Map(
      this.fact.fields.map((fact) => {
        const model: Writable<FieldModel> = before.get(fact.name) ?? {
          owner: this,
          fact,
          key: `${this.qualifiedName}#${fact.name}`,
        };
        model.fact = fact;
        return [fact.name, model];
      }),
    );
  }
}

type Writable<T> = { -readonly [K in keyof T]: T[K] };

const NO_TYPES: ReadonlyMap<string, TypeModel> = new Map();
const NO_METHODS: ReadonlyMap<string, readonly MethodModel[]> = new Map();
const NO_FIELDS: ReadonlyMap<string, FieldModel> = new Map();

/** Models of the types that a file declares, in the order of its facts: of `before`, those that are still there, and new ones. */
export function buildTypes(file: FileFacts, before: readonly DeclaredType[] = []): DeclaredType[] {
  const models: DeclaredType[] = [];
  const nested = new Map<DeclaredType, Map<string, TypeModel>>();
  const free = new Map(before.map((model) => [model.fact.binaryName, model]));
  const sourceRoot = sourceRootOf(file);
  for (const fact of file.types) {
    const outer = fact.outer < 0 ? null : (models[fact.outer] ?? null);
    const known = free.get(fact.binaryName);
    const isKept = known?.isStill(fact, outer) === true;
    const model = isKept ? known : new DeclaredType(fact, file, outer, sourceRoot);
    if (isKept) {
      free.delete(fact.binaryName);
      known.renew(fact, file);
    }
    if (outer !== null && !fact.isLocal && fact.kind !== 'anonymous') {
      const others = nested.get(outer);
      if (others === undefined) nested.set(outer, new Map([[fact.name, model]]));
      else others.set(fact.name, model);
    }
    models.push(model);
  }
  for (const model of models) model.hold(nested.get(model) ?? NO_TYPES);
  return models;
}

/** The path without the package folders and the file name. */
function sourceRootOf(file: FileFacts): string {
  const folder = file.file.slice(0, Math.max(0, file.file.lastIndexOf('/')));
  const packagePath = file.packageName.replaceAll('.', '/');
  return folder.endsWith(packagePath) ? folder.slice(0, folder.length - packagePath.length).replace(/\/$/, '') : folder;
}
