/** The models of types and members: what the facts declare, with who holds whom. */
import type { FieldFact, FileFacts, MethodFact, TypeFact } from './facts.ts';

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

/** A type as the sources declare it; its facts are replaced when an editor changes its members. */
export class DeclaredType implements TypeModel {
  fact: TypeFact;
  file: FileFacts;
  readonly qualifiedName: string;
  readonly canonicalName: string;
  readonly outer: TypeModel | null;
  readonly nested = new Map<string, TypeModel>();
  readonly sourceRoot: string;
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

  get methods(): ReadonlyMap<string, readonly MethodModel[]> {
    // Whoever asks for a list of the facts is told of its changes.
    return this.fact.methods.length === 0 ? NO_METHODS : this.methodsByName;
  }

  get fields(): ReadonlyMap<string, FieldModel> {
    return this.fact.fields.length === 0 ? NO_FIELDS : this.fieldsByName;
  }

  /** Takes new facts of the same header. */
  renew(fact: TypeFact, file: FileFacts): void {
    if (this.fact.binaryName !== fact.binaryName) throw new Error(`${file.file} declares other types than before`);
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
        const model: Writable<FieldModel> = before.get(fact.name) ?? { owner: this, fact };
        model.fact = fact;
        return [fact.name, model];
      }),
    );
  }
}

type Writable<T> = { -readonly [K in keyof T]: T[K] };

const NO_METHODS: ReadonlyMap<string, readonly MethodModel[]> = new Map();
const NO_FIELDS: ReadonlyMap<string, FieldModel> = new Map();

/** Models of the types that a file declares, in the order of its facts. */
export function buildTypes(file: FileFacts): DeclaredType[] {
  const models: DeclaredType[] = [];
  const sourceRoot = sourceRootOf(file);
  for (const fact of file.types) {
    const outer = fact.outer < 0 ? null : (models[fact.outer] ?? null);
    const model = new DeclaredType(fact, file, outer, sourceRoot);
    if (outer !== null && !fact.isLocal && fact.kind !== 'anonymous') outer.nested.set(fact.name, model);
    models.push(model);
  }
  return models;
}

/** The path without the package folders and the file name. */
function sourceRootOf(file: FileFacts): string {
  const folder = file.file.slice(0, Math.max(0, file.file.lastIndexOf('/')));
  const packagePath = file.packageName.replaceAll('.', '/');
  return folder.endsWith(packagePath) ? folder.slice(0, folder.length - packagePath.length).replace(/\/$/, '') : folder;
}
