import { mentionedClasses } from '../graph/referenced-types.ts';
import { findHandlers } from '../graph/roots.ts';
import { isSdkClient, isSdkRequest } from '../knowledge/aws-sdk.ts';
import { functionsOfRoots } from '../graph/deployment.ts';
import { moduleOf } from '../project/queries.ts';
import type { TypeModel } from '../model/project.ts';
import { dependenciesLike, isAtLeast, sdkVersion } from './shared/build-facts.ts';
import { groupBy } from '../util/group.ts';
import { hookOf, hookOwners } from './shared/hooks.ts';
import { initBodies, initBody } from './shared/init-bodies.ts';
import { preloadings, type Preloading } from './shared/preloading.ts';
import { requestCode } from './shared/request-code.ts';
import type { Rule, RuleContext } from './rule.ts';
import { hasFunctions } from './shared/before-parsing.ts';
import {
  calledType,
  callsIn,
  declaredType,
  functionBodies,
  type Call,
  type SourceBody,
} from './shared/source-calls.ts';

const rule: Rule = {
  meta: {
    id: 'no-priming',
    family: 'preload',
    title: 'Snapshotted functions whose first request loads what priming could have loaded',
    severity: { snapstart: 'info', crac: 'off' },
    preset: 'recommended',
    messages: {
      unprimed:
        'SnapStart is on, and nothing before the snapshot does what requests do with {use}: the first request of each ' +
        'environment loads the classes for it. Prime it in beforeCheckpoint, {how}, or load its classes.',
      warmable:
        'SnapStart is on, and nothing before the snapshot does what requests do with {use}: the first request of each ' +
        'environment loads the classes for it. This version of the AWS SDK can warm it up: call SdkWarmUp.warmUp({use}.class) ' +
        'in init.',
    },
    fixes: ['sdk-warm-up'],
    sources: [
      'https://docs.aws.amazon.com/lambda/latest/dg/snapstart-best-practices.html',
      'https://docs.aws.amazon.com/sdk-for-java/latest/developer-guide/sdk-warmup.html',
      'https://github.com/govuk-one-login/authentication-api/pull/8445',
    ],
  },
  mayReport: hasFunctions,
  *check(context) {
    const { project, facts } = context;
    const all = findHandlers(project, facts);
    const handlers = all.filter(({ type: { qualifiedName, file } }) =>
      functionsOfRoots(project, facts, [qualifiedName], file.file).some(
        ({ snapStart, handlerClass }) => snapStart === 'on' && handlerClass === qualifiedName,
      ),
    );
    if (handlers.length === 0) return;
    const preloads = [
      ...warmUps(context),
      ...preloadings(context).filter(({ names, lists }) => names.length + lists.length > 0),
    ];
    const handlerFiles = new Set(all.map(({ type }) => type.file.file));
    const used = usedInInit(context);
    const reached = requestCodeByRoot(context);
    for (const { type } of handlers) {
      if (isPrimed(context, type.qualifiedName) || isQuarkus(context, type.file.file)) continue;
      if (preloads.some((preload) => isOfStartUp(context, preload, type, handlerFiles))) continue;
      const use = firstUse(reached.get(type.qualifiedName) ?? [], used.get(type.file.file) ?? new Set());
      if (use === null) continue;
      const site = { file: type.file.file, span: type.fact.nameSpan };
      const data = { use: use.type.slice(use.type.lastIndexOf('.') + 1), how: use.heavy.how };
      const report = { site, symbol: type.qualifiedName, roots: [type.qualifiedName], data };
      if (canWarmUp(context, type.file.file, use.type)) {
        yield { ...report, messageId: 'warmable', sink: { type: use.type, member: 'warmUp' } };
      } else {
        yield { ...report, messageId: 'unprimed' };
      }
    }
  },
};

export default rule;

const WARM_UP = 'software.amazon.awssdk.core.warmup.SdkWarmUp';

/** Code that init runs and that something is loaded by. */
type Preload = Pick<Preloading, 'place' | 'path'>;

/** Calls of the SDK's warm-up that init runs. */
function warmUps(context: RuleContext): readonly Preload[] {
  return functionBodies(context.project, ['warmUp'])
    .filter((place) => callsIn(place.body).some((call) => isWarmUp(place, call)))
    .flatMap((place) => initBody(context, place) ?? []);
}

function isWarmUp(place: SourceBody, call: Call): boolean {
  if (call.kind !== 'call' || call.name !== 'warmUp') return false;
  if (call.target !== null) return calledType(place, call) === WARM_UP;
  return place.type.file.imports.some(({ form, name }) => form === 'static' && name.startsWith(`${WARM_UP}.`));
}

/**
 * Whether the start-up of a handler runs the code. Each body is known by its first path only: what the start-up of another
 * handler of the module came to first is this one's too when its code mentions the class.
 */
function isOfStartUp(
  { project, facts }: RuleContext,
  { place, path }: Preload,
  handler: TypeModel,
  handlerFiles: ReadonlySet<string>,
): boolean {
  const start = path[0]?.site.file ?? place.type.file.file;
  if (start === handler.file.file) return true;
  if (moduleOf(facts, start) !== moduleOf(facts, handler.file.file)) return false;
  return !handlerFiles.has(start) || mentionedClasses(project, [handler]).has(place.type);
}

