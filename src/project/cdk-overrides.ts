/** Escape hatches of CDK: SnapStart switched on or off behind the construct's back, on the template's resource. */
import type { SnapStartState } from '../types.ts';
import type { Code, CodeMethod, CodeUnit } from './cdk-code.ts';
import { visitCode } from './cdk-code.ts';
import { creationsOf, type IsCreation } from './cdk-trace.ts';
import { evaluateCdk, textOf } from './cdk-values.ts';
import type { CdkFrame, CdkValue } from './cdk-values.ts';

export interface SnapStartOverride {
  readonly state: SnapStartState;
  readonly isConditional: boolean;
  /** 1-based, in the file of the code. */
  readonly line: number;
}

export interface SnapStartOverrides {
  /** By the code that creates the function. */
  readonly byCreation: ReadonlyMap<Code, readonly SnapStartOverride[]>;
  /** Those whose function is not found, by file. */
  readonly untraced: ReadonlyMap<string, readonly SnapStartOverride[]>;
}

type CallCode = Extract<Code, { kind: 'call' }>;

/** Finds the escape hatches of an app and the functions they are for: within a method, by fields, and through a helper's parameter. */
export function overridesOf(units: readonly CodeUnit[], isCreation: IsCreation): SnapStartOverrides {
  const byCreation = new Map<Code, SnapStartOverride[]>();
  const untraced = new Map<string, SnapStartOverride[]>();
  for (const unit of units) {
    for (const method of unit.methods) {
      const frame: CdkFrame = { unit, method, parameters: new Map() };
      for (const { call, isConditional } of overrideCalls(method)) {
        const state = overrideState(call, frame);
        if (state === null || call.target === null) continue;
        const override = { state, isConditional, line: call.line };
        const creations = creationsOf(call.target, frame, units, isCreation);
        for (const creation of creations) append(byCreation, creation, override);
        if (creations.length === 0) append(untraced, unit.file, override);
      }
    }
  }
  return { byCreation, untraced };
}

function append<K, T>(map: Map<K, T[]>, key: K, value: T): void {
  map.set(key, [...(map.get(key) ?? []), value]);
}

function overrideCalls(method: CodeMethod): readonly { readonly call: CallCode; readonly isConditional: boolean }[] {
  const found: { call: CallCode; isConditional: boolean }[] = [];
  for (const { value, isConditional } of method.steps) {
    visitCode(value, (code) => {
      if (code.kind === 'call' && /^(?:setSnapStart|add(?:Property)?(?:Deletion)?Override)$/u.test(code.name)) {
        found.push({ call: code, isConditional });
      }
    });
  }
  return found;
}

/** What the call sets, or null when it is about another property. */
function overrideState(call: CallCode, frame: CdkFrame): SnapStartState | null {
  const [first, second] = call.arguments;
  if (first === undefined) return null;
  if (call.name === 'setSnapStart') return valueState(evaluateCdk(first, frame));
  const path = textOf(evaluateCdk(first, frame))?.replace(/^Properties\./u, '');
  if (path === undefined || !/^SnapStart(?:\.ApplyOn)?$/u.test(path)) return null;
  if (call.name.includes('Deletion')) return 'off';
  return second === undefined ? null : valueState(evaluateCdk(second, frame));
}

function valueState(value: CdkValue): SnapStartState {
  const applyOn =
    value.kind === 'record' ? (value.entries.get('applyOn') ?? value.entries.get('ApplyOn'))?.value : value;
  const text = textOf(applyOn);
  if (text === 'PublishedVersions') return 'on';
  return text === 'None' ? 'off' : 'unknown';
}
