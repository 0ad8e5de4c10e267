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
  /** Simple names of all but local and anonymous classes. */
  simpleNames: ReadonlySet<string> = new Set();
  private byCanonicalName: ReadonlyMap<string, readonly DeclaredType[]> = new Map();
  private byQualifiedName: ReadonlyMap<string, readonly DeclaredType[]> | null = null;
  private readonly byFile = new Map<FileFacts, readonly DeclaredType[]>();

  constructor(files: readonly FileFacts[]) {
    for (const file of files) this.byFile.set(file, buildTypes(file));
    this.index(files);
  }

  /** In the order of the facts; null for a file that is none of the project's. */
  of(file: FileFacts): readonly DeclaredType[] | null {
    return this.byFile.get(file) ?? null;
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
    const before = this.byFile.get(previous);
    if (before === undefined) throw new Error(`${previous.file} is none of the project's files`);
    const models = buildTypes(next, before);
    this.byFile.delete(previous);
    if (models.length === before.length && models.every((model, index) => model === before[index])) {
      this.byFile.set(next, before);
      return { gone: NONE, added: NONE };
    }
    this.byFile.set(next, models);
    this.index(files);
    const [was, is] = [new Set(before), new Set(models)];
    return { gone: before.filter((one) => !is.has(one)), added: models.filter((one) => !was.has(one)) };
  }

  private index(files: readonly FileFacts[]): void {
    this.all = files.flatMap((file) => this.byFile.get(file) ?? NONE);
    const named = this.all.filter(({ fact }) => !fact.isLocal && fact.kind !== 'anonymous');
    this.simpleNames = new Set(named.map(({ fact }) => fact.name));
    this.byCanonicalName = groupBy(named, (type) => type.canonicalName);
    this.byQualifiedName = null;
  }
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
