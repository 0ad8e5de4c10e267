/** The command line's grammar: arguments in, typed options out. */
import { Command, Option } from 'commander';
import { formatNames } from '../reporter/index.ts';
import type { FormatName } from '../reporter/index.ts';
import type { Preset, RuleSeverity, Target } from '../types.ts';
import { version } from '../version.ts';
import { printable } from '../reporter/terminal.ts';
import {
  collectFormat,
  collectRule,
  collectText,
  parseCategory,
  parseCount,
  parsePlace,
  parseShard,
  parseThreads,
} from './arg-values.ts';

/** An output: `file` is as typed, null for stdout. */
export interface FormatTarget {
  readonly name: FormatName;
  readonly file: string | null;
}

/** The options of a run, as commander gives them. */
export interface CheckOptions {
  readonly format: readonly FormatTarget[];
  /** Undefined: as the configuration says. */
  readonly target?: Target;
  readonly preset?: Preset;
  /** A file as typed; false for none; undefined for the nearest. */
  readonly config?: string | false;
  readonly rule: ReadonlyMap<string, RuleSeverity>;
  readonly parser: 'orchard' | 'java-parser';
  readonly ignorePattern: readonly string[];
  readonly handlers: readonly string[];
  readonly includeTests?: boolean;
  readonly includeInfrastructure?: boolean;
  readonly assumeSnapstart?: boolean;
  readonly quiet: boolean;
  readonly maxWarnings?: number;
  readonly exitZero: boolean;
  readonly strict: boolean;
  /** How many threads parse; undefined: as many as pay. */
  readonly threads?: number;
  readonly cache: boolean;
  /** A directory as typed. */
  readonly cacheLocation?: string;
  /** Directories as typed. */
  readonly facts?: readonly string[];
  readonly color?: boolean;
  readonly stats: boolean;
  readonly debug: boolean;
  readonly fix: boolean;
  readonly unsafeFixes: boolean;
  readonly diff: boolean;
  readonly printConfig?: string;
  /** A file as typed; false for none; undefined: as the configuration says. */
  readonly baseline?: string | false;
  readonly newFrom?: string;
  readonly includeSuppressed?: boolean;
  readonly stdin?: boolean;
  readonly stdinFilename?: string;
  readonly why?: { readonly file: string; readonly line: number };
  readonly filesAsFilter: boolean;
  readonly daemon: boolean;
  readonly sarifCategory?: string;
}

/** A run of the default command. */
export interface Check {
  readonly paths: readonly string[];
  readonly options: CheckOptions;
}

/** The options of `preload`; all as typed. */
export interface PreloadOptions {
  /** The list: class names, or a log of class loading. */
  readonly from: string;
  /** Qualified name of the helper class. */
  readonly class: string;
  readonly sourceRoot: string;
  readonly resources: string;
}

/** The options of `facts`. */
export interface FactsOptions {
  /** Which of how many parts, 1-based. */
  readonly shard: { readonly part: number; readonly count: number };
  /** A directory as typed. */
  readonly out: string;
}

/** What each command does once its arguments are understood. */
export interface Actions {
  readonly preload: (options: PreloadOptions) => Promise<void>;
  readonly check: (paths: readonly string[], options: CheckOptions) => Promise<void>;
  readonly report: (from: string, options: CheckOptions) => Promise<void>;
  readonly lsp: (options: CheckOptions) => Promise<void>;
  readonly explain: (ruleId: string | undefined, options: CheckOptions) => Promise<void>;
  readonly baseline: (
    action: 'create' | 'prune',
    paths: readonly string[],
    options: CheckOptions & { readonly file?: string },
  ) => Promise<void>;
  readonly doctor: (paths: readonly string[], options: CheckOptions) => Promise<void>;
  readonly facts: (paths: readonly string[], options: CheckOptions & FactsOptions) => Promise<void>;
  readonly init: (options: CheckOptions) => Promise<void>;
  readonly daemon: (action: 'status' | 'stop') => Promise<void>;
  /** Serves in this process; `args` are those of the run for which it was started. */
  readonly serveDaemon: (args: readonly string[]) => Promise<void>;
  readonly verifyConfig: (paths: readonly string[], options: CheckOptions) => Promise<void>;
}

