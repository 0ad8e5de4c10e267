/**
 * What a module's frameworks do by themselves around a checkpoint, as its build files and settings say.
 * Spring: docs.spring.io/spring-framework/reference/integration/checkpoint-restore.html and Spring Boot's
 * HikariCheckpointRestoreLifecycle. Micronaut: the guide of micronaut-crac.
 */
import { dependency, property } from '../project/queries.ts';
import type { ModuleFacts, Place } from '../project/types.ts';
import { isAtLeast, versionOfGroup } from '../project/versions.ts';

/** A line of a build or settings file, and what it brings about. */
export interface Support {
  /** For people, without a full stop: `Spring Boot 3.2.0 with org.crac stops and restarts …`. */
  readonly description: string;
  readonly place: Place;
}

const CRAC = 'org.crac:crac';

/** The module's `org.crac:crac`, where it is on the class path at run time: only then do frameworks register their hooks. */
function cracAtRunTime(module: ModuleFacts): Place | null {
  const found = dependency(module, CRAC);
  return found === null || /^(?:provided|compileOnly|testImplementation|annotationProcessor)$/u.test(found.scope ?? '')
    ? null
    : found;
}

/**
 * Spring stops running `Lifecycle` beans before the checkpoint and starts the same ones after the restore: from Framework 6.1
 * (Boot 3.2) on, with `org.crac` on the class path, under SnapStart as well. Null where it does not.
 */
export function springLifecycle(module: ModuleFacts): Support | null {
  const boot = versionOfGroup(module, 'org.springframework.boot');
  const framework = versionOfGroup(module, 'org.springframework');
  const place = cracAtRunTime(module);
  if (place === null) return null;
  if (boot !== null && isAtLeast(boot, [3, 2])) return { description: `Spring Boot ${boot.text} with ${CRAC}`, place };
  if (framework !== null && isAtLeast(framework, [6, 1])) {
    return { description: `Spring Framework ${framework.text} with ${CRAC}`, place };
  }
  return null;
}

/** The first releases whose refresh scope is refreshed on a restart: of the release train, of the libraries themselves. */
const REFRESHES_ON_RESTART = { train: [2023], library: [4, 1] };

/**
 * Spring Cloud refreshes its context when Spring starts the `Lifecycle` beans again (spring-cloud-commons#1266, in 4.1.0): the
 * beans of the refresh scope are dropped then, and made anew at their next use. Null where it does not, or is told not to.
 */
export function springRefreshOnRestart(module: ModuleFacts): Support | null {
  const restarts = springLifecycle(module);
  if (restarts === null) return null;
  for (const key of ['spring.cloud.refresh.enabled', 'spring.cloud.refresh.on-restart.enabled']) {
    if (property(module, key)?.value === 'false') return null;
  }
  // A version that is managed elsewhere fits the Spring Boot that restarts: Spring Cloud refuses to start with another.
  const cloud = versionOfGroup(module, 'org.springframework.cloud');
  if (cloud === null) return { ...restarts, description: `Spring Cloud, by ${restarts.description},` };
  const { train, library } = REFRESHES_ON_RESTART;
  if (!isAtLeast(cloud, (cloud.numbers[0] ?? 0) >= 2000 ? train : library)) return null;
  return { description: `Spring Cloud ${cloud.text}`, place: cloud.source };
}

/**
 * Spring Boot empties the Hikari pool that it configures before the checkpoint. It stays empty when the pool is suspended
 * meanwhile, or keeps no idle connections; otherwise it refills at once. Null where a connection may be left.
 */
export function springPoolSuspension(module: ModuleFacts): Support | null {
  if (!suspendsPools(module)) return null;
  const settings = [
    [
      'spring.datasource.hikari.allow-pool-suspension',
      'true',
      'suspends the pool and empties it before the checkpoint',
    ],
    [
      'spring.datasource.hikari.minimum-idle',
      '0',
      'empties the pool before the checkpoint, and no connection is kept idle',
    ],
  ] as const;
  for (const [key, value, effect] of settings) {
    const set = property(module, key);
    if (set?.value === value) {
      return { description: `Spring Boot ${effect} (${set.key}=${value})`, place: set.property };
    }
  }
  return null;
}

