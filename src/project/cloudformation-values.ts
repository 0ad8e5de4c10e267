/** What the functions of a CloudFormation template come to, as far as the template alone tells. */
import { entriesOf, itemsOf, scalarOf, textOf, valueAt } from './located.ts';
import type { Located } from './located.ts';

/** `unknown`: known at deployment only. `absent`: `AWS::NoValue`, as if it were not written. */
export type Evaluated = Located | 'unknown' | 'absent';

export interface TemplateValues {
  /** The value with its outermost functions carried out; what is inside of a map or list is left for the next call. */
  readonly evaluate: (value: Located) => Evaluated;
  /** The values that a look-up in a mapping may give whose last key is not known; none for anything else. */
  readonly candidates: (value: Located) => readonly Located[];
  /** Whether a condition of the template holds; null when that is known at deployment only. */
  readonly holds: (condition: string) => boolean | null;
}

const FUNCTION_NAME = /^(?:Ref|Condition|Fn::\w+)$/u;
const MAX_STEPS = 60;

/**
 * Evaluates `Ref` (parameters by their default), `Fn::If`, `Fn::Sub`, `Fn::Join`, `Fn::FindInMap`, `Fn::Select` and the
 * conditions over them. Pseudo parameters, attributes of resources, imports and parameters without a default are unknown.
 */
export function templateValues(template: Located): TemplateValues {
  const parameters = valueAt(template, 'Parameters');
  const conditions = valueAt(template, 'Conditions');
  // Each condition is worked out once: conditions over conditions would take exponential time otherwise.
  const truths = new Map<string, boolean | null>();

  function evaluate(value: Located, steps = 0): Evaluated {
    if (value.kind !== 'map' || value.entries.size !== 1) return value;
    const [[name, entry] = ['', null]] = value.entries;
    if (entry === null || !FUNCTION_NAME.test(name)) return value;
    if (steps > MAX_STEPS) return 'unknown';
    const next = (inner: Located): Evaluated => evaluate(inner, steps + 1);
    switch (name) {
      case 'Ref':
        return textOf(entry.value) === 'AWS::NoValue' ? 'absent' : parameter(textOf(entry.value), steps);
      case 'Fn::If':
        return choose(entry.value, steps);
      case 'Fn::Sub':
        return substitute(entry.value, next);
      case 'Fn::Join':
        return join(entry.value, next);
      case 'Fn::FindInMap':
        return findInMap(template, entry.value, next);
      case 'Fn::Select':
        return select(entry.value, next);
      default:
        return 'unknown';
    }
  }

  function parameter(name: string | null, steps: number): Evaluated {
    const byDefault = name === null ? null : valueAt(parameters, name, 'Default');
    return byDefault === null ? 'unknown' : evaluate(byDefault, steps + 1);
  }

  function choose(value: Located, steps: number): Evaluated {
    const [condition, whenTrue, whenFalse] = itemsOf(value);
    const truth = condition === undefined ? null : conditionNamed(textOf(condition), steps + 1);
    const chosen = truth === null ? undefined : truth ? whenTrue : whenFalse;
    return chosen === undefined ? 'unknown' : evaluate(chosen, steps + 1);
  }

  function conditionNamed(name: string | null, steps: number): boolean | null {
    const value = name === null ? null : valueAt(conditions, name);
    if (name === null || value === null || steps > MAX_STEPS) return null;
    const known = truths.get(name);
    if (known !== undefined) return known;
    // A condition that depends on itself is not known.
    truths.set(name, null);
    const result = truth(value, steps + 1);
    truths.set(name, result);
    return result;
  }

  function truth(value: Located, steps: number): boolean | null {
    const [[name, entry] = ['', null]] = entriesOf(value);
    if (entry === null || steps > MAX_STEPS) return null;
    const operands = itemsOf(entry.value);
    const each = (): (boolean | null)[] => operands.map((operand) => truth(operand, steps + 1));
    switch (name) {
      case 'Condition':
        return conditionNamed(textOf(entry.value), steps + 1);
      case 'Fn::Not':
        return negate(each()[0] ?? null);
      case 'Fn::And':
        return allOf(each());
      case 'Fn::Or':
        return negate(allOf(each().map(negate)));
      case 'Fn::Equals':
        return equal(operands, (operand) => evaluate(operand, steps + 1));
      default:
        return null;
    }
  }

  return {
    evaluate: (value) => evaluate(value),
    candidates: (value) => mapped(template, valueAt(value, 'Fn::FindInMap'), evaluate),
    holds: (condition) => conditionNamed(condition, 0),
  };
}