/** The switches, all off. Kept out of commander, whose help would say `(default: false)` behind every switch. */
const DEFAULTS = {
  quiet: false,
  exitZero: false,
  strict: false,
  stats: false,
  debug: false,
  filesAsFilter: false,
  daemon: false,
  fix: false,
  unsafeFixes: false,
  diff: false,
} satisfies Partial<CheckOptions>;

const DAEMON_ACTIONS = [
  ['status', 'print which process answers runs with --daemon here; exit 1 when there is none'],
  ['stop', 'end it'],
] as const;

const BASELINE_ACTIONS = [
  ['create', 'accept every finding of a run: write the baseline'],
  ['prune', 'remove the entries that no finding matches any more'],
] as const;

const EXIT_CODES = `
Exit codes: 0 clean; 1 errors, or warnings above --max-warnings; 2 the run could not be made.

Examples:
  snapsafe                                     analyse the Java sources and Node handlers below this directory
  snapsafe services/orders --format json       one JSON document on stdout
  snapsafe --rule timestamp-in-init:off        without one rule
  snapsafe --unsafe-fixes --diff               show every edit that would mend a finding
  snapsafe explain connection-in-init          what a rule reports, and the remedy
  snapsafe --why src/main/java/App.java:42     why a line runs before the snapshot, or does not`;

/**
 * Builds the parser. It neither prints nor ends the process by itself: output goes through `write`, and whatever ends
 * the parsing (help, version, a wrong argument) is thrown as a CommanderError.
 */
export function createProgram(
  actions: Actions,
  write: { readonly out: (text: string) => void; readonly error: (text: string) => void },
): Command {
  const program = new Command('snapsafe')
    .description('Finds init code of Java programs and Node handlers that breaks under AWS Lambda SnapStart and CRaC.')
    .argument('[paths...]', 'files, directories or globs (default: the working directory)')
    .version(version, '-V, --version', 'print the version')
    .helpOption('-h, --help', 'print this help')
    .helpCommand(false)
    .showSuggestionAfterError(true)
    .addHelpText('after', EXIT_CODES)
    .exitOverride()
    .configureOutput({ writeOut: write.out, writeErr: write.out, outputError: (text) => write.error(oneLine(text)) });
  addOutputOptions(program);
  addAnalysisOptions(program);
  addFixOptions(program);
  program.action((paths: string[]) => actions.check(paths, optionsOf(program)));
  program
    .command('report')
    .description('write a saved JSON report in other formats; give those with --format')
    .requiredOption('--from <file>', 'report of an earlier run, as `--format json` wrote it')
    .action(({ from }: { readonly from: string }) => actions.report(from, optionsOf(program)));
  program
    .command('lsp')
    .description('serve an editor on stdin and stdout (Language Server Protocol)')
    .option('--stdio', 'the only way there is; editors like to say it')
    // The language client of Visual Studio Code names its process here; the protocol's library ends the server with it.
    .option('--clientProcessId <pid>', 'process of the editor, with whose end the server ends')
    .action(() => actions.lsp(optionsOf(program)));
  program
    .command('preload')
    .description('write a class that loads classes before the snapshot, from a list or a log of what a JVM loaded')
    .requiredOption('--from <file>', 'class names, one a line, or the output of -Xlog:class+load')
    .option('--class <name>', 'qualified name of the class to write', 'ClassPreloader')
    .option('--source-root <dir>', 'where it is written', 'src/main/java')
    .option('--resources <dir>', 'where its list is written', 'src/main/resources')
    .action((options: PreloadOptions) => actions.preload(options));
  program
    .command('explain')
    .description('print what a rule reports and how to mend it; without a rule, list the rules')
    .argument('[rule]', 'rule id')
    .action((ruleId: string | undefined) => actions.explain(ruleId, optionsOf(program)));
  const baseline = program.command('baseline').description('accept what there is now').helpCommand(false);
  for (const [action, description] of BASELINE_ACTIONS) {
    baseline
      .command(action)
      .description(description)
      .argument('[paths...]', 'files, directories or globs (default: the working directory)')
      .option('--file <file>', 'the baseline file (default: snapsafe-baseline.json)')
      .action((paths: string[], own: { readonly file?: string }) =>
        actions.baseline(action, paths, { ...optionsOf(program), ...own }),
      );
  }
  program
    .command('facts')
    .description('parse a part of the sources, for a run with --facts elsewhere')
    .argument('[paths...]', 'files, directories or globs (default: the working directory)')
    .addOption(
      new Option('--shard <k/n>', 'the k-th of n parts').argParser(parseShard).default({ part: 1, count: 1 }, '1/1'),
    )
    .requiredOption('--out <dir>', 'where the result is written, besides what is there')
    .action((paths: string[], own: FactsOptions) => actions.facts(paths, { ...optionsOf(program), ...own }));
  program
    .command('init')
    .description('write a commented configuration file after looking at the project')
    .action(() => actions.init(optionsOf(program)));
  program
    .command('doctor')
    .description('print what is found of the project: handlers, SnapStart, libraries, what is not understood')
    .argument('[paths...]', 'files, directories or globs (default: the working directory)')
    .action((paths: string[]) => actions.doctor(paths, optionsOf(program)));
  const daemon = program.command('daemon').description('the process behind --daemon').helpCommand(false);
  for (const [action, description] of DAEMON_ACTIONS) {
    daemon
      .command(action)
      .description(description)
      .action(() => actions.daemon(action));
  }
  daemon
    .command('serve', { hidden: true })
    .argument('[args...]')
    .action((args: string[]) => actions.serveDaemon(args));
  program
    .command('config')
    .description('questions about configuration files')
    .helpCommand(false)
    .command('verify')
    .description('say what is wrong in the configuration files that a run would use')
    .argument('[paths...]', 'files, directories or globs (default: the working directory)')
    .action((paths: string[]) => actions.verifyConfig(paths, optionsOf(program)));
  return program;
}

