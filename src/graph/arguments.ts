/** Arguments and parameters. */
import type { Expression } from '../model/facts.ts';
import type { MethodModel } from '../model/project.ts';
import type { Site } from './event.ts';
import { evaluate } from './expressions.ts';
import { newLibraryObject } from './library.ts';
import type { Frame, Machine } from './machine.ts';
import { addContent } from './objects.ts';
import { declaredValue } from './statements.ts';
import { objectValue, UNKNOWN, type Value } from './values.ts';

const NONE: readonly Value[] = [];

export function evaluateArguments(
  machine: Machine,
  frame: Frame,
  expressions: readonly Expression[],
): readonly Value[] {
  return expressions.length === 0 ? NONE : expressions.map((expression) => evaluate(machine, frame, expression));
}

/** Declares a method's parameters in its frame; the surplus arguments of a variable-arity method become an array. */
export function bindParameters(
  machine: Machine,
  frame: Frame,
  method: MethodModel,
  given: readonly Value[],
  site: Site,
): void {
  const { parameters, variableArity } = method.fact;
  for (const [index, parameter] of parameters.entries()) {
    const type = machine.project.resolve(parameter.type, {
      type: method.owner,
      file: method.owner.file,
      method: method.fact,
    });
    const isRest = variableArity && index === parameters.length - 1;
    if (isRest && !(given.length === parameters.length && (given[index]?.type?.dimensions ?? 0) > 0)) {
      const array = newLibraryObject(machine, { ...type, dimensions: Math.max(1, type.dimensions) }, site);
      for (const value of given.slice(index)) addContent(array, value);
      frame.environment.declare(parameter.name, objectValue(array));
    } else {
      frame.environment.declare(parameter.name, declaredValue(machine, given[index] ?? UNKNOWN, type));
    }
  }
}
