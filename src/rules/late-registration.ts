import { findHandlers } from '../graph/roots.ts';
import type { Hop } from '../graph/event.ts';
import type { TypeModel } from '../model/project.ts';
import { hookOwners, RESOURCE_TYPES } from './shared/hooks.ts';
import { reachedFrom, type ReachedBody } from './shared/reached-code.ts';
import { requestCode } from './shared/request-code.ts';
import type { Rule, RuleContext, RuleReport } from './rule.ts';
import { mayRecord } from './shared/before-parsing.ts';
import { callsIn, declaredType, functionBodies, type Call, type SourceBody } from './shared/source-calls.ts';

const rule: Rule = {
  meta: {
    id: 'late-registration',
    family: 'hook',
    title: 'CRaC resources registered after the snapshot',
    severity: { snapstart: 'error', crac: 'warning' },
    preset: 'recommended',
    messages: {
      request:
        'This registration is first executed by a request, after the snapshot: the hooks of the resource never run for this ' +
        'snapshot. Register it in a static initializer or the constructor of the handler.',
      restore:
        'This registration is first executed in afterRestore, after the snapshot: its beforeCheckpoint never runs. Register ' +
        'it in a static initializer or the constructor of the handler.',
      static:
        'The handler method of {type} is static, so Lambda never constructs {type}: this registration is never executed. ' +
        'Register in a static initializer, or make the handler method an instance method.',
      lazy:
        '{type} is created on first use ({annotation}), after the snapshot: this registration comes too late and its hooks ' +
        'never run. Make the bean eager ({remedy}).',
    },
    sources: [
      'https://docs.aws.amazon.com/lambda/latest/dg/snapstart-runtime-hooks-java.html',
      'https://github.com/quarkusio/quarkus/blob/main/docs/src/main/asciidoc/aws-lambda-snapstart.adoc',
      'https://github.com/aws/aws-lambda-java-libs/tree/main/aws-lambda-java-runtime-interface-client',
    ],
  },
  mayReport: mayRecord,
  *check(context) {
    const { project, init } = context;
    if (!init.rootsKnown) return;
    const early = new Set(init.registrations.map(({ site }) => placeKey(site.file, site.span)));
    const registered = new Set(init.registrations.flatMap(({ resources }) => resources));
    for (const place of functionBodies(project, REGISTER)) {
      if (isExecuted(context, place)) continue;
      for (const call of callsIn(place.body)) {
        if (!isRegistration(place, call) || early.has(placeKey(place.type.file.file, call.span))) continue;
        if (registered.has(registeredType(place, call) ?? '')) continue;
        const report = reportOf(context, place, call);
        if (report !== null) yield report;
      }
    }
  },
};

export default rule;

const REGISTER = ['register'];

function placeKey(file: string, span: readonly [number, number]): string {
  return `${file}|${String(span[0])}`;
}

function isExecuted({ init }: RuleContext, { type, method, body }: SourceBody): boolean {
  const field = type.fact.initializers.find((one) => one.body === body)?.field ?? null;
  return [method?.name ?? field ?? '<clinit>', ...(method === null ? ['<init>'] : [])].some((member) =>
    init.executed.has(`${type.qualifiedName}#${member}`),
  );
}

/** `Core.getGlobalContext().register(…)`, or on a variable of a context's type. */
function isRegistration(place: SourceBody, call: Call): boolean {
  if (call.kind !== 'call' || call.name !== 'register' || call.arguments.length !== 1 || call.target === null) {
    return false;
  }
  const type = declaredType(place, call.target)?.name ?? '';
  return RESOURCE_TYPES.has(type.replace(/\.Context$/u, '.Resource')) && type.endsWith('.Context');
}

/** The project class of what is registered: other code may register an object of it in time. */
function registeredType(place: SourceBody, call: Call): string | null {
  const [argument] = call.arguments;
  return argument === undefined ? null : (declaredType(place, argument)?.project?.qualifiedName ?? null);
}

