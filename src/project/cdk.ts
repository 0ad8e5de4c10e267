/** Functions of CDK apps, in Java, TypeScript and JavaScript. */
import { posix } from 'node:path';
import type { SnapStartState } from '../types.ts';
import type { Code, CodeMethod, CodeUnit } from './cdk-code.ts';
import { visitCode } from './cdk-code.ts';
import { concurrencyOf, propertyConflicts, publishesVersions } from './cdk-conflicts.ts';
import { overridesOf } from './cdk-overrides.ts';
import type { SnapStartOverride, SnapStartOverrides } from './cdk-overrides.ts';
import { UNKNOWN, evaluateCdk, textOf } from './cdk-values.ts';
import type { CdkEntry, CdkFrame, CdkRecord, CdkValue } from './cdk-values.ts';
import { conflictsPart } from './conflicts.ts';
import { javaHandler } from './handler.ts';
import type { Conflict, FunctionFact, Place } from './types.ts';

const FUNCTION_TYPES = new Set([
  'Function',
  'DockerImageFunction',
  'SingletonFunction',
  'CfnFunction',
  'NodejsFunction',
]);

/** Uses of a helper, and callers of callers: more is no real app. */
const MAX_USES = 200;
const MAX_LEVELS = 5;

/**
 * Gives the functions that the app's code creates, with what is literal of them. A helper method or construct class of the
 * app is taken once for each call, with the arguments of that call. `units` are all CDK files of one project.
 */
export function cdkFunctions(units: readonly CodeUnit[]): readonly FunctionFact[] {
  const app: App = {
    units,
    overrides: overridesOf(units, isFunctionCreation),
    concurrency: concurrencyOf(units, isFunctionCreation),
    isPublishing: publishesVersions(units),
    uses: new Map(),
  };
  const facts = units.flatMap((unit) => unit.methods.flatMap((method) => functionsIn(unit, method, app)));
  const known = new Map(facts.map((fact) => [JSON.stringify([fact.name, fact.handler, fact.source]), fact]));
  return [...known.values()];
}

interface App {
  readonly units: readonly CodeUnit[];
  readonly overrides: SnapStartOverrides;
  /** Provisioned concurrency of functions' versions and aliases, by the code that creates the function. */
  readonly concurrency: ReadonlyMap<Code, readonly Conflict[]>;
  /** Whether the app has versions or aliases of functions at all. */
  readonly isPublishing: boolean;
  /** What {@link usesOf} found for a method: helpers that call helpers would take exponential time otherwise. */
  readonly uses: Map<CodeMethod, readonly Use[]>;
}

/**
 * One way in which a method runs: level 0 knows nothing of its parameters, level 1 what a call passes literally, level 2 what
 * the caller's own caller passes, and so on. `place` is the call of the level.
 */
type Use = readonly { readonly frame: CdkFrame; readonly place: Place | null }[];

/** The code that creates a function: `new Function(scope, id, props)`, or `build()` of a chain on `Function.Builder.create`. */
function isFunctionCreation(code: Code, frame: CdkFrame): boolean {
  if (code.kind === 'create') return FUNCTION_TYPES.has(code.type) && code.arguments.length >= 2;
  if (code.kind !== 'call' || code.name !== 'build' || code.arguments.length > 0) return false;
  const built = evaluateCdk(code, frame);
  return built.kind === 'record' && FUNCTION_TYPES.has(built.type) && built.entries.has('#id');
}

function functionsIn(unit: CodeUnit, method: CodeMethod, app: App): FunctionFact[] {
  const unbound: CdkFrame = { unit, method, parameters: new Map() };
  const creations: Code[] = [];
  for (const { value } of method.steps) {
    visitCode(value, (code) => {
      if (isFunctionCreation(code, unbound)) creations.push(code);
    });
  }
  if (creations.length === 0) return [];
  return usesOf(unbound, app).flatMap((use) => creations.flatMap((code) => functionFact(code, use, app) ?? []));
}