function optionsOf(program: Command): CheckOptions {
  return { ...DEFAULTS, ...program.opts<Omit<CheckOptions, keyof typeof DEFAULTS> & Partial<CheckOptions>>() };
}

function addOutputOptions(program: Command): void {
  program
    .addOption(
      new Option('-f, --format <name[=file]>', `output format, repeatable: ${formatNames.join(', ')}`)
        .argParser(collectFormat)
        .default([], 'stylish'),
    )
    .addOption(
      new Option('--sarif-category <name>', 'tells SARIF reports of one commit apart (default: java)').argParser(
        parseCategory,
      ),
    )
    .option('-q, --quiet', 'report errors only, and say nothing when there are none')
    .addOption(new Option('--max-warnings <n>', 'fail when there are more warnings (default: 0)').argParser(parseCount))
    .option('--include-suppressed', 'list suppressed findings in the formats that can say so (json, sarif)')
    .option('--exit-zero', 'exit 0 whatever is found')
    .option('--strict', 'read every file whole, and exit 2 when one was not fully understood')
    .option('--color', 'colour the output')
    .option('--no-color', 'do not colour the output (NO_COLOR and FORCE_COLOR are honoured as well)')
    .option('--stats', 'print time per stage and rule, and peak memory to stderr')
    .option('--debug', 'print the stack of an internal error, and what is wrong with the cache');
}

