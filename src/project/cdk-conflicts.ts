/** What CDK code sets of a function that SnapStart excludes: properties of the function, and of its versions and aliases. */
import type { Code, CodeUnit } from './cdk-code.ts';
import { visitCode } from './cdk-code.ts';
import { creationsOf, type IsCreation } from './cdk-trace.ts';
import { evaluateCdk, numberOf } from './cdk-values.ts';
import type { CdkEntry, CdkFrame, CdkRecord, CdkValue } from './cdk-values.ts';
import { isMoreStorage } from './conflicts.ts';
import type { Conflict } from './types.ts';

/** Properties of a function as its constructs name them. `file` is where their lines count. */
export function propertyConflicts({ entries }: CdkRecord, file: string): readonly (Conflict | null)[] {
  const at = (key: string, setting: Conflict['setting'], excludes: (value: CdkValue) => boolean): Conflict | null => {
    const entry = entries.get(key);
    return entry === undefined || !excludes(entry.value) ? null : { setting, file, line: entry.line };
  };
  return [
    at('filesystem', 'file-system', mountsSomething),
    at('fileSystemConfigs', 'file-system', mountsSomething),
    at('ephemeralStorageSize', 'ephemeral-storage', isMore),
    at('ephemeralStorage', 'ephemeral-storage', (value) => isMore(entryOf(value, 'size')?.value)),
    at('currentVersionOptions', 'provisioned-concurrency', isProvisioned),
  ];
}

/** A value that is surely there; a parameter may be undefined. */
function mountsSomething(value: CdkValue): boolean {
  return value.kind === 'list' ? value.items.length > 0 : value.kind === 'name' && value.name.startsWith('FileSystem.');
}

function isMore(value: CdkValue | undefined): boolean {
  const megabytes = numberOf(value);
  return megabytes !== null && isMoreStorage(String(megabytes));
}

function entryOf(value: CdkValue | undefined, key: string): CdkEntry | null {
  return value?.kind === 'record' ? (value.entries.get(key) ?? null) : null;
}

/** `{ provisionedConcurrentExecutions: 5 }`, deeper in a property for versions and aliases of CloudFormation. */
function isProvisioned(value: CdkValue | undefined): boolean {
  const executions = numberOf(entryOf(value, 'provisionedConcurrentExecutions')?.value);
  return (executions ?? 0) > 0 || (numberOf(concurrencyConfig(value)) ?? 0) > 0;
}

function concurrencyConfig(value: CdkValue | undefined): CdkValue | undefined {
  return entryOf(entryOf(value, 'provisionedConcurrencyConfig')?.value, 'provisionedConcurrentExecutions')?.value;
}

/** Versions and aliases of functions. */
const PUBLISHING_TYPES = new Set(['Alias', 'Version', 'CfnAlias', 'CfnVersion']);
const PUBLISHING_MEMBERS =
  /^(?:currentVersion|getCurrentVersion|addVersion|addAlias|currentVersionOptions|autoPublishAlias)$/u;

/** Provisioned concurrency of versions and aliases, by the code that creates their function. */
export function concurrencyOf(
  units: readonly CodeUnit[],
  isCreation: IsCreation,
): ReadonlyMap<Code, readonly Conflict[]> {
  const found = new Map<Code, Conflict[]>();
  for (const unit of units) {
    for (const method of unit.methods) {
      const frame: CdkFrame = { unit, method, parameters: new Map() };
      for (const { value, isConditional } of method.steps) {
        if (isConditional) continue;
        visitCode(value, (code) => {
          const published = publishedBy(code, frame);
          if (published === null) return;
          const conflict = { setting: 'provisioned-concurrency', file: unit.file, line: published.line } as const;
          for (const creation of creationsOf(published.of, frame, units, isCreation)) {
            found.set(creation, [...(found.get(creation) ?? []), conflict]);
          }
        });
      }
    }
  }
  return found;
}

/** The code that stands for the function, where a version or alias of it is made with provisioned concurrency; else null. */
function publishedBy(code: Code, frame: CdkFrame): { readonly of: Code; readonly line: number } | null {
  if (code.kind === 'call' && code.name === 'addAlias' && code.target !== null) {
    const [, options] = code.arguments;
    const isOne = options !== undefined && isProvisioned(evaluateCdk(options, frame));
    return isOne ? { of: code.target, line: code.line } : null;
  }
  const of = versionIn(code);
  if (of === null) return null;
  const built = evaluateCdk(code, frame);
  const isOne = built.kind === 'record' && PUBLISHING_TYPES.has(built.type) && isProvisioned(built);
  return isOne ? { of, line: built.entries.get('#id')?.line ?? 1 } : null;
}

/** What a new alias is given as its version, or a new version as its function: `{ version: fn.currentVersion }`, `.version(…)`. */
function versionIn(code: Code): Code | null {
  if (code.kind === 'create') {
    const properties = code.arguments[2];
    if (properties?.kind !== 'record') return null;
    return properties.entries.find(({ key }) => key === 'version' || key === 'lambda')?.value ?? null;
  }
  if (code.kind !== 'call' || code.name !== 'build' || code.arguments.length > 0) return null;
  for (let call: Code | null = code; call?.kind === 'call'; call = call.target) {
    const [given] = call.arguments;
    if ((call.name === 'version' || call.name === 'lambda') && given !== undefined) return given;
  }
  return null;
}

/** Whether code of the app publishes versions at all. */
export function publishesVersions(units: readonly CodeUnit[]): boolean {
  let found = false;
  for (const { methods } of units) {
    for (const { steps } of methods) {
      for (const { value } of steps) visitCode(value, (code) => (found ||= isPublishing(code)));
    }
  }
  return found;
}

function isPublishing(code: Code): boolean {
  switch (code.kind) {
    case 'create':
      return PUBLISHING_TYPES.has(code.type.replace(/\.Builder$/u, ''));
    case 'call':
    case 'member':
      return PUBLISHING_MEMBERS.test(code.name) || (code.name === 'Builder' && isTypeNamed(code));
    case 'reference':
      return PUBLISHING_TYPES.has(code.name);
    case 'record':
      return code.entries.some(({ key }) => key !== null && PUBLISHING_MEMBERS.test(key));
    case 'text':
      return /^AWS::Lambda::(?:Version|Alias)$/u.test(code.text);
    default:
      return false;
  }
}

/** `lambda.Alias.Builder`. */
function isTypeNamed(code: Extract<Code, { kind: 'call' | 'member' }>): boolean {
  const { target } = code;
  return (target?.kind === 'reference' || target?.kind === 'member') && PUBLISHING_TYPES.has(target.name);
}