/** The calls of a method with parameters; one use that knows nothing when nobody calls it. */
function usesOf(frame: CdkFrame, app: App): readonly Use[] {
  const { method } = frame;
  const known = app.uses.get(method);
  if (known !== undefined) return known;
  const unbound: Use = [{ frame, place: null }];
  // What calls itself is taken as not called.
  app.uses.set(method, [unbound]);
  if (method.parameters.length === 0 || method.name === '') return [unbound];
  const uses: Use[] = [];
  for (const { caller, code } of callsOf(method, app.units)) {
    for (const outer of usesOf(caller, app)) {
      if (uses.length >= MAX_USES) break;
      const levels = outer.slice(0, MAX_LEVELS).map((level, index) => ({
        frame: { ...frame, parameters: boundParameters(method, code.arguments, level.frame) },
        place: index === 0 ? { file: caller.unit.file, line: code.line } : level.place,
      }));
      uses.push([...unbound, ...levels]);
    }
  }
  const result = uses.length === 0 ? [unbound] : uses;
  app.uses.set(method, result);
  return result;
}

type CallingCode = Extract<Code, { kind: 'call' | 'create' }>;

/** Calls by name and number of arguments; the receiver's type is not asked. */
function callsOf(
  method: CodeMethod,
  units: readonly CodeUnit[],
): readonly { readonly caller: CdkFrame; readonly code: CallingCode }[] {
  const found: { caller: CdkFrame; code: CallingCode }[] = [];
  for (const unit of units) {
    for (const caller of unit.methods) {
      for (const { value } of caller.steps) {
        visitCode(value, (code) => {
          const isCall =
            (code.kind === 'create' && method.name === '<init>' && code.type === method.owner) ||
            (code.kind === 'call' && code.name === method.name);
          if (!isCall || code.arguments.length !== method.parameters.length || caller === method) return;
          found.push({ caller: { unit, method: caller, parameters: new Map() }, code });
        });
      }
    }
  }
  return found;
}

function boundParameters(method: CodeMethod, given: readonly Code[], frame: CdkFrame): ReadonlyMap<string, CdkValue> {
  return new Map(
    method.parameters.map((name, index) => {
      const code = given[index];
      return [name, code === undefined ? UNKNOWN : evaluateCdk(code, frame)] as const;
    }),
  );
}

function functionFact(creation: Code, use: Use, app: App): FunctionFact | null {
  const frame = use.at(-1)?.frame;
  const built = frame === undefined ? UNKNOWN : evaluateCdk(creation, frame);
  if (frame === undefined || built.kind !== 'record') return null;
  const text = (key: string): string | null => textOf(built.entries.get(key)?.value);
  const line = built.entries.get('#id')?.line ?? 1;
  const runtime = runtimeOf(built.entries.get('runtime')?.value);
  const handler = text('handler');
  const isImage = built.type === 'DockerImageFunction' || text('packageType') === 'Image';
  const setting = snapStartSetting(creation, built, frame, app);
  return {
    name: text('#id') ?? text('functionName') ?? built.type,
    handler,
    ...javaHandler(handler, runtime),
    runtime,
    snapStart: setting.state,
    packageType: isImage ? 'Image' : 'Zip',
    environment: environmentOf(built.entries.get('environment')?.value),
    layers: layersOf(built.entries.get('layers')?.value),
    codeUri: text('code'),
    ...entriesOfBundle(built, frame.unit.file),
    source: handlerPlace(creation, use) ?? { file: frame.unit.file, line },
    snapStartSource: setting.line === null ? null : { file: frame.unit.file, line: setting.line },
    tool: 'cdk',
    ...conflictsPart([
      ...propertyConflicts(built, frame.unit.file),
      ...(app.concurrency.get(creation) ?? []),
      isUnpublished(app, setting) ? { setting: 'no-version', file: frame.unit.file, line: setting.line ?? line } : null,
    ]),
  };
}

/** What `NodejsFunction` bundles: its entry, else a file beside the script that is named for both. */
function entriesOfBundle({ type, entries }: CdkRecord, file: string): Pick<FunctionFact, 'entries'> {
  if (type !== 'NodejsFunction') return {};
  const entry = entries.get('entry');
  const id = textOf(entries.get('#id')?.value);
  if (entry !== undefined) {
    const path = textOf(entry.value);
    return path === null ? {} : { entries: [path] };
  }
  return id === null ? {} : { entries: [`${posix.basename(file, posix.extname(file))}.${id}`] };
}

