import { catalogueFor } from '../knowledge/catalogue.ts';
import { mentions } from '../model/mentions.ts';
import { inEachFile } from '../model/per-file.ts';
import { moduleOf, property } from '../project/queries.ts';
import type { ModuleFacts } from '../project/types.ts';
import { dependenciesLike } from './build-facts.ts';
import type { Rule, RuleContext } from './rule.ts';
import { bodiesOf, calledType, callsIn, type Call, type SourceBody } from './source-calls.ts';

const rule: Rule = {
  meta: {
    id: 'holder-defeated',
    family: 'preload',
    title: 'Lazy holder classes that Quarkus initialises before the snapshot',
    severity: { snapstart: 'warning', crac: 'info' },
    preset: 'recommended',
    messages: {
      initialised:
        'This holder class looks lazy, but Quarkus initialises every class of the application before the snapshot, so ' +
        '{call} runs then. Keep it in a field that a method fills on first use, or set quarkus.snapstart.initialize-classes=false.',
    },
    sources: ['https://github.com/quarkusio/quarkus/blob/main/docs/src/main/asciidoc/aws-lambda-snapstart.adoc'],
  },
  *check(context) {
    const { project, init, facts } = context;
    for (const type of project.types) {
      const module = type.outer === null ? null : moduleOf(facts, type.file.file);
      if (module === null || !initialisesClasses(module)) continue;
      for (const place of bodiesOf(project, type)) {
        const call = isStaticInitializer(place) ? connectingCall(place) : null;
        if (call === null || isHandledLater(context, place)) continue;
        const field = type.fact.initializers.find(({ body }) => body === place.body)?.field ?? '<clinit>';
        if (init.executed.has(`${type.qualifiedName}#${field}`)) continue;
        yield {
          site: { file: type.file.file, span: call.span },
          symbol: `${type.qualifiedName}#${field}`,
          phase: 'static-initializer',
          messageId: 'initialised',
          confidence: 'likely',
          data: { call: nameOf(place, call) },
        };
      }
    }
  },
};

export default rule;

const SWITCHES = [
  'quarkus.snapstart.enable',
  'quarkus.snapstart.preload-classes',
  'quarkus.snapstart.initialize-classes',
];

/** Quarkus on Lambda initialises all classes unless a setting says otherwise; one that is decided later counts as off. */
function initialisesClasses(module: ModuleFacts): boolean {
  if (dependenciesLike(module, /^io\.quarkus(\.\w+)*:quarkus-amazon-lambda/u).length === 0) return false;
  return SWITCHES.every((key) => {
    const answer = property(module, key);
    return answer === null || answer.value === 'true';
  });
}

function isStaticInitializer({ type, method, body }: SourceBody): boolean {
  return method === null && type.fact.initializers.some((one) => one.body === body && one.isStatic);
}

const AT_ONCE: ReadonlySet<string> = new Set([
  'connects-now',
  'connects-in-background',
  'listens-now',
  'draws-now',
  'seeds-now',
  'mints-now',
  'captures-now',
]);

/** A call that opens a connection, or reads something that gets old, at once. */
function connectingCall(place: SourceBody): Call | null {
  return (
    callsIn(place.body).find((call) => {
      const type = calledType(place, call);
      const member = call.kind === 'new' ? '<init>' : call.name;
      const entries = type === null ? [] : catalogueFor(type, member, call.arguments.length);
      const usual = entries.find(({ when }) => when === null);
      return usual !== undefined && usual.verdict !== 'ok' && usual.rule !== null && AT_ONCE.has(usual.effect);
    }) ?? null
  );
}

function nameOf(place: SourceBody, call: Call): string {
  const type = calledType(place, call) ?? '';
  const simple = type.slice(type.lastIndexOf('.') + 1);
  return call.kind === 'new' ? `new ${simple}` : `${simple}.${call.name}`;
}

/** A hook that names the class has thought of it. */
function isHandledLater({ project }: RuleContext, { type }: SourceBody): boolean {
  const hooks = inEachFile(project, 'afterRestore hooks', (types) =>
    types.flatMap((one) => [...bodiesOf(project, one)]).filter(({ method }) => method?.name === 'afterRestore'),
  );
  return hooks.some(({ body }) => mentions(body, [type.fact.name]));
}
