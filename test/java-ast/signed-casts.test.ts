import { describe, expect, test } from 'vitest';
import type { FieldDeclaration, MethodInvocation } from '../../src/java-ast/nodes.ts';
import { loadOrchard } from '../../src/java-ast/orchard.ts';
import { shape } from './shape.ts';

async function initializer(text: string): Promise<string> {
  const { unit, errors } = (await loadOrchard()).parse(`class Sample { Object field = ${text}; }`);
  expect(errors).toEqual([]);
  const field = unit.types[0]?.members[0] as FieldDeclaration;
  return shape(field.declarators[0]?.initializer);
}

describe('a sign behind a name in parentheses', () => {
  test('is a binary operator that binds as such', async () => {
    const product = 'BinaryExpression(left: b, operator: *, right: c)';
    const sum = `BinaryExpression(left: a, operator: -, right: ${product})`;
    expect(await initializer('(a) - b * c')).toBe(sum);
    expect(await initializer('(x.a) + b * c')).toBe(
      `BinaryExpression(left: FieldAccess(name: a, target: x), operator: +, right: ${product})`,
    );
    expect(await initializer('a * (b) + c * d')).toBe(
      'BinaryExpression(left: BinaryExpression(left: a, operator: *, right: b), operator: +, right: BinaryExpression(left: c, operator: *, right: d))',
    );
    expect(await initializer('f(((a) - b * c).d)')).toBe(
      `MethodInvocation(arguments: [FieldAccess(name: d, target: ${sum})], name: f)`,
    );
  });

  test('leaves prefix operators and casts in front to the name', async () => {
    expect(await initializer('-(a) - b * c')).toContain('left: UnaryExpression(operand: a, operator: -, prefix: true)');
    expect(await initializer('(T) (a) - b * c')).toContain(
      'left: CastExpression(operand: a, type: ClassType(name: T))',
    );
  });

  test('is part of the operand after a primitive type', async () => {
    expect(await initializer('(int) - b * c')).toContain('left: CastExpression(operand: UnaryExpression(');
  });

  test('does not cost the stack in a long sum', async () => {
    const sum = Array.from({ length: 3000 }, () => '(a) - b * c').join(' + ');
    const { unit, errors } = (await loadOrchard()).parse(`class Sample { Object field = f(${sum} - 1 * 2); }`);
    expect(errors).toEqual([]);
    const call = (unit.types[0]?.members[0] as FieldDeclaration).declarators[0]?.initializer as MethodInvocation;
    expect(call.arguments[0]).toMatchObject({ operator: '-', right: { operator: '*' } });
  });

  test('thousands of times ends in an error, and the next file is read as usual', async () => {
    const { parse } = await loadOrchard();
    const sum = Array.from({ length: 20_000 }, () => '(a)').join(' + ');
    const hostile = parse(`class Sample { Object field = ${sum}; }`);
    expect(hostile.isComplete).toBe(false);
    expect(hostile.errors[0]?.message).toBe('file is too complex: parsing it takes too much time or memory');
    expect(await initializer('(a) - b * c')).toContain('operator: -');
  });
});