function negate(value: boolean | null): boolean | null {
  return value === null ? null : !value;
}

function allOf(values: readonly (boolean | null)[]): boolean | null {
  if (values.includes(false)) return false;
  return values.includes(null) ? null : true;
}

function equal(operands: readonly Located[], evaluate: (value: Located) => Evaluated): boolean | null {
  const [left, right] = operands.map((operand) => literal(evaluate(operand)));
  return left === undefined || right === undefined || left === null || right === null ? null : left === right;
}

/** The text of what was evaluated to a scalar, else null. */
export function literal(value: Evaluated): string | null {
  return value === 'unknown' || value === 'absent' ? null : textOf(value);
}

type Step = (value: Located) => Evaluated;

/** `Fn::Sub: text`, or `Fn::Sub: [text, {name: value}]`; `${!x}` is a literal `${x}`. */
function substitute(value: Located, evaluate: Step): Evaluated {
  const [template, variables] = value.kind === 'list' ? [value.items[0], value.items[1] ?? null] : [value, null];
  const text = textOf(template ?? null);
  if (text === null) return 'unknown';
  const unknown = new Set<string>();
  const result = text.replace(/\$\{([^{}]*)\}/gu, (_match, name: string) => {
    if (name.startsWith('!')) return `\${${name.slice(1)}}`;
    const own = valueAt(variables, name.trim());
    const part = literal(evaluate(own ?? reference(name.trim(), value.line)));
    if (part === null) unknown.add(name);
    return part ?? '';
  });
  return unknown.size === 0 ? scalarOf(result, value.line) : 'unknown';
}

function reference(name: string, line: number): Located {
  return { kind: 'map', entries: new Map([['Ref', { value: scalarOf(name, line), line }]]), line };
}

function join(value: Located, evaluate: Step): Evaluated {
  const [separator, list] = itemsOf(value);
  const delimiter = textOf(separator ?? null);
  const parts = itemsOf(list ?? null).map((part) => literal(evaluate(part)));
  if (delimiter === null && separator?.kind !== 'scalar') return 'unknown';
  return list?.kind !== 'list' || parts.includes(null) ? 'unknown' : scalarOf(parts.join(delimiter ?? ''), value.line);
}

function findInMap(template: Located, value: Located, evaluate: Step): Evaluated {
  const keys = itemsOf(value)
    .slice(0, 3)
    .map((key) => literal(evaluate(key)));
  if (keys.length < 3 || keys.includes(null)) return 'unknown';
  return valueAt(template, 'Mappings', ...keys.map((key) => key ?? '')) ?? 'unknown';
}

function mapped(template: Located, lookUp: Located | null, evaluate: Step): readonly Located[] {
  const [map, first] = itemsOf(lookUp).map((key) => literal(evaluate(key)));
  if (map === undefined || map === null || first === undefined || first === null) return [];
  return entriesOf(valueAt(template, 'Mappings', map, first)).map(([, { value }]) => value);
}

function select(value: Located, evaluate: Step): Evaluated {
  const [index, list] = itemsOf(value);
  const number = index === undefined ? null : literal(evaluate(index));
  const item = number === null ? undefined : itemsOf(list ?? null)[Number(number)];
  return item === undefined ? 'unknown' : evaluate(item);
}
