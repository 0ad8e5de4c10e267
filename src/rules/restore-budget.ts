import type { ProjectModel, TypeModel } from '../model/project.ts';
import { hookOf, hookOwners, isOrderedResource, placedInHook } from './shared/hooks.ts';
import { secondsOfArguments } from './shared/durations.ts';
import { reachedFrom } from './shared/reached-code.ts';
import { costsOf, type Cost } from './shared/restore-costs.ts';
import { numberOption, type Rule, type RuleContext, type RuleReport } from './rule.ts';
import { mayHaveHooks } from './shared/before-parsing.ts';
import { bodiesOf, callsIn, type Call, type SourceBody } from './shared/source-calls.ts';
import { mentions } from '../model/mentions.ts';

const rule: Rule = {
  meta: {
    id: 'restore-budget',
    family: 'hook',
    title: 'Restore hooks that may take longer than a restore has',
    severity: { snapstart: 'warning', crac: 'info' },
    preset: 'recommended',
    options: {
      budget: {
        type: 'number',
        default: 10,
        minimum: 1,
        maximum: 900,
        description: 'Seconds that all afterRestore hooks of a function may take together.',
      },
    },
    messages: {
      sum:
        'afterRestore takes about {sum} s ({parts}). It runs on every cold start, is billed, and must end within {budget} s ' +
        'together with loading the runtime. Do the work on first use, or before the checkpoint.',
      unbounded:
        '{wait} in afterRestore has no bound in time. Restore hooks run on every cold start, are billed, and must end ' +
        'within {budget} s together with loading the runtime. Give it a timeout of a few seconds, or do the work on first use.',
      timeout:
        'afterRestore uses the network ({parts}) with a timeout of {timeout} s. Restore hooks must end within {budget} s ' +
        'together with loading the runtime: a slow peer makes the restore fail. Set a timeout of 2 to 3 s.',
    },
    sources: [
      'https://docs.aws.amazon.com/lambda/latest/dg/snapstart-runtime-hooks-java.html',
      'https://docs.aws.amazon.com/lambda/latest/dg/snapstart-troubleshooting.html',
    ],
  },
  mayReport: mayHaveHooks,
  *check(context) {
    const hooks = restoreHooks(context);
    yield* hooks.flatMap((hook) => unboundedWaits(context, hook));
    yield* sums(context, hooks);
    yield* hooks.flatMap((hook) => longTimeouts(context, hook));
  },
};

export default rule;

/** The afterRestore of one registered resource, with what it reaches. */
interface RestoreHook {
  readonly owner: TypeModel;
  readonly hook: SourceBody;
  readonly bodies: readonly SourceBody[];
  readonly costs: readonly Cost[];
  readonly roots: readonly string[];
}

function restoreHooks({ project, init }: RuleContext): readonly RestoreHook[] {
  return hookOwners(project).flatMap((owner) => {
    const hook = hookOf(project, owner, 'afterRestore');
    const registrations = init.registrations.filter(({ resources }) => resources.includes(owner.qualifiedName));
    if (hook === null || hook.body.length === 0) return [];
    if (registrations.length === 0 && !isOrderedResource(project, owner)) return [];
    const bodies = bodiesReached(project, owner);
    const roots = [...new Set(registrations.flatMap((one) => one.roots))];
    return [{ owner, hook, bodies, costs: bodies.flatMap(costsOf), roots }];
  });
}

function bodiesReached(project: ProjectModel, owner: TypeModel): readonly SourceBody[] {
  const methods = project.findMethods(owner, 'afterRestore').filter(({ fact }) => fact.parameters.length === 1);
  const entries = methods.map((method) => ({ root: owner.qualifiedName, method }));
  return reachedFrom(project, entries).map(({ place }) => place);
}

function reportAt(
  context: RuleContext,
  { hook, owner }: RestoreHook,
  place: SourceBody,
  span: readonly [number, number],
): Omit<RuleReport, 'messageId' | 'data'> {
  const found = placedInHook(place, owner, span, context.init);
  const sink = { type: 'org.crac.Resource', member: 'afterRestore' };
  const isInHook = place.body === hook.body;
  return { ...found, symbol: isInHook ? `${owner.qualifiedName}#afterRestore` : (found.symbol ?? ''), sink };
}

