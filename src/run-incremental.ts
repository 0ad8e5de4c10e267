/** Stages that remember: for an editor, where the same project is analysed again after every keystroke. */
import { createdIn } from './graph/instantiated.ts';
import type { FollowedStartup, StartupMemo } from './graph/followed.ts';
import { declarationsOf } from './model/declarations.ts';
import type { FileFacts } from './model/facts.ts';
import { buildProjectModel, type ProjectModel } from './model/project.ts';
import { ReadTracker } from './model/read-tracking.ts';
import { isCdkFile } from './project/cdk-java.ts';
import type { ProjectFacts } from './project/types.ts';
import { explainLine } from './rules/explain-line.ts';
import { initMembers } from './rules/init-members.ts';
import { runRules, type RuleOptions } from './rules/run-rules.ts';
import type { Lowering } from './run-file.ts';
import { stages, type Input, type Stages } from './run-stages.ts';

/**
 * The real stages over `input`, for one project and one set of options: a file is lowered again only when its text changed, the model is built
 * again only when declarations changed, and a start-up is followed again only when code that it looked at changed. The
 * results are those of the plain stages, but for files (report paths) that `isDraft` says are being typed: those are read
 * by the tolerant grammar alone.
 */
export function incrementalStages(input: Input, isDraft: (file: string) => boolean): Stages {
  const project = new RememberedProject();
  const lowered = new Map<string, LoweredFile>();
  return {
    ...stages,
    input,
    lowering: (parser) => {
      const drafts = rememberedLowering(stages.lowering('tolerant'), lowered, true);
      const others = rememberedLowering(stages.lowering(parser), lowered, false);
      return (text, file) => (isDraft(file) ? drafts : others)(text, file);
    },
    readProject: rememberedProjectFacts(),
    runRules: (facts, options) => runRules(project.take(facts, options), { ...options, memo: project }),
    explainLine: (facts, file, line, options) =>
      explainLine(project.take(facts, options), file, line, { ...options, memo: project }),
    initMembers: (facts, file, options) =>
      initMembers(project.take(facts, options), file, { ...options, memo: project }),
  };
}

interface LoweredFile {
  readonly text: string;
  readonly isDraft: boolean;
  readonly facts: FileFacts;
}

/** A draft without syntax errors is as good as any: the second opinion is asked about errors only. */
function rememberedLowering(lower: Lowering, lowered: Map<string, LoweredFile>, isDraft: boolean): Lowering {
  return async (text, file) => {
    const known = lowered.get(file);
    const isGood = known !== undefined && (isDraft || !known.isDraft || known.facts.syntaxErrors.length === 0);
    if (isGood && known.text === text) return known.facts;
    const facts = await lower(text, file);
    lowered.set(file, { text, isDraft, facts });
    return facts;
  };
}

/** Reads again when the discovery gave another list of files, as it does when one of them changed, or when a CDK app did. */
function rememberedProjectFacts(): Stages['readProject'] {
  let known: { readonly from: readonly unknown[]; readonly facts: ProjectFacts } | null = null;
  return async (options, sources) => {
    const from = [options.companions, ...sources.filter(isCdkFile)];
    if (known !== null && options.companions !== null && isSame(known.from, from)) return known.facts;
    known = { from, facts: await stages.readProject(options, sources) };
    return known.facts;
  };
}

interface KnownFile {
  /** As lowered: the identity tells whether a file changed. */
  readonly facts: FileFacts;
  /** As the model has them. */
  readonly tracked: FileFacts;
}

interface KnownStartup {
  readonly inputs: readonly unknown[];
  readonly files: ReadonlySet<string>;
  readonly followed: FollowedStartup;
}

/** The model of the last run, and what its start-ups came to. */
class RememberedProject implements StartupMemo {
  private readonly tracker = new ReadTracker();
  private readonly files = new Map<string, KnownFile>();
  private readonly startups = new Map<string, KnownStartup>();
  private current: ProjectModel = buildProjectModel([]);
  private outside: unknown = null;

  /** The model of `facts`. What is known from outside the sources must be the same object while it is the same. */
  take(facts: readonly FileFacts[], options: RuleOptions): ProjectModel {
    const outside = options.facts ?? null;
    const changed = facts.filter((one) => this.files.get(one.file)?.facts !== one);
    const isSameSet = facts.length === this.files.size && facts.every(({ file }) => this.files.has(file));
    if (outside !== this.outside || !isSameSet || changed.some((one) => !this.declaresTheSame(one))) {
      this.rebuild(facts);
    } else for (const one of changed) this.replace(one);
    this.outside = outside;
    return this.current;
  }

  followed(key: string, inputs: readonly unknown[], run: () => FollowedStartup): FollowedStartup {
    const known = this.startups.get(key);
    if (known !== undefined && isSame(known.inputs, inputs)) return known.followed;
    const { result, files } = this.tracker.during(run);
    this.startups.set(key, { inputs, files, followed: result });
    return result;
  }

  private declaresTheSame(next: FileFacts): boolean {
    const before = this.files.get(next.file)?.facts;
    return before !== undefined && outlineOf(before) === outlineOf(next);
  }

  private replace(facts: FileFacts): void {
    const before = this.files.get(facts.file);
    if (before === undefined) return;
    const tracked = this.tracker.tracked(facts);
    this.current.replaceFile(before.tracked, tracked);
    this.files.set(facts.file, { facts, tracked });
    for (const [key, { files }] of this.startups) if (files.has(facts.file)) this.startups.delete(key);
  }

  private rebuild(facts: readonly FileFacts[]): void {
    const entries = facts.map((one): [string, KnownFile] => {
      const known = this.files.get(one.file);
      return [one.file, known?.facts === one ? known : { facts: one, tracked: this.tracker.tracked(one) }];
    });
    this.files.clear();
    for (const [file, known] of entries) this.files.set(file, known);
    this.current = buildProjectModel(entries.map(([, { tracked }]) => tracked));
    this.startups.clear();
  }
}

/** Declarations, and the classes that the code creates: dispatch everywhere depends on both. */
function outlineOf(facts: FileFacts): string {
  return `${declarationsOf(facts)} ${JSON.stringify(facts.types.map((type) => [...new Set(createdIn(type))].sort()))}`;
}

function isSame(left: readonly unknown[], right: readonly unknown[]): boolean {
  return left.length === right.length && left.every((value, index) => value === right[index]);
}
