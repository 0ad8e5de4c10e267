/**
 * Every suggestion of every case is applied: the text parses, has the finding no longer and no new one, and compiles as
 * TypeScript with no error that was not there before.
 */
import * as parser from '@typescript-eslint/parser';
import { Linter } from 'eslint';
import ts from 'typescript';
import { describe, expect, it } from 'vitest';
import plugin from '../src/index.ts';
import { rules } from '../src/rules/index.ts';
import { declarationsFor, type Compiled } from './helpers/compile.ts';
import type { Cases } from './helpers/cases.ts';

const linter = new Linter();

type Message = Linter.LintMessage;

function lint(code: string, filename: string, settings: object): readonly Message[] {
  const isModule = /^\s*(?:import|export)\b|\bawait\b(?!.*=>)/mu.test(code);
  return linter.verify(
    code,
    {
      files: ['**/*.{js,mjs,cjs,ts,mts,cts,jsx,tsx}'],
      plugins: { snapsafe: plugin },
      rules: plugin.configs.strict.rules ?? {},
      settings: { snapsafe: settings },
      languageOptions: { parser, sourceType: isModule ? 'module' : 'commonjs' },
    },
    { filename },
  );
}

function applied(code: string, { range: [start, end], text }: { range: [number, number]; text: string }): string {
  return code.slice(0, start) + text + code.slice(end);
}

interface Edit extends Compiled {
  readonly name: string;
  readonly rule: string;
  readonly settings: object;
}

/** The suggestions that a rule makes for a text, each as the text before and after. */
function editsOf(rule: string, before: string, filename: string, settings: object): readonly Edit[] {
  return lint(before, filename, settings)
    .filter(({ ruleId }) => ruleId === `snapsafe/${rule}`)
    .flatMap(({ ruleId, suggestions = [] }) =>
      suggestions.map(({ fix, desc }) => ({
        name: `${rule}: ${desc} ${filename}`,
        rule: ruleId ?? '',
        filename,
        settings,
        before,
        after: applied(before, fix),
      })),
    );
}

/** All suggestions of all cases, in a JavaScript and in a TypeScript file. */
async function allEdits(): Promise<readonly Edit[]> {
  const edits: Edit[] = [];
  for (const rule of Object.keys(rules)) {
    const { cases } = (await import(`./rules/${rule}.ts`)) as { cases: Cases };
    for (const item of cases.invalid) {
      const { code, settings = {} } = typeof item === 'string' ? { code: item } : item;
      for (const filename of ['handler.js', 'handler.ts']) edits.push(...editsOf(rule, code, filename, settings));
    }
  }
  return edits;
}

const edits = await allEdits();

const countOf = (messages: readonly Message[], rule: string): number =>
  messages.filter(({ ruleId }) => ruleId === rule).length;

/** Rules that report more in the second list than in the first. */
function worse(before: readonly Message[], after: readonly Message[]): readonly (string | null)[] {
  return [...new Set(after.map(({ ruleId }) => ruleId))].filter(
    (rule) => rule === null || countOf(after, rule) > countOf(before, rule),
  );
}

describe('suggestions', () => {
  it('are made by many cases, of every kind', () => {
    const kinds = new Set(edits.map(({ name }) => /: (?<verb>\w+)/u.exec(name)?.groups?.verb));
    expect(edits.length).toBeGreaterThan(80);
    expect([...kinds].sort()).toEqual(['Call', 'Make', 'Move', 'Pass']);
  });

  it.each(edits)('$name', ({ rule, filename, settings, before, after }) => {
    const [first, second] = [lint(before, filename, settings), lint(after, filename, settings)];
    expect(second.filter(({ fatal }) => fatal === true)).toEqual([]);
    expect(countOf(second, rule), after).toBeLessThan(countOf(first, rule));
    expect(worse(first, second), after).toEqual([]);
  });

  it('compile as before', () => {
    const typed = edits.filter(({ filename, before }) => filename.endsWith('.ts') && !before.includes('require('));
    const added = declarationsFor(ts, typed);
    expect(typed.length).toBeGreaterThan(30);
    expect(added).toEqual([]);
  });
});
