/** What containers do around a checkpoint with the beans they hold, as the build files and settings of a module have it. */
import type { ProjectModel } from '../model/project.ts';
import type { ModuleFacts } from '../project/types.ts';
import type { Target } from '../types.ts';
import {
  micronautRedis,
  micronautRefresh,
  micronautSuspendsPools,
  springLifecycle,
  springRefreshOnRestart,
  suspendsPools,
  type Support,
} from './checkpoint-support.ts';
import type { Handling, InitEvent } from './event.ts';
import { mentionsCall } from './frameworks/call-search.ts';
import { refreshedBean } from './frameworks/refresh-scope.ts';
import { isComponent } from './frameworks/spring-scan.ts';

/** Types whose connections and threads belong to a `Lifecycle` bean of Spring, by package. */
const STOPPED_BY_SPRING =
  /^org\.springframework\.(?:data\.redis\.(?:connection|core)|kafka\.(?:core|listener)|amqp\.rabbit|scheduling)\./u;

/** Lettuce's clients that Micronaut makes from its configuration. */
const REDIS_CLIENTS = /^io\.lettuce\.core\.(?:RedisClient|cluster\.RedisClusterClient)$/u;

/** How the containers of a module handle what an event left, or null. `module` is that of the event's root. */
export function containerHandling(
  project: ProjectModel,
  module: ModuleFacts,
  event: InitEvent,
  target: Target,
): Handling | null {
  const closed = event.open ? closedBeforeCheckpoint(project, module, event) : null;
  if (closed !== null) return closed;
  // What is still open fails a checkpoint, whatever comes after the restore.
  return target === 'crac' && event.open ? null : droppedWithBean(project, module, event);
}

function closedBeforeCheckpoint(project: ProjectModel, module: ModuleFacts, event: InitEvent): Handling | null {
  if (event.suspendable !== null) return suspended(project, module, event);
  if (REDIS_CLIENTS.test(event.entry.type)) return destroyedByMicronaut(project, module, event);
  if (!STOPPED_BY_SPRING.test(event.entry.type) || !isSpringBean(project, event)) return null;
  const support = springLifecycle(module);
  if (support === null) return null;
  const description = `${support.description} stops this bean before the checkpoint and starts it again after the restore`;
  return handledBy({ ...support, description }, event);
}

/** A Hikari pool that is a bean: the framework suspends and empties it where the code that makes it allows that. */
function suspended(project: ProjectModel, module: ModuleFacts, event: InitEvent): Handling | null {
  const isSpring = suspendsPools(module) && isSpringBean(project, event);
  const isMicronaut =
    micronautSuspendsPools(module) && event.kept?.description.startsWith('the Micronaut bean') === true;
  if (event.suspendable === null || !(isSpring || isMicronaut)) return null;
  const framework = isSpring ? 'Spring Boot' : 'Micronaut';
  const description = `${framework} suspends the pool and empties it before the checkpoint, as is allowed here`;
  return { by: 'framework', description, site: event.suspendable };
}

/** A connection of the container's Redis client: who keeps it must be made anew as well, or it is left with a dead one. */
function destroyedByMicronaut(project: ProjectModel, module: ModuleFacts, event: InitEvent): Handling | null {
  const support = micronautRedis(module);
  const bean = support === null ? null : refreshedBean(project, event, 'Micronaut');
  if (support === null || bean === null) return null;
  if (project.types.some((type) => usesLettuce(type.file.imports) && mentionsCall(type, 'create'))) return null;
  return handledBy({ ...support, description: `${support.description}, and makes ${bean} anew` }, event);
}

function usesLettuce(imports: readonly { readonly name: string }[]): boolean {
  return imports.some(({ name }) => REDIS_CLIENTS.test(name));
}

/** What a bean of a refresh scope keeps is dropped with the bean. */
function droppedWithBean(project: ProjectModel, module: ModuleFacts, event: InitEvent): Handling | null {
  const cloud = springRefreshOnRestart(module);
  const spring = cloud === null ? null : refreshedBean(project, event, 'Spring Cloud');
  if (cloud !== null && spring !== null) {
    const description = `${cloud.description} refreshes the refresh scope after the restore, and ${spring} is made anew`;
    return handledBy({ ...cloud, description }, event);
  }
  const refresh = event.open ? null : micronautRefresh(module);
  const bean = refresh === null ? null : refreshedBean(project, event, 'Micronaut');
  if (refresh === null || bean === null) return null;
  return handledBy({ ...refresh, description: `${refresh.description}, and ${bean} is made anew` }, event);
}

/** Whether Spring's container holds what was opened: an injected object, a bean, or a field of one. */
function isSpringBean(project: ProjectModel, { kept, symbol }: InitEvent): boolean {
  if (kept === null || kept.description.startsWith('the Spring bean')) return true;
  if (kept.description.startsWith('static field')) return false;
  const owner = project.typesNamed(symbol.slice(0, symbol.indexOf('#')))[0];
  return owner !== undefined && isComponent(project, owner);
}

/** The handling of an event by a line of a build or settings file. */
export function handledBy({ description, place }: Support, event: InitEvent): Handling {
  return { by: 'framework', description, site: event.site, place };
}
