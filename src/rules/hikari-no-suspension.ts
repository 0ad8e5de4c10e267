import type { Hop } from '../graph/event.ts';
import { isSubtype } from '../knowledge/signatures.ts';
import { property, propertyInProfiles } from '../project/queries.ts';
import type { DependencyFact, ModuleFacts, Place } from '../project/types.ts';
import {
  dependenciesLike,
  handlerModules,
  isAtLeast,
  isPackaged,
  packagedCrac,
  springBootVersion,
} from './shared/build-facts.ts';
import { hookOwners } from './shared/hooks.ts';
import { poolsInCode, type PoolInCode } from './shared/pools-in-code.ts';
import { reachedFrom } from './shared/reached-code.ts';
import type { Rule, RuleContext, RuleReport } from './rule.ts';
import { callsIn, declaredType, functionBodies, placed, type SourceBody } from './shared/source-calls.ts';

const rule: Rule = {
  meta: {
    id: 'hikari-no-suspension',
    family: 'connection',
    title: 'Hikari pools of a framework that cannot be suspended for the snapshot',
    severity: { snapstart: 'warning', crac: 'error' },
    preset: 'recommended',
    messages: {
      missing:
        '{framework} closes the connections of its Hikari pool for the snapshot, but suspends the pool only with {key}=true: ' +
        'without it the pool opens new connections at once, and they enter the snapshot{primed}. Set {key}=true.',
      checkpointFails:
        '{framework} suspends its Hikari pool for a checkpoint only with {key}=true. Without it the pool opens connections ' +
        'again, and the checkpoint will fail with CheckpointOpenSocketException{primed}. Set {key}=true.',
      inCode:
        '{framework} closes the connections of this Hikari pool for the snapshot, but suspends it only where ' +
        'setAllowPoolSuspension(true) lets it: without that the pool opens new connections at once, and they enter the ' +
        'snapshot{primed}. The setting {key} does not reach a pool that code makes.',
      inCodeCheckpointFails:
        '{framework} suspends this Hikari pool for a checkpoint only where setAllowPoolSuspension(true) lets it. Without that ' +
        'the pool opens connections again, and the checkpoint will fail with CheckpointOpenSocketException{primed}. The ' +
        'setting {key} does not reach a pool that code makes.',
    },
    fixes: ['pool-suspension'],
    sources: [
      'https://github.com/spring-projects/spring-boot/issues/42906',
      'https://github.com/spring-projects/spring-lifecycle-smoke-tests',
      'https://micronaut-projects.github.io/micronaut-crac/latest/guide/',
    ],
  },
  mayReport: ({ facts }) => facts.modules.some((module) => poolOf(module) !== null),
  *check(context) {
    const modules = handlerModules(context);
    for (const module of context.facts.modules) {
      const found = poolOf(module);
      if (found === null || isSetInCode(context)) continue;
      const roots = modules.get(module) ?? [];
      const inCode = poolsInCode(context, module);
      if (inCode.length === 0) yield reportOf(context, module, found, roots);
      for (const pool of inCode) yield reportInCode(context, found, pool, roots);
    }
  },
};

export default rule;

interface Pool {
  readonly framework: string;
  readonly key: string;
  readonly place: Place;
  readonly dependency: DependencyFact;
}

const SPRING_KEY = 'spring.datasource.hikari.allow-pool-suspension';
const MICRONAUT_KEY = 'datasources.default.allow-pool-suspension';
const IN_PROCESS = /^jdbc:(h2|hsqldb|derby|sqlite):(?!tcp|ssl)/u;

/** The pool of a module that a framework suspends when it is told to, and is not told to; null for every other. */
function poolOf(module: ModuleFacts): Pool | null {
  return springPool(module) ?? micronautPool(module);
}

function springPool(module: ModuleFacts): Pool | null {
  if (!isAtLeast(springBootVersion(module), [3, 2]) || packagedCrac(module) === null) return null;
  const [dependency] = dependenciesLike(
    module,
    /^(com\.zaxxer:HikariCP|org\.springframework\.boot:spring-boot-starter-(jdbc|data-jpa|data-jdbc))$/u,
  ).filter(isPackaged);
  const isOther =
    property(module, 'spring.datasource.type') !== null ||
    IN_PROCESS.test(property(module, 'spring.datasource.url')?.value ?? '');
  if (dependency === undefined || isOther) return null;
  return unlessSet(module, { framework: 'Spring Boot', key: SPRING_KEY, place: dependency, dependency });
}

