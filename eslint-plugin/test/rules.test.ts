/** Every rule on its cases. One file loads the rule tester once. */
import { describe, expect, it } from 'vitest';
import { runCases, type Cases, type RuleName } from './helpers/cases.ts';
import { rules } from '../src/rules/index.ts';

const names = Object.keys(rules) as RuleName[];

for (const name of names) {
  const { cases } = (await import(`./rules/${name}.ts`)) as { cases: Cases };
  runCases(name, cases);
  describe(`cases of ${name}`, () => {
    it('are three defects and five look-alikes at least', () => {
      expect(cases.invalid.length).toBeGreaterThanOrEqual(3);
      expect(cases.valid.length).toBeGreaterThanOrEqual(5);
    });
  });
}
