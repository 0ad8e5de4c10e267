/** The model of a project that stays open: what a change leaves as it was stays the same object, with all that is known of it. */
import type { FileFacts } from './facts.ts';
import { Memory } from './memory.ts';
import { buildProjectModel, type ProjectModel } from './project.ts';
import type { ReplacedFile } from './reshape.ts';
import type { SourceModules } from './source-modules.ts';
import { carriedOver, hasSameOutline, trackedFile, type TrackedFile } from './tracked-facts.ts';

interface KnownFile {
  /** As lowered: the identity tells whether a file changed. */
  readonly plain: FileFacts;
  readonly tracked: TrackedFile;
}

export class RememberedProject {
  private memory = new Memory(true);
  private files = new Map<string, KnownFile>();
  private current: ProjectModel = buildProjectModel([]);
  private outside: unknown = null;

  /**
   * The model of `facts`, sorted by file. It is the one of the last time, changed in place, where there are the same files, of
   * the packages that they were of; else a new one that nothing is known of. `outside` is what is known beyond the sources: it
   * must be the same object while it is the same, and is part of what answers may rest on; `modules` are what it says of the
   * build.
   */
  take(facts: readonly FileFacts[], outside: unknown, modules: SourceModules | null = null): ProjectModel {
    const changed = facts.filter((one) => this.files.get(one.file)?.plain !== one);
    const isSameSet =
      facts.length === this.files.size &&
      facts.every(({ file, packageName }) => this.files.get(file)?.plain.packageName === packageName);
    if (outside === this.outside && isSameSet) this.replace(changed);
    else this.rebuild(facts, modules);
    this.outside = outside;
    return this.current;
  }

  private replace(changed: readonly FileFacts[]): void {
    const gone: object[] = [];
    const replaced = changed.flatMap((plain): ReplacedFile[] => {
      const before = this.files.get(plain.file);
      if (before === undefined) return [];
      const carried = carriedOver(before.tracked, plain, this.memory);
      this.files.set(plain.file, { plain, tracked: carried.file });
      gone.push(...carried.gone);
      const sameOutline = hasSameOutline(before.plain, plain);
      return [{ previous: before.tracked.facts, next: carried.file.facts, hasSameOutline: sameOutline }];
    });
    const { files, pieces } = this.current.replaceFiles(replaced);
    for (const { file } of files) gone.push(this.files.get(file)?.tracked.outline ?? {});
    this.memory.forget(gone, pieces);
  }

  private rebuild(facts: readonly FileFacts[], modules: SourceModules | null): void {
    this.memory = new Memory(true);
    this.files = new Map(facts.map((plain) => [plain.file, { plain, tracked: trackedFile(plain, this.memory) }]));
    const files = [...this.files.values()].map(({ tracked }) => tracked.facts);
    this.current = buildProjectModel(files, modules, this.memory);
  }
}