function micronautPool(module: ModuleFacts): Pool | null {
  if (dependenciesLike(module, /^io\.micronaut\.crac:micronaut-crac$/u).length === 0) return null;
  const [dependency] = dependenciesLike(module, /^io\.micronaut\.sql:micronaut-jdbc-hikari$/u);
  const settings = [
    ...Object.keys(module.application),
    ...Object.values(module.profiles).flatMap((one) => Object.keys(one)),
  ];
  const isSet = settings.some((key) => /^datasources\..+\.allow-?pool-?suspension$/iu.test(key));
  if (dependency === undefined || isSet) return null;
  return { framework: 'Micronaut', key: MICRONAUT_KEY, place: dependency, dependency };
}

/** True, a value that is known at run time only, and a value in some profile are no reason to speak. */
function unlessSet(module: ModuleFacts, pool: Pool): Pool | null {
  const answer = property(module, pool.key);
  if (answer !== null) return answer.value === 'false' ? { ...pool, place: answer.property } : null;
  return Object.keys(propertyInProfiles(module, pool.key)).length > 0 ? null : pool;
}

const SETTERS = ['setAllowPoolSuspension', SPRING_KEY, 'allowPoolSuspension'];

function isSetInCode({ project }: RuleContext): boolean {
  return [...functionBodies(project, SETTERS)].some(({ body }) => !callsIn(body).some(isRefusal));
}

/** `setAllowPoolSuspension(false)` says what the default is. */
function isRefusal(call: ReturnType<typeof callsIn>[number]): boolean {
  const [argument] = call.arguments;
  return (
    call.kind === 'call' &&
    call.name === 'setAllowPoolSuspension' &&
    argument?.kind === 'literal' &&
    argument.value === false
  );
}

function reportOf(context: RuleContext, module: ModuleFacts, pool: Pool, roots: readonly string[]): RuleReport {
  const path = primingPath(context);
  const primed = path === null ? '' : ' (priming uses the pool)';
  const data = { framework: pool.framework, key: pool.key, primed };
  const isKnown = module.build !== null && Object.keys(module.application).length > 0;
  return {
    place: { file: pool.place.file, line: pool.place.line },
    symbol: `${pool.dependency.group}:${pool.dependency.artifact}`,
    roots,
    sink: { type: 'com.zaxxer.hikari.HikariDataSource', member: 'getConnection' },
    ...(path === null ? {} : { path }),
    messageId: context.target === 'crac' ? 'checkpointFails' : 'missing',
    // Settings may come from elsewhere when none are in the sources.
    confidence: isKnown ? 'definite' : 'likely',
    data,
  };
}

/** Where the pool is made; what is known of it stands there. */
function reportInCode(
  context: RuleContext,
  { framework, key }: Pool,
  { place, call }: PoolInCode,
  roots: readonly string[],
): RuleReport {
  const path = primingPath(context);
  const found = placed(place, call.span, context.init);
  return {
    ...found,
    path: found.path?.length === 0 && path !== null ? path : found.path,
    roots: found.roots?.length === 0 ? roots : found.roots,
    sink: { type: 'com.zaxxer.hikari.HikariDataSource', member: '<init>' },
    messageId: context.target === 'crac' ? 'inCodeCheckpointFails' : 'inCode',
    data: { framework, key, primed: path === null ? '' : ' (priming uses the pool)' },
  };
}

const POOL_USERS =
  /^(org\.springframework\.jdbc\.core\.|org\.springframework\.data\.(jpa|jdbc|repository)\.|javax\.sql\.DataSource$|(jakarta|javax)\.persistence\.EntityManager$)/u;

/** The way from a beforeCheckpoint hook to code that uses the pool; null when no hook does. */
function primingPath({ project }: RuleContext): readonly Hop[] | null {
  for (const owner of hookOwners(project)) {
    const methods = project.findMethods(owner, 'beforeCheckpoint');
    const entries = methods.map((method) => ({ root: owner.qualifiedName, method }));
    const user = reachedFrom(project, entries).find(({ place }) =>
      callsIn(place.body).some((call) => usesPool(place, call)),
    );
    if (user !== undefined) return user.path;
  }
  return null;
}

function usesPool(place: SourceBody, call: ReturnType<typeof callsIn>[number]): boolean {
  if (call.kind !== 'call' || call.target === null) return false;
  const type = declaredType(place, call.target);
  if (type === null) return false;
  const names = type.project === null ? [type.name] : place.project.allSupertypes(type.project).map(({ name }) => name);
  return names.some((name) => POOL_USERS.test(name) || isSubtype(name, 'javax.sql.DataSource'));
}