function addAnalysisOptions(program: Command): void {
  program
    .option('-c, --config <file>', 'take this configuration file for everything')
    .option('--no-config', 'take no configuration file (default: the nearest upward from each linted file)')
    .addOption(
      new Option('--target <target>', 'what takes the snapshot (default: snapstart)').choices(['snapstart', 'crac']),
    )
    .addOption(
      new Option('--preset <name>', 'which rules are on (default: recommended)').choices([
        'recommended',
        'strict',
        'all',
      ]),
    )
    .addOption(
      new Option('--rule <id:severity>', 'set a rule to error, warning, info, off or on, repeatable')
        .argParser(collectRule)
        .default(new Map(), 'as each rule has it'),
    )
    .addOption(
      new Option('--ignore-pattern <glob>', 'leave these files out, repeatable')
        .argParser(collectText)
        .default([], 'none'),
    )
    .addOption(
      new Option(
        '--handlers <glob>',
        'JavaScript or TypeScript files that are handlers, besides those that templates name, repeatable',
      )
        .argParser(collectText)
        .default([], 'none'),
    )
    .option(
      '--files-as-filter',
      'analyse the whole working directory and report only what concerns the files given (for commit hooks)',
    )
    .option('--include-tests', 'analyse test sources like any other')
    .option(
      '--include-infrastructure',
      'analyse infrastructure code (CDK and its like) as if it were part of the functions',
    )
    .option('--assume-snapstart', 'take every function as snapshotted, whatever its template says')
    .addOption(
      new Option('--parser <name>', 'grammar that reads the sources')
        .choices(['orchard', 'java-parser'])
        .default('orchard'),
    )
    .option(
      '--baseline <file>',
      'accept the findings of this file (default: snapsafe-baseline.json where there is one)',
    )
    .option('--no-baseline', 'accept none')
    .option('--new-from <ref>', 'report only what changed lines are part of, since this commit or branch')
    .option('--stdin', 'take the text of the file that --stdin-filename names from standard input')
    .option('--stdin-filename <file>', 'the file that standard input is the text of')
    .option('--print-config <file>', 'print the settings that hold for a file, as JSON')
    .addOption(
      new Option('--threads <n>', 'how many threads parse (default: as many as pay for so many files)').argParser(
        parseThreads,
      ),
    )
    .option('--daemon', 'let a process answer that keeps the project in memory; start it when there is none')
    .option('--no-cache', 'parse every file, and keep nothing for the next run')
    .option('--cache-location <dir>', "where what was parsed is kept (default: a directory among the user's caches)")
    .addOption(
      new Option('--facts <dir>', 'take what `snapsafe facts` wrote there instead of parsing, repeatable').argParser(
        (text: string, previous: readonly string[] | undefined) => collectText(text, previous ?? []),
      ),
    )
    .addOption(
      new Option('--why <file:line>', 'print why a line runs before the snapshot, or does not').argParser(parsePlace),
    );
}

function addFixOptions(program: Command): void {
  program
    .option('--fix', 'apply the suggestions that cannot change what the program does otherwise')
    .option('--unsafe-fixes', 'apply the other suggestions as well')
    .option('--diff', 'print what --fix, or --unsafe-fixes, would change as a unified diff, and change nothing')
    .addOption(new Option('--fix-dry-run', 'the same as --diff').hideHelp());
  program.on('option:fix-dry-run', () => program.setOptionValue('diff', true));
}

/** Commander's message and its suggestion as one line that names the tool. */
function oneLine(text: string): string {
  const line = text
    .replace(/^error: /, '')
    .trim()
    .replace(/\s*\n\s*/g, ' ');
  return `snapsafe: ${printable(line)}\n`;
}

/** The paths and options of `args` when they ask for a check; null for any other command, and for what is not understood. */
export async function checkOf(args: readonly string[]): Promise<Check | null> {
  let found: Check | null = null;
  const others = (): Promise<void> => Promise.resolve();
  const actions: Actions = {
    check: (paths, options) => {
      found = { paths, options };
      return Promise.resolve();
    },
    ...{ report: others, lsp: others, preload: others, explain: others, baseline: others, doctor: others },
    ...{ facts: others, init: others, daemon: others, serveDaemon: others, verifyConfig: others },
  };
  try {
    await createProgram(actions, { out: () => undefined, error: () => undefined }).parseAsync(args, { from: 'user' });
    return found;
  } catch {
    return null;
  }
}
