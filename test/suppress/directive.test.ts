import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseDirective, ruleOfWarning } from '../../src/suppress/directive.ts';

function parse(text: string): string {
  const parsed = parseDirective(text);
  if (parsed === null) return 'no directive';
  if (!parsed.ok) return parsed.message;
  const { kind, rules, reason } = parsed.directive;
  return `${kind} [${rules.join()}] ${reason ?? '-'}`;
}

describe('a comment', () => {
  it.each([
    [' snapsafe-disable-next-line a-b -- because', 'next-line [a-b] because'],
    ['snapsafe-disable-line a, b,c -- two\n * lines -- and dashes', 'line [a,b,c] two * lines -- and dashes'],
    ['* snapsafe-disable a', 'begin [a] -'],
    [' snapsafe-disable-file a --', 'file [a] -'],
    [' snapsafe-enable ', 'end [] -'],
    [' snapsafe-enable a ', 'end [a] -'],
    [' about snapsafe-disable a', 'no directive'],
    [' snapsafe is a linter', 'no directive'],
    [' snapsafe-disable-next-line', 'names no rule: write snapsafe-disable-next-line <rule> -- <reason>'],
    [' snapsafe-disable -- reason', 'names no rule: write snapsafe-disable <rule> -- <reason>'],
    [
      ' snapsafe-disable a because',
      "'a because' is no rule: rules are separated by commas, and the reason is behind --",
    ],
    [' snapsafe-disable a,', "'' is no rule: rules are separated by commas, and the reason is behind --"],
    [' snapsafe-disabel-line a', "unknown directive 'snapsafe-disabel-line' (did you mean 'snapsafe-disable-line'?)"],
    [' snapsafe-toString a', "unknown directive 'snapsafe-toString'"],
  ])('%j: %s', (text, expected) => {
    expect(parse(text)).toBe(expected);
  });

  it('tells where its rules are', () => {
    const text = ' snapsafe-disable-line  a, b -- c';
    const parsed = parseDirective(text);
    expect(parsed?.ok === true && text.slice(...parsed.directive.list)).toBe('a, b');
  });

  it('never throws, whatever it holds', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        parseDirective(`snapsafe-disable${text}`);
        parseDirective(text);
      }),
    );
  });
});

it.each([
  ['snapsafe:a', 'a'],
  ['snapsafe', ''],
  ['snapsafe:', ''],
  ['unchecked', null],
  ['snapsafely:a', null],
])('@SuppressWarnings(%j) names %j', (name, rule) => {
  expect(ruleOfWarning(name)).toBe(rule);
});
