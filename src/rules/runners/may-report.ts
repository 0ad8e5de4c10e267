/** Whether any rule can report anything of a project, by the names in its sources and what lies around them. */
import { mayHaveHandlers } from '../../graph/handler-names.ts';
import { namesSinks } from '../../graph/recordable.ts';
import { mentions, type Names } from '../../model/names.ts';
import type { ProjectFacts } from '../../project/types.ts';
import { rules } from '../registry.ts';
import { severityOf, type BeforeParsing } from '../rule.ts';
import type { RuleOptions } from './run-rules.ts';

/**
 * False only if no rule that is on under one of the options would report anything, or tell of a problem, whatever the sources say that have
 * those names. Where the options name entry points, or members of the project's own, it is not looked into.
 */
export function mayReport(names: Names, facts: ProjectFacts, all: readonly RuleOptions[]): boolean {
  if (all.some(saysMore)) return true;
  const mayStart = mayFollow(names, facts, all);
  if (mayStart) return true;
  const known: BeforeParsing = { names, facts, mayRecord: namesSinks(names), mayStart };
  return rules.some(
    (rule) =>
      all.some((options) => severityOf(rule.meta, options).severity !== 'off') && rule.mayReport?.(known) !== false,
  );
}

/** Whether a start-up may be followed: it tells of sources that are missing as well. Under CRaC every `main` is one. */
export function mayFollow(names: Names, facts: ProjectFacts, all: readonly RuleOptions[]): boolean {
  return mayHaveHandlers(names, facts) || (all.some(({ target }) => target === 'crac') && mentions(names, ['main']));
}

function saysMore({ entryPoints = [], ownCatalogue }: RuleOptions): boolean {
  const { members = [], safeTypes = [] } = ownCatalogue ?? {};
  return entryPoints.length + members.length + safeTypes.length > 0;
}
