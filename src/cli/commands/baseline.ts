/** `snapsafe baseline create` and `snapsafe baseline prune`. */
import { printable } from '../../reporter/terminal.ts';
import { createBaseline, pruneBaseline } from '../../run/baseline.ts';
import type { CheckOptions } from '../args.ts';
import { EXIT_CLEAN, EXIT_FAILED } from '../exit.ts';
import type { ExitCode } from '../exit.ts';
import type { Terminal } from '../terminal.ts';
import { analyzeOptions } from './check.ts';

/** Writes the baseline of `paths` and says what is in it. `file` is as typed, undefined for the usual one. */
export async function writeBaseline(
  action: 'create' | 'prune',
  paths: readonly string[],
  { file, ...options }: CheckOptions & { readonly file?: string | undefined },
  terminal: Terminal,
): Promise<ExitCode> {
  const run = action === 'create' ? createBaseline : pruneBaseline;
  const outcome = await run(analyzeOptions(paths, options, terminal), file);
  if (!outcome.ok) {
    terminal.stderr.write(`snapsafe: ${printable(outcome.problem)}\n`);
    return EXIT_FAILED;
  }
  const { entries, removed } = outcome.written;
  const gone = removed === 0 ? '' : `, ${removed} removed`;
  terminal.stdout.write(
    `${printable(outcome.written.file)}: ${entries} ${entries === 1 ? 'entry' : 'entries'}${gone}\n`,
  );
  return EXIT_CLEAN;
}
