import type { DependencyFact, ModuleFacts } from '../project/types.ts';
import type { FileFacts } from '../model/facts.ts';
import { inEachFile } from '../model/per-file.ts';
import { moduleOf } from '../project/queries.ts';
import { dependenciesLike, handlerModules, isPackaged } from './shared/build-facts.ts';
import { requestCode } from './shared/request-code.ts';
import type { Rule, RuleContext, RuleReport } from './rule.ts';
import { mayHaveHooks, mayStart } from './shared/before-parsing.ts';
import { calledType, callsIn, functionBodies } from './shared/source-calls.ts';

const rule: Rule = {
  meta: {
    id: 'crac-dependency',
    family: 'hook',
    title: 'The CRaC API missing from the deployed function, or another than Lambda has',
    severity: { snapstart: 'error', crac: 'info' },
    preset: 'recommended',
    messages: {
      notPackaged:
        '{dependency} has scope {scope}, so it is not deployed with the function. Lambda does not have it: loading the ' +
        'handler fails with NoClassDefFoundError: org/crac/Resource. Give it the scope that is packaged (compile, implementation).',
      inLayer:
        '{dependency} has scope {scope}, so it is not deployed with the function: one of its layers has to bring it ({layers}). ' +
        'Without it loading the handler fails with NoClassDefFoundError: org/crac/Resource.',
      old: '{dependency} is the old name of org.crac:crac and gets no versions any more. Depend on org.crac:crac, 1.4.0 or later.',
      otherApi:
        '{api} is not in the JDK that Lambda runs: loading this class fails with NoClassDefFoundError. Use org.crac, which finds the hooks of ' +
        'Lambda and of CRaC JDKs.',
      checkpoint:
        'Core.checkpointRestore throws UnsupportedOperationException on Lambda, which takes the snapshot by itself when a ' +
        'version is published. Remove the call.',
    },
    sources: [
      'https://docs.aws.amazon.com/lambda/latest/dg/snapstart-runtime-hooks-java.html',
      'https://github.com/maxday/lambda-perf/pull/970',
    ],
  },
  mayReport: (known) => mayHaveHooks(known) || mayStart(known),
  *check(context) {
    const modules = handlerModules(context);
    for (const [module, roots] of modules) yield* dependencyReports(context, module, roots);
    if (context.target === 'crac') return;
    yield* otherApis(context, modules);
    yield* checkpoints(context);
  },
};

export default rule;

const CRAC = /^(org\.crac:crac|io\.github\.crac:org-crac)$/u;

function* dependencyReports(
  { project, facts }: RuleContext,
  module: ModuleFacts,
  roots: readonly string[],
): Iterable<RuleReport> {
  const users = inEachFile(project, 'users of org.crac', (_, { file, imports }) =>
    imports.some(({ name }) => /^org\.crac(\.|$)/u.test(name)) ? [file] : [],
  );
  const uses = users.some((file) => moduleOf(facts, file) === module);
  const declared = dependenciesLike(module, CRAC).filter(({ profile }) => profile === null);
  const [first] = declared;
  if (!uses || first === undefined) return;
  const base = { roots, symbol: nameOf(first), place: { file: first.file, line: first.line } };
  if (!declared.some(isPackaged)) {
    const data = { dependency: nameOf(first), scope: first.scope ?? 'compile' };
    const layers = layersOfRoots(facts, roots);
    // What is in a layer only its build knows.
    yield layers.length > 0
      ? {
          ...base,
          messageId: 'inLayer',
          severity: 'info',
          confidence: 'likely',
          data: { ...data, layers: layers.join(', ') },
        }
      : { ...base, messageId: 'notPackaged', data };
  } else if (first.group === 'io.github.crac') {
    yield { ...base, messageId: 'old', severity: 'info', data: { dependency: nameOf(first) } };
  }
}

/** Names of layers that functions with one of these handlers have, sorted. */
function layersOfRoots(facts: RuleContext['facts'], roots: readonly string[]): readonly string[] {
  const functions = facts.functions.filter(({ handlerClass }) => handlerClass !== null && roots.includes(handlerClass));
  const names = functions.flatMap(({ layers }) => layers).map((layer) => /:layer:([^:]+)/u.exec(layer)?.[1] ?? layer);
  return [...new Set(names)].sort();
}

function nameOf({ group, artifact }: DependencyFact): string {
  return `${group}:${artifact}`;
}

/** The first import of an implementation's own package. */
function otherApiOf({ imports }: FileFacts): string | null {
  return (
    imports.map(({ name }) => /^(jdk|javax)\.crac(?=\.|$)/u.exec(name)?.[0]).find((api) => api !== undefined) ?? null
  );
}

/** Imports of an implementation's own package, in modules of handlers. */
function* otherApis(
  { project, facts }: RuleContext,
  modules: ReadonlyMap<ModuleFacts, readonly string[]>,
): Iterable<RuleReport> {
  const users = inEachFile(project, 'users of other APIs of CRaC', ([type], file) => {
    const api = type === undefined ? null : otherApiOf(file);
    return type === undefined || api === null ? [] : [{ type, api }];
  });
  for (const { type, api } of users) {
    const { file } = type.file;
    const module = moduleOf(facts, file);
    const roots = module === null ? undefined : modules.get(module);
    if (roots === undefined) continue;
    const site = { file, span: type.fact.nameSpan };
    yield { site, symbol: type.qualifiedName, roots, messageId: 'otherApi', data: { api } };
  }
}

/** The CRaC project's build of Lambda's runtime client, for images with a CRaC JVM of their own: there the call works. */
const CRAC_RUNTIME = /^io\.github\.crac\.com\.amazonaws:aws-lambda-java-runtime-interface-client$/u;

function bringsOwnRuntime({ facts }: RuleContext, file: string): boolean {
  const module = moduleOf(facts, file);
  return module !== null && dependenciesLike(module, CRAC_RUNTIME).some(isPackaged);
}

function* checkpoints(context: RuleContext): Iterable<RuleReport> {
  const { project, init, facts } = context;
  for (const place of functionBodies(project, ['checkpointRestore'])) {
    const symbol = `${place.type.qualifiedName}#${place.method?.name ?? '<clinit>'}`;
    const reached = requestCode(project, facts).find((one) => one.place.body === place.body);
    const path = init.executed.get(symbol) ?? reached?.path;
    if (path === undefined || !init.rootsKnown || bringsOwnRuntime(context, place.type.file.file)) continue;
    for (const call of callsIn(place.body)) {
      if (call.kind !== 'call' || call.name !== 'checkpointRestore') continue;
      if (!/^(org|jdk|javax)\.crac\.Core$/u.test(calledType(place, call) ?? '')) continue;
      const site = { file: place.type.file.file, span: call.span };
      yield { site, symbol, path, roots: reached?.roots ?? [], messageId: 'checkpoint', data: {} };
    }
  }
}
