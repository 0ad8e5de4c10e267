/** Calls that read environment variables, however it is written, and the names they read. */
import type { AnnotationFact, Expression } from '../../model/facts.ts';
import {
  calledType,
  callsIn,
  constantField,
  declaredType,
  dottedName,
  initializerOf,
  resolved,
  textOf,
  type Call,
  type SourceBody,
} from './source-calls.ts';
import { table } from '../../util/table.ts';

/**
 * Members that look a variable up by name, by the type they are called on. Sources: the types' own documentation; Spring's
 * `Environment` and MicroProfile's `Config` count environment variables among their sources.
 */
const LOOK_UPS = table<readonly string[]>({
  'io.github.cdimascio.dotenv.Dotenv': ['get'],
  'org.apache.commons.lang3.SystemUtils': ['getEnvironmentVariable'],
  'org.eclipse.microprofile.config.Config': ['getValue', 'getOptionalValue'],
  'org.springframework.core.env.ConfigurableEnvironment': ['getProperty', 'getRequiredProperty'],
  'org.springframework.core.env.Environment': ['getProperty', 'getRequiredProperty'],
});

const SDK_SETTING = 'software.amazon.awssdk.core.SdkSystemSetting';
const SETTING_READERS = new Set(['getStringValue', 'getStringValueOrThrow', 'getNonDefaultStringValue']);

/** Constants of the first SDK that hold names of variables (com.amazonaws.SDKGlobalConfiguration). */
const FIRST_SDK = 'com.amazonaws.SDKGlobalConfiguration';
const FIRST_SDK_NAMES = table<string>({
  ACCESS_KEY_ENV_VAR: 'AWS_ACCESS_KEY_ID',
  ALTERNATE_ACCESS_KEY_ENV_VAR: 'AWS_ACCESS_KEY',
  SECRET_KEY_ENV_VAR: 'AWS_SECRET_KEY',
  ALTERNATE_SECRET_KEY_ENV_VAR: 'AWS_SECRET_ACCESS_KEY',
  AWS_SESSION_TOKEN_ENV_VAR: 'AWS_SESSION_TOKEN',
});

/** The variable that a call reads; null when it reads none, or one whose name is not constant. */
export function variableRead(place: SourceBody, call: Call): string | null {
  if (call.kind !== 'call') return null;
  if (isReading(place, call)) return nameOf(place, call.arguments[0]);
  return mappedName(place, call) ?? settingRead(place, call);
}

/** The name of a variable: a text, or a constant of an SDK that stands for one. */
export function nameOf(place: SourceBody, expression: Expression | undefined): string | null {
  if (expression === undefined) return null;
  if (expression.kind === 'call' && expression.name === 'environmentVariable') return settingName(place, expression);
  return textOf(place, expression) ?? firstSdkName(place, expression);
}

function isReading(place: SourceBody, call: Expression & { kind: 'call' }): boolean {
  const { name, target } = call;
  if (name === 'getenv') return target === null ? isImported(place) : calledType(place, call) === 'java.lang.System';
  if (target === null) return false;
  if (name === 'get' || name === 'getOrDefault') return isAllVariables(place, target) || isLookUp(place, call, target);
  return isLookUp(place, call, target);
}

/** `import static java.lang.System.getenv`, or `….System.*`. */
function isImported({ type }: SourceBody): boolean {
  return type.file.imports.some((one) => one.form === 'static' && /^java\.lang\.System(\.getenv)?$/.test(one.name));
}

function isLookUp(place: SourceBody, call: Expression & { kind: 'call' }, target: Expression): boolean {
  const type = declaredType(place, target)?.name ?? calledType(place, call);
  return type !== null && (LOOK_UPS[type]?.includes(call.name) ?? false);
}

/** `System.getenv()`, or a variable or field that holds it. */
function isAllVariables(place: SourceBody, expression: Expression): boolean {
  if (expression.kind === 'call') return expression.name === 'getenv' && expression.arguments.length === 0;
  const value = heldBy(place, expression);
  return value?.kind === 'call' && value.name === 'getenv' && value.arguments.length === 0;
}

/** What a local variable or a field is initialised with; null where that is not one expression. */
export function heldBy(place: SourceBody, expression: Expression): Expression | null {
  if (expression.kind === 'local') {
    const declared = place.body.find((one) => one.kind === 'local' && one.name === expression.name);
    return declared?.kind === 'local' ? declared.initializer : null;
  }
  if (expression.kind !== 'name' && expression.kind !== 'select') return null;
  const field =
    expression.kind === 'select' && expression.target.kind === 'this'
      ? { owner: place.type, name: expression.name }
      : constantField(place, expression);
  return field === null ? null : initializerOf(field.owner, field.name);
}

/** `Optional.of("NAME").map(System::getenv)`, `Stream.of("NAME", …).map(System::getenv)`. */
function mappedName(place: SourceBody, call: Expression & { kind: 'call' }): string | null {
  const [mapper] = call.arguments;
  if (mapper?.kind !== 'methodReference' || mapper.name !== 'getenv' || call.target?.kind !== 'call') return null;
  return nameOf(place, call.target.arguments[0]);
}

/** `SdkSystemSetting.AWS_SESSION_TOKEN.getStringValue()`. */
function settingRead(place: SourceBody, call: Expression & { kind: 'call' }): string | null {
  return SETTING_READERS.has(call.name) ? settingName(place, call) : null;
}

/** The setting that a member is called on: its name is the variable's. */
function settingName(place: SourceBody, call: Expression & { kind: 'call' }): string | null {
  const { target } = call;
  if (target?.kind !== 'select' && target?.kind !== 'name') return null;
  return ownerName(place, target) === SDK_SETTING ? target.name : null;
}

function firstSdkName(place: SourceBody, expression: Expression): string | null {
  if (expression.kind !== 'select' && expression.kind !== 'name') return null;
  return ownerName(place, expression) === FIRST_SDK ? (FIRST_SDK_NAMES[expression.name] ?? null) : null;
}

/** The type that declares a constant: written before it, or imported with it. */
function ownerName(place: SourceBody, expression: Expression & { kind: 'select' | 'name' }): string | null {
  if (expression.kind === 'select') {
    const owner = dottedName(expression.target);
    return owner === null ? null : resolved(place, { name: owner }).name;
  }
  const imported = place.type.file.imports.find(
    ({ form, name, onDemand }) => form === 'static' && !onDemand && name.endsWith(`.${expression.name}`),
  );
  return imported?.name.slice(0, -expression.name.length - 1) ?? null;
}

/** Whether any call below some expression reads a variable that `test` accepts. */
export function readsVariable(place: SourceBody, roots: readonly Expression[], test: RegExp): boolean {
  return callsIn(roots).some((call) => test.test(variableRead(place, call) ?? ''));
}

/** The name in Spring's `@Value("${NAME}")`, with or without a default after a colon. */
const PLACEHOLDER = /^\$\{([^:}]+)/;

/** The variable that a container is asked to put into a field (Spring, MicroProfile Config); null for other annotations. */
export function variableInjected(annotations: readonly AnnotationFact[]): string | null {
  for (const { name, elements } of annotations) {
    if (!/(^|\.)(Value|ConfigProperty)$/.test(name)) continue;
    const key = elements.name ?? elements.value;
    if (key?.kind === 'literal' && typeof key.value === 'string') return PLACEHOLDER.exec(key.value)?.[1] ?? key.value;
  }
  return null;
}
