/** From CDK code that works on a function to the code that creates the function. */
import type { Code, CodeMethod, CodeUnit } from './cdk-code.ts';
import { visitCode } from './cdk-code.ts';
import { definitionOf } from './cdk-values.ts';
import type { CdkFrame } from './cdk-values.ts';

/** Whether code creates a function. */
export type IsCreation = (code: Code, frame: CdkFrame) => boolean;

const MAX_TRACE = 30;
const MAX_PASSED = 200;

/**
 * The creations that `code` stands for: `fn`, `fn.getNode().getDefaultChild()`, `(fn.node.defaultChild as CfnFunction)`,
 * `fn.currentVersion`; of fields, and of what callers pass for a helper's parameter. None when they are not found.
 */
export function creationsOf(
  code: Code,
  frame: CdkFrame,
  units: readonly CodeUnit[],
  isCreation: IsCreation,
  depth = 0,
): readonly Code[] {
  if (depth > MAX_TRACE) return [];
  if (isCreation(code, frame)) return [code];
  const next = (inner: Code): readonly Code[] => creationsOf(inner, frame, units, isCreation, depth + 1);
  if (code.kind === 'member') return /^(?:node|defaultChild|currentVersion)$/u.test(code.name) ? next(code.target) : [];
  if (code.kind === 'call') {
    const isWay = /^(?:getNode|getDefaultChild|getCurrentVersion|requireNonNull|findChild|getChild)$/u.test(code.name);
    const [argument] = code.arguments;
    if (isWay && code.name === 'requireNonNull') return argument === undefined ? [] : next(argument);
    return isWay && code.target !== null ? next(code.target) : [];
  }
  if (code.kind !== 'reference') return [];
  const index = frame.method.parameters.indexOf(code.name);
  const definition = index < 0 ? definitionOf(code.name, frame) : null;
  if (definition !== null) return next(definition.value);
  return index < 0 ? [] : passedCreations(frame.method, index, units, isCreation, depth);
}

/** What callers of a helper pass for its parameter. */
function passedCreations(
  method: CodeMethod,
  index: number,
  units: readonly CodeUnit[],
  isCreation: IsCreation,
  depth: number,
): readonly Code[] {
  const found: Code[] = [];
  for (const unit of units) {
    for (const caller of unit.methods) {
      if (caller === method) continue;
      for (const { value } of caller.steps) {
        visitCode(value, (code) => {
          if (code.kind !== 'call' || code.name !== method.name || code.arguments.length !== method.parameters.length) {
            return;
          }
          if (found.length > MAX_PASSED) return;
          const passed = code.arguments[index];
          const frame: CdkFrame = { unit, method: caller, parameters: new Map() };
          if (passed !== undefined) found.push(...creationsOf(passed, frame, units, isCreation, depth + 10));
        });
      }
    }
  }
  return found;
}
