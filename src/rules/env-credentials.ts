import { catalogueFor } from '../knowledge/catalogue.ts';
import type { Expression, MethodFact, Statement } from '../model/facts.ts';
import type { ProjectModel, TypeModel } from '../model/project.ts';
import { isTestCode } from '../model/test-code.ts';
import { visitAll } from '../model/visit.ts';
import type { InitPhase } from '../graph/init-phase.ts';
import type { Rule, RuleReport } from './rule.ts';

type Call = Expression & { kind: 'call' | 'new' };

const KEY_VARIABLES = /^AWS_(ACCESS_KEY_ID|SECRET_ACCESS_KEY|SECRET_KEY|SESSION_TOKEN)$/;
/** Calls that make a provider one link of several: the chain goes on when it finds nothing. */
const CHAINS = /Chain(\.Builder)?$/;

const rule: Rule = {
  meta: {
    id: 'env-credentials',
    family: 'credentials',
    title: 'AWS credentials taken from environment variables',
    severity: { snapstart: 'error', crac: 'off' },
    messages: {
      provider:
        '{call} reads the AWS key variables. Under SnapStart these are not set; the runtime serves container credentials. ' +
        'Use the default chain, or ContainerCredentialsProvider (Sonar S6242 advises the opposite; disable it for SnapStart functions).',
      variable:
        'Under SnapStart {name} is not set; the runtime serves container credentials. Let the client use the default chain.',
    },
    sources: [
      'https://docs.aws.amazon.com/lambda/latest/dg/snapstart-activate.html',
      'https://rules.sonarsource.com/java/rspec-6242/',
    ],
  },
  *check({ project, init }) {
    for (const type of project.types) if (!isTestCode(type.file)) yield* inType(project, init, type);
  },
};

export default rule;

/** Every phase counts: the variables are missing for the whole life of the function. Local `main` programs do not. */
function* inType(project: ProjectModel, init: InitPhase, type: TypeModel): Iterable<RuleReport> {
  for (const method of type.fact.methods) {
    if (method.body === null || (method.isStatic && method.name === 'main')) continue;
    yield* inBody(project, init, type, method, method.body);
  }
  for (const initializer of type.fact.initializers) yield* inBody(project, init, type, null, initializer.body);
}

function* inBody(project: ProjectModel, init: InitPhase, type: TypeModel, method: MethodFact | null, body: readonly Statement[]): Iterable<RuleReport> {
  const calls: Call[] = [];
  const linked = new Set<Call>();
  visitAll(body, (node) => {
    if ((node.kind === 'conditional' || node.kind === 'if') && asksForVariables(project, type, node.condition)) {
      // Where the variables are missing the other branch is taken: the question is the guard.
      for (const part of [node.condition, node.whenTrue, node.whenFalse]) markLinks(part, linked);
    }
    if (node.kind !== 'call' && node.kind !== 'new') return;
    calls.push(node);
    if (isChain(project, type, method, node)) for (const argument of node.arguments) markLinks(argument, linked);
  });
  for (const call of calls) {
    const report = linked.has(call) ? null : reportOf(project, type, method, call);
    if (report === null) continue;
    const site = { file: type.file.file, span: call.span };
    const event = init.events.find((one) => one.site.file === site.file && one.site.span[0] === call.span[0] && one.site.span[1] === call.span[1]);
    yield { ...report, site, symbol: `${type.qualifiedName}#${method?.name ?? '<clinit>'}`, path: event?.path ?? [], roots: event?.roots ?? [] };
  }
}

/** A condition that compares a key variable with null. */
function asksForVariables(project: ProjectModel, type: TypeModel, condition: Expression): boolean {
  let asks = false;
  visitAll([condition], (node) => {
    if (node.kind !== 'binary' || !/^[!=]=$/.test(node.operator) || node.right.kind !== 'literal' || node.right.value !== null) return;
    if (node.left.kind === 'call' && node.left.name === 'getenv') asks ||= KEY_VARIABLES.test(textOf(project, type, node.left.arguments[0]) ?? '');
  });
  return asks;
}

function markLinks(part: Expression | readonly Statement[], linked: Set<Call>): void {
  visitAll('length' in part ? part : [part], (node) => {
    if (node.kind === 'call' || node.kind === 'new') linked.add(node);
  });
}

function reportOf(project: ProjectModel, type: TypeModel, method: MethodFact | null, call: Call): RuleReport | null {
  const target = targetType(project, type, method, call);
  if (target === null) return null;
  const member = call.kind === 'new' ? '<init>' : call.name;
  if (target === 'java.lang.System' && member === 'getenv') return variableReport(project, type, call);
  const entry = catalogueFor(target, member, call.arguments.length).find((one) => one.rule === 'env-credentials');
  if (entry === undefined) return null;
  const simple = target.slice(target.lastIndexOf('.') + 1);
  const name = member === '<init>' ? `new ${simple}()` : `${simple}.${member}()`;
  return { messageId: 'provider', data: { call: name }, sink: { type: target, member } };
}

function variableReport(project: ProjectModel, type: TypeModel, call: Call): RuleReport | null {
  const name = textOf(project, type, call.arguments[0]);
  if (name === null || !KEY_VARIABLES.test(name)) return null;
  return { messageId: 'variable', data: { name }, sink: { type: 'java.lang.System', member: 'getenv' } };
}

/** A string literal, or a constant field that holds one. */
function textOf(project: ProjectModel, type: TypeModel, expression: Expression | undefined): string | null {
  if (expression?.kind === 'literal') return typeof expression.value === 'string' ? expression.value : null;
  if (expression?.kind !== 'name') return null;
  const field = project.findField(type, expression.name);
  const initializer = field?.owner.fact.initializers.find((one) => one.field === expression.name)?.body[0];
  if (initializer?.kind !== 'expression' || initializer.expression.kind !== 'assign' || initializer.expression.right === null) return null;
  const value = initializer.expression.right;
  return value.kind === 'literal' && typeof value.value === 'string' ? value.value : null;
}

/** The qualified type a constructor or static call names; null for calls on values. */
function targetType(project: ProjectModel, type: TypeModel, method: MethodFact | null, call: Call): string | null {
  const scope = { type, file: type.file, method };
  if (call.kind === 'new') return project.resolve(call.type, scope).name;
  const name = call.target === null ? null : dottedName(call.target);
  return name === null ? null : project.resolve({ name }, scope).name;
}

function dottedName(expression: Expression): string | null {
  if (expression.kind === 'name') return expression.name;
  if (expression.kind !== 'select') return null;
  const target = dottedName(expression.target);
  return target === null ? null : `${target}.${expression.name}`;
}

/** `AwsCredentialsProviderChain.of(…)`, `new AWSCredentialsProviderChain(…)`, `….builder().credentialsProviders(…)`. */
function isChain(project: ProjectModel, type: TypeModel, method: MethodFact | null, call: Call): boolean {
  if (call.kind === 'new') return CHAINS.test(call.type.name);
  for (let target = call.target; target !== null; target = target.kind === 'call' ? target.target : null) {
    const name = dottedName(target);
    if (name !== null) return CHAINS.test(project.resolve({ name }, { type, file: type.file, method }).name);
    if (target.kind !== 'call') return false;
  }
  return false;
}
