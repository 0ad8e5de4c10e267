import type { Hop, InitEvent } from '../graph/event.ts';
import { mentions } from '../model/names.ts';
import { inEachFile } from '../model/per-file.ts';
import type { ProjectModel, TypeModel } from '../model/project.ts';
import type { Target } from '../types.ts';
import { RATE_ELEMENTS, scheduleOf } from './shared/scheduled-methods.ts';
import { defineEventRule, type Rule, type RuleContext, type RuleReport } from './rule.ts';
import { BELONGS_IN_INIT, belongsInInit, callOf } from './shared/wording.ts';

const events = defineEventRule(
  {
    id: 'timer-in-init',
    family: 'thread',
    title: 'Timers and periodic tasks started before the snapshot',
    severity: { snapstart: 'warning', crac: 'warning' },
    preset: 'recommended',
    messages: {
      fixedRate:
        '{call} starts a fixed-rate schedule before the snapshot{where}: the runs missed until the restore can all fire at ' +
        'once then. Use a fixed delay, or cancel it in beforeCheckpoint and schedule it again in afterRestore.',
      scheduled:
        '{call} schedules work before the snapshot{where}: Lambda freezes an environment between invocations, so the work ' +
        'runs only while a request happens to be served. Do it per invocation, or schedule it in afterRestore.',
      annotated:
        '@Scheduled({rate}) has the container run {method} at a fixed rate from its start, before the snapshot: the runs ' +
        'missed until the restore can all fire at once then. Use a fixed delay, or do the work per invocation.',
      overdue:
        '{call} schedules work before the checkpoint{where}: what falls due until the restore can fire right after it, in ' +
        'every restored process. Cancel it in beforeCheckpoint and schedule it again in afterRestore.',
    },
    fixes: ['fixed-delay', 'again'],
    sources: [
      'https://github.com/CRaC/docs/blob/master/best-practices.md',
      'https://github.com/spring-projects/spring-framework/issues/33490',
      'https://docs.aws.amazon.com/lambda/latest/dg/lambda-runtime-environment.html',
    ],
  },
  (event, { target }) => {
    if (!event.open) return null;
    if (belongsInInit(event)) return BELONGS_IN_INIT;
    if (runsOnce(event) && target === 'crac') {
      return { because: 'it is one delayed run, and nothing piles up while the process is away' };
    }
    const where = event.kept === null ? '' : ` (kept in ${event.kept.description})`;
    const found = { messageId: messageFor(event, target), data: { call: callOf(event), where } };
    return runsOnce(event) ? { ...found, severity: 'info' } : found;
  },
);

const rule: Rule = {
  ...events,
  mayReport: ({ names, mayRecord }) => mayRecord || (mentions(names, ['Scheduled']) && mentions(names, RATE_ELEMENTS)),
  *check(context) {
    yield* events.check(context);
    const { project } = context;
    const scheduled = inEachFile(project, 'scheduled methods', (types, file) =>
      project.mayMention(file, RATE_ELEMENTS) ? types.filter((type) => hasSchedule(project, type)) : [],
    );
    for (const type of scheduled) yield* scheduledMethods(context, type);
  },
};

export default rule;

/** A single delayed run of an executor: nothing piles up while the process is away. */
function runsOnce({ entry }: InitEvent): boolean {
  return entry.type === 'java.util.concurrent.ScheduledExecutorService' && entry.member === 'schedule';
}

function messageFor({ entry }: InitEvent, target: Target): string {
  if (entry.member === 'scheduleAtFixedRate') return 'fixedRate';
  return target === 'crac' ? 'overdue' : 'scheduled';
}

/** The class that a path starts with. */
function rootsOf(project: ProjectModel, path: readonly Hop[]): readonly string[] {
  const start = path[0]?.site;
  const root = project.types.find(({ file, fact }) => file.file === start?.file && fact.nameSpan[0] === start.span[0]);
  return root === undefined ? [] : [root.qualifiedName];
}

function hasSchedule(project: ProjectModel, type: TypeModel): boolean {
  return type.fact.methods.some((method) => scheduleOf(project, type, method) !== null);
}

/** Methods that a container runs at a fixed rate once it is started. */
function* scheduledMethods({ project, init }: RuleContext, type: TypeModel): Iterable<RuleReport> {
  const constructor = `${type.qualifiedName}#<init>`;
  const path = init.executed.get(constructor);
  if (path === undefined) return;
  for (const fact of type.fact.methods) {
    const schedule = scheduleOf(project, type, fact);
    if (schedule === null) continue;
    const site = { file: type.file.file, span: schedule.span };
    const method = `${type.fact.name}.${fact.name}`;
    yield {
      site,
      symbol: `${type.qualifiedName}#${fact.name}`,
      phase: 'bean',
      roots: rootsOf(project, path),
      path: [...path, { site, message: `the container schedules ${method}` }],
      messageId: 'annotated',
      data: { rate: schedule.element, method },
      sink: { type: schedule.annotation, member: schedule.element },
    };
  }
}