/** The call that passes the handler; null when the creation itself names it, literally or by a constant from elsewhere. */
function handlerPlace(creation: Code, use: Use): Place | null {
  const handlers = use.map(({ frame, place }) => {
    const built = evaluateCdk(creation, frame);
    return { place, value: built.kind === 'record' ? built.entries.get('handler')?.value : undefined };
  });
  const named = handlers.find(({ value }) => value?.kind === 'text' || value?.kind === 'name');
  return named === undefined ? (use[1]?.place ?? null) : named.place;
}

/** `Runtime.JAVA_21` is `java21`; `JAVA_8_CORRETTO` is `java8.al2`. Also the plain text of a Cfn function. */
function runtimeOf(value: CdkValue | undefined): string | null {
  if (value?.kind === 'text') return value.text;
  const name = value?.kind === 'name' ? (value.name.split('.').at(-1) ?? '') : '';
  if (name === 'JAVA_8_CORRETTO') return 'java8.al2';
  const match = /^(JAVA|NODEJS|PYTHON|RUBY|DOTNET|GO)_(\w+)$/u.exec(name);
  if (match !== null) return `${(match[1] ?? '').toLowerCase()}${(match[2] ?? '').toLowerCase().replaceAll('_', '.')}`;
  return name.startsWith('PROVIDED') ? name.toLowerCase().replace('_', '.') : null;
}

/** A Cfn function has its variables one level deeper. */
function environmentOf(value: CdkValue | undefined): Record<string, string> {
  if (value?.kind !== 'record') return {};
  const variables = value.entries.get('variables')?.value;
  if (variables?.kind === 'record') return environmentOf(variables);
  return Object.fromEntries(
    [...value.entries].flatMap(([name, entry]) => {
      const text = textOf(entry.value);
      return text === null || name.startsWith('#') ? [] : [[name, text] as const];
    }),
  );
}

function layersOf(value: CdkValue | undefined): string[] {
  return value?.kind === 'list'
    ? value.items.map((item) => textOf(item) ?? (item.kind === 'name' ? item.name : 'layer'))
    : [];
}

function isUnpublished({ isPublishing }: App, { state }: SnapStartSetting): boolean {
  return state === 'on' && !isPublishing;
}

interface SnapStartSetting {
  readonly state: SnapStartState;
  readonly line: number | null;
}

/** An escape hatch on the function wins over its properties, as it is applied to what those give. */
function snapStartSetting(creation: Code, built: CdkRecord, frame: CdkFrame, app: App): SnapStartSetting {
  const traced = app.overrides.byCreation.get(creation) ?? [];
  const last = traced.at(-1);
  if (last !== undefined) {
    return { state: traced.some((one) => one.isConditional) ? 'unknown' : last.state, line: last.line };
  }
  const own = built.entries.get('snapStart');
  if (own !== undefined) return { state: snapStartState(own), line: own.line };
  // An escape hatch whose function is not found may be for this one.
  const loose = app.overrides.untraced.get(frame.unit.file)?.find(mayBeOn);
  if (loose !== undefined) return { state: 'unknown', line: loose.line };
  return { state: built.isComplete ? 'off' : 'unknown', line: null };
}

function mayBeOn(override: SnapStartOverride): boolean {
  return override.state !== 'off';
}

/** `SnapStartConf.ON_PUBLISHED_VERSIONS`, or `{ applyOn: 'PublishedVersions' }` of a Cfn function. */
function snapStartState({ value }: CdkEntry): SnapStartState {
  if (value.kind === 'nothing') return 'off';
  if (value.kind === 'name') return value.name.endsWith('ON_PUBLISHED_VERSIONS') ? 'on' : 'unknown';
  if (value.kind !== 'record') return 'unknown';
  const applyOn = textOf((value.entries.get('applyOn') ?? value.entries.get('ApplyOn'))?.value);
  if (applyOn === 'PublishedVersions') return 'on';
  return applyOn === 'None' ? 'off' : 'unknown';
}
