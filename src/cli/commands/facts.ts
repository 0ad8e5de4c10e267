/** `snapsafe facts`: what one machine of several does; a run with `--facts` puts the parts together. */
import { mkdirSync } from 'node:fs';
import { resolve } from 'node:path';
import { printable } from '../../reporter/terminal.ts';
import { writeFacts } from '../../run/run.ts';
import { describeSystemError } from '../../util/system-error.ts';
import type { CheckOptions, FactsOptions } from '../args.ts';
import { EXIT_CLEAN, EXIT_FAILED } from '../exit.ts';
import type { ExitCode } from '../exit.ts';
import type { Terminal } from '../terminal.ts';
import { analyzeOptions } from './check.ts';

/** Parses the part and says how many files it has. What is wrong in them is for the run with `--facts` to report. */
export async function facts(
  paths: readonly string[],
  { shard, out, ...options }: CheckOptions & FactsOptions,
  terminal: Terminal,
): Promise<ExitCode> {
  const fail = (problem: string): ExitCode => {
    terminal.stderr.write(`snapsafe: ${printable(problem)}\n`);
    return EXIT_FAILED;
  };
  const directory = resolve(terminal.cwd, out);
  const notes: string[] = [];
  try {
    mkdirSync(directory, { recursive: true });
  } catch (error) {
    return fail(`cannot write ${out}: ${describeSystemError(error)}`);
  }
  const analysis = analyzeOptions(paths, { ...options, cache: false }, terminal);
  const outcome = await writeFacts(
    { ...analysis, onEvent: (event) => (event.kind === 'cache' ? notes.push(...event.notes) : null) },
    { ...shard, directory },
  );
  if (!outcome.ok) return fail(outcome.problem);
  const failure = notes.find((note) => note.startsWith('cache: cannot be'));
  if (failure !== undefined) return fail(failure);
  terminal.stdout.write(`shard ${shard.part}/${shard.count}: ${outcome.files} files, ${out}\n`);
  return EXIT_CLEAN;
}
