/**
 * Cases for rules: code whose expected reports stand in it, run by the rule tester with the parser of typescript-eslint
 * and with ESLint's own.
 */
import { RuleTester } from '@typescript-eslint/rule-tester';
import type { TSESLint } from '@typescript-eslint/utils';
import * as typescript from '@typescript-eslint/parser';
import * as espree from 'espree';
import { rules } from '../../src/rules/index.ts';
import './setup.ts';

export type RuleName = keyof typeof rules;

/** Code, alone or with what it runs under. */
export type Case = string | { readonly code: string; readonly settings?: object; readonly options?: object };

export interface Cases {
  /** Code in which the rule finds nothing. */
  readonly valid: readonly Case[];
  /** Code in which it finds what the comments `// expect` say, one report on the line of each. */
  readonly invalid: readonly Case[];
}

type Rule = TSESLint.RuleModule<string, readonly unknown[]>;

/** The rule without its suggestions: those have tests of their own. */
function detectionOnly(rule: Rule): Rule {
  return {
    ...rule,
    create: (context) => {
      const report = (descriptor: TSESLint.ReportDescriptor<string>): void =>
        context.report({ ...descriptor, suggest: [] });
      return rule.create(Object.create(context, { report: { value: report } }) as typeof context);
    },
  };
}

/** Expected reports: `// expect` at the end of a line, or `// expect: <messageId>`, or `// expect: "part of the message"`. */
function expectedErrors(code: string): { line: number; messageId?: string }[] {
  return code.split('\n').flatMap((text, index) => {
    const marker = /\/\/ expect(?:: (?<id>\w+))?$/u.exec(text);
    return marker === null ? [] : [{ line: index + 1, messageId: marker.groups?.id ?? 'snapstart' }];
  });
}

const COMMONJS = /\brequire\(|\bexports\b/u;
const MODULE = /^\s*(?:import|export)\b|^\s*await\b|= await\b/mu;
const TYPESCRIPT =
  /\bas \w|: \w+ =|\btype \w|\bdeclare |@\w+\(|\benum \w|!(?:\.| \})|: \w+\)|import \w+ = require|<\w+>|\bprivate |\bnamespace |\bsatisfies /u;

function normalise(item: Case): { code: string; settings: object; options: object[] } {
  if (typeof item === 'string') return { code: item, settings: {}, options: [] };
  return { code: item.code, settings: item.settings ?? {}, options: item.options === undefined ? [] : [item.options] };
}

/** Runs the cases of a rule: all with the TypeScript parser, those without its syntax with ESLint's own parser as well. */
export function runCases(name: RuleName, cases: Cases): void {
  // The rule tester brings its own version of the types.
  const rule = detectionOnly(rules[name]) as never;
  const parsers = { typescript, espree };
  for (const [parserName, parser] of Object.entries(parsers)) {
    const usable = (item: Case): boolean => parser === typescript || !TYPESCRIPT.test(normalise(item).code);
    const prepare = (item: Case) => {
      const { code, settings, options } = normalise(item);
      const sourceType = COMMONJS.test(code) && !MODULE.test(code) ? ('commonjs' as const) : ('module' as const);
      return { code, options, settings: { snapsafe: settings }, languageOptions: { sourceType } };
    };
    const tester = new RuleTester({ languageOptions: { parser: parser as never } });
    tester.run(`${name} (${parserName})`, rule, {
      valid: cases.valid.filter(usable).map(prepare) as never,
      invalid: cases.invalid.filter(usable).map((item) => {
        const prepared = prepare(item);
        return { ...prepared, errors: expectedErrors(prepared.code) };
      }) as never,
    });
  }
}
