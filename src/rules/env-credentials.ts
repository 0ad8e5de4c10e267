import { catalogueEntries, catalogueFor } from '../knowledge/catalogue.ts';
import type { Expression, Statement } from '../model/facts.ts';
import { isInfrastructure } from '../graph/roots.ts';
import type { ProjectModel, TypeModel } from '../model/project.ts';
import { inEachFile } from '../model/per-file.ts';
import { isTestCode } from '../model/test-code.ts';
import { visitAll } from '../model/visit.ts';
import type { InitPhase } from '../graph/init-phase.ts';
import { placesOf } from './shared/function-code.ts';
import { heldBy, nameOf, readsVariable, variableInjected, variableRead } from './shared/key-variables.ts';
import type { Rule, RuleReport } from './rule.ts';
import { mentions } from '../model/names.ts';
import {
  calledType,
  callsIn,
  dottedName,
  functionBodies,
  placed,
  resolved,
  someNode,
  type Call,
  type SourceBody,
} from './shared/source-calls.ts';

const KEY_VARIABLES = /^AWS_(ACCESS_KEY_ID|ACCESS_KEY|SECRET_ACCESS_KEY|SECRET_KEY|SESSION_TOKEN)$/;
/** Variables that tell whether the runtime serves keys or container credentials: who asks for them knows the difference. */
const TELLING_VARIABLES =
  /^AWS_(ACCESS_KEY_ID|SECRET_ACCESS_KEY|SECRET_KEY|SESSION_TOKEN|CONTAINER_CREDENTIALS_(FULL|RELATIVE)_URI|CONTAINER_AUTHORIZATION_TOKEN)$/;
/**
 * What the text or the constant that names such a variable begins with, whole or in parts that are joined. Where no file has
 * one, nothing reads them by name, and the bodies that read other variables are left unread.
 */
const PARTS_OF_NAMES = /^AWS(_|$)|_ENV_VAR$/;
/** Calls that make a provider one link of several: the chain goes on when it finds nothing. */
const CHAINS = /Chain(\.Builder)?$/;

/** Simple names of the catalogue's types that read the variables; who calls `System` itself has to name one. */
const PROVIDERS = new Set(
  catalogueEntries().flatMap(({ rule, type }) =>
    rule === 'env-credentials' && type !== 'java.lang.System' ? [type.slice(type.lastIndexOf('.') + 1)] : [],
  ),
);

const rule: Rule = {
  meta: {
    id: 'env-credentials',
    family: 'credentials',
    title: 'AWS credentials taken from environment variables',
    severity: { snapstart: 'error', crac: 'off' },
    preset: 'recommended',
    messages: {
      provider:
        '{call} reads the AWS key variables. Under SnapStart these are not set; the runtime serves container credentials. ' +
        'Use the default chain, or ContainerCredentialsProvider (Sonar S6242 advises the opposite; disable it for SnapStart functions).',
      variable:
        'Under SnapStart {name} is not set; the runtime serves container credentials. Let the client use the default chain.',
    },
    fixes: ['default-credentials'],
    sources: [
      'https://docs.aws.amazon.com/lambda/latest/dg/snapstart-activate.html',
      'https://rules.sonarsource.com/java/rspec-6242/',
    ],
  },
  mayReport: ({ names }) => mentions(names, /AWS_|^AWS$|_ENV_VAR$/) || mentions(names, [...PROVIDERS]),
  *check({ project, init }) {
    const namesVariables = project.files.some((file) => project.mayMention(file, PARTS_OF_NAMES));
    const readers = namesVariables ? variableReaders(project) : new Set<string>();
    const words = [...(namesVariables ? ['getenv', ...readers, 'SdkSystemSetting', ...NAMES] : []), ...PROVIDERS];
    const runsIn = placesOf(project);
    for (const place of functionBodies(project, words)) {
      const where = runsIn(place.type);
      if (where === 'program') continue;
      for (const report of inBody(place, init, readers)) {
        // An application that nothing ties to Lambda may well run where the variables are set.
        yield where === 'application' ? { ...report, severity: 'info' } : report;
      }
    }
    const injected = inEachFile(project, 'injected key variables', (types) =>
      types.flatMap((type) => [...injectedInto(type)].map((report) => ({ type, report }))),
    );
    for (const { type, report } of injected) {
      if (!isInfrastructure(project, type) && runsIn(type) === 'function') yield report;
    }
  },
};

