/** One file through ESLint: our plugin, our configuration, and nothing of the linted project's. */
import { Linter } from 'eslint/universal';
import plugin, {
  initOf,
  knownInit,
  reportsOf,
  type KnownInit,
  type ModuleInit,
  type Report,
} from 'eslint-plugin-snapsafe';
import { isTypeScript } from '../util/language.ts';
import { withinTime } from '../util/within-time.ts';

/** ESLint's own type of a source code; the plugin's is typescript-eslint's, of the same objects. */
export type SourceCode = NonNullable<ReturnType<Linter['getSourceCode']>>;
type PluginSourceCode = Parameters<typeof initOf>[0]['sourceCode'];

/** What the plugin is told of a file: its settings, and the rules that are on. */
export interface ScriptOptions {
  readonly settings: Readonly<Record<string, unknown>>;
  /** By rule id, without the plugin's name. */
  readonly rules: ReadonlyMap<string, { readonly strict: boolean }>;
  /** Is told how long each rule took. */
  readonly onRule?: ((rule: string, milliseconds: number) => void) | undefined;
}

/** What ESLint made of one file. */
export type LintedScript =
  | {
      readonly ok: true;
      readonly messages: readonly Linter.LintMessage[];
      readonly sourceCode: SourceCode;
      readonly reports: readonly Report[];
      readonly init: ModuleInit;
      /** Worked out when it is asked for. */
      readonly known: () => KnownInit;
    }
  | { readonly ok: false; readonly message: string; readonly line: number; readonly column: number };

const MODULE_SYNTAX = /^[ \t]*(?:import\b(?!\s*\()|export\b|(?:const|let|var)\b[^=]{0,400}=\s{0,100}await\b|await\b)/mu;

/** `sourceType` values to try, likelier first. */
function sourceTypes(file: string, text: string): readonly ('module' | 'commonjs')[] {
  if (/\.m[jt]s$/u.test(file)) return ['module'];
  if (/\.c[jt]s$/u.test(file)) return ['commonjs'];
  return MODULE_SYNTAX.test(text) ? ['module', 'commonjs'] : ['commonjs', 'module'];
}

/** Loaded with the first file in TypeScript: the compiler is in it. */
let typeScriptParser: Promise<Linter.Parser> | null = null;

function parserFor(file: string): Promise<Linter.Parser> | null {
  if (!isTypeScript(file)) return null;
  typeScriptParser ??= import('@typescript-eslint/parser').then(
    // In the bundle, a CommonJS module has its exports under `default` alone.
    (module) => ('parseForESLint' in module ? module : (module as { default: unknown }).default) as Linter.Parser,
  );
  return typeScriptParser;
}

/**
 * Lints the text of a file. Comments of ESLint (`eslint-disable`, `eslint`) are not heard: the command line has its own.
 * @param file its path, for the ending
 */
export async function lintScript(file: string, text: string, options: ScriptOptions): Promise<LintedScript> {
  const parser = await parserFor(file);
  try {
    const linted = withinTime(LIMIT_MILLISECONDS, () => lintText(file, text, parser, options));
    if (linted !== null) return linted.value;
    return { ok: false, message: `not done after ${String(LIMIT_MILLISECONDS / 1000)} seconds`, line: 1, column: 1 };
  } catch (error) {
    // ESLint and its rules walk a tree by calling themselves for what is in it.
    if (!(error instanceof RangeError)) throw error;
    return { ok: false, message: 'nested too deeply', line: 1, column: 1 };
  }
}

/** A module of ten thousand lines takes a fifth of it. */
const LIMIT_MILLISECONDS = 20_000;

function lintText(file: string, text: string, parser: Linter.Parser | null, options: ScriptOptions): LintedScript {
  let failure: Linter.LintMessage | undefined;
  for (const sourceType of sourceTypes(file, text)) {
    const linter = new Linter({ configType: 'flat' });
    const { messages } = linter.verifyAndFix(
      text,
      {
        files: ['**/*.{js,mjs,cjs,ts,mts,cts}'],
        plugins: { snapsafe: plugin },
        languageOptions: { sourceType, ecmaVersion: 'latest', ...(parser === null ? {} : { parser }) },
        linterOptions: { noInlineConfig: true, reportUnusedDisableDirectives: 'off' },
        settings: options.settings,
        rules: Object.fromEntries(
          [...options.rules].map(([id, { strict }]) => [`snapsafe/${id}`, strict ? ['error', { strict }] : 'error']),
        ),
      },
      // No directory of the project decides anything.
      {
        filename: `script${/\.\w+$/u.exec(file)?.[0] ?? '.js'}`,
        fix: false,
        // Times are kept by this way of calling alone.
        stats: options.onRule !== undefined,
      } as Linter.FixOptions,
    );
    for (const [id, { total }] of Object.entries(linter.getTimes().passes[0]?.rules ?? {})) {
      options.onRule?.(id.replace('snapsafe/', ''), total);
    }
    const fatal = messages.find((message) => message.fatal === true);
    const sourceCode = linter.getSourceCode() as SourceCode | null;
    if (fatal === undefined && sourceCode !== null) {
      const parsed = { sourceCode: sourceCode as unknown as PluginSourceCode, settings: options.settings };
      const init = initOf(parsed);
      const reports = reportsOf(sourceCode.ast as unknown as Parameters<typeof reportsOf>[0]);
      return { ok: true, messages, sourceCode, reports, init, known: () => knownInit(parsed) };
    }
    failure ??= fatal;
  }
  const { message = 'cannot be parsed', line = 1, column = 1 } = failure ?? {};
  return { ok: false, message: message.replace(/^Parsing error: /u, 'not valid: '), line, column };
}
