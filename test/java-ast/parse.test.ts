import { describe, expect, test } from 'vitest';
import { lineStartsOf, positionAt } from '../../src/java-ast/line-table.ts';
import type { Identifier, Literal, Node } from '../../src/java-ast/nodes.ts';
import { newPatience, parseJava } from '../../src/java-ast/parse.ts';
import { decodeSource } from '../../src/java-ast/source-text.ts';
import { allOf } from './orchard-samples.ts';

const orchard = { parser: 'orchard' } as const;

describe('the choice of the parser', () => {
  test('takes the tolerant tree of a valid file', async () => {
    const { unit, errors } = await parseJava('import module java.base; class A { }', orchard);
    expect(errors).toEqual([]);
    expect(unit.imports[0]?.form).toBe('module');
  });

  test('takes the second opinion when it accepts what the first grammar refuses', async () => {
    // The grammar lacks contextual keywords as names of methods in method references.
    const text = 'class A { Object a = B::record; Object b = B::yield; }';
    const { unit, errors } = await parseJava(text, orchard);
    expect(errors).toEqual([]);
    expect(allOf(unit, 'MethodReference').map((node) => (node as Node & { name: string }).name)).toEqual([
      'record',
      'yield',
    ]);
  });

  test('gives the message of the second opinion and the tolerant tree when both refuse', async () => {
    const { unit, errors } = await parseJava('class A { int a = ; void f() { } }', orchard);
    expect(errors).toHaveLength(1);
    expect(errors[0]!.message).not.toMatch(/^syntax error/);
    expect(unit.types[0]?.members).toHaveLength(2);
  });

  test('keeps the first grammar and its error where the second one never ends', async () => {
    const endless = `@A(x = ${'@A(x = '.repeat(40)}1${')'.repeat(40)})`;
    const patience = newPatience();
    const before = patience.left;
    const text = `class A { ${endless} int y; int a = ; void f() { } }`;
    const { unit, errors } = await parseJava(text, { ...orchard, patience });
    expect(patience.left).toBe(before - 1);
    expect(errors[0]?.message).toMatch(/^syntax error|^unexpected|^missing/u);
    expect(unit.types[0]?.members.map(({ kind }) => kind)).toContain('MethodDeclaration');
  });

  test('asks the second one no more in a run that lost its patience, and again in the next', async () => {
    const text = 'class A { int a = ; }';
    const { errors } = await parseJava(text, orchard);
    const tired = await parseJava(text, { ...orchard, patience: { left: 0 } });
    expect(tired.errors[0]?.message).not.toBe(errors[0]?.message);
    expect((await parseJava(text, orchard)).errors).toEqual(errors);
  });

  test('can be java-parser alone, which still keeps the tolerant tree of a broken file', async () => {
    const valid = await parseJava('class A { int a; }', { parser: 'java-parser' });
    expect(valid.errors).toEqual([]);
    expect(valid.unit.types[0]?.members).toHaveLength(1);
    const broken = await parseJava('class A { int a = ; void f() { } }', { parser: 'java-parser' });
    expect(broken.errors).toHaveLength(1);
    expect(broken.unit.types[0]?.members).toHaveLength(2);
  });
});

describe('positions', () => {
  async function nameAt(text: string, name: string): Promise<{ line: number; column: number }> {
    const { unit } = await parseJava(text, orchard);
    const found = allOf(unit, 'Identifier').find((node) => (node as Identifier).name === name)!;
    expect(found.end - found.start).toBe(name.length);
    return positionAt(lineStartsOf(text), found.start);
  }

  test.each([
    ['LF', 'class A {\n  int b;\n  int c;\n}', 3, 7],
    ['CRLF', 'class A {\r\n  int b; // x\r\n  int c;\r\n}', 3, 7],
    ['CR', 'class A {\r  int b; // x\r  int c;\r}', 3, 7],
    ['tabs, one column each', 'class A {\n\t\tint c; }', 2, 7],
    ['characters outside the basic plane, two columns each', 'class A { String b = "😀"; /* 😀 */ int c; }', 1, 41],
    ['form feeds', 'class A {\f int c; }', 1, 16],
    ['a SUB character at the end', 'class A { int c; }\x1a', 1, 15],
  ])('with %s', async (_, text, line, column) => {
    expect((await parseJava(text, orchard)).errors).toEqual([]);
    expect(await nameAt(text, 'c')).toEqual({ line, column });
  });

  test('behind a byte order mark count without it', async () => {
    const decoded = decodeSource(new TextEncoder().encode('\ufeffclass A { int c; }'));
    expect(decoded.ok && (await nameAt(decoded.text, 'c'))).toEqual({ line: 1, column: 15 });
  });
});

describe('Unicode escapes', () => {
  test('are translated, with ranges in the original text', async () => {
    const text = 'class \\u0041\\u0042 { String s = "\\u0022 + \\uuu0022x"; int \\u0063 = 1; }';
    const { unit, errors } = await parseJava(text, orchard);
    expect(errors).toEqual([]);
    const [name, , last] = allOf(unit, 'Identifier') as Identifier[];
    expect([name!.name, text.slice(name!.start, name!.end)]).toEqual(['AB', '\\u0041\\u0042']);
    expect([last!.name, text.slice(last!.start, last!.end)]).toEqual(['c', '\\u0063']);
    const literals = allOf(unit, 'Literal') as Literal[];
    expect(literals.map(({ value }) => value)).toEqual(['', 'x', null]);
    expect(text.slice(literals[0]!.start, literals[0]!.end)).toBe('"\\u0022');
    expect(unit.types[0]?.body.end).toBe(text.length);
    expect(unit.end).toBe(text.length);
  });

  test('hide neither brackets nor line ends; errors and comments are in the original text as well', async () => {
    const text = '// \\u000a class A \\u007b int a; /* \\u0041 */ \\u007d int ;';
    const { unit, errors } = await parseJava(text, orchard);
    expect(unit.types[0]?.name.name).toBe('A');
    expect(unit.comments.map(({ start, end }) => text.slice(start, end))).toEqual(['// ', '/* \\u0041 */']);
    expect(errors[0]!.start).toBeGreaterThanOrEqual(text.indexOf('int ;'));
  });

  test('may be NUL characters and halves of surrogate pairs', async () => {
    const text = "class A { char a = '\\u0000', b = '\\ud800'; String s = \"\\ud83d\\ude00\\u0000\"; }";
    const { unit, errors } = await parseJava(text, orchard);
    expect(errors).toEqual([]);
    expect((allOf(unit, 'Literal') as Literal[]).map(({ value }) => value)).toEqual(['\0', '\ud800', '😀\0']);
  });
});
