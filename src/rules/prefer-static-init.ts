import { expensiveObject, expensiveWords, type ExpensiveObject } from '../knowledge/expensive-objects.ts';
import type { Hop } from '../graph/event.ts';
import type { Expression, MethodFact } from '../model/facts.ts';
import type { MethodModel, ProjectModel, TypeModel } from '../model/project.ts';
import { mentionsLike } from '../model/mentions.ts';
import { visitBranches } from '../model/visit.ts';
import { fateOf } from './shared/fate.ts';
import { methodsCalled, type ReachedBody } from './shared/reached-code.ts';
import { requestCode } from './shared/request-code.ts';
import type { Rule, RuleReport } from './rule.ts';
import { mayStart } from './shared/before-parsing.ts';
import { madeForLazyValues } from './shared/lazy-values.ts';
import { calledType, declaredType, someNode, textOf, type Call, type SourceBody } from './shared/source-calls.ts';

const rule: Rule = {
  meta: {
    id: 'prefer-static-init',
    family: 'preload',
    title: 'Expensive objects that every request makes anew',
    severity: { snapstart: 'warning', crac: 'info' },
    isOpportunity: true,
    preset: 'recommended',
    messages: {
      each:
        'Every request makes {what} anew. In a static field, or a field of the handler or of a singleton, it is made once, ' +
        'before the snapshot, and each restored environment finds it ready.',
      sometimes:
        'Requests that come here make {what} anew. In a static field, or a field of the handler or of a singleton, it ' +
        'is made once, before the snapshot, and each restored environment finds it ready.',
    },
    fixes: ['make-once'],
    sources: [
      'https://docs.aws.amazon.com/lambda/latest/dg/snapstart-best-practices.html',
      'https://rules.sonarsource.com/java/rspec-6243/',
    ],
  },
  mayReport: mayStart,
  check({ project, facts }) {
    const code = requestCode(project, facts);
    return project.memory.ask(rule, code, () => code.flatMap((reached) => madeIn(reached, code)));
  },
};

export default rule;

/** A word of every body that makes such an object: most bodies have none, and need no closer look. */
const MAKES = new RegExp(`^(${[...expensiveWords()].join('|')})$`, 'u');

function madeIn(reached: ReachedBody, code: readonly ReachedBody[]): readonly RuleReport[] {
  if (!mentionsLike(reached.place.body, MAKES)) return [];
  return makings(reached.place)
    .filter(({ call }) => !isStaticInitializer(reached.place) && isMadeEachTime(code, reached, call))
    .map(({ call, object, isConditional }) => reportOf(reached, call, object, isConditional));
}

interface Making {
  readonly call: Call;
  readonly object: ExpensiveObject;
  readonly isConditional: boolean;
}

/** Creations in a body that no variable of the request takes part in: what depends on a request belongs to it. */
function makings(place: SourceBody): readonly Making[] {
  return place.project.memory.ask(makings, place.body, () => findMakings(place));
}

function findMakings(place: SourceBody): readonly Making[] {
  const found: Making[] = [];
  const once = madeForLazyValues(place);
  visitBranches(place.body, (node, isConditional) => {
    if ((node.kind !== 'call' && node.kind !== 'new') || once.has(node)) return;
    const object = objectMadeBy(place, node);
    if (object !== null && !usesVariables(node)) found.push({ call: node, object, isConditional });
  });
  return found;
}

function objectMadeBy(place: SourceBody, call: Call): ExpensiveObject | null {
  const member = call.kind === 'new' ? '<init>' : call.name;
  if (call.kind === 'new' && call.body >= 0) return null;
  const type = call.kind === 'call' && call.target !== null ? declaredType(place, call.target) : null;
  if ((type?.project ?? null) !== null) return null;
  const names = [type?.name ?? calledType(place, call), sdkBuilderOf(place, call)];
  const object =
    names.map((name) => (name === null ? null : expensiveObject(name, member))).find((one) => one !== null) ?? null;
  if (object?.needsConstantText !== true) return object;
  return textOf(place, call.arguments[0]) === null ? null : object;
}

/** The builder that `XClient.builder()…`, or `XClientBuilder.standard()…`, goes on with: the SDKs name both alike. */
function sdkBuilderOf(place: SourceBody, call: Call): string | null {
  let first: Call = call;
  while (first.kind === 'call' && first.target?.kind === 'call') first = first.target;
  const type = calledType(place, first);
  if (first === call || first.kind !== 'call' || type === null) return null;
  if (first.name === 'builder') return `${type}Builder`;
  return first.name === 'standard' ? type : null;
}

