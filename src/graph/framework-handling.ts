/** What frameworks do around a checkpoint, laid over the events of init: pools that they configure, and beans that they stop. */
import type { CatalogueEntry } from '../knowledge/entry.ts';
import type { ProjectModel } from '../model/project.ts';
import { inEachFile } from '../model/per-file.ts';
import { moduleOf } from '../project/queries.ts';
import type { ModuleFacts, ProjectFacts } from '../project/types.ts';
import type { Target } from '../types.ts';
import {
  hasMicronautPool,
  hasSpringPool,
  micronautPoolSuspension,
  springPoolSuspension,
} from './checkpoint-support.ts';
import type { Support } from './checkpoint-support.ts';
import { containerHandling, handledBy } from './container-handling.ts';
import type { InitEvent } from './event.ts';

const CONNECTIONS = 'connection-in-init';

/** Members that take a connection from the one `DataSource` of an application, by type. */
const USES_POOL = /^(?:javax\.sql\.DataSource|org\.springframework\.jdbc\.(?:core|datasource\.DataSourceUtils)\b.*)$/u;

/**
 * The events, with what the frameworks of each module handle, and with the connections that stay in pools of which the sources
 * show only the use: one for each module and root, at the first query.
 */
export function underFrameworks(
  project: ProjectModel,
  facts: ProjectFacts | null,
  target: Target,
  events: readonly InitEvent[],
): readonly InitEvent[] {
  if (facts === null) return events;
  const stopped = events.map((event) => {
    const module = event.handled === null ? moduleOfRoot(facts, event) : null;
    const handled = module === null ? null : containerHandling(project, module, event, target);
    return handled === null ? event : { ...event, handled };
  });
  return [...stopped, ...configuredPools(project, facts, events)];
}

function moduleOfRoot(facts: ProjectFacts, event: InitEvent): ModuleFacts | null {
  return moduleOf(facts, event.path[0]?.site.file ?? event.site.file);
}

interface Pool {
  readonly framework: string;
  readonly setting: string;
  readonly suspension: Support | null;
}

function poolOf(module: ModuleFacts): Pool | null {
  if (hasSpringPool(module)) {
    return {
      framework: 'Spring Boot',
      setting: 'spring.datasource.hikari.allow-pool-suspension=true (Spring Boot 3.2 or later with org.crac:crac)',
      suspension: springPoolSuspension(module),
    };
  }
  if (!hasMicronautPool(module)) return null;
  return {
    framework: 'Micronaut',
    setting: 'datasources.default.allow-pool-suspension=true (with micronaut-crac)',
    suspension: micronautPoolSuspension(module),
  };
}

/** The first query of each module and root fills the pool; later ones find the connection there. */
function configuredPools(
  project: ProjectModel,
  facts: ProjectFacts,
  events: readonly InitEvent[],
): readonly InitEvent[] {
  const first = new Map<string, InitEvent>();
  for (const event of events) {
    if (!USES_POOL.test(event.entry.type) || event.entry.member === '<init>') continue;
    // A connection that is never given back is reported itself.
    if (event.confidence === 'possible' || (event.open && event.entry.rule === CONNECTIONS)) continue;
    const key = event.roots.join();
    const known = first.get(key);
    if (known === undefined || event.path.length < known.path.length) first.set(key, event);
  }
  return [...first.values()].flatMap((event) => {
    const module = moduleOfRoot(facts, event);
    const pool = module === null || makesDataSource(project) ? null : poolOf(module);
    return pool === null ? [] : [leftInPool(event, pool)];
  });
}

function leftInPool(event: InitEvent, pool: Pool): InitEvent {
  const entry: CatalogueEntry = {
    ...event.entry,
    effect: 'connects-now',
    verdict: 'unsafe',
    selfHeals: true,
    rule: CONNECTIONS,
    remedy: `set: ${pool.setting}`,
  };
  return {
    ...event,
    entry,
    confidence: 'likely',
    open: true,
    kept: { description: `the Hikari pool that ${pool.framework} configures`, fieldName: null, declaring: null },
    handled: pool.suspension === null ? null : handledBy(pool.suspension, event),
  };
}

/** Whether the sources make a `DataSource` themselves: then the framework configures none, and what is known is in the sources. */
function makesDataSource(project: ProjectModel): boolean {
  const makers = inEachFile(project, 'makers of a DataSource', (types) =>
    types.flatMap(({ fact }) =>
      fact.methods.filter(
        ({ returnType, annotations }) => annotations.length > 0 && returnType.name.endsWith('DataSource'),
      ),
    ),
  );
  return makers.length > 0;
}