export default rule;

const NAMES = ['ACCESS_KEY_ID', 'ACCESS_KEY', 'SECRET_ACCESS_KEY', 'SECRET_KEY', 'SESSION_TOKEN'].map(
  (name) => `AWS_${name}`,
);

/** Fields that a container fills with the variables. */
function* injectedInto(type: TypeModel): Iterable<RuleReport> {
  if (isTestCode(type.file)) return;
  for (const field of type.fact.fields) {
    const variable = variableInjected(field.annotations) ?? '';
    const report = variableReport(variable);
    if (report === null) continue;
    yield {
      ...report,
      site: { file: type.file.file, span: field.nameSpan },
      symbol: `${type.qualifiedName}#${field.name}`,
    };
  }
}

/** Every phase counts: the variables are missing for the whole life of the function. */
function* inBody(place: SourceBody, init: InitPhase, readers: ReadonlySet<string>): Iterable<RuleReport> {
  const question = `key variables, also by ${[...readers].sort().join(' ')}`;
  const reads = place.project.memory.ask(question, place.body, () => [...readsOfKeys(place, readers)]);
  for (const { call, report } of reads) yield { ...report, ...placed(place, call.span, init) };
}

interface KeyRead {
  readonly call: Call;
  readonly report: RuleReport;
}

function* readsOfKeys(place: SourceBody, readers: ReadonlySet<string>): Iterable<KeyRead> {
  const linked = linksOfChains(place);
  const local = localOnly(place);
  for (const call of callsIn(place.body)) {
    const report = linked.has(call) ? null : (reportOf(place, call) ?? readerReport(place, call, readers));
    if (report === null) continue;
    // A branch for a local emulator is not taken in the function.
    const severity = local.has(call) ? { severity: 'info' as const } : {};
    yield { call, report: { ...report, ...severity } };
  }
}

/** Names of the project's methods that look a parameter up in the environment: `String get(String key) { … getenv(key) … }`. */
function variableReaders(project: ProjectModel): ReadonlySet<string> {
  const readers = new Set<string>();
  for (const place of functionBodies(project, ['getenv'])) {
    const isReader = callsIn(place.body).some(
      (call) => call.kind === 'call' && call.name === 'getenv' && call.arguments[0]?.kind === 'local',
    );
    if (isReader && place.method !== null && place.method.parameters.length > 0) readers.add(place.method.name);
  }
  return readers;
}

function readerReport(place: SourceBody, call: Call, readers: ReadonlySet<string>): RuleReport | null {
  return call.kind === 'call' && readers.has(call.name) ? variableReport(nameOf(place, call.arguments[0]) ?? '') : null;
}

const LOCAL_NAMES = /local|emulator/i;

/** Another address than that of AWS, set under a condition: that of an emulator, most often. */
function overridesEndpoint(call: Call): boolean {
  return call.kind === 'call' && /^(endpointOverride|(set|with)Endpoint(Configuration)?)$/.test(call.name);
}

/** Calls in a branch whose condition names local running, or that goes to another address. */
function localOnly(place: SourceBody): ReadonlySet<Call> {
  const local = new Set<Call>();
  visitAll(place.body, (node) => {
    if (node.kind !== 'conditional' && node.kind !== 'if') return;
    const names = someNode(
      [node.condition],
      (part) =>
        ((part.kind === 'name' || part.kind === 'select' || part.kind === 'call') && LOCAL_NAMES.test(part.name)) ||
        (part.kind === 'literal' && typeof part.value === 'string' && LOCAL_NAMES.test(part.value)),
    );
    const branch = node.whenTrue;
    const isForEndpoint = callsIn('length' in branch ? branch : [branch]).some(overridesEndpoint);
    if (names || isForEndpoint) for (const call of callsIn('length' in branch ? branch : [branch])) local.add(call);
  });
  return local;
}

