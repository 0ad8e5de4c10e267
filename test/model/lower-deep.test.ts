import { describe, expect, it } from 'vitest';
import type * as Ast from '../../src/java-ast/nodes.ts';
import type { FileFacts, Statement } from '../../src/model/facts.ts';
import { renderStatements } from './render.ts';
import {
  binary,
  block,
  call,
  expressionStatement,
  field,
  identifier,
  ifStatement,
  lowerClassOf,
  lowerMethodOf,
} from './syntax.ts';

function chain(length: number, link: (left: Ast.Expression, index: number) => Ast.Expression): Ast.Expression {
  let value: Ast.Expression = identifier('first');
  for (let index = 0; index < length; index++) value = link(value, index);
  return value;
}

function bodyOf(facts: FileFacts): readonly Statement[] {
  return facts.types[0]!.methods[0]!.body!;
}

function expectPlainJson(facts: FileFacts): void {
  expect(JSON.parse(JSON.stringify(facts))).toEqual(facts);
  expect(structuredClone(facts)).toEqual(facts);
}

/** How often `text` is in the facts. */
function occurrences(facts: FileFacts, text: string): number {
  return JSON.stringify(facts).split(text).length - 1;
}

describe('long chains', () => {
  it('a short chain stays one expression', () => {
    const facts = lowerMethodOf(expressionStatement(chain(200, (left) => call(left, 'append'))));
    expect(bodyOf(facts)).toHaveLength(1);
    expect(occurrences(facts, '"append"')).toBe(200);
  });

  it('a sum of 10,000 terms keeps every term and survives JSON and structured clone', () => {
    const facts = lowerMethodOf(expressionStatement(chain(10_000, (left) => binary(left, '+', identifier('term')))));
    expect(occurrences(facts, '"term"')).toBe(10_000);
    expect(facts.syntaxErrors).toEqual([]);
    expectPlainJson(facts);
  });

  it('5,000 chained calls keep every call, in the order of evaluation', () => {
    const facts = lowerMethodOf(
      expressionStatement(chain(5000, (left, index) => call(left, `m${index}`, identifier('value')))),
    );
    const text = renderStatements(bodyOf(facts));
    expect(text.startsWith('local var <chain 1> = first.m0(value).m1(value)')).toBe(true);
    expect(text).toContain('; local var <chain 2> = $<chain 1>.m250(value).m251(value)');
    expect(text.endsWith('.m4999(value)')).toBe(true);
    expectPlainJson(facts);
  });

  it('a chain in a field initialiser continues from a local of the initialiser', () => {
    const facts = lowerClassOf(
      field(
        'built',
        chain(600, (left) => call(left, 'with')),
      ),
    );
    const [initializer] = facts.types[0]!.initializers;
    expect(initializer!.field).toBe('built');
    expect(initializer!.body.map(({ kind }) => kind)).toEqual(['local', 'local', 'expression']);
    expect(renderStatements(initializer!.body.slice(-1))).toMatch(/^built = \$<chain 2>(\.with\(\)){100}$/);
  });

  it('a chain in a lambda is cut inside the lambda', () => {
    const lambda: Ast.LambdaExpression = {
      kind: 'LambdaExpression',
      parameters: [],
      body: chain(300, (left) => call(left, 'next')),
      start: 0,
      end: 0,
    };
    const [only] = bodyOf(lowerMethodOf(expressionStatement(call(null, 'run', lambda))));
    expect(renderStatements([only!])).toMatch(
      /^run\(\(\) => \{ local var <chain 1> = first\.next\(\).*; return \$<chain 1>/,
    );
  });

  it('10,000 chained && with a pattern in front are lowered in linear time', () => {
    const variable: Ast.FormalParameter = {
      kind: 'FormalParameter',
      modifiers: [],
      annotations: [],
      type: { kind: 'PrimitiveType', name: 'int', start: 0, end: 0 },
      name: identifier('bound'),
      variableArity: false,
      start: 0,
      end: 0,
    };
    const pattern: Ast.Expression = {
      kind: 'InstanceofExpression',
      operand: identifier('first'),
      type: null,
      pattern: { kind: 'TypePattern', variable, start: 0, end: 0 },
      start: 0,
      end: 0,
    };
    let condition: Ast.Expression = pattern;
    for (let index = 0; index < 10_000; index++) condition = binary(condition, '&&', identifier('bound'));
    const facts = lowerMethodOf(ifStatement(condition, expressionStatement(identifier('bound'))));
    expect(occurrences(facts, '{"kind":"local","name":"bound"')).toBe(10_001);
  });

  it('5,000 else-ifs keep every branch', () => {
    let statement = ifStatement(identifier('c'), expressionStatement(identifier('branch')));
    for (let index = 1; index < 5000; index++) {
      statement = ifStatement(identifier('c'), expressionStatement(identifier('branch')), statement);
    }
    const facts = lowerMethodOf(statement);
    expect(occurrences(facts, '"branch"')).toBe(5000);
    expect(facts.syntaxErrors).toEqual([]);
    expectPlainJson(facts);
  });
});

describe('deep nesting', () => {
  it('calls nested 10,000 deep are cut off and reported', () => {
    let nested: Ast.Expression = identifier('core');
    for (let index = 0; index < 10_000; index++) nested = call(null, 'f', nested);
    const facts = lowerMethodOf(expressionStatement(nested));
    expect(occurrences(facts, '"f"')).toBeGreaterThan(200);
    expect(facts.syntaxErrors).toEqual([{ span: [0, 0], message: 'nested too deeply to be analysed' }]);
    expectPlainJson(facts);
  });

  it('blocks nested 10,000 deep are cut off and reported, what follows them is kept', () => {
    let nested = block();
    for (let index = 0; index < 10_000; index++) nested = block(nested);
    const facts = lowerMethodOf(nested, expressionStatement(identifier('after')));
    expect(renderStatements(bodyOf(facts).slice(1))).toBe('after');
    expect(facts.syntaxErrors).toHaveLength(1);
    expectPlainJson(facts);
  });

  it('a chain in an annotation, which can have no temporaries, loses its first links and is reported', () => {
    const value = chain(3000, (left) => binary(left, '+', identifier('term')));
    const annotation: Ast.Annotation = {
      kind: 'Annotation',
      name: 'A',
      elements: [{ name: 'value', value }],
      start: 0,
      end: 0,
    };
    const facts = lowerClassOf({ ...field('f', identifier('x')), annotations: [annotation] });
    expect(occurrences(facts, '"term"')).toBe(250);
    expect(facts.syntaxErrors).toHaveLength(1);
    expectPlainJson(facts);
  });

  it('what is cut off in one file is reported once', () => {
    let nested: Ast.Expression = identifier('core');
    for (let index = 0; index < 300; index++) nested = call(null, 'f', nested, identifier('x'));
    const facts = lowerMethodOf(expressionStatement(nested), expressionStatement(nested));
    expect(facts.syntaxErrors).toHaveLength(1);
  });

  it('negations nested 10,000 deep in a condition do not overflow', () => {
    let condition: Ast.Expression = identifier('flag');
    for (let index = 0; index < 10_000; index++) {
      condition = { kind: 'UnaryExpression', operator: '!', prefix: true, operand: condition, start: 0, end: 0 };
    }
    const facts = lowerMethodOf(ifStatement(condition, block()));
    expect(facts.syntaxErrors).toHaveLength(1);
  });
});
