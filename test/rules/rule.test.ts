import { describe, expect, it } from 'vitest';
import type { RuleContext } from '../../src/rules/rule.ts';
import { numberOption, optionsOf, severityOf } from '../../src/rules/rule.ts';
import type { Preset, RuleSeverity } from '../../src/types.ts';

const severity = { snapstart: 'warning', crac: 'off' } as const;

describe('severityOf', () => {
  const none = new Map<string, RuleSeverity>();

  it.each<[Preset, Preset | undefined, string]>([
    ['recommended', undefined, 'warning'],
    ['strict', undefined, 'off'],
    ['strict', 'recommended', 'off'],
    ['strict', 'strict', 'warning'],
    ['strict', 'all', 'warning'],
    ['all', 'strict', 'off'],
    ['all', 'all', 'warning'],
  ])('of a rule in %s, in a run with %s, is %s', (preset, wanted, expected) => {
    const meta = { id: 'a', severity, preset };
    const choice = {
      target: 'snapstart',
      severities: none,
      ...(wanted === undefined ? {} : { preset: wanted }),
    } as const;
    expect(severityOf(meta, choice)).toEqual({ severity: expected, chosen: false });
  });

  it('is what the user set, whatever the preset', () => {
    const of = (chosen: RuleSeverity): unknown =>
      severityOf(
        { id: 'a', preset: 'strict', severity },
        { target: 'snapstart', severities: new Map([['a', chosen]]) },
      );
    expect(of('error')).toEqual({ severity: 'error', chosen: true });
    expect(of('off')).toEqual({ severity: 'off', chosen: true });
    expect(of('on')).toEqual({ severity: 'warning', chosen: false });
  });

  it('is the one of the target', () => {
    expect(
      severityOf({ id: 'a', preset: 'recommended', severity }, { target: 'crac', severities: none }).severity,
    ).toBe('off');
  });
});

describe('optionsOf', () => {
  const meta = {
    options: {
      seconds: { type: 'number', default: 10, minimum: 0, maximum: 60, description: '' },
      deep: { type: 'boolean', default: false, description: '' },
    },
  } as const;

  it('gives the defaults, and what the user set over them', () => {
    expect(optionsOf(meta)).toEqual({ seconds: 10, deep: false });
    expect(optionsOf(meta, { seconds: 2 })).toEqual({ seconds: 2, deep: false });
    expect(optionsOf({})).toEqual({});
  });

  it('has numbers that a rule can ask for, and tells a rule that asks for what it never declared', () => {
    const context = { options: optionsOf(meta) } as unknown as RuleContext;
    expect(numberOption(context, 'seconds')).toBe(10);
    expect(() => numberOption(context, 'deep')).toThrow("no number option 'deep'");
  });
});
