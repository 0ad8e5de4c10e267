/**
 * An AST value in one line, without ranges: `BinaryExpression(left: a, operator: +, right: 1)`. Names and literals stand
 * for themselves, fields come in alphabetical order; empty lists, nulls and false are left out.
 */
export function shape(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(shape).join(', ')}]`;
  if (typeof value !== 'object' || value === null) return String(value);
  const { kind = '', ...fields } = value as { kind?: string } & Record<string, unknown>;
  if (kind === 'Identifier') return String(fields.name);
  if (kind === 'Literal') return String(fields.literal);
  const shown = Object.keys(fields)
    .sort()
    .filter((name) => name !== 'start' && name !== 'end' && !isEmpty(fields[name]))
    .map((name) => `${name}: ${shape(fields[name])}`);
  return `${kind}(${shown.join(', ')})`;
}

function isEmpty(value: unknown): boolean {
  return value === null || value === false || (Array.isArray(value) && value.length === 0);
}
