/** Runs the analysis over the generated classes of one place, all in one project, and maps what it gives to the classes. */
import { NO_FACTS } from '../../../src/project/queries.ts';
import { lineStartsOf } from '../../../src/java-ast/line-table.ts';
import { outlineOf } from '../../../src/java-ast/outline.ts';
import { parseJava } from '../../../src/java-ast/parse.ts';
import { analyzeInitPhase } from '../../../src/graph/init-phase.ts';
import type { CatalogueEntry } from '../../../src/knowledge/entry.ts';
import { reportingRuleIds } from '../../../src/knowledge/rule-ids.ts';
import { lowerUnit } from '../../../src/model/lower.ts';
import { buildProjectModel } from '../../../src/model/project.ts';
import { rules } from '../../../src/rules/registry.ts';
import { optionsOf } from '../../../src/rules/rule.ts';
import type { Target } from '../../../src/types.ts';
import type { Case } from './groups.ts';
import { sourceOf, type Place } from './places.ts';

/** What was reported in one generated class. */
export interface Reported {
  readonly rule: string;
  /** The entry that the engine chose; null for rules that look at the source by themselves. */
  readonly entry: CatalogueEntry | null;
}

/** By case name. */
export type Reports = ReadonlyMap<string, readonly Reported[]>;

/** Rules over catalogue entries; how the classes register hooks is no matter here. */
const ofCatalogue = new Set<string>(reportingRuleIds);

/** Reports for both targets. Throws when a generated class has a syntax error or a start-up could not be followed. */
export async function analysePlace(place: Place, cases: readonly Case[]): Promise<Readonly<Record<Target, Reports>>> {
  const facts = [];
  for (const { entry, name } of cases) {
    const text = sourceOf(entry, place, name);
    const { unit, errors } = await parseJava(text, { parser: 'orchard' });
    if (errors[0] !== undefined) throw new Error(`${errors[0].message} in\n${text}`);
    facts.push(
      lowerUnit(unit, {
        file: `${name}.java`,
        lineStarts: lineStartsOf(text),
        outline: outlineOf(text),
        syntaxErrors: errors,
      }),
    );
  }
  const project = buildProjectModel(facts);
  const reportsFor = (target: Target): Reports => {
    const init = analyzeInitPhase(project, target);
    const [problem] = init.problems;
    if (problem !== undefined) throw new Error(`${problem.file}: ${problem.message}`);
    const reports = new Map<string, Reported[]>();
    for (const { meta, check } of rules) {
      if (meta.severity[target] === 'off' || !ofCatalogue.has(meta.id)) continue;
      for (const { event, site } of check({
        project,
        init,
        target,
        options: optionsOf(meta),
        facts: NO_FACTS,
        isOutsideLambda: () => false,
      })) {
        const name = (site ?? event?.site)?.file.replace('.java', '') ?? '';
        reports.set(name, [...(reports.get(name) ?? []), { rule: meta.id, entry: event?.entry ?? null }]);
      }
    }
    return reports;
  };
  return { snapstart: reportsFor('snapstart'), crac: reportsFor('crac') };
}
