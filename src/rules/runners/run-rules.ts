/** Runs the rules over a project and turns their reports into findings. */
import { analyzeInitPhase, type InitPhase } from '../../graph/init-phase.ts';
import type { Hop, Site } from '../../graph/event.ts';
import { snapStartStates } from '../../graph/deployment.ts';
import { isWithoutCrac, outsideLambda } from '../../graph/outside-lambda.ts';
import type { OwnCatalogue } from '../../knowledge/own.ts';
import { carriedToOwnSource } from '../../findings/carried.ts';
import { underDeployment } from '../../findings/under-deployment.ts';
import type { ProjectModel } from '../../model/project.ts';
import { NO_FACTS } from '../../project/queries.ts';
import type { ProjectFacts } from '../../project/types.ts';
import { rangeAt } from '../../java-ast/line-table.ts';
import type { Confidence, Finding, Problem, Range, RuleOptionValue, Severity, TraceStep } from '../../types.ts';
import { problemsOfMissing } from './missing-types.ts';
import { rules } from '../registry.ts';
import { docsUrlOf, optionsOf, severityOf } from '../rule.ts';
import type { Rule, RuleContext, RuleReport, SeverityChoice } from '../rule.ts';

export interface RuleOptions extends SeverityChoice {
  /** Options the user set, by rule id. */
  readonly ruleOptions?: ReadonlyMap<string, Readonly<Record<string, RuleOptionValue>>>;
  /** What is known from outside the Java sources; null or absent: nothing. */
  readonly facts?: ProjectFacts | null;
  /** Classes and methods (`com.acme.Boot#start`) that run before the snapshot besides those found. */
  readonly entryPoints?: readonly string[];
  /** What the project says about members of its own. */
  readonly ownCatalogue?: OwnCatalogue;
  /** Takes every function as snapshotted: those whose state is not known, and those that are known not to be. */
  readonly assumeSnapStart?: boolean;
  /** Report paths of generated sources: see `findings/carried.ts`. */
  readonly generated?: ReadonlySet<string>;
  /** Runs a rule, by its id, and may note how long that took. */
  readonly timed?: <T>(ruleId: string, step: () => T) => T;
}

export interface RuleResult {
  /** In no promised order, without fingerprints (see `findings/`). */
  readonly findings: readonly Finding[];
  /** The files of further ones, in functions that are known not to be snapshotted; one entry each. */
  readonly notSnapshotted: readonly string[];
  /** What could not be followed. */
  readonly problems: readonly Problem[];
}

const NONE: ReadonlySet<string> = new Set();

/** Runs every rule that is not off over the project. `init` is its init phase under the same options, where it is at hand. */
export function runRules(
  project: ProjectModel,
  options: RuleOptions,
  init: InitPhase = analyzeInitPhase(project, options.target, options.facts ?? null, options.entryPoints),
): RuleResult {
  const { target, facts = null } = options;
  const stateOf = snapStartStates(project, target === 'snapstart' ? facts : null);
  const contextOf = contextsOf(project, options, init);
  const places = new Places(project);
  const findings: Finding[] = [];
  const notSnapshotted: string[] = [];
  const timed = options.timed ?? untimed;
  const problems = [...init.problems, ...problemsOfMissing(init.missing, (site) => places.rangeOf(site))];
  for (const rule of rules) {
    const { severity, chosen } = severityOf(rule.meta, options);
    if (severity === 'off') continue;
    const context = contextOf(rule);
    const reports = timed(rule.meta.id, () => reportsOf(rule, context, problems));
    for (const report of reports) {
      const base = chosen ? severity : (report.severity ?? severity);
      const weighed = weigh(base, confidenceOf(report), init.rootsKnown);
      const finding = findingOf(rule, report, weighed, places);
      const start = finding.trace[0]?.file ?? finding.file;
      const judged = underDeployment(finding, stateOf(finding.roots, start), {
        ...options,
        isDeploymentRead: facts !== null,
        isChance: !chosen && rule.meta.isOpportunity === true,
        isNoFunction: !chosen && isInOtherProgram(finding, start, context),
      });
      const carried = judged && carriedToOwnSource(judged, options.generated ?? NONE);
      if (judged === null) notSnapshotted.push(finding.file);
      else if (carried !== null) findings.push(carried);
    }
  }
  return { findings, notSnapshotted, problems };
}

