import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  placeBeforeClass,
  placeInBody,
  placeInClass,
  placeInHeader,
  placeInImports,
  placeInParameters,
  quantile,
  typeInto,
} from '../../bench/editor.mjs';

let root: string;
beforeAll(() => {
  root = mkdtempSync(join(tmpdir(), 'snapsafe-bench-editor-'));
  cpSync(resolve('examples/orders'), root, { recursive: true });
});
afterAll(() => {
  rmSync(root, { recursive: true, force: true });
});

describe('the editor benchmark', () => {
  it('types members, headers and imports, and takes everything back', async () => {
    const { files, waited } = await typeInto(resolve('bin/snapsafe.js'), root);
    expect(files).toBe(15);
    expect(waited.map(({ what }) => what)).toEqual([
      'a statement in a method',
      'a field of a class',
      'a method of a class',
      'a parameter of a method',
      'an import',
      'an interface of a class',
      'an annotation of a class',
      'a class',
    ]);
    for (const { keystrokes, wall, cpu } of waited) {
      expect(keystrokes).toBeGreaterThan(100);
      expect(wall).toHaveLength(keystrokes);
      expect(quantile(cpu, 0.5)).toBeGreaterThan(0);
      expect(quantile(cpu, 0.5)).toBeLessThanOrEqual(quantile(cpu, 0.95));
    }
  }, 180_000);

  it.each(['  ', '    '])('finds the places where code goes, indented with "%s"', (indent) => {
    const text = `import a.B;\n\nfinal class A {\n${indent}int f;\n\n${indent}void m() {\n${indent}${indent}a();\n${indent}${indent}b();\n${indent}}\n}\n`;
    expect(text.slice(0, placeInBody(text) ?? 0)).toMatch(/a\(\);$/);
    expect(text.slice(0, placeInClass(text) ?? 0)).toMatch(/class A \{$/);
    expect([placeInBody('enum E { }'), placeInClass('enum E { }')]).toEqual([null, null]);
  });

  it('finds the places where headers and imports go', () => {
    const text = 'package a;\n\n@X\npublic final class A {\n  A() {}\n  public void m(int i, int j) {}\n}\n';
    const before = (at: number | null): string => text.slice(0, at ?? 0);
    expect(before(placeInImports(text))).toBe('package a;');
    expect(before(placeBeforeClass(text))).toMatch(/@X\n$/);
    expect(before(placeInHeader(text))).toMatch(/class A$/);
    expect(before(placeInParameters(text))).toMatch(/m\($/);
    const none = 'enum E { A; E() {} }';
    expect([placeInImports, placeBeforeClass, placeInHeader, placeInParameters].map((place) => place(none))).toEqual([
      null,
      null,
      null,
      null,
    ]);
    expect(placeInHeader('class A extends B {')).toBeNull();
  });

  it('gives the value that a share of the others does not exceed', () => {
    const values = Array.from({ length: 100 }, (_, index) => index + 1);
    expect([0.5, 0.95, 1].map((share) => quantile(values, share))).toEqual([50, 95, 100]);
    expect(quantile([7], 0.95)).toBe(7);
  });
});
