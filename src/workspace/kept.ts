/**
 * A project whose files nobody holds, kept between runs over it: before each, the disk is looked at, and what did not change
 * since the last one is not read, lowered or analysed again. The results are those of a fresh run that reads every body.
 */
import { resolve } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { discoverFiles, type Discovery, type FoundFile } from '../discover/files.ts';
import { incrementalStages } from '../run/incremental.ts';
import { loadOutlining } from '../run/parse.ts';
import { RunSettings, type ConfigOptions } from '../run/settings.ts';
import { stages as plain, type Stages } from '../run/stages.ts';
import { DiskTexts } from './disk-texts.ts';
import { Seen } from './seen.ts';
import { Tree } from './tree.ts';

type DiscoverOptions = Parameters<typeof discoverFiles>[0];
type Facts = Awaited<ReturnType<ReturnType<Stages['lowering']>>>;

export class KeptProject {
  /** For runs with the paths and patterns that the project was made for. */
  readonly stages: Stages;
  /** Null: the files are looked for anew in each run. */
  private readonly tree: Tree | null;
  private readonly texts = new DiskTexts();
  /** Of the files that no texts are kept of. */
  private readonly seen = new Seen();
  private found: Discovery | null = null;
  private isFoundOld = true;
  /** Whether files around the project may be others. */
  private isAroundOld = true;
  private companions: { readonly found: readonly FoundFile[]; readonly given: readonly FoundFile[] } | null = null;
  private readonly settings = new Map<string, RunSettings>();
  /** Texts with syntax errors that the run saw, by report path. */
  private readonly broken = new Map<string, string>();

  /**
   * @param cwd absolute; the working directory of the runs
   * @param isWhole whether they are about all that is below it
   */
  constructor(cwd: string, isWhole: boolean) {
    this.tree = isWhole ? new Tree(cwd) : null;
    const kept = incrementalStages(
      { discover: (wanted) => this.discover(wanted), read: (source) => this.texts.read(source) },
      () => false,
    );
    this.stages = {
      ...kept,
      settingsOf: (wanted) => this.settingsOf(wanted),
      lowered: (text, file) => {
        const facts = kept.lowered?.(text, file) ?? null;
        return facts && this.noted(facts, text);
      },
      lowering: (parser) => {
        const lower = kept.lowering(parser);
        return async (text, file) => this.noted(await lower(text, file), text);
      },
      readProject: (options, sources) =>
        kept.readProject({ ...options, companions: this.companionsNow(options.companions) }, sources),
      // What modules import is looked for where no discovery looks: they are linted anew.
      lintScripts: plain.lintScripts,
      suggest: rememberedSuggestions(),
    };
  }

  /** Begins a run: what it is told is how things are from now on. Gives how many of the sources it reads again. */
  look(): number {
    this.broken.clear();
    if (this.tree?.isSame() !== true) {
      this.isFoundOld = true;
      this.isAroundOld = true;
      this.settings.clear();
    }
    return this.texts.look();
  }

  /**
   * Whether a run that reads only bodies that it is asked for may say less, of syntax errors, than the one that was just made.
   * `named`: report paths of the files that it would read in full all the same.
   */
  async readMore(named: ReadonlySet<string>): Promise<boolean> {
    const texts = [...this.broken].filter(([file]) => !named.has(file));
    if (texts.length === 0) return false;
    const { outline } = await loadOutlining();
    return texts.some(([file, text]) => isOutlined(outline, text, file));
  }

  private noted(facts: Facts, text: string): Facts {
    if (facts.syntaxErrors.length > 0) this.broken.set(facts.file, text);
    return facts;
  }

  private async discover(wanted: DiscoverOptions): Promise<Discovery> {
    if (!this.isFoundOld && this.found !== null) return this.found;
    const found = await discoverFiles(wanted);
    const same = isDeepStrictEqual(this.found, found) ? this.found : found;
    this.found = same;
    this.isFoundOld = false;
    return same ?? found;
  }

  /** Other settings when another file of settings may hold. */
  private settingsOf(wanted: ConfigOptions): RunSettings {
    const { config } = wanted;
    const named = typeof config === 'object' ? resolve(wanted.cwd, config.file) : null;
    if (this.tree === null || (named !== null && !this.seen.isSame(named))) this.settings.clear();
    const key = keyOf(wanted);
    let settings = this.settings.get(key);
    if (settings === undefined) this.settings.set(key, (settings = new RunSettings(wanted, plain.rules)));
    return settings;
  }

  /** The list of files around the sources: another one when it is another, or when one of them may have changed. */
  private companionsNow(found: readonly FoundFile[] | null): readonly FoundFile[] | null {
    if (found === null) return null;
    const changed = found.filter(({ path }) => !this.seen.isSame(path));
    const known = this.companions;
    if (known?.found === found && changed.length === 0 && !this.isAroundOld) return known.given;
    this.isAroundOld = false;
    this.companions = { found, given: [...found] };
    return this.companions.given;
  }
}

/** The suggestions of the last time, for the same findings over the same texts. */
function rememberedSuggestions(): Stages['suggest'] {
  type Answer = Awaited<ReturnType<Stages['suggest']>>;
  let known: {
    readonly key: string;
    readonly read: ReadonlyMap<string, string | null>;
    readonly answer: Answer;
  } | null = null;
  return async (findings, options) => {
    const key = JSON.stringify([options.target, findings]);
    if (known?.key === key && [...known.read].every(([file, text]) => options.read(file) === text)) return known.answer;
    const read = new Map<string, string | null>();
    const answer = await plain.suggest(findings, {
      ...options,
      read: (file) => {
        const text = options.read(file);
        read.set(file, text);
        return text;
      },
    });
    known = { key, read, answer };
    return answer;
  };
}

function keyOf({ config, severities, ...others }: ConfigOptions): string {
  const { target, preset, includeTests, includeInfrastructure, assumeSnapStart, entryPoints } = others;
  const overrides = { target, preset, includeTests, includeInfrastructure, assumeSnapStart, entryPoints };
  return JSON.stringify({ config, severities: [...(severities ?? [])], ...overrides });
}

function isOutlined(outline: (text: string, file: string) => unknown, text: string, file: string): boolean {
  try {
    return outline(text, file) !== null;
  } catch {
    return false;
  }
}
