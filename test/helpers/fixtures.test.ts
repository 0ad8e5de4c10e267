import { describe, expect, it } from 'vitest';
import type { Finding } from '../../src/types.ts';
import { compare, readExpectations } from './fixtures.ts';

const range = (line: number) => ({ start: { line, column: 1 }, end: { line, column: 9 } });

function finding(line: number, ruleId: string, messages: readonly string[] = []): Finding {
  return {
    ruleId,
    family: 'randomness',
    severity: 'error',
    confidence: 'definite',
    message: 'All environments share this value.',
    file: 'Orders.java',
    range: range(line),
    symbol: 'shop.Orders#open',
    sink: { type: 'java.util.UUID', member: 'randomUUID' },
    phase: 'constructor',
    trace: messages.map((message) => ({ file: 'Orders.java', range: range(line), message })),
    roots: ['shop.Orders'],
    snapStart: 'unknown',
    suggestions: [],
    fingerprint: '',
    docsUrl: '',
  };
}

describe('readExpectations', () => {
  it('reads rule, severity, message part, path and several markers of one line', () => {
    const text = [
      'class Orders {',
      '  // path: Orders#<init> > Store#open',
      '  UUID id = draw(); // expect: unique-value-in-init error "share" ; expect: prng-in-init',
    ].join('\r\n');
    const path = ['Orders#<init>', 'Store#open'];
    expect(readExpectations(text, 'Orders.java')).toEqual([
      { file: 'Orders.java', line: 3, ruleId: 'unique-value-in-init', severity: 'error', message: 'share', path },
      { file: 'Orders.java', line: 3, ruleId: 'prng-in-init', severity: null, message: null, path },
    ]);
  });

  it('refuses a marker that it does not understand', () => {
    expect(() => readExpectations('x(); // expect: Nothing Useful', 'Orders.java')).toThrow('Orders.java:1');
  });
});

describe('compare', () => {
  it('names what is missing and what is unexpected', () => {
    const expectations = readExpectations('x(); // expect: prng-in-init', 'Orders.java');
    expect(compare([finding(2, 'prng-in-init')], expectations)).toEqual([
      'missing Orders.java:1 prng-in-init',
      'unexpected Orders.java:2 prng-in-init: All environments share this value.',
    ]);
  });

  it('takes a second finding of the same rule and line as unexpected', () => {
    const expectations = readExpectations('x(); // expect: prng-in-init', 'Orders.java');
    expect(compare([finding(1, 'prng-in-init'), finding(1, 'prng-in-init')], expectations)).toHaveLength(1);
  });

  it('checks severity, message and the order of the trace', () => {
    const text = '// path: Orders#<init> > Store#open\nx(); // expect: prng-in-init info "sequence"';
    const trace = ['Store.open opens', 'constructor of Orders'];
    const differences = compare([finding(2, 'prng-in-init', trace)], readExpectations(text, 'Orders.java'));
    expect(differences.map((difference) => difference.split(' ')[0])).toEqual(['message', 'severity', 'trace']);
  });

  it('accepts a trace that names the members in order', () => {
    const text = '// path: Orders#<init> > Store#open\nx(); // expect: prng-in-init error "share"';
    const trace = ['constructor of Orders calls Store.open', 'Store.open calls Random'];
    expect(compare([finding(2, 'prng-in-init', trace)], readExpectations(text, 'Orders.java'))).toEqual([]);
  });
});
