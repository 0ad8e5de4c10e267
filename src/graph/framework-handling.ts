/** What frameworks do around a checkpoint, laid over the events of init: pools that they configure, and beans that they stop. */
import type { CatalogueEntry } from '../knowledge/entry.ts';
import type { ProjectModel, TypeModel } from '../model/project.ts';
import { moduleOf } from '../project/queries.ts';
import type { ModuleFacts, ProjectFacts } from '../project/types.ts';
import type { Target } from '../types.ts';
import {
  hasMicronautPool,
  hasSpringPool,
  micronautPoolSuspension,
  springLifecycle,
  springPoolSuspension,
  springRefreshOnRestart,
  suspendsPools,
} from './checkpoint-support.ts';
import type { Support } from './checkpoint-support.ts';
import type { Handling, InitEvent, Site } from './event.ts';
import { refreshScopeBean } from './frameworks/refresh-scope.ts';
import { isComponent } from './frameworks/spring-scan.ts';

/** Types whose connections and threads belong to a `Lifecycle` bean of Spring, by package. */
const STOPPED_BY_SPRING =
  /^org\.springframework\.(?:data\.redis\.(?:connection|core)|kafka\.(?:core|listener)|amqp\.rabbit|scheduling)\./u;

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
    const now = stoppedBySpring(project, facts, event);
    // What is still open fails a checkpoint, whatever comes after the restore.
    return target === 'crac' && now.open ? now : refreshedBySpring(project, facts, now);
  });
  return [...stopped, ...configuredPools(project, facts, events)];
}

function moduleOfRoot(facts: ProjectFacts, event: InitEvent): ModuleFacts | null {
  return moduleOf(facts, event.path[0]?.site.file ?? event.site.file);
}

function stoppedBySpring(project: ProjectModel, facts: ProjectFacts, event: InitEvent): InitEvent {
  if (!event.open || event.handled !== null) return event;
  if (event.suspendable !== null) return suspendedBySpring(project, facts, event, event.suspendable);
  if (!STOPPED_BY_SPRING.test(event.entry.type)) return event;
  const module = moduleOfRoot(facts, event);
  const support = module === null || !isBean(project, event) ? null : springLifecycle(module);
  if (support === null) return event;
  const description = `${support.description} stops this bean before the checkpoint and starts it again after the restore`;
  return { ...event, handled: handledBy({ ...support, description }, event) };
}

/** A Hikari pool that is a bean: Spring Boot suspends and empties it where the code that makes it allows that. */
function suspendedBySpring(project: ProjectModel, facts: ProjectFacts, event: InitEvent, site: Site): InitEvent {
  const module = moduleOfRoot(facts, event);
  if (module === null || !isBean(project, event) || !suspendsPools(module)) return event;
  const description = 'Spring Boot suspends the pool and empties it before the checkpoint, as is allowed here';
  return { ...event, handled: { by: 'framework', description, site } };
}

/** What a bean of the refresh scope keeps is dropped with the bean after the restore. */
function refreshedBySpring(project: ProjectModel, facts: ProjectFacts, event: InitEvent): InitEvent {
  if (event.handled !== null || event.kept === null || event.kept.description.startsWith('static field')) return event;
  const bean = refreshScopeBean(project, event);
  const module = bean === null ? null : moduleOfRoot(facts, event);
  const support = module === null ? null : springRefreshOnRestart(module);
  if (bean === null || support === null) return event;
  const description = `${support.description} refreshes the refresh scope after the restore, and ${bean} is made anew`;
  return { ...event, handled: handledBy({ ...support, description }, event) };
}

/** Whether the container holds what was opened: an injected object, a bean, or a field of one. */
function isBean(project: ProjectModel, { kept, symbol }: InitEvent): boolean {
  if (kept === null || kept.description.startsWith('the Spring bean')) return true;
  if (kept.description.startsWith('static field')) return false;
  const owner = project.types.find(({ qualifiedName }) => qualifiedName === symbol.slice(0, symbol.indexOf('#')));
  return owner !== undefined && isComponent(project, owner);
}

function handledBy({ description, place }: Support, event: InitEvent): Handling {
  return { by: 'framework', description, site: event.site, place };
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

const cache = new WeakMap<ProjectModel, boolean>();

/** Whether the sources make a `DataSource` themselves: then the framework configures none, and what is known is in the sources. */
function makesDataSource(project: ProjectModel): boolean {
  let known = cache.get(project);
  if (known === undefined) {
    const makes = ({ fact }: TypeModel): boolean =>
      fact.methods.some(
        ({ returnType, annotations }) => annotations.length > 0 && returnType.name.endsWith('DataSource'),
      );
    cache.set(project, (known = project.types.some(makes)));
  }
  return known;
}