/** Calls that do no harm where the variables are missing: links of a chain, and what a test for the variables guards. */
function linksOfChains(place: SourceBody): ReadonlySet<Call> {
  const linked = new Set<Call>();
  const mark = (part: Expression | readonly Statement[]): void => {
    for (const call of callsIn('length' in part ? part : [part])) linked.add(call);
  };
  // `if (… == null) return …;`: what comes after it is the other branch.
  const question = place.body.findIndex(
    (one) => one.kind === 'if' && one.whenTrue.at(-1)?.kind === 'return' && asksForVariables(place, one.condition),
  );
  if (question >= 0) mark(place.body.slice(question));
  visitAll(place.body, (node) => {
    if ((node.kind === 'conditional' || node.kind === 'if') && asksForVariables(place, node.condition)) {
      // Where the variables are missing the other branch is taken: the question is the guard.
      for (const part of [node.condition, node.whenTrue, node.whenFalse]) mark(part);
    }
    if ((node.kind === 'call' || node.kind === 'new') && isChain(place, node)) {
      for (const argument of node.arguments) mark(argument);
    }
  });
  return linked;
}

/** A condition that asks whether a telling variable is there: read in it, or before it into a variable. */
function asksForVariables(place: SourceBody, condition: Expression): boolean {
  return someNode([condition], (node) => {
    if (node.kind === 'binary' && /^[!=]=$/.test(node.operator)) {
      return isNullLiteral(node.right)
        ? isTelling(place, node.left)
        : isNullLiteral(node.left) && isTelling(place, node.right);
    }
    if (node.kind !== 'call') return false;
    if (/^(containsKey|nonNull|isNull)$/.test(node.name)) {
      const [asked] = node.arguments;
      return asked !== undefined && (TELLING_VARIABLES.test(nameOf(place, asked) ?? '') || isTelling(place, asked));
    }
    return /^(isPresent|isEmpty|isBlank|isNotBlank|isNotEmpty|hasText|hasLength)$/.test(node.name)
      ? readsVariable(place, [node], TELLING_VARIABLES)
      : false;
  });
}

function isNullLiteral(expression: Expression): boolean {
  return expression.kind === 'literal' && expression.value === null;
}

function isTelling(place: SourceBody, expression: Expression): boolean {
  const value = expression.kind === 'call' ? expression : heldBy(place, expression);
  return value?.kind === 'call' && TELLING_VARIABLES.test(variableRead(place, value) ?? '');
}

function reportOf(place: SourceBody, call: Call): RuleReport | null {
  const variable = variableRead(place, call);
  if (variable !== null) return variableReport(variable);
  const target = calledType(place, call);
  if (target === null || target === 'java.lang.System') return null;
  const member = call.kind === 'new' ? '<init>' : call.name;
  const entry = catalogueFor(target, member, call.arguments.length).find((one) => one.rule === 'env-credentials');
  if (entry === undefined) return null;
  const simple = target.slice(target.lastIndexOf('.') + 1);
  const name = member === '<init>' ? `new ${simple}()` : `${simple}.${member}()`;
  return { messageId: 'provider', data: { call: name }, sink: { type: target, member } };
}

function variableReport(name: string): RuleReport | null {
  if (!KEY_VARIABLES.test(name)) return null;
  return { messageId: 'variable', data: { name }, sink: { type: 'java.lang.System', member: 'getenv' } };
}

/** `AwsCredentialsProviderChain.of(…)`, `new AWSCredentialsProviderChain(…)`, `….builder().credentialsProviders(…)`. */
function isChain(place: SourceBody, call: Call): boolean {
  if (call.kind === 'new') return CHAINS.test(call.type.name);
  let target = call.target;
  while (target?.kind === 'call') target = target.target;
  const name = target === null ? null : dottedName(target);
  return name !== null && CHAINS.test(resolved(place, { name }).name);
}