function reportOf(context: RuleContext, place: SourceBody, call: Call): RuleReport | null {
  const site = { file: place.type.file.file, span: call.span };
  const symbol = `${place.type.qualifiedName}#${place.method?.name ?? '<clinit>'}`;
  const sink = { type: 'org.crac.Context', member: 'register' };
  const base = { site, symbol, sink, phase: 'any' as const, data: {} };
  const hop: Hop = { site, message: 'which registers the resource' };
  const handler = handlerOf(context, place.type);
  if (handler !== null) {
    const isNeverRun = !handler.isConstructed && isConstruction(place);
    if (isNeverRun) return { ...base, messageId: 'static', data: { type: place.type.fact.name } };
  }
  const lazy = isConstruction(place) ? lazinessOf(place.type) : null;
  const request = lazy === null ? bodyIn(requestCode(context.project, context.facts), place) : null;
  if (request !== null) {
    // What a request makes as a whole left nothing stale in the snapshot: only its priming is lost.
    const severity = existedBefore(context, place.type) ? {} : { severity: 'warning' as const };
    return { ...base, ...severity, roots: request.roots, path: [...request.path, hop], messageId: 'request' };
  }
  if (lazy !== null) return { ...base, messageId: 'lazy', data: { type: place.type.fact.name, ...lazy } };
  const restore = bodyIn(restoreCode(context), place);
  return restore === null ? null : { ...base, path: [...restore.path, hop], messageId: 'restore' };
}

/** Whether init ran code of the class. */
function existedBefore({ init }: RuleContext, type: TypeModel): boolean {
  return [...init.executed.keys()].some((symbol) => symbol.startsWith(`${type.qualifiedName}#`));
}

function handlerOf({ project, facts }: RuleContext, type: TypeModel): ReturnType<typeof findHandlers>[number] | null {
  return findHandlers(project, facts).find((root) => root.type === type) ?? null;
}

/** A body that runs when an object is made: constructor, instance initialiser, what a container calls right after. */
function isConstruction({ type, method, body }: SourceBody): boolean {
  if (method === null) return type.fact.initializers.some((one) => one.body === body && !one.isStatic);
  return method.name === '<init>' || method.annotations.some(({ name }) => /(^|\.)PostConstruct$/u.test(name));
}

/** Annotations of beans that are made on first use, and what makes them eager. */
const LAZY: readonly { readonly annotation: RegExp; readonly eager: RegExp; readonly remedy: string }[] = [
  { annotation: /(^|\.)Lazy$/u, eager: /^$/u, remedy: 'without @Lazy' },
  { annotation: /(^|\.)(ApplicationScoped|RequestScoped|Dependent)$/u, eager: /(^|\.)Startup$/u, remedy: '@Startup' },
];

function lazinessOf(type: TypeModel): { annotation: string; remedy: string } | null {
  const { annotations } = type.fact;
  for (const { annotation, eager, remedy } of LAZY) {
    const found = annotations.find(({ name }) => annotation.test(name));
    if (found !== undefined && !annotations.some(({ name }) => eager.test(name)) && !observesStart(type)) {
      return { annotation: `@${found.name.slice(found.name.lastIndexOf('.') + 1)}`, remedy };
    }
  }
  return null;
}

/** A bean that observes the start of the application is made then. */
function observesStart(type: TypeModel): boolean {
  return type.fact.methods.some(({ parameters }) =>
    parameters.some(({ annotations }) => annotations.some(({ name }) => /(^|\.)Observes$/u.test(name))),
  );
}

function bodyIn(code: readonly ReachedBody[], { body }: SourceBody): ReachedBody | null {
  return code.find(({ place }) => place.body === body) ?? null;
}

function restoreCode({ project }: RuleContext): readonly ReachedBody[] {
  return project.memory.ask(restoreCode, project, () => {
    const entries = hookOwners(project).flatMap((owner) =>
      project.findMethods(owner, 'afterRestore').map((method) => ({ root: owner.qualifiedName, method })),
    );
    return reachedFrom(project, entries);
  });
}
