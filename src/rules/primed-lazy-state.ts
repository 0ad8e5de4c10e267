import type { Hop } from '../graph/event.ts';
import { mentions } from '../model/mentions.ts';
import type { TypeModel } from '../model/project.ts';
import { bringsBack, hookOwners } from './shared/hooks.ts';
import { reachedFrom, type ReachedBody } from './shared/reached-code.ts';
import { requestCode } from './shared/request-code.ts';
import type { Rule, RuleContext, RuleReport } from './rule.ts';
import { mayHaveHooks } from './shared/before-parsing.ts';
import { calledType, callsIn, declaredType, type Call, type SourceBody } from './shared/source-calls.ts';

/** State that request code leaves behind outside of fields, the member that leaves it, and those that clear it. */
interface LeftState {
  readonly type: string;
  readonly members: readonly string[];
  readonly name: string;
  readonly clears: readonly string[];
}

const LEFT_STATES: readonly LeftState[] = [
  {
    type: 'org.slf4j.MDC',
    members: ['put'],
    name: 'the logging context',
    clears: ['clear', 'remove', 'setContextMap'],
  },
  {
    type: 'org.apache.logging.log4j.ThreadContext',
    members: ['put', 'putAll'],
    name: 'the logging context',
    clears: ['clearMap', 'clearAll', 'remove', 'removeAll'],
  },
  { type: 'java.lang.ThreadLocal', members: ['set'], name: 'a thread-local variable', clears: ['remove'] },
  {
    type: 'software.amazon.cloudwatchlogs.emf.logger.MetricsLogger',
    members: ['putMetric', 'putProperty', 'putDimensions'],
    name: 'the metrics that are not flushed',
    clears: ['flush'],
  },
];

const rule: Rule = {
  meta: {
    id: 'primed-lazy-state',
    family: 'hook',
    title: 'State of a request that priming leaves in the snapshot',
    severity: { snapstart: 'warning', crac: 'error' },
    preset: 'recommended',
    messages: {
      left:
        'Priming runs this code before the snapshot, and what it puts into {state} is still there after the restore: the ' +
        'first request of every environment finds the values of the priming event. Clear it at the end of priming ' +
        '({clear}), or in afterRestore.',
    },
    sources: [
      'https://docs.aws.amazon.com/lambda/latest/dg/snapstart-best-practices.html',
      'https://github.com/CRaC/docs/blob/master/best-practices.md',
    ],
  },
  mayReport: mayHaveHooks,
  *check(context) {
    const { project, init, facts } = context;
    const registered = new Set(init.registrations.flatMap(({ resources }) => resources));
    const owners = hookOwners(project).filter(({ qualifiedName }) => registered.has(qualifiedName));
    if (owners.length === 0) return;
    const requests = new Set(requestCode(project, facts).map(({ place }) => place.body));
    for (const owner of owners) {
      const primed = hookCode(context, owner, 'beforeCheckpoint');
      const cleared = [...primed, ...hookCode(context, owner, 'afterRestore')];
      for (const reached of primed.filter(({ place }) => requests.has(place.body))) {
        yield* reportsIn(context, reached, cleared);
      }
    }
  },
};

export default rule;

function hookCode({ project }: RuleContext, owner: TypeModel, name: string): readonly ReachedBody[] {
  const methods = project.findMethods(owner, name).filter(({ fact }) => fact.parameters.length === 1);
  return reachedFrom(
    project,
    methods.map((method) => ({ root: owner.qualifiedName, method })),
  );
}

function* reportsIn(
  { init, target }: RuleContext,
  reached: ReachedBody,
  cleared: readonly ReachedBody[],
): Iterable<RuleReport> {
  const { place, path } = reached;
  for (const call of callsIn(place.body)) {
    const state = stateLeftBy(place, call);
    if (state === null || cleared.some((one) => clears(one.place, state) || renews(one.place, call))) continue;
    const site = { file: place.type.file.file, span: call.span };
    const hop: Hop = { site, message: `which puts a value into ${state.name}` };
    const registration = init.registrations.find(({ resources }) =>
      resources.some((name) => reached.roots.includes(name)),
    );
    yield {
      site,
      symbol: `${place.type.qualifiedName}#${place.method?.name ?? '<init>'}`,
      phase: 'before-checkpoint',
      path: [...path, hop],
      roots: registration?.roots ?? [],
      sink: { type: state.type, member: call.kind === 'call' ? call.name : '<init>' },
      messageId: 'left',
      severity: !reached.isCertain ? 'info' : target === 'crac' ? 'error' : 'warning',
      confidence: 'likely',
      data: {
        state: state.name,
        clear: `${state.type.slice(state.type.lastIndexOf('.') + 1)}.${state.clears[0] ?? ''}`,
      },
    };
    return;
  }
}

function stateLeftBy(place: SourceBody, call: Call): LeftState | null {
  if (call.kind !== 'call' || call.target === null) return null;
  const candidates = LEFT_STATES.filter(({ members }) => members.includes(call.name));
  if (candidates.length === 0) return null;
  const type = declaredType(place, call.target)?.name ?? calledType(place, call);
  return candidates.find((state) => state.type === type) ?? null;
}

/** The field that holds the state is set to something new. */
function renews({ body }: SourceBody, call: Call): boolean {
  const receiver = call.kind === 'call' ? call.target : null;
  const name = receiver?.kind === 'name' || receiver?.kind === 'select' ? receiver.name : null;
  return name !== null && bringsBack(body, name);
}

function clears(place: SourceBody, { clears: members }: LeftState): boolean {
  return mentions(place.body, members);
}
