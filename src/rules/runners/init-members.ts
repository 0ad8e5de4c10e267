/** Which members of a file run before the snapshot, for editors that mark them. */
import { analyzeInitPhase } from '../../graph/init-phase.ts';
import { rangeAt } from '../../java-ast/line-table.ts';
import type { ProjectModel } from '../../model/project.ts';
import type { Range } from '../../types.ts';
import type { RuleOptions } from './run-rules.ts';

export interface InitMember {
  /** 1-based range of the member's name. */
  readonly range: Range;
  /** The first step of the path to it, in words: `constructor of OrdersHandler`. */
  readonly from: string;
  /** How many steps the path has. */
  readonly steps: number;
}

/** The methods and constructors that init runs, in textual order; none for a file that is not part of the project. */
export function initMembers(project: ProjectModel, file: string, options: RuleOptions): readonly InitMember[] {
  const facts = project.fileAt(file);
  if (facts === null) return [];
  const { executed } = analyzeInitPhase(project, options.target, options.facts ?? null, options.entryPoints);
  const seen = new Set<string>();
  return project.typesOf(facts).flatMap((type) =>
    type.fact.methods.flatMap((method): InitMember[] => {
      const symbol = `${type.qualifiedName}#${method.name}`;
      const path = executed.get(symbol);
      const [first] = path ?? [];
      // Overloads share a symbol: the first stands for them.
      if (path === undefined || first === undefined || method.body === null || seen.has(symbol)) return [];
      seen.add(symbol);
      const range = rangeAt(facts.lineStarts, method.nameSpan[0], method.nameSpan[1]);
      return [{ range, from: first.message, steps: path.length }];
    }),
  );
}
