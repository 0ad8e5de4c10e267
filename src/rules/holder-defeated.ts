import type { Hop } from '../graph/event.ts';
import { catalogueFor, isOwnMember } from '../knowledge/catalogue.ts';
import { mentions } from '../model/mentions.ts';
import { inEachFile } from '../model/per-file.ts';
import { mayRecord } from '../graph/recordable.ts';
import type { TypeModel } from '../model/project.ts';
import { moduleOf, property } from '../project/queries.ts';
import type { ModuleFacts } from '../project/types.ts';
import { dependenciesLike } from './shared/build-facts.ts';
import { preloadings, type Preloading } from './shared/preloading.ts';
import type { Rule, RuleContext, RuleReport } from './rule.ts';
import { bodiesOf, calledType, callsIn, symbolOf, type Call, type SourceBody } from './shared/source-calls.ts';

const rule: Rule = {
  meta: {
    id: 'holder-defeated',
    family: 'preload',
    title: 'Lazy holder classes that something initialises before the snapshot',
    severity: { snapstart: 'warning', crac: 'info' },
    preset: 'recommended',
    messages: {
      initialised:
        'This holder class looks lazy, but Quarkus initialises every class of the application before the snapshot, so ' +
        '{call} runs then. Keep it in a field that a method fills on first use, or set quarkus.snapstart.initialize-classes=false.',
      named:
        '{type} looks as if its first use initialised it, but {why} before the snapshot, so {call} runs then. Leave it out of ' +
        'the list, load it without initialising it (Class.forName(name, false, …)), or keep this in a field that a method ' +
        'fills on first use.',
    },
    sources: [
      'https://github.com/quarkusio/quarkus/blob/main/docs/src/main/asciidoc/aws-lambda-snapstart.adoc',
      'https://docs.oracle.com/en/java/javase/21/docs/api/java.base/java/lang/Class.html',
      'https://github.com/aws-powertools/powertools-lambda-java/blob/main/powertools-common/src/main/java/software/amazon/lambda/powertools/common/internal/ClassPreLoader.java',
    ],
  },
  mayReport: (known) => known.mayRecord,
  *check(context) {
    if (!mayRecord(context.project)) return;
    const named = classesNamed(context);
    for (const type of context.project.types) {
      const naming = named.get(type);
      const isQuarkus = naming === undefined && type.outer !== null && isInitialisedByQuarkus(context, type);
      if (naming === undefined && !isQuarkus) continue;
      for (const place of bodiesOf(context.project, type)) {
        const call = isStaticInitializer(place) ? connectingCall(place) : null;
        // Where init is known to run it, the rule for the call reports it.
        if (call === null || isHandledLater(context, place) || context.init.executed.has(symbolOf(place))) continue;
        yield reportOf(place, call, naming ?? null);
      }
    }
  },
};

export default rule;

function reportOf(place: SourceBody, call: Call, naming: Naming | null): RuleReport {
  const { type } = place;
  const site = { file: type.file.file, span: call.span };
  const base = {
    site,
    symbol: symbolOf(place),
    phase: 'static-initializer' as const,
    confidence: 'likely' as const,
  };
  const data = { call: nameOf(place, call) };
  if (naming === null) return { ...base, messageId: 'initialised', data };
  const path: readonly Hop[] = [
    ...naming.path,
    {
      site: { file: type.file.file, span: type.fact.nameSpan },
      message: `which initialises ${type.fact.name} by its name`,
    },
    { site, message: `which runs ${data.call}` },
  ];
  return { ...base, path, messageId: 'named', data: { ...data, type: type.fact.name, why: naming.why } };
}

/** What names a class for code that initialises it. */
interface Naming {
  readonly path: readonly Hop[];
  readonly why: string;
}

function classesNamed(context: RuleContext): ReadonlyMap<TypeModel, Naming> {
  const loading = preloadings(context);
  const named = new Map<TypeModel, Naming>();
  if (loading.length === 0) return named;
  for (const one of loading) {
    for (const { name, why } of namesGiven(one)) {
      const type = context.project.typesNamed(name).at(-1);
      if (type !== undefined && !named.has(type)) named.set(type, { path: one.path, why });
    }
  }
  return named;
}

function namesGiven({ place, names, lists }: Preloading): readonly { readonly name: string; readonly why: string }[] {
  const loader = `${place.type.fact.name}.${place.method?.name ?? '<clinit>'}`.replace(/\.<\w+>$/u, '');
  return [
    ...names.map((name) => ({ name, why: `${loader} initialises it by its name` })),
    ...lists.flatMap(({ file, names: listed }) =>
      listed.map(({ name, line }) => ({
        name,
        why: `${file}:${String(line)} names it, and ${place.type.fact.name} initialises the classes of that list`,
      })),
    ),
  ];
}

const SWITCHES = [
  'quarkus.snapstart.enable',
  'quarkus.snapstart.preload-classes',
  'quarkus.snapstart.initialize-classes',
];

function isInitialisedByQuarkus({ facts }: RuleContext, type: TypeModel): boolean {
  const module = moduleOf(facts, type.file.file);
  return module !== null && initialisesClasses(module);
}

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
      const isLibrarys = type !== null && (isOwnMember(type, member) || place.project.findType(type, null) === null);
      const entries = isLibrarys ? catalogueFor(type, member, call.arguments.length) : [];
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