/** What each rule is given to look at in a run. */
export function contextsOf(project: ProjectModel, options: RuleOptions, init: InitPhase): (rule: Rule) => RuleContext {
  const { target, facts = null, ruleOptions } = options;
  const isOutsideLambda = outsideLambda(project, options.assumeSnapStart === true ? null : facts);
  const shared = { project, init, target, facts: facts ?? NO_FACTS, isOutsideLambda };
  return ({ meta }) => ({ ...shared, options: optionsOf(meta, ruleOptions?.get(meta.id)) });
}

/** What a rule reports. Its crash costs its own reports only, and becomes a problem of the project as a whole. */
function reportsOf(rule: Rule, context: RuleContext, problems: Problem[]): readonly RuleReport[] {
  try {
    return [...rule.check(context)];
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    problems.push({ file: '.', line: 1, column: 1, message: `rule ${rule.meta.id} failed: internal error: ${reason}` });
    return [];
  }
}

/**
 * Whether what starts in a file, and comes to a finding, is a program that is no function and knows no checkpoint. What no root
 * reaches may be a library's, for functions elsewhere.
 */
function isInOtherProgram(
  { confidence }: Finding,
  start: string,
  { isOutsideLambda, facts }: Pick<RuleContext, 'isOutsideLambda' | 'facts'>,
): boolean {
  return confidence !== 'possible' && isOutsideLambda(start) && isWithoutCrac(facts, start);
}

function untimed<T>(_ruleId: string, step: () => T): T {
  return step();
}

/** Files' line tables, by path. */
export class Places {
  private readonly project: ProjectModel;

  constructor(project: ProjectModel) {
    this.project = project;
  }

  /** 1-based range of a site. */
  rangeOf(site: Site): Range {
    return rangeAt(this.project.fileAt(site.file)?.lineStarts ?? [0], site.span[0], site.span[1]);
  }

  stepOf(hop: Hop): TraceStep {
    return { file: hop.site.file, range: this.rangeOf(hop.site), message: hop.message };
  }
}

/**
 * A static initialiser that no known root reaches is only possibly init: information where roots are known, at most a
 * warning where the project shows none.
 */
function weigh(severity: Severity, confidence: Confidence, rootsKnown: boolean): Severity {
  if (confidence !== 'possible') return severity;
  if (rootsKnown) return 'info';
  return severity === 'error' ? 'warning' : severity;
}

function confidenceOf(report: RuleReport): Confidence {
  return report.confidence ?? report.event?.confidence ?? 'definite';
}

const NOWHERE: Site = { file: '', span: [0, 0] };

/** What a report leaves out comes from its event. */
function completed(
  report: RuleReport,
): Required<Pick<RuleReport, 'site' | 'symbol' | 'phase' | 'path' | 'roots' | 'sink'>> {
  const { event } = report;
  const fallback = {
    site: NOWHERE,
    symbol: '',
    phase: 'any' as const,
    path: [],
    roots: [],
    sink: { type: '', member: '' },
  };
  const { site, symbol, phase, path, roots, sink } = report;
  const given = { site, symbol, phase, path, roots, sink };
  const known = Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined));
  return { ...fallback, ...(event === undefined ? {} : { ...event, sink: event.entry }), ...known };
}

function findingOf(rule: Rule, report: RuleReport, severity: Severity, places: Places): Finding {
  const { meta } = rule;
  const { site, symbol, phase, path, roots, sink } = completed(report);
  const template = meta.messages[report.messageId];
  if (template === undefined) throw new Error(`rule ${meta.id} has no message '${report.messageId}'`);
  return {
    ruleId: meta.id,
    family: meta.family,
    severity,
    confidence: confidenceOf(report),
    message: fill(template, report.data, meta.id),
    file: report.place?.file ?? site.file,
    range: report.place === undefined ? places.rangeOf(site) : lineRange(report.place.line),
    symbol,
    sink: { type: sink.type, member: sink.member },
    phase,
    trace: path.map((hop) => places.stepOf(hop)),
    roots,
    snapStart: 'unknown',
    suggestions: [],
    fingerprint: '',
    docsUrl: docsUrlOf(meta.id),
  };
}

/** A whole line of a file whose text is not at hand. */
function lineRange(line: number): Range {
  return { start: { line, column: 1 }, end: { line, column: 1 } };
}

/** Puts data into a message template. A placeholder without data is a bug of the rule. */
function fill(template: string, data: Readonly<Record<string, string>>, ruleId: string): string {
  return template.replaceAll(/\{(\w+)\}/g, (_, name: string) => {
    const value = data[name];
    if (value === undefined) throw new Error(`rule ${ruleId}: no data for '{${name}}'`);
    return value;
  });
}
