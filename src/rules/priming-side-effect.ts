import type { InitEvent, Site } from '../graph/event.ts';
import { mentions, mentionsLike } from '../model/mentions.ts';
import { isOnOtherThread } from './shared/other-threads.ts';
import { handlerMethods } from './shared/request-code.ts';
import type { Rule, RuleContext, RuleReport, Spared } from './rule.ts';
import { mayRecord } from './shared/before-parsing.ts';
import { bodyAt } from './shared/source-calls.ts';
import { callOf } from './shared/wording.ts';
import type { Severity } from '../types.ts';

const rule: Rule = {
  meta: {
    id: 'priming-side-effect',
    family: 'hook',
    title: 'Init and priming code that changes data or makes something happen elsewhere',
    severity: { snapstart: 'warning', crac: 'warning' },
    preset: 'recommended',
    messages: {
      changes:
        '{call} changes something outside the function before the snapshot: it runs when a version is published and whenever ' +
        'Lambda re-creates the snapshot, and not for each environment. Prime with a read of something that does not exist, ' +
        'with SdkWarmUp of the AWS SDK, or by loading classes.',
      changesBeforeCheckpoint:
        '{call} changes something outside the program in beforeCheckpoint: it runs with every checkpoint, and no restore ' +
        'repeats it. Prime with a read of something that does not exist, or by loading classes.',
      mayChange:
        '{call} changes something outside the function, and code that runs before the snapshot may come to it ({why}): it ' +
        'would run at publish and whenever Lambda re-creates the snapshot. Do it on the first request, or prime with an ' +
        'event that stops before it.',
    },
    sources: [
      'https://docs.aws.amazon.com/lambda/latest/dg/snapstart-best-practices.html',
      'https://docs.aws.amazon.com/sdk-for-java/latest/developer-guide/sdk-warmup.html',
    ],
  },
  mayReport: mayRecord,
  spares(event, context) {
    const reported = reportOf(context, event);
    return 'because' in reported ? reported.because : null;
  },
  *check(context) {
    // A response that is kept is http-call-in-init's.
    const requests = context.init
      .eventsOf('http-call-in-init')
      .filter((event) => event.kept === null && isWrite(context, event));
    for (const event of [...context.init.eventsOf('priming-side-effect'), ...requests]) {
      const report = reportOf(context, event);
      if ('messageId' in report) yield report;
    }
  },
};

export default rule;

/** What somebody receives cannot be taken back. */
const DELIVERS = /^(send|publish|invoke)/;
const DRY_RUN = ['dryRun', 'DRY_RUN', 'DryRun', 'withDryRun'];
const WRITING_METHODS = /^(POST|PUT|PATCH|DELETE|HttpPost|HttpPut|HttpPatch|HttpDelete)$/;

function reportOf(context: RuleContext, event: InitEvent): RuleReport | Spared {
  const isProgram = context.target === 'crac' || context.isOutsideLambda(event.path[0]?.site.file ?? event.site.file);
  // Only a hook writes because of the checkpoint.
  if (isProgram && event.phase !== 'before-checkpoint') {
    return { because: 'a program that is no function writes at its start as it always did' };
  }
  if (isUndone(event, context.init.eventsOf(rule.meta.id))) return { because: 'the hook deletes again what it writes' };
  // That init starts it is thread-in-init's.
  if (event.isConditional && isOnOtherThread(event, context.init)) {
    return { because: 'what a worker does with its queue comes with requests' };
  }
  const body = bodyAt(context.project, event.site);
  if (body !== null && mentions(body.body, DRY_RUN)) return { because: 'the code around it asks for a dry run' };
  const call = callOf(event);
  const why = uncertaintyOf(event, context);
  if (why !== null) {
    return { event, messageId: 'mayChange', severity: 'info', confidence: 'likely', data: { call, why } };
  }
  const delivers = event.entry.rule === rule.meta.id && DELIVERS.test(event.entry.member);
  const severity: Severity = delivers && !isProgram ? 'error' : 'warning';
  const messageId = isProgram ? 'changesBeforeCheckpoint' : 'changes';
  return { event, messageId, severity, data: { call } };
}

const MAKES = /^(put|create|insert|save|add)/;
const UNDOES = /^(delete|remove)/;

/**
 * Whether the hook that writes a record of its own deletes it again, through the same client: Powertools primes its idempotency
 * table so (powertools-lambda-java, `DynamoDBPersistenceStore.beforeCheckpoint`). Nothing is left of it.
 */
function isUndone(event: InitEvent, events: readonly InitEvent[]): boolean {
  if (event.phase !== 'before-checkpoint') return false;
  const ofHook = events.filter(
    ({ phase, entry, path }) =>
      phase === event.phase && entry.type === event.entry.type && isSameSite(path[0]?.site, event.path[0]?.site),
  );
  const made = ofHook.findIndex(({ entry }) => MAKES.test(entry.member));
  const undone = ofHook.findLastIndex(({ entry }) => UNDOES.test(entry.member));
  const isOfPair = MAKES.test(event.entry.member) || UNDOES.test(event.entry.member);
  return isOfPair && made >= 0 && undone > made;
}

function isSameSite(one: Site | undefined, other: Site | undefined): boolean {
  return one !== undefined && one.file === other?.file && one.span[0] === other.span[0];
}

/** Why it may not run after all: a branch, or an event that the handler may reject. */
function uncertaintyOf(event: InitEvent, { project, facts }: RuleContext): string | null {
  const handlers = new Set(
    handlerMethods(project, facts).map(({ method: { owner, fact } }) => `${owner.fact.name}.${fact.name}`),
  );
  const through = event.path
    .flatMap(({ message }) => /(?:^| calls )([\w.]+)$/u.exec(message)?.[1] ?? [])
    .find((name) => handlers.has(name));
  if (through !== undefined) return `through ${through}`;
  return event.isConditional ? 'in a branch' : null;
}

/** `postForObject`, or a general member in code that names a method which writes. */
function isWrite({ project }: RuleContext, event: InitEvent): boolean {
  if (/^(post|put|patch|delete)/.test(event.entry.member)) return true;
  if (event.entry.member.startsWith('get')) return false;
  const body = bodyAt(project, event.site);
  return body !== null && mentionsLike(body.body, WRITING_METHODS);
}
