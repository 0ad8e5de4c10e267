/**
 * JPA that a framework sets up without code of the project: whether it asks the database when the application starts, as far
 * as build file and settings tell.
 */
import { functionsOfRoots } from '../../graph/deployment.ts';
import { hasSpringPool, suspendsPools } from '../../graph/checkpoint-support.ts';
import { findHandlers } from '../../graph/roots.ts';
import type { TypeModel } from '../../model/project.ts';
import { moduleOf, property, propertyInProfiles, type PropertyAnswer } from '../../project/queries.ts';
import type { DependencyFact, ModuleFacts, Place } from '../../project/types.ts';
import { dependenciesLike, isPackaged, packagedCrac } from './build-facts.ts';
import { isApplication } from './function-code.ts';
import type { RuleContext } from '../rule.ts';
import { functionBodies } from './source-calls.ts';

/** A module whose framework asks the database at start. */
export interface AskingStart {
  /** The dependency, or the setting that makes it ask. */
  readonly place: Place;
  readonly symbol: string;
  /** What asks, for messages: `Spring Boot starts Hibernate …`. */
  readonly what: string;
  /** What to set, a sentence. */
  readonly remedy: string;
  /** Classes that start the application, qualified, sorted. */
  readonly roots: readonly string[];
}

const SPRING_JPA = /^org\.springframework\.boot:spring-boot-starter-data-jpa$/u;
const QUARKUS_JPA = /^io\.quarkus(\.\w+)*:quarkus-hibernate-orm(-panache)?$/u;

/** The settings by which Hibernate is told not to ask; the first is that of Hibernate 6.5 and later. */
const METADATA_KEYS = ['boot.allow_jdbc_metadata_access', 'temp.use_jdbc_metadata_defaults'].map(
  (name) => `spring.jpa.properties.hibernate.${name}`,
);
const METADATA_NAMES = [
  ...METADATA_KEYS.map((key) => key.replace('spring.jpa.properties.', '')),
  ...METADATA_KEYS,
  'ALLOW_METADATA_ON_BOOT',
  'USE_JDBC_METADATA_DEFAULTS',
];

/** Settings with which Hibernate looks at the schema when it starts, or changes it, whatever it may ask besides. */
const SPRING_SCHEMA_KEYS = ['spring.jpa.hibernate.ddl-auto', 'spring.jpa.properties.hibernate.hbm2ddl.auto'];
const QUARKUS_SCHEMA_KEYS = [
  'quarkus.hibernate-orm.schema-management.strategy',
  'quarkus.hibernate-orm.database.generation',
];

const NO_AUTO_CONFIGURATION = /HibernateJpaAutoConfiguration|DataSourceAutoConfiguration/u;

/** The modules of snapshotted applications whose framework asks the database at start. */
export function* askingStarts(context: RuleContext): Iterable<AskingStart> {
  for (const module of context.facts.modules) {
    const found = springStart(context, module) ?? quarkusStart(module);
    if (found === null) continue;
    const roots = snapshottedRoots(context, module);
    if (roots.length > 0) yield { ...found, roots };
  }
}

type Found = Omit<AskingStart, 'roots'>;

function springStart(context: RuleContext, module: ModuleFacts): Found | null {
  const dependency = ofAllBuilds(module, SPRING_JPA);
  if (dependency === null || !hasSpringPool(module) || !hasApplication(context, module)) return null;
  if (isLeftToOthers(context, module)) return null;
  const schema = schemaSetting(module, SPRING_SCHEMA_KEYS);
  if (schema !== null) {
    const what = `With ${schema.key}=${schema.value ?? ''} Hibernate compares or changes the schema when Spring Boot starts it, which`;
    return { place: schema.property, symbol: schema.key, what, remedy: `Set ${schema.key}=none` };
  }
  if (METADATA_KEYS.some((key) => isSetTo(module, key, /^false$/u)) || isSetInCode(context, module)) return null;
  const what =
    `${dependency.artifact} is a dependency, and no setting keeps Hibernate from asking the database which one it is when ` +
    'Spring Boot starts it with the application context, which';
  const remedy =
    'Name the dialect (spring.jpa.database-platform) and set ' +
    'spring.jpa.properties.hibernate.boot.allow_jdbc_metadata_access=false, in older versions ' +
    'spring.jpa.properties.hibernate.temp.use_jdbc_metadata_defaults=false';
  return { place: dependency, symbol: `${dependency.group}:${dependency.artifact}`, what, remedy };
}

