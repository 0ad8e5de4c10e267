/** `snapsafe config verify` and `--print-config FILE`. */
import { printable } from '../../reporter/terminal.ts';
import { effectiveConfig, verifyConfigs } from '../../run/config.ts';
import { ruleSummaries } from '../../run/rules.ts';
import { configOptions } from './check.ts';
import type { CheckOptions } from '../args.ts';
import { EXIT_CLEAN, EXIT_FAILED } from '../exit.ts';
import type { ExitCode } from '../exit.ts';
import type { Terminal } from '../terminal.ts';

/** Prints what is wrong in the configuration files that a run over `paths` would use. */
export async function verifyConfig(
  paths: readonly string[],
  options: CheckOptions,
  terminal: Terminal,
): Promise<ExitCode> {
  const outcome = await verifyConfigs({ ...configOptions(options, terminal), paths }, ruleSummaries);
  if (!outcome.ok) return fail(outcome.problem, terminal);
  for (const { file, problems } of outcome.configs) {
    for (const { line, column, message } of problems) {
      terminal.stderr.write(`${printable(file)}:${line}:${column}: ${printable(message)}\n`);
    }
    if (problems.length === 0) terminal.stdout.write(`${printable(file)}: valid\n`);
  }
  if (outcome.configs.length === 0) terminal.stdout.write('no configuration file: the defaults hold\n');
  return outcome.configs.some(({ problems }) => problems.length > 0) ? EXIT_FAILED : EXIT_CLEAN;
}

/** Prints the settings that hold for the file that `--print-config` names, as JSON. */
export async function printConfig(file: string, options: CheckOptions, terminal: Terminal): Promise<ExitCode> {
  const outcome = await effectiveConfig(configOptions(options, terminal), file, ruleSummaries);
  if (!outcome.ok) return fail(outcome.problem, terminal);
  terminal.stdout.write(`${JSON.stringify(outcome.effective, null, 2)}\n`);
  return EXIT_CLEAN;
}

function fail(problem: string, terminal: Terminal): ExitCode {
  terminal.stderr.write(`snapsafe: ${printable(problem)}\n`);
  return EXIT_FAILED;
}
