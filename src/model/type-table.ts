/** The types that the files of a project declare, by file and by name. */
import { groupBy } from '../util/group.ts';
import { buildTypes, type DeclaredType, type TypeModel } from './declared-type.ts';
import type { FileFacts } from './facts.ts';

/** Which models of types came and went with a change. */
export interface TypesChanged {
  readonly gone: readonly DeclaredType[];
  readonly added: readonly DeclaredType[];
}

export class TypeTable {
  /** In file order. */
  all: readonly DeclaredType[] = [];
  /** For each of the files its types, in the order of its facts. */
  byFile: readonly (readonly DeclaredType[])[] = [];
  /** Simple names of all but local and anonymous classes. */
  simpleNames: ReadonlySet<string> = new Set();
  private byCanonicalName: ReadonlyMap<string, readonly DeclaredType[]> = new Map();
  private byQualifiedName: ReadonlyMap<string, readonly DeclaredType[]> | null = null;
  private readonly lists = new Map<FileFacts, readonly DeclaredType[]>();

  constructor(files: readonly FileFacts[]) {
    for (const file of files) this.lists.set(file, buildTypes(file));
    this.index(files);
  }

  /** In the order of the facts; null for a file that is none of the project's. */
  of(file: FileFacts): readonly DeclaredType[] | null {
    return this.lists.get(file) ?? null;
  }

  /** In file order: several where modules declare one name. */
  withCanonicalName(name: string): readonly DeclaredType[] {
    return this.byCanonicalName.get(name) ?? NONE;
  }

  /** In file order: several where modules declare one name. */
  withQualifiedName(name: string): readonly DeclaredType[] {
    this.byQualifiedName ??= groupBy(this.all, (type) => type.qualifiedName);
    return this.byQualifiedName.get(name) ?? NONE;
  }

  /**
   * Takes new facts of a file. Models of types that are still there stay the same objects. `files` are all of them, as they
   * are now.
   * @throws when `previous` is none of the files
   */
  replace(previous: FileFacts, next: FileFacts, files: readonly FileFacts[]): TypesChanged {
    const before = this.lists.get(previous);
    if (before === undefined) throw new Error(`${previous.file} is none of the project's files`);
    const kept = buildTypes(next, before);
    // In another order they count for others: who comes first may decide.
    const models = isInOrder(kept, before) ? kept : buildTypes(next);
    this.lists.delete(previous);
    if (models.length === before.length && models.every((model, index) => model === before[index])) {
      this.lists.set(next, before);
      return { gone: NONE, added: NONE };
    }
    this.lists.set(next, models);
    this.index(files);
    const [was, is] = [new Set(before), new Set(models)];
    return { gone: before.filter((one) => !is.has(one)), added: models.filter((one) => !was.has(one)) };
  }

  private index(files: readonly FileFacts[]): void {
    this.byFile = files.map((file) => this.lists.get(file) ?? NONE);
    this.all = this.byFile.flat();
    const named = this.all.filter(({ fact }) => !fact.isLocal && fact.kind !== 'anonymous');
    this.simpleNames = new Set(named.map(({ fact }) => fact.name));
    this.byCanonicalName = groupBy(named, (type) => type.canonicalName);
    this.byQualifiedName = null;
  }
}

/** Whether those of `before` among the models follow each other as they did. */
function isInOrder(models: readonly DeclaredType[], before: readonly DeclaredType[]): boolean {
  const places = new Map(before.map((model, index) => [model, index]));
  let last = -1;
  return models.every((model) => {
    const place = places.get(model) ?? last + 0.5;
    const follows = place > last;
    last = Math.floor(place);
    return follows;
  });
}

const NONE: readonly DeclaredType[] = [];

/** The last part of a qualified or canonical name: what is written where the type is meant. */
export function lastPartOf(name: string): string {
  return name.slice(Math.max(name.lastIndexOf('.'), name.lastIndexOf('$')) + 1);
}

/** What names the type: no other text can come to mean something else because it is there. */
export function partsNaming({ qualifiedName, canonicalName }: TypeModel): readonly string[] {
  return [lastPartOf(qualifiedName), lastPartOf(canonicalName)];
}