/** Quarkus knows the database at build time: it asks at start for what settings have it do to the schema. */
function quarkusStart(module: ModuleFacts): Found | null {
  if (ofAllBuilds(module, QUARKUS_JPA) === null) return null;
  if (isSetTo(module, 'quarkus.datasource.db-kind', /^(h2|derby)$/u)) return null;
  const schema = schemaSetting(module, QUARKUS_SCHEMA_KEYS);
  if (schema === null) return null;
  const what = `With ${schema.key}=${schema.value ?? ''} Hibernate compares or changes the schema when Quarkus starts it, which`;
  return { place: schema.property, symbol: schema.key, what, remedy: `Set ${schema.key}=none` };
}

/** A dependency that is packaged in every build of the module. */
function ofAllBuilds(module: ModuleFacts, name: RegExp): DependencyFact | null {
  return dependenciesLike(module, name).find((one) => isPackaged(one) && one.profile === null) ?? null;
}

/** A setting of the profile that is active which names something to do; what only a profile sets may be for developers. */
function schemaSetting(module: ModuleFacts, keys: readonly string[]): PropertyAnswer | null {
  const answers = keys.flatMap((key) => property(module, key) ?? []);
  return (
    answers.find(
      ({ value }) => value !== null && /^(validate|update|create(-drop|-only)?|drop-and-create|drop)$/u.test(value),
    ) ?? null
  );
}

function isSetTo(module: ModuleFacts, key: string, wanted: RegExp): boolean {
  const answers = [property(module, key), ...Object.values(propertyInProfiles(module, key))];
  return answers.some((answer) => answer !== null && wanted.test(answer.value ?? ''));
}

/** The project brings its own factory, keeps Spring Boot from making one, or has it made on first use. */
function isLeftToOthers({ project, facts }: RuleContext, module: ModuleFacts): boolean {
  const isExcluded =
    NO_AUTO_CONFIGURATION.test(property(module, 'spring.autoconfigure.exclude')?.property.value ?? '') ||
    isSetTo(module, 'spring.main.lazy-initialization', /^true$/u);
  return (
    isExcluded ||
    project.types.some(
      (type) =>
        moduleOf(facts, type.file.file) === module &&
        (makesFactory(type) || type.file.imports.some(({ name }) => NO_AUTO_CONFIGURATION.test(name))),
    )
  );
}

const FACTORY =
  /(^|\.)(EntityManagerFactory|LocalContainerEntityManagerFactoryBean|SessionFactory|LocalSessionFactoryBean)$/u;

function makesFactory({ fact }: TypeModel): boolean {
  return fact.methods.some(
    ({ annotations, returnType }) =>
      FACTORY.test(returnType.name) && annotations.some(({ name }) => /(^|\.)Bean$/u.test(name)),
  );
}

/** Settings reach Hibernate in many ways; code of the module that names one of them has thought of it. */
function isSetInCode({ project, facts }: RuleContext, module: ModuleFacts): boolean {
  return functionBodies(project, METADATA_NAMES).some(({ type }) => moduleOf(facts, type.file.file) === module);
}

function hasApplication({ project, facts }: RuleContext, module: ModuleFacts): boolean {
  return project.types.some((type) => isApplication(type) && moduleOf(facts, type.file.file) === module);
}

/**
 * The classes of a module that start what is snapshotted: handlers, and application classes that a library's handler starts.
 * Under SnapStart one of their functions has to have it on; for a checkpoint the project has to show that one is taken.
 */
function snapshottedRoots(context: RuleContext, module: ModuleFacts): readonly string[] {
  const { project, facts, target } = context;
  const isOfModule = (type: TypeModel): boolean => moduleOf(facts, type.file.file) === module;
  const handlers = findHandlers(project, facts).map(({ type }) => type);
  const applications = project.types.filter(isApplication);
  const starting = [...new Set([...handlers, ...applications])].filter(isOfModule);
  const snapshotted =
    target === 'crac'
      ? starting.filter(() => isCheckpointed(context, module))
      : starting.filter(({ qualifiedName, file }) =>
          functionsOfRoots(project, facts, [qualifiedName], file.file).some(({ snapStart }) => snapStart === 'on'),
        );
  return snapshotted.map(({ qualifiedName }) => qualifiedName).sort();
}

/**
 * A checkpoint is known of, and what the start left in the pool is still there. Where Spring Boot empties the pool for a
 * checkpoint that is taken after the start it is not, or hikari-no-suspension says why it is.
 */
function isCheckpointed({ facts }: RuleContext, module: ModuleFacts): boolean {
  const isOnRefresh = facts.crac.uses.some(({ kind }) => kind === 'spring-on-refresh');
  if (!isOnRefresh && suspendsPools(module)) return false;
  return packagedCrac(module) !== null || facts.crac.uses.length > 0;
}
