/** What a rule is. One rule per file; the file's name is the rule's id. */
import type { Hop, InitEvent, Site } from '../graph/event.ts';
import type { InitPhase } from '../graph/init-phase.ts';
import type { Names } from '../model/names.ts';
import type { ProjectModel } from '../model/project.ts';
import type { Place, ProjectFacts } from '../project/types.ts';
import type {
  Confidence,
  Family,
  Phase,
  Preset,
  RuleOptionSpec,
  RuleOptionValue,
  RuleSeverity,
  Severity,
  Target,
} from '../types.ts';

/**
 * The ways to mend a finding that src/fixes can write. A rule names those that hold for what it reports, the preferred one
 * first; whether an honest edit exists in a given place is decided there.
 */
export type FixName =
  | 'after-restore'
  | 'again'
  | 'lazy'
  | 'per-invocation'
  | 'secure-random'
  | 'secure-shuffle'
  | 'native-algorithm'
  | 'default-credentials'
  | 'live-provider'
  | 'make-once'
  | 'open-use-close'
  | 'sdk-warm-up'
  | 'pool-suspension'
  | 'fixed-delay'
  | 'hold'
  | 'register'
  | 'reopen'
  | 'rethrow';

/** Everything about a rule but its code. */
export interface RuleMeta {
  readonly id: string;
  readonly family: Family;
  /** One sentence, no full stop: `Connections opened before the snapshot`. */
  readonly title: string;
  readonly severity: Readonly<Record<Target, Severity | 'off'>>;
  /** True for what could be better rather than what breaks: where snapshots are not known of, it is information only. */
  readonly isOpportunity?: boolean;
  /** The smallest preset that contains the rule. */
  readonly preset: Preset;
  /** What users can set, by option name. */
  readonly options?: Readonly<Record<string, RuleOptionSpec>>;
  /** Message templates by id; `{name}` placeholders are filled from a report's data. */
  readonly messages: Readonly<Record<string, string>>;
  /** How findings of the rule can be mended by an edit, the preferred way first; none when that takes a person. */
  readonly fixes?: readonly FixName[];
  /** Links that back what the messages claim. */
  readonly sources: readonly string[];
}

/**
 * One thing a rule found. `event` gives place, path and roots. Without one, `site` and `symbol` must be given; or `place`, for
 * a line of a file that is no Java source (a build file, a template, settings), with `symbol` for the key or name it is about.
 */
export interface RuleReport {
  readonly event?: InitEvent;
  readonly site?: Site;
  readonly place?: Place;
  readonly symbol?: string;
  readonly phase?: Phase;
  readonly path?: readonly Hop[];
  readonly roots?: readonly string[];
  readonly sink?: { readonly type: string; readonly member: string };
  readonly messageId: string;
  readonly data: Readonly<Record<string, string>>;
  /** Overrides the rule's severity when this instance weighs less or more. */
  readonly severity?: Severity;
  readonly confidence?: Confidence;
}

/** Why a rule leaves a call alone that its catalogue entry brings to it: a clause for `--why`, in lower case, without a full stop. */
export interface Spared {
  readonly because: string;
}

export interface RuleContext {
  readonly project: ProjectModel;
  readonly init: InitPhase;
  readonly target: Target;
  /** The rule's options: what the user set, else the defaults of its meta. */
  readonly options: Readonly<Record<string, RuleOptionValue>>;
  /**
   * What is known from outside the Java sources: functions of deployment templates, dependencies and settings of each
   * module, signs of CRaC. Ask it with `project/queries.ts`: `moduleOf(facts, file)`, `dependency(module, 'group:artifact')`,
   * `property(module, key)`; for the functions of a root class, `graph/deployment.ts`. Empty where nothing was read.
   */
  readonly facts: ProjectFacts;
  /** Whether what starts in a source file is no Lambda function, as far as is known. */
  readonly isOutsideLambda: (file: string) => boolean;
}

/** What is known of a project before any of its sources is parsed. */
export interface BeforeParsing {
  readonly names: Names;
  readonly facts: ProjectFacts;
  /** Whether init can come to anything that the catalogue knows: see `graph/recordable.ts`. */
  readonly mayRecord: boolean;
  /** Whether there may be a start-up at all, and so code that requests run. */
  readonly mayStart: boolean;
}