/** A hook of this start-up that does something before the checkpoint. */
function isPrimed({ project, init }: RuleContext, root: string): boolean {
  const resources = new Set(
    init.registrations.filter(({ roots }) => roots.includes(root)).flatMap((one) => one.resources),
  );
  return hookOwners(project).some(
    (owner) => resources.has(owner.qualifiedName) && (hookOf(project, owner, 'beforeCheckpoint')?.body.length ?? 0) > 0,
  );
}

/** Quarkus loads the classes of the application by itself. */
function isQuarkus({ facts }: RuleContext, file: string): boolean {
  const module = moduleOf(facts, file);
  return module !== null && dependenciesLike(module, /^io\.quarkus(\.\w+)*:/u).length > 0;
}

/** Something that takes long to load, whether a call loads most of it, and how to prime it. */
interface Heavy {
  readonly isIt: (type: string) => boolean;
  readonly isUse: (type: string, member: string) => boolean;
  readonly how: string;
}

const HEAVY: readonly Heavy[] = [
  {
    isIt: (type) => isSdkClient(type) && type.startsWith('software.amazon.'),
    isUse: isSdkRequest,
    how: 'with SdkWarmUp.warmUp(…) (AWS SDK 2.54.0 or later) or a read of something that does not exist',
  },
  { isIt: isSdkClient, isUse: isSdkRequest, how: 'with a read of something that does not exist' },
  {
    isIt: (type) => /^(com\.fasterxml\.jackson\.databind\.|com\.google\.gson\.Gson$)/u.test(type),
    isUse: (_type, member) => /^(read|write|toJson|fromJson|convertValue|treeToValue|valueToTree)/u.test(member),
    how: 'by writing and reading an object like those of requests',
  },
  {
    isIt: (type) => /^(java\.sql|org\.springframework\.jdbc)\./u.test(type),
    isUse: (_type, member) => /^(execute|query|update|batchUpdate|prepareStatement)/u.test(member),
    how: 'with a query whose connection is closed again',
  },
  {
    isIt: (type) => type.startsWith('com.amazonaws.serverless.proxy.'),
    isUse: (_type, member) => member.startsWith('proxy'),
    how: 'with a request of your own through it',
  },
];

/** Whether the module's version of the SDK has SdkWarmUp, for a client of that SDK. */
function canWarmUp({ facts }: RuleContext, file: string, client: string): boolean {
  const module = isSdkClient(client) && client.startsWith('software.amazon.') ? moduleOf(facts, file) : null;
  return module !== null && isAtLeast(sdkVersion(module), [2, 54]);
}

/** What requests run, by the class that handles them. */
function requestCodeByRoot({ project, facts }: RuleContext): ReadonlyMap<string, readonly SourceBody[]> {
  const pairs = requestCode(project, facts).flatMap(({ place, roots }) => roots.map((root) => ({ root, place })));
  return new Map(
    [...groupBy(pairs, ({ root }) => root)].map(([root, reached]) => [root, reached.map(({ place }) => place)]),
  );
}

/** What the requests of a handler use that takes long to load, and nothing in init has used. */
function firstUse(reached: readonly SourceBody[], used: ReadonlySet<string>): Use | null {
  for (const place of reached) {
    const first = usesIn(place).find(({ use }) => !used.has(classesOf(use)));
    if (first !== undefined) return first.use;
  }
  return null;
}

interface Use {
  readonly type: string;
  readonly heavy: Heavy;
}

/** What is loaded by a use: classes of one client, or of a library. */
function classesOf({ type, heavy }: Use): string {
  return isSdkClient(type) ? type : heavy.how;
}

/** The classes that code before the snapshot has put to use, by the file that the start-up begins in. */
function usedInInit(context: RuleContext): ReadonlyMap<string, ReadonlySet<string>> {
  const used = new Map<string, Set<string>>();
  for (const { place, path } of initBodies(context)) {
    const start = path[0]?.site.file ?? place.type.file.file;
    for (const { use, member } of usesIn(place)) {
      if (!use.heavy.isUse(use.type, member)) continue;
      used.set(start, (used.get(start) ?? new Set()).add(classesOf(use)));
    }
  }
  return used;
}

/** The uses in a body: many handlers run the same ones. */
function usesIn(place: SourceBody): readonly { readonly use: Use; readonly member: string }[] {
  return place.project.memory.ask(usesIn, place.body, () =>
    callsIn(place.body).flatMap((call) => {
      const use = call.kind === 'call' ? useOf(place, call) : null;
      return call.kind === 'call' && use !== null ? [{ use, member: call.name }] : [];
    }),
  );
}

function useOf(place: SourceBody, call: Call & { kind: 'call' }): Use | null {
  if (call.target === null) return null;
  const type = declaredType(place, call.target);
  if (type?.project !== null) return null;
  const heavy = HEAVY.find(({ isIt }) => isIt(type.name));
  return heavy === undefined ? null : { type: type.name, heavy };
}
