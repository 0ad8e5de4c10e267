/** Code before the snapshot that loads and initialises classes by their names, and which classes those are. */
import type { Hop } from '../../graph/event.ts';
import type { InitPhase } from '../../graph/init-phase.ts';
import type { Expression, MethodFact, Statement } from '../../model/facts.ts';
import { visitAll } from '../../model/visit.ts';
import { moduleOf } from '../../project/queries.ts';
import type { ClassListFact } from '../../project/types.ts';
import { initBodiesWith, type InitBody } from './init-bodies.ts';
import { methodsCalled } from './reached-code.ts';
import type { RuleContext } from '../rule.ts';
import {
  bodiesOf,
  calledType,
  callsIn,
  constantField,
  initializerOf,
  resolved,
  textOf,
  type Call,
  type SourceBody,
} from './source-calls.ts';

/** Code that runs before the snapshot and initialises the classes that it, or a list, names. */
export interface Preloading {
  readonly place: SourceBody;
  /** From a root to the body. */
  readonly path: readonly Hop[];
  /** Names that its code gives. */
  readonly names: readonly string[];
  readonly lists: readonly ClassListFact[];
}

/** Helpers that call helpers: more is no list of classes. */
const MAX_LEVELS = 3;

/**
 * Classes of Powertools for Lambda whose static initialisers register a hook that initialises the classes of every
 * `classesloaded.txt` on the class path (github.com/aws-powertools/powertools-lambda-java, `ClassPreLoader`).
 */
const POWERTOOLS =
  /^software\.amazon\.lambda\.powertools\.(metrics\.MetricsFactory|tracing\.TracingUtils|validation\.ValidationConfig|largemessages\.LargeMessages|metadata\.LambdaMetadataClient|common\.internal\.ClassPreLoader)$/u;
const POWERTOOLS_NAMES =
  /^(MetricsFactory|TracingUtils|ValidationConfig|LargeMessages|LambdaMetadataClient|ClassPreLoader)$/u;
const POWERTOOLS_LIST = 'classesloaded.txt';

const known = new WeakMap<InitPhase, readonly Preloading[]>();

/** All such code that init runs. Found once for an init phase. */
export function preloadings(context: RuleContext): readonly Preloading[] {
  let found = known.get(context.init);
  if (found === undefined) known.set(context.init, (found = findPreloadings(context)));
  return found;
}

function findPreloadings(context: RuleContext): readonly Preloading[] {
  const own = loadingBodies(context);
  const library = initBodiesWith(context, POWERTOOLS_NAMES).filter(({ place }) =>
    callsIn(place.body).some((call) => POWERTOOLS.test(calledType(place, call) ?? '')),
  );
  return [
    ...own.map(({ place, path }) => {
      const names = textsOf(place);
      return { place, path, names, lists: listsNamed(context, place, path, names) };
    }),
    ...library.map(({ place, path }) => {
      const lists = listsNear(context, place, path).filter(({ file }) => baseName(file) === POWERTOOLS_LIST);
      return { place, path, names: [], lists };
    }),
  ];
}

/** Bodies of init that initialise classes by a name that is not written there, and those that call them. */
function loadingBodies(context: RuleContext): readonly InitBody[] {
  const found = initBodiesWith(context, ['forName']).filter(({ place }) =>
    callsIn(place.body).some((call) => initialisesByName(place, call)),
  );
  const methods = new Set<MethodFact | null>(found.map(({ place }) => place.method));
  const known = new Set(found.map(({ place }) => place.body));
  const all = [...found];
  let level: readonly InitBody[] = found;
  for (let depth = 0; depth < MAX_LEVELS && level.length > 0; depth++) {
    const names = [...new Set(level.flatMap(({ place }) => place.method?.name ?? []))].filter(
      (name) => name !== '<init>',
    );
    const callers = initBodiesWith(context, names).filter(
      ({ place }) => !known.has(place.body) && callsOneOf(place, names, methods),
    );
    for (const { place } of callers) {
      methods.add(place.method);
      known.add(place.body);
    }
    all.push(...callers);
    level = callers;
  }
  return all;
}

function callsOneOf(place: SourceBody, names: readonly string[], methods: ReadonlySet<MethodFact | null>): boolean {
  return callsIn(place.body).some(
    (call) =>
      call.kind === 'call' &&
      names.includes(call.name) &&
      methodsCalled(place, call).some(({ fact }) => methods.has(fact)),
  );
}

/** `Class.forName(name)`, `Class.forName(name, true, loader)`; not with `false`, nor with a constant, which is followed itself. */
function initialisesByName(place: SourceBody, call: Call): boolean {
  if (call.kind !== 'call' || call.name !== 'forName' || calledType(place, call) !== 'java.lang.Class') return false;
  const [name, isInitialised] = call.arguments;
  const isRefused = isInitialised?.kind === 'literal' && isInitialised.value === false;
  return !isRefused && textOf(place, name) === null;
}

/** String literals of a body and of the constants it mentions, and names of class literals. */
function textsOf(place: SourceBody): readonly string[] {
  const texts = new Set<string>();
  addTexts(texts, place, place.body);
  visitAll(place.body, (node) => {
    if (node.kind !== 'name' && node.kind !== 'select') return;
    const field = constantField(place, node);
    const value = field === null ? null : initializerOf(field.owner, field.name);
    if (field !== null && value !== null) {
      addTexts(texts, { ...place, type: field.owner, method: null, body: [] }, [value]);
    }
  });
  return [...texts];
}

function addTexts(texts: Set<string>, place: SourceBody, nodes: readonly (Expression | Statement)[]): void {
  visitAll(nodes, (node) => {
    if (node.kind === 'literal' && typeof node.value === 'string') texts.add(node.value);
    if (node.kind !== 'call' || node.name !== 'getName' || node.target?.kind !== 'classLiteral') return;
    const named = resolved(place, node.target.type).project?.qualifiedName;
    if (named !== undefined) texts.add(named);
  });
}

/** The lists whose names are among the texts of the loading code or its class. */
function listsNamed(
  context: RuleContext,
  place: SourceBody,
  path: readonly Hop[],
  texts: readonly string[],
): readonly ClassListFact[] {
  const lists = listsNear(context, place, path);
  if (lists.length === 0) return [];
  const around = [...bodiesOf(place.project, place.type)].flatMap(textsOf);
  const named = new Set([...texts, ...around].map(baseName));
  return lists.filter(({ file }) => named.has(baseName(file)));
}

/** Lists in the module of the loading code, or in that of the start-up which runs it. */
function listsNear({ facts }: RuleContext, place: SourceBody, path: readonly Hop[]): readonly ClassListFact[] {
  const files = [place.type.file.file, path[0]?.site.file ?? place.type.file.file];
  const modules = new Set(files.map((file) => moduleOf(facts, file)));
  return (facts.classLists ?? []).filter(({ file }) => modules.has(moduleOf(facts, file)));
}

function baseName(file: string): string {
  return file.slice(file.lastIndexOf('/') + 1);
}