export interface Rule {
  readonly meta: RuleMeta;
  /**
   * False only if the rule reports nothing, whatever the sources say that have those names. Where that is so of every rule, none is
   * parsed. Left out: it always may.
   */
  readonly mayReport?: (known: BeforeParsing) => boolean;
  /** Gives what is wrong. Never throws for anything in the linted sources, prints nothing, reads nothing. */
  readonly check: (context: RuleContext) => Iterable<RuleReport>;
  /** Why it leaves an event of its own alone that is left at the snapshot and not handled; null where it has no such reason. */
  readonly spares?: (event: InitEvent, context: RuleContext) => string | null;
}

/** What `severityOf` needs to know of a run. */
export interface SeverityChoice {
  readonly target: Target;
  /** `recommended` when left out. */
  readonly preset?: Preset;
  readonly severities: ReadonlyMap<string, RuleSeverity>;
}

const PRESETS: readonly Preset[] = ['recommended', 'strict', 'all'];

/** Whether a rule is on, and how loud: `chosen` is a severity the user set, which every report of the rule then has. */
export function severityOf(
  { id, preset, severity }: Pick<RuleMeta, 'id' | 'preset' | 'severity'>,
  choice: SeverityChoice,
): { readonly severity: Severity | 'off'; readonly chosen: boolean } {
  const chosen = choice.severities.get(id);
  if (chosen !== undefined && chosen !== 'on') return { severity: chosen, chosen: true };
  const isOn = chosen === 'on' || PRESETS.indexOf(preset) <= PRESETS.indexOf(choice.preset ?? 'recommended');
  return { severity: isOn ? severity[choice.target] : 'off', chosen: false };
}

/** The options a rule runs with: its defaults, and over them what the user set. */
export function optionsOf(
  { options = {} }: Pick<RuleMeta, 'options'>,
  given: Readonly<Record<string, RuleOptionValue>> = {},
): Readonly<Record<string, RuleOptionValue>> {
  return { ...Object.fromEntries(Object.entries(options).map(([name, spec]) => [name, spec.default])), ...given };
}

/** Where a rule's page is published. */
export function docsUrlOf(ruleId: string): string {
  return `https://github.com/snapsafe/snapsafe/blob/main/docs/rules/${ruleId}.md`;
}

/**
 * A rule over the catalogue's events: looks at each event whose catalogue entry names this rule and is not handled.
 * `report` gives null for an event that does no harm as nothing is left of it (a value that is dropped, a resource that is
 * closed), and the reason where it leaves alone what is left.
 */
export function defineEventRule(
  meta: RuleMeta,
  report: (event: InitEvent, context: RuleContext) => Omit<RuleReport, 'event'> | Spared | null,
): Rule {
  return {
    meta,
    mayReport: ({ mayRecord }) => mayRecord,
    *check(context) {
      for (const event of context.init.eventsOf(meta.id)) {
        if (isHandled(event, context.target)) continue;
        const result = report(event, context);
        if (result !== null && 'messageId' in result) yield { ...result, event };
      }
    },
    spares(event, context) {
      const result = report(event, context);
      return result !== null && 'because' in result ? result.because : null;
    },
  };
}

/**
 * What is reopened or renewed after a restore does no harm under SnapStart, where open sockets enter the snapshot silently.
 * A CRaC checkpoint fails on anything still open, so there only a close before the checkpoint counts.
 */
function isHandled(event: InitEvent, target: Target): boolean {
  if (event.handled === null) return false;
  return (
    target === 'snapstart' ||
    !event.open ||
    event.handled.by === 'closed-before-checkpoint' ||
    event.handled.by === 'framework'
  );
}

/** The value of a `number` option. Throws when the rule's meta has no such option: a bug of the rule. */
export function numberOption({ options }: RuleContext, name: string): number {
  const value = options[name];
  if (typeof value !== 'number') throw new Error(`no number option '${name}'`);
  return value;
}
