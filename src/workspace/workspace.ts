/**
 * A project that stays open: what an editor holds in memory laid over what is on disk, analysed again after each change with
 * everything kept that the change does not touch. The answers are those of a fresh run over the same texts.
 */
import { basename, resolve, sep } from 'node:path';
import { isConfigName } from '../config/find.ts';
import { discoverFiles, relativeFile, type Discovery } from '../discover/files.ts';
import type { InitMember } from '../run/analysis.ts';
import { readSource, type SourceResult } from '../run/file.ts';
import { incrementalStages } from '../run/incremental.ts';
import { RunSettings } from '../run/settings.ts';
import { analyze, membersInInit, why, type AnalyzeOptions, type Outcome } from '../run/run.ts';
import type { Stages } from '../run/stages.ts';
import type { Finding, Report } from '../types.ts';

/** How the project is judged, and where its facts are kept; its folder and what is looked at are the workspace's own. */
export type WorkspaceOptions = Omit<AnalyzeOptions, 'cwd' | 'paths' | 'onEvent'>;

export class Workspace {
  /** Absolute. Report paths are relative to it. */
  readonly root: string;
  private readonly options: WorkspaceOptions;
  private readonly stages: Stages;
  private readonly overlays = new Map<string, string>();
  /** Those that are no Java: another map when one of them changes. */
  private heldElsewhere: ReadonlyMap<string, string> = new Map();
  /** Report paths of files that are being typed. */
  private readonly drafts = new Set<string>();
  private readonly onDisk = new Map<string, SourceResult>();
  /** What can wait until nobody types. */
  private putOff: (() => void)[] = [];
  private discovery: Promise<Discovery> | null = null;
  private settings: RunSettings | null = null;
  private last: Promise<unknown> = Promise.resolve();
  private report: Promise<Outcome<{ readonly report: Report }>> | null = null;

  constructor(root: string, options: WorkspaceOptions = {}) {
    this.root = resolve(root);
    this.options = options;
    const stages = incrementalStages(
      { discover: (wanted) => (this.discovery ??= discoverFiles(wanted)), read: (source) => this.read(source) },
      (file) => this.drafts.has(file),
      (step) => this.putOff.push(step),
    );
    this.stages = {
      ...stages,
      readProject: (wanted, sources) => stages.readProject({ ...wanted, held: this.heldElsewhere }, sources),
      settingsOf: (wanted) =>
        (this.settings ??= new RunSettings({ ...wanted, heldConfigs: this.overlays }, stages.rules)),
    };
  }

  /** The report path of an absolute path. */
  fileOf(path: string): string {
    return relativeFile(this.root, path);
  }

  /**
   * Takes the text that an editor holds of the file at an absolute path, until it is closed. The file then counts as being
   * typed: see `settle`.
   */
  edit(path: string, text: string): void {
    if (this.overlays.get(path) === text) return;
    this.overlays.set(path, text);
    this.holdElsewhere(path);
    this.drafts.add(this.fileOf(path));
    this.report = null;
  }

  /** Nobody is typing: files that are not valid Java get the second opinion that a run would ask for. */
  settle(): void {
    if (this.drafts.size > 0) this.report = null;
    this.drafts.clear();
  }

  /** Does what can wait: keeps facts for the next time that the project is opened. Takes up to a second for a thousand files. */
  rest(): void {
    for (const step of this.putOff.splice(0)) step();
  }

  /** The editor no longer holds the file: what is on disk counts again. */
  close(path: string): void {
    if (!this.overlays.delete(path)) return;
    this.holdElsewhere(path);
    this.onDisk.delete(path);
    this.drafts.delete(this.fileOf(path));
    this.report = null;
  }

  /**
   * Files were changed, created or deleted on disk. A Java file whose text alone changed costs its own analysis; anything
   * else may change what belongs to the project, so the files are looked for again.
   */
  changedOnDisk(changes: readonly { readonly path: string; readonly isTextOnly: boolean }[]): void {
    if (changes.length === 0) return;
    for (const { path } of changes) this.onDisk.delete(path);
    if (changes.some(({ path, isTextOnly }) => !isTextOnly || !path.endsWith('.java'))) {
      this.discovery = null;
      this.settings = null;
    }
    this.report = null;
  }

  /** Whether a file was read that lies below a path (absolute), so that this is, or was, a folder of the project. */
  hasReadBelow(path: string): boolean {
    const start = path + sep;
    return [...this.onDisk.keys()].some((one) => one.startsWith(start));
  }

  /** The report on the project as it is now, without suggestions; computed once until something changes. */
  diagnose(): Promise<Outcome<{ readonly report: Report }>> {
    return (this.report ??= this.inTurn(() =>
      analyze({ ...this.options, cwd: this.root, suggestions: false }, this.stages),
    ));
  }

  /** Some findings of the report on the project as it is now, with their suggestions. */
  async suggest(findings: readonly Finding[]): Promise<readonly Finding[]> {
    const outcome = await this.diagnose();
    if (!outcome.ok) return findings;
    const read = (file: string): string | null => this.textOf(resolve(this.root, file));
    return this.stages.suggest(findings, { target: outcome.report.target, read });
  }

  /** Why the 1-based line of a file (absolute path) is, or is not, code that runs before the snapshot. */
  why(path: string, line: number): Promise<Outcome<{ readonly text: string }>> {
    return this.inTurn(() => why({ ...this.options, cwd: this.root }, path, line, this.stages));
  }

  /** The members of a file (absolute path) that run before the snapshot. */
  initMembers(path: string): Promise<Outcome<{ readonly members: readonly InitMember[] }>> {
    return this.inTurn(() => membersInInit({ ...this.options, cwd: this.root }, path, this.stages));
  }

  /** The text that the analysis sees of a file at an absolute path; null when it cannot be read. */
  textOf(path: string): string | null {
    return this.read({ file: this.fileOf(path), path }).text;
  }

  /** One after another: they share a model that is changed in place. */
  private async inTurn<T>(step: () => Promise<T>): Promise<T> {
    const before = this.last;
    const result = before.then(step, step);
    this.last = result;
    return result;
  }

  private holdElsewhere(path: string): void {
    if (path.endsWith('.java')) return;
    if (isConfigName(basename(path))) this.settings = null;
    this.heldElsewhere = new Map([...this.overlays].filter(([held]) => !held.endsWith('.java')));
  }

  private read(source: { readonly file: string; readonly path: string }): SourceResult {
    const overlay = this.overlays.get(source.path);
    if (overlay !== undefined) return { text: overlay, problems: [] };
    let known = this.onDisk.get(source.path);
    if (known === undefined) this.onDisk.set(source.path, (known = readSource(source)));
    return known;
  }
}
