import { findHandlers } from '../graph/roots.ts';
import { isSdkClient } from '../knowledge/aws-sdk.ts';
import { functionsOfRoots } from '../graph/deployment.ts';
import { moduleOf } from '../project/queries.ts';
import { dependenciesLike, isAtLeast, sdkVersion } from './build-facts.ts';
import { hookOf, hookOwners } from './hooks.ts';
import { requestCode } from './request-code.ts';
import type { Rule, RuleContext } from './rule.ts';
import { callsIn, declaredType, functionBodies, type Call, type SourceBody } from './source-calls.ts';

const rule: Rule = {
  meta: {
    id: 'no-priming',
    family: 'preload',
    title: 'Snapshotted functions whose first request loads what priming could have loaded',
    severity: { snapstart: 'info', crac: 'off' },
    preset: 'recommended',
    messages: {
      unprimed:
        'SnapStart is on, and the first request of each environment is the first to use {use}: its classes are loaded then. ' +
        'Prime it in beforeCheckpoint, with SdkWarmUp.warmUp(…) (AWS SDK 2.54.0 or later), a read of something that does not ' +
        'exist, or by loading classes.',
      warmable:
        'SnapStart is on, and the first request of each environment is the first to use {use}: its classes are loaded then. ' +
        'This version of the AWS SDK can warm it up before the snapshot: call SdkWarmUp.warmUp({use}.class) in init.',
    },
    fixes: ['sdk-warm-up'],
    sources: [
      'https://docs.aws.amazon.com/lambda/latest/dg/snapstart-best-practices.html',
      'https://docs.aws.amazon.com/sdk-for-java/latest/developer-guide/sdk-warmup.html',
    ],
  },
  *check(context) {
    const { project, facts } = context;
    const handlers = findHandlers(project, facts).filter(({ type: { qualifiedName, file } }) =>
      functionsOfRoots(project, facts, [qualifiedName], file.file).some(
        ({ snapStart, handlerClass }) => snapStart === 'on' && handlerClass === qualifiedName,
      ),
    );
    if (handlers.length === 0 || [...functionBodies(project, PRELOADERS)].length > 0) return;
    for (const { type } of handlers) {
      if (isPrimed(context, type.qualifiedName) || isQuarkus(context, type.file.file)) continue;
      const use = firstUse(context, type.qualifiedName);
      if (use === null) continue;
      const site = { file: type.file.file, span: type.fact.nameSpan };
      const data = { use: use.slice(use.lastIndexOf('.') + 1) };
      const report = { site, symbol: type.qualifiedName, roots: [type.qualifiedName], data };
      if (canWarmUp(context, type.file.file, use)) {
        yield { ...report, messageId: 'warmable', sink: { type: use, member: 'warmUp' } };
      } else {
        yield { ...report, messageId: 'unprimed' };
      }
    }
  },
};

export default rule;

/** Members that preload by themselves, and the usual name of a class that loads a list of classes. */
const PRELOADERS = ['warmUp', 'preloadClasses', 'ClassPreLoader'];

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

const HEAVY =
  /^(com\.fasterxml\.jackson\.databind\.|com\.google\.gson\.Gson$|java\.sql\.|org\.springframework\.jdbc\.|com\.amazonaws\.serverless\.proxy\.)/u;

/** Whether the module's version of the SDK has SdkWarmUp, for a client of that SDK. */
function canWarmUp({ facts }: RuleContext, file: string, client: string): boolean {
  const module = client.startsWith('software.amazon.awssdk.') ? moduleOf(facts, file) : null;
  return module !== null && isAtLeast(sdkVersion(module), [2, 54]);
}

/** The type that requests of a handler use first and that takes long to load, qualified; null when there is none. */
function firstUse({ project, facts }: RuleContext, root: string): string | null {
  for (const { place, roots } of requestCode(project, facts)) {
    if (!roots.includes(root)) continue;
    for (const call of callsIn(place.body)) {
      const type = typeUsed(place, call);
      if (type !== null) return type;
    }
  }
  return null;
}

function typeUsed(place: SourceBody, call: Call): string | null {
  if (call.kind !== 'call' || call.target === null) return null;
  const type = declaredType(place, call.target);
  if (type?.project !== null) return null;
  return isSdkClient(type.name) || HEAVY.test(type.name) ? type.name : null;
}