/** Whether Spring Boot looks after Hikari pools around a checkpoint at all: from 3.2 on, with `org.crac` at run time. */
export function suspendsPools(module: ModuleFacts): boolean {
  const boot = versionOfGroup(module, 'org.springframework.boot');
  return boot !== null && isAtLeast(boot, [3, 2]) && cracAtRunTime(module) !== null;
}

/** Whether Spring Boot configures a Hikari pool of its own for this module: it has JDBC, and no embedded database. */
export function hasSpringPool(module: ModuleFacts): boolean {
  const starters = ['spring-boot-starter-jdbc', 'spring-boot-starter-data-jdbc', 'spring-boot-starter-data-jpa'];
  if (!starters.some((name) => dependency(module, `org.springframework.boot:${name}`) !== null)) return false;
  if (property(module, 'spring.datasource.type') !== null) return false;
  const url = property(module, 'spring.datasource.url');
  if (url !== null) return !/^jdbc:(?:h2|hsqldb|derby):/u.test(url.property.value);
  // Without a URL an embedded database on the class path is taken, else one from the environment.
  return !['com.h2database:h2', 'org.hsqldb:hsqldb', 'org.apache.derby:derby'].some((name) => dependency(module, name));
}

/** Micronaut suspends and empties its Hikari pools when it is told to; null where it does not. */
export function micronautPoolSuspension(module: ModuleFacts): Support | null {
  if (!micronautSuspendsPools(module)) return null;
  for (const [key, set] of Object.entries(module.application)) {
    if (/^datasources\.[^.]+\.allow-?pool-?suspension$/iu.test(key) && set.value === 'true') {
      return {
        description: `Micronaut suspends the pool and empties it before the checkpoint (${key}=true)`,
        place: set,
      };
    }
  }
  return null;
}

const MICRONAUT_CRAC = 'io.micronaut.crac:micronaut-crac';

/** Micronaut's CRaC module refreshes every `@Refreshable` bean before the checkpoint, unless `crac.refresh-beans` is false. */
export function micronautRefresh(module: ModuleFacts): Support | null {
  const place = dependency(module, MICRONAUT_CRAC);
  if (place === null) return null;
  for (const key of ['crac.enabled', 'crac.refresh-beans']) if (property(module, key)?.value === 'false') return null;
  return { description: 'Micronaut drops the beans of its refresh scope before the checkpoint', place };
}

/**
 * From 1.2.1 on Micronaut's CRaC module destroys the Redis clients and connections of the container before the checkpoint, and
 * the container makes them anew. Null where it does not.
 */
export function micronautRedis(module: ModuleFacts): Support | null {
  const refresh = micronautRefresh(module);
  const version = versionOfGroup(module, 'io.micronaut.crac');
  if (refresh === null || (version !== null && !isAtLeast(version, [1, 2, 1]))) return null;
  if (dependency(module, 'io.micronaut.redis:micronaut-redis-lettuce') === null) return null;
  for (const key of ['crac.redis.enabled', 'crac.redis.client-enabled', 'crac.redis.connection-enabled']) {
    if (property(module, key)?.value === 'false') return null;
  }
  return { ...refresh, description: 'Micronaut destroys the Redis client with its connections before the checkpoint' };
}

/** Whether Micronaut's CRaC module looks after the module's Hikari pools that are beans. */
export function micronautSuspendsPools(module: ModuleFacts): boolean {
  return dependency(module, MICRONAUT_CRAC) !== null && property(module, 'crac.enabled')?.value !== 'false';
}

/** Whether Micronaut makes Hikari pools for this module. */
export function hasMicronautPool(module: ModuleFacts): boolean {
  return dependency(module, 'io.micronaut.sql:micronaut-jdbc-hikari') !== null;
}
