/** What HCL expressions come to, as far as the files of a Terraform module and its caller tell. */
import type { HclExpression } from './hcl.ts';
import { entriesOf, entryAt, itemsOf, scalarOf } from './located.ts';
import type { Located, LocatedEntry } from './located.ts';

/** No setting of a function is longer; values of values would double without end. */
const MAX_LENGTH = 10_000;

/** What a reference means; null when it is known at deployment only. */
export type HclScope = (path: readonly string[]) => Located | null;

/** The value of an expression, or null when some of what decides it is not known. Entries of an object that are not known are left out. */
export function evaluateHcl(expression: HclExpression, scope: HclScope): Located | null {
  const { line } = expression;
  const evaluate = (inner: HclExpression): Located | null => evaluateHcl(inner, scope);
  switch (expression.kind) {
    case 'literal':
      return scalarOf(expression.value, line);
    case 'template':
      return template(expression, evaluate);
    case 'reference':
      return scope(expression.path);
    case 'list': {
      const items = expression.items.map(evaluate);
      return items.includes(null) ? null : { kind: 'list', items: items.filter((item) => item !== null), line };
    }
    case 'object':
      return objectValue(expression, evaluate);
    case 'conditional': {
      const condition = truthOf(evaluate(expression.condition));
      return condition === null ? null : evaluate(condition ? expression.whenTrue : expression.whenFalse);
    }
    case 'not': {
      const operand = truthOf(evaluate(expression.operand));
      return operand === null ? null : scalarOf(!operand, line);
    }
    case 'binary':
      return binary(expression, evaluate);
    case 'call':
      return call(expression, evaluate);
    case 'unknown':
      return null;
  }
}

type Evaluate = (expression: HclExpression) => Located | null;

function template({ parts, line }: Extract<HclExpression, { kind: 'template' }>, evaluate: Evaluate): Located | null {
  // A template that is one interpolation only gives its value as it is (HCL, "Template Interpolation Unwrapping").
  const [only] = parts;
  if (parts.length === 1 && only !== undefined && typeof only !== 'string') return evaluate(only);
  const texts = parts.map((part) => {
    if (typeof part === 'string') return part;
    const value = evaluate(part);
    return value?.kind === 'scalar' && value.value !== null ? value.text : null;
  });
  const length = texts.reduce((sum, text) => sum + (text?.length ?? 0), 0);
  return texts.includes(null) || length > MAX_LENGTH ? null : scalarOf(texts.join(''), line);
}

function objectValue({ entries, line }: Extract<HclExpression, { kind: 'object' }>, evaluate: Evaluate): Located {
  const known = new Map<string, LocatedEntry>();
  for (const { key, value } of entries) {
    // A bare name is the key itself, no reference.
    const isName = key.kind === 'reference' && key.path.length === 1;
    const keyValue = isName ? scalarOf(key.path[0] ?? '', key.line) : evaluate(key);
    const located = evaluate(value);
    if (keyValue?.kind === 'scalar' && located !== null) known.set(keyValue.text, { value: located, line: key.line });
  }
  return { kind: 'map', entries: known, line };
}

function binary(
  { operator, left, right, line }: Extract<HclExpression, { kind: 'binary' }>,
  evaluate: Evaluate,
): Located | null {
  const [one, other] = [evaluate(left), evaluate(right)];
  if (operator === '&&' || operator === '||') {
    const truths = [truthOf(one), truthOf(other)];
    const decisive = operator === '||';
    if (truths.includes(decisive)) return scalarOf(decisive, line);
    return truths.includes(null) ? null : scalarOf(!decisive, line);
  }
  if (one?.kind !== 'scalar' || other?.kind !== 'scalar') return null;
  if (operator === '==') return scalarOf(one.value === other.value, line);
  if (operator === '!=') return scalarOf(one.value !== other.value, line);
  return null;
}

function call(
  { name, arguments: values, line }: Extract<HclExpression, { kind: 'call' }>,
  evaluate: Evaluate,
): Located | null {
  if (name === 'merge') {
    const maps = values.map(evaluate).flatMap((value) => entriesOf(value));
    return { kind: 'map', entries: new Map(maps), line };
  }
  const [first, second, third] = values;
  const value = first === undefined ? null : evaluate(first);
  switch (name) {
    case 'tostring':
    case 'tomap':
    case 'toset':
    case 'tolist':
    case 'tobool':
      return value;
    case 'concat': {
      const lists = values.map(evaluate);
      const length = lists.reduce((sum, list) => sum + itemsOf(list).length, 0);
      return lists.includes(null) || length > MAX_LENGTH ? null : { kind: 'list', items: lists.flatMap(itemsOf), line };
    }
    case 'lookup': {
      const key = second === undefined ? null : evaluate(second);
      const found = key?.kind === 'scalar' ? (entryAt(value, key.text)?.value ?? null) : null;
      // A map whose entries are not all known cannot tell that a key is missing.
      return (
        found ?? (value?.kind === 'map' && third !== undefined && value.entries.size === 0 ? evaluate(third) : null)
      );
    }
    default:
      return null;
  }
}

/** True, false, or null for what is no boolean or not known. Terraform takes the texts as well. */
export function truthOf(value: Located | null): boolean | null {
  if (value?.kind !== 'scalar') return null;
  if (value.text === 'true') return true;
  return value.text === 'false' ? false : null;
}
