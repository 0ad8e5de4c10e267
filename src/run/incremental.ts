/** Stages that remember: for an editor, where the same project is analysed again after every keystroke. */
import { isDeepStrictEqual } from 'node:util';
import type { FoundFile } from '../discover/files.ts';
import type { FileFacts } from '../model/facts.ts';
import type { ProjectModel } from '../model/project.ts';
import { RememberedProject } from '../model/remembered-project.ts';
import { isCdkFile } from '../project/cdk-java.ts';
import { classPathsOf } from '../project/class-paths.ts';
import type { ProjectFacts } from '../project/types.ts';
import type { RuleOptions } from '../rules/runners/run-rules.ts';
import { analysisOver } from './analysis.ts';
import type { Lowering } from './file.ts';
import type { ScriptResult } from './node.ts';
import { stages, type Input, type Stages } from './stages.ts';

/**
 * The real stages over `input`, for one project: a file is lowered again only when its text changed, the model is built
 * again only when the types or imports of a file changed, and what was found out stands while the code that it was found in
 * does. The results are those of the plain stages, but for files (report paths) that `isDraft` says are being typed: those
 * are read by the tolerant grammar alone. `later` takes what can wait until nobody types.
 */
export function incrementalStages(
  input: Input,
  isDraft: (file: string) => boolean,
  later?: (step: () => void) => void,
): Stages {
  const lowered = new Map<string, LoweredFile>();
  const breath = breathing();
  return {
    ...stages,
    input,
    outlining: undefined,
    beforeParsing: undefined,
    kept: {
      take: (text, facts) => {
        lowered.set(facts.file, { text, isDraft: false, facts });
        return breath();
      },
      isSettled: (file) => !isDraft(file),
      // Facts of a text that is gone were moved to where its successor has them.
      isCurrent: (facts) => lowered.get(facts.file)?.facts === facts,
      later,
    },
    lowered: (text, file) => {
      const known = lowered.get(file);
      return known?.text === text && isGood(known, isDraft(file)) ? known.facts : null;
    },
    lowering: (parser) => {
      const drafts = rememberedLowering(stages.lowering('tolerant'), lowered, breath, true);
      const others = rememberedLowering(stages.lowering(parser), lowered, breath, false);
      return (text, file) => (isDraft(file) ? drafts : others)(text, file);
    },
    readProject: rememberedProjectFacts(),
    lintScripts: rememberedScripts(),
    ...analysisOver(rememberedProjects()),
  };
}

interface LoweredFile {
  readonly text: string;
  readonly isDraft: boolean;
  readonly facts: FileFacts;
}

/** A draft without syntax errors is as good as any: the second opinion is asked about errors only. */
function isGood(known: LoweredFile, isDraft: boolean): boolean {
  return isDraft || !known.isDraft || known.facts.syntaxErrors.length === 0;
}

function rememberedLowering(
  lower: Lowering,
  lowered: Map<string, LoweredFile>,
  breath: () => Promise<void>,
  isDraft: boolean,
): Lowering {
  return async (text, file) => {
    const facts = await lower(text, file);
    await breath();
    lowered.set(file, { text, isDraft, facts });
    return facts;
  };
}

/** Milliseconds after which a server that reads a project looks whether its client says something. */
const BREATH = 100;

/** Lets the messages that wait be read, when that was not done for a while. */
function breathing(): () => Promise<void> {
  let last = performance.now();
  return async () => {
    if (performance.now() - last < BREATH) return;
    await new Promise((done) => setImmediate(done));
    last = performance.now();
  };
}

/**
 * Reads again when the discovery gave another list of files, as it does when one of them changed, when a CDK app did, or when
 * an editor holds other texts. What comes out the same is the same object.
 */
function rememberedProjectFacts(): Stages['readProject'] {
  let known: { readonly from: readonly unknown[]; readonly facts: ProjectFacts } | null = null;
  return async (options, sources) => {
    const from = [options.companions, options.held, ...sources.filter(isCdkFile)];
    if (known !== null && options.companions !== null && isSame(known.from, from)) return known.facts;
    const facts = await stages.readProject(options, sources);
    known = { from, facts: isDeepStrictEqual(known?.facts, facts) ? (known?.facts ?? facts) : facts };
    return known.facts;
  };
}

/** Lints again when a module that was read has another text, or when files came or went: then the settings are others. */
function rememberedScripts(): Stages['lintScripts'] {
  interface Known {
    readonly from: readonly unknown[];
    readonly read: ReadonlyMap<FoundFile, string | null>;
    readonly result: ScriptResult;
  }
  let known: Known | null = null;
  return async (request) => {
    const from = [request.project, request.settings, ...request.named];
    const before = known !== null && isSame(known.from, from) ? known : null;
    if (before !== null && [...before.read].every(([file, text]) => request.read(file).text === text)) {
      return before.result;
    }
    const read = new Map<FoundFile, string | null>();
    const result = await stages.lintScripts({
      ...request,
      read: (file) => {
        const source = request.read(file);
        read.set(file, source.text);
        return source;
      },
    });
    known = { from, read, result };
    return result;
  };
}

/** The projects of one folder: one for each set of own catalogue entries, under which names mean something else. */
function rememberedProjects(): (facts: readonly FileFacts[], options: RuleOptions) => ProjectModel {
  const projects = new Map<string, RememberedProject>();
  return (facts, { ownCatalogue, facts: outside = null }) => {
    const key = JSON.stringify(ownCatalogue ?? null);
    let project = projects.get(key);
    if (project === undefined) projects.set(key, (project = new RememberedProject()));
    return project.take(facts, outside, outside && classPathsOf(outside.modules));
  };
}

function isSame(left: readonly unknown[], right: readonly unknown[]): boolean {
  return left.length === right.length && left.every((value, index) => value === right[index]);
}