/** Parameters and variables, other than those of lambdas inside. */
function usesVariables(call: Call): boolean {
  const own = new Set<string>();
  someNode([call], (node) => {
    if (node.kind === 'lambda') for (const { name } of node.parameters) own.add(name);
    return false;
  });
  return someNode([call], (node) => node.kind === 'local' && !('initializer' in node) && !own.has(node.name));
}

/** Whether nothing keeps the object beyond the request, here and where it is handed to. */
function isMadeEachTime(code: readonly ReachedBody[], reached: ReachedBody, call: Expression, depth = 0): boolean {
  const fate = fateOf(reached.place, call);
  if (fate === 'dropped') return true;
  if (depth > 3 || fate === 'kept') return false;
  // What a constructor puts into a field lives as long as the object; what a method returns, as its caller decides.
  const { method } = reached.place;
  const isFollowed = fate === 'field' ? isConstruction(reached.place) : method !== null && method.name !== '<init>';
  const uses = isFollowed ? usesOf(code, reached.place, fate) : [];
  return uses.length > 0 && uses.every((use) => isMadeEachTime(code, use.in, use.call, depth + 1));
}

function isConstruction({ type, method, body }: SourceBody): boolean {
  if (method !== null) return method.name === '<init>';
  return type.fact.initializers.some((one) => one.body === body && !one.isStatic);
}

function isStaticInitializer({ type, method, body }: SourceBody): boolean {
  return method === null && type.fact.initializers.some((one) => one.body === body && one.isStatic);
}

interface Use {
  readonly in: ReachedBody;
  readonly call: Expression;
}

/** Where request code creates the class (`field`), or calls the method (`returned`). */
function usesOf(code: readonly ReachedBody[], place: SourceBody, fate: 'field' | 'returned'): readonly Use[] {
  const { byMethod, creations } = usesIn(place.project, code);
  if (fate === 'returned') return byMethod.get(place.method) ?? [];
  return creations.filter(({ made }) => place.project.isSubtype(made, place.type)).map(({ use }) => use);
}

interface Uses {
  readonly byMethod: ReadonlyMap<MethodFact | null, readonly Use[]>;
  readonly creations: readonly { readonly made: TypeModel; readonly use: Use }[];
}

/** What all request code calls and creates. */
function usesIn(project: ProjectModel, code: readonly ReachedBody[]): Uses {
  return project.memory.ask(usesIn, code, () => {
    const byMethod = new Map<MethodFact | null, Use[]>();
    const creations: { readonly made: TypeModel; readonly use: Use }[] = [];
    for (const reached of code) {
      for (const { call, methods, made } of callsOf(reached.place)) {
        const use = { in: reached, call };
        for (const { fact } of methods) byMethod.set(fact, [...(byMethod.get(fact) ?? []), use]);
        if (made !== null) creations.push({ made, use });
      }
    }
    return { byMethod, creations };
  });
}

interface ResolvedCall {
  readonly call: Call;
  readonly methods: readonly MethodModel[];
  /** The project's class that it creates an object of. */
  readonly made: TypeModel | null;
}

/** The calls of a body, with what they mean. */
function callsOf(place: SourceBody): readonly ResolvedCall[] {
  const { project, type, method, body } = place;
  return project.memory.ask(callsOf, body, () => {
    const calls: ResolvedCall[] = [];
    visitBranches(body, (node) => {
      if (node.kind !== 'call' && node.kind !== 'new') return;
      const made = node.kind === 'new' ? project.resolve(node.type, { type, file: type.file, method }).project : null;
      calls.push({ call: node, methods: methodsCalled(place, node), made });
    });
    return calls;
  });
}

function reportOf(reached: ReachedBody, call: Call, object: ExpensiveObject, isConditional: boolean): RuleReport {
  const { type, method } = reached.place;
  const site = { file: type.file.file, span: call.span };
  const hop: Hop = { site, message: `which makes ${object.name}` };
  const isSure = reached.isCertain && !isConditional && object.isSlow;
  return {
    site,
    symbol: `${type.qualifiedName}#${method?.name ?? '<init>'}`,
    path: [...reached.path, hop],
    roots: reached.roots,
    sink: { type: object.type, member: call.kind === 'new' ? '<init>' : call.name },
    messageId: isSure ? 'each' : 'sometimes',
    data: { what: object.name },
    ...(isSure ? {} : { severity: 'info' as const, confidence: 'likely' as const }),
  };
}
