import type { InitEvent } from '../graph/event.ts';
import type { ProjectModel } from '../model/project.ts';
import { moduleOf, property, propertyInProfiles } from '../project/queries.ts';
import type { ProjectFacts } from '../project/types.ts';
import { askingStarts } from './shared/auto-configured-jpa.ts';
import { defineEventRule, type Rule, type RuleContext, type RuleReport } from './rule.ts';
import { mayStart } from './shared/before-parsing.ts';
import { someNode } from './shared/source-calls.ts';
import { BELONGS_IN_INIT, belongsInInit, callOf } from './shared/wording.ts';

/** What says that Hibernate is told not to ask the database, or that the database is in this process. */
const SETTING =
  /^hibernate\.(boot\.allow_jdbc_metadata_access|temp\.use_jdbc_metadata_defaults)$|^jdbc:(h2|hsqldb|derby|sqlite):/;
const METADATA_SETTINGS = ['boot.allow_jdbc_metadata_access', 'temp.use_jdbc_metadata_defaults'].map(
  (name) => `spring.jpa.properties.hibernate.${name}`,
);
const SETTING_NAMES = new Set(['ALLOW_METADATA_ON_BOOT', 'USE_JDBC_METADATA_DEFAULTS']);

const events = defineEventRule(
  {
    id: 'orm-boot-touches-db',
    family: 'connection',
    title: 'Persistence units and migrations that ask the database before the snapshot',
    severity: { snapstart: 'info', crac: 'warning' },
    preset: 'recommended',
    messages: {
      asks:
        '{call} asks the database before the snapshot: publishing the version, and every re-initialisation by Lambda, needs ' +
        'it, and the connection that was used can stay in the pool. {remedy}',
      asksBeforeCheckpoint:
        '{call} asks the database before the checkpoint: with the connection that was used still in the pool, the checkpoint ' +
        'fails with CheckpointOpenSocketException. {remedy}',
      starts:
        '{what} happens before the snapshot: publishing the version, and every re-initialisation by Lambda, needs the database, ' +
        'and the connection that was used can stay in the pool. {remedy}, and leave the schema to the deployment.',
      startsBeforeCheckpoint:
        '{what} happens before the checkpoint: with the connection that was used still in the pool, the checkpoint fails with ' +
        'CheckpointOpenSocketException. {remedy}, and leave the schema to the deployment.',
    },
    sources: [
      'https://github.com/spring-projects/spring-lifecycle-smoke-tests',
      'https://docs.spring.io/spring-framework/reference/integration/checkpoint-restore.html',
    ],
  },
  (event, { target, project, facts }) => {
    if (!event.open) return null;
    if (belongsInInit(event)) return BELONGS_IN_INIT;
    if (isConfigured(project, event)) {
      return { because: 'its file names one of the settings that keep it from asking the database' };
    }
    if (isSetFor(facts, event)) return { because: 'the settings of the module keep it from asking the database' };
    const messageId = target === 'crac' ? 'asksBeforeCheckpoint' : 'asks';
    return { messageId, data: { call: callOf(event), remedy: remedyOf(event) } };
  },
);

const rule: Rule = {
  ...events,
  mayReport: (known) => known.mayRecord || mayStart(known),
  *check(context) {
    yield* events.check(context);
    yield* autoConfigured(context);
  },
};

export default rule;

/** What build file and settings tell of JPA that a framework sets up, where no code of the same start-up is reported. */
function* autoConfigured(context: RuleContext): Iterable<RuleReport> {
  const { facts, init, target } = context;
  const reported = new Set(init.eventsOf(rule.meta.id).map(({ site }) => moduleOf(facts, site.file)));
  for (const { place, symbol, what, remedy, roots } of askingStarts(context)) {
    if (reported.has(moduleOf(facts, place.file))) continue;
    yield {
      place: { file: place.file, line: place.line },
      symbol,
      roots,
      sink: { type: 'jakarta.persistence.EntityManagerFactory', member: '<init>' },
      messageId: target === 'crac' ? 'startsBeforeCheckpoint' : 'starts',
      // That the framework starts it is inferred: code may still leave it out.
      confidence: 'likely',
      data: { what, remedy },
    };
  }
}

/** Settings reach Hibernate in many ways; a file that names one of them has thought of it. */
function isConfigured(project: ProjectModel, { site }: InitEvent): boolean {
  const types = project.types.filter(({ file }) => file.file === site.file);
  const bodies = types.flatMap(({ fact }) => [
    ...fact.methods.flatMap(({ body }) => body ?? []),
    ...fact.initializers.flatMap(({ body }) => body),
  ]);
  return someNode(bodies, (node) => {
    if (node.kind === 'literal') return typeof node.value === 'string' && SETTING.test(node.value);
    return (node.kind === 'name' || node.kind === 'select') && SETTING_NAMES.has(node.name);
  });
}

/** Settings of the module that Spring Boot hands on to Hibernate, in the profile that is active or in some other. */
function isSetFor(facts: ProjectFacts, { site, entry }: InitEvent): boolean {
  const module = /hibernate|persistence|orm\.jpa/.test(entry.type) ? moduleOf(facts, site.file) : null;
  const isOff = (key: string): boolean =>
    module !== null &&
    [property(module, key), ...Object.values(propertyInProfiles(module, key))].some(
      (answer) => answer?.value === 'false',
    );
  return METADATA_SETTINGS.some(isOff);
}

function remedyOf({ entry }: InitEvent): string {
  if (/hibernate|persistence|orm\.jpa/.test(entry.type)) {
    return 'Name the dialect, set hibernate.boot.allow_jdbc_metadata_access=false (in older versions hibernate.temp.use_jdbc_metadata_defaults=false) and leave the schema alone.';
  }
  const setting = /^configure: (.+)$/u.exec(entry.remedy)?.[1];
  if (setting === undefined) return 'Do it outside the function, or after the restore.';
  return setting.startsWith('migrate') ? 'Migrate in the deployment pipeline.' : `Use ${setting}.`;
}