function unboundedWaits(context: RuleContext, hook: RestoreHook): RuleReport[] {
  const budget = String(numberOption(context, 'budget'));
  return hook.costs
    .filter(({ seconds }) => seconds === Infinity)
    .slice(0, 1)
    .map(({ place, span, name }) => ({
      ...reportAt(context, hook, place, span),
      messageId: 'unbounded',
      data: { wait: name, budget },
    }));
}

/** Hooks of one start-up share the budget: the costliest of them carries the report. */
function sums(context: RuleContext, hooks: readonly RestoreHook[]): RuleReport[] {
  const budget = numberOption(context, 'budget');
  const reports = new Map<RestoreHook, RuleReport>();
  for (const root of new Set(hooks.flatMap(({ roots, owner }) => (roots.length > 0 ? roots : [owner.qualifiedName])))) {
    const own = hooks.filter(({ roots, owner }) => roots.includes(root) || owner.qualifiedName === root);
    const costs = own.flatMap((hook) => hook.costs.filter(({ seconds }) => seconds !== Infinity));
    const sum = total(costs);
    const [costliest] = own.toSorted((left, right) => total(right.costs) - total(left.costs));
    if (costliest === undefined || sum < budget || reports.has(costliest)) continue;
    const place = costliest.hook;
    const span = place.method?.nameSpan ?? [0, 0];
    const data = { sum: rounded(sum), parts: partsOf(costs), budget: String(budget) };
    reports.set(costliest, { ...reportAt(context, costliest, place, span), messageId: 'sum', data });
  }
  return [...reports.values()];
}

function total(costs: readonly Cost[]): number {
  return costs.reduce((sum, { seconds }) => sum + (seconds === Infinity ? 0 : seconds), 0);
}

function rounded(seconds: number): string {
  return String(Math.round(seconds * 10) / 10);
}

/** `Thread.sleep 8 s, DriverManager.getConnection 0.5 s`: the same thing at several places once. */
function partsOf(costs: readonly Cost[]): string {
  const byName = new Map<string, number>();
  for (const { name, seconds } of costs) byName.set(name, (byName.get(name) ?? 0) + seconds);
  return [...byName].map(([name, seconds]) => `${name} ${rounded(seconds)} s`).join(', ');
}

const TIMEOUT =
  /^(?:set|with)?(?:connect|connection|connectionRequest|read|write|socket|request|response|call|apiCall|apiCallAttempt|login|query)?timeout$/iu;
/** These take seconds as a bare number, the others milliseconds. */
const IN_SECONDS = /login|query/iu;

function longTimeouts(context: RuleContext, hook: RestoreHook): RuleReport[] {
  const budget = numberOption(context, 'budget');
  const network = hook.costs.filter(({ isNetwork }) => isNetwork);
  if (network.length === 0) return [];
  for (const place of [...hook.bodies, ...initializersOfUsedFields(context.project, hook)]) {
    for (const call of callsIn(place.body)) {
      const seconds = timeoutOf(place, call);
      if (seconds === null || seconds < budget) continue;
      const data = { parts: partsOf(network), timeout: rounded(seconds), budget: String(budget) };
      return [{ ...reportAt(context, hook, place, call.span), messageId: 'timeout', data, severity: 'info' }];
    }
  }
  return [];
}

function timeoutOf(place: SourceBody, call: Call): number | null {
  if (call.kind !== 'call' || !TIMEOUT.test(call.name)) return null;
  return secondsOfArguments(place, call.arguments, IN_SECONDS.test(call.name) ? 1 : 1e-3);
}

/** Initialisers of fields of the resource that the hook's code mentions. */
function initializersOfUsedFields(project: ProjectModel, { owner, bodies }: RestoreHook): readonly SourceBody[] {
  return [...bodiesOf(project, owner)].filter(({ body }) => {
    const field = owner.fact.initializers.find((one) => one.body === body)?.field ?? null;
    return field !== null && bodies.some((reached) => mentions(reached.body, [field]));
  });
}
