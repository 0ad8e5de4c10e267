/** `--why`: the reason that a call which runs before the snapshot is not reported. */
import { ruleOfEntry } from '../../graph/catalogue-choice.ts';
import { snapStartStates } from '../../graph/deployment.ts';
import type { InitEvent } from '../../graph/event.ts';
import type { InitPhase } from '../../graph/init-phase.ts';
import type { ProjectModel } from '../../model/project.ts';
import type { Finding } from '../../types.ts';
import { rules } from '../registry.ts';
import { severityOf, type Rule, type RuleMeta } from '../rule.ts';
import { contextsOf, type RuleOptions } from './run-rules.ts';

/** What the reasons are looked for in. */
export interface Silence {
  readonly project: ProjectModel;
  readonly init: InitPhase;
  readonly options: RuleOptions;
}

/** Whether something of a call is there at the snapshot. */
export function isLeft(event: InitEvent): boolean {
  return event.open || event.kept !== null;
}

/** One sentence for an event that no finding is about. */
export function whySilent(event: InitEvent, { project, init, options }: Silence): string {
  const rule = ruleOf(event);
  if (rule === null) return 'No rule speaks of it.';
  const off = whyOff(rule.meta, options);
  if (off !== null) return `So ${rule.meta.id} would look at it, but ${off}.`;
  if (event.handled !== null) return 'So it is not reported.';
  const because = rule.spares?.(event, contextsOf(project, options, init)(rule)) ?? null;
  if (because !== null) return `So ${rule.meta.id} leaves it alone: ${because}.`;
  if (!isLeft(event)) return 'So it does no harm, and is not reported.';
  if (options.generated?.has(event.site.file) === true) {
    return 'So it is not reported: this is generated code, and no line of another source leads to it.';
  }
  const isOff =
    options.target === 'snapstart' &&
    snapStartStates(project, options.facts ?? null)(event.roots, event.path[0]?.site.file) === 'off';
  return isOff && options.assumeSnapStart !== true
    ? 'So it is not reported; --assume-snapstart would.'
    : `${rule.meta.id} does not report it.`;
}

/** A sentence, with a blank before it, where findings about an event weigh less than their rule does; else nothing. */
export function whyInformation(
  event: InitEvent,
  reported: readonly Finding[],
  { project, init, options }: Silence,
): string {
  const rule = ruleOf(event);
  const isLower = reported.some(({ severity, ruleId }) => severity === 'info' && ruleId === rule?.meta.id);
  const start = event.path[0]?.site.file;
  if (rule === null || start === undefined || !isLower || rule.meta.severity[options.target] === 'info') return '';
  return contextsOf(project, options, init)(rule).isOutsideLambda(start)
    ? ' It is information only: the program that comes to it is no Lambda function, as far as its module tells.'
    : '';
}

function ruleOf({ entry }: InitEvent): Rule | null {
  const id = ruleOfEntry(entry);
  return rules.find(({ meta }) => meta.id === id) ?? null;
}

const TARGETS = { snapstart: 'SnapStart', crac: 'CRaC' } as const;

/** Why a rule is off, as a clause; null when it is on. */
export function whyOff(meta: RuleMeta, options: RuleOptions): string | null {
  if (severityOf(meta, options).severity !== 'off') return null;
  if (options.severities.get(meta.id) === 'off') return 'the rule is switched off';
  return meta.severity[options.target] === 'off'
    ? `the rule is not about ${TARGETS[options.target]}`
    : `the rule belongs to the preset ${meta.preset}`;
}
