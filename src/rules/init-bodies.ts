/** The bodies that run before the snapshot. */
import type { Hop } from '../graph/event.ts';
import { isInfrastructure } from '../graph/roots.ts';
import { isTestCode } from '../model/test-code.ts';
import type { RuleContext } from './rule.ts';
import { bodiesOf, symbolOf, type SourceBody } from './source-calls.ts';

/** A body that init runs. */
export interface InitBody {
  readonly place: SourceBody;
  /** As `symbolOf` gives it. */
  readonly symbol: string;
  /** The first path from a root to the body. */
  readonly path: readonly Hop[];
}

/** What is known of a body that init runs; null for one that it does not run. */
export function initBody({ init }: Pick<RuleContext, 'init'>, place: SourceBody): InitBody | null {
  const symbol = symbolOf(place);
  const path = init.executed.get(symbol);
  return path === undefined ? null : { place, symbol, path };
}

/** All bodies that init runs, without test support and infrastructure code, in file order. Others are not read. */
export function initBodies(context: RuleContext): readonly InitBody[] {
  const { project, init } = context;
  const owners = new Set([...init.executed.keys()].map((symbol) => symbol.slice(0, symbol.indexOf('#'))));
  return project.types
    .filter((type) => owners.has(type.qualifiedName) && !isTestCode(type.file) && !isInfrastructure(project, type))
    .flatMap((type) => [...bodiesOf(project, type)])
    .flatMap((place) => initBody(context, place) ?? []);
}
