/** `--fix`, `--unsafe-fixes` and `--diff`: mends what can be mended, or shows how, and reports what is left. */
import { unifiedDiff } from '../../fixes/diff.ts';
import { writeChange } from '../../fixes/write.ts';
import { counted, printableLines } from '../../reporter/terminal.ts';
import type { AnalyzeOptions, Outcome } from '../../run/run.ts';
import { fix } from '../../run/fixes.ts';
import type { Fixed } from '../../run/fixes.ts';
import type { Report } from '../../types.ts';
import type { CheckOptions } from '../args.ts';
import { EXIT_CLEAN, EXIT_FINDINGS } from '../exit.ts';
import type { ExitCode } from '../exit.ts';
import type { Terminal } from '../terminal.ts';

/** `shown` narrows a report to what the user asked about: nothing else is mended. */
type FixRunOptions = CheckOptions & { readonly shown: (report: Report) => Report };

/** Prints the diff on stdout and what it amounts to on stderr. Exits 1 when there is anything to change. */
export async function showDiff(
  options: AnalyzeOptions,
  { unsafeFixes, exitZero, shown }: FixRunOptions,
  terminal: Terminal,
): Promise<Outcome<{ readonly code: ExitCode }>> {
  const outcome = await fix(options, { unsafe: unsafeFixes, shown });
  if (!outcome.ok) return outcome;
  const text = unifiedDiff(outcome.changes);
  // A program that takes the patch needs the lines as they are; a terminal must not obey them.
  terminal.stdout.write(terminal.stdout.isTTY ? printableLines(text) : text);
  terminal.stderr.write(`snapsafe: ${sentence('would be mended', outcome, shown(outcome.report))}\n`);
  return { ok: true, code: text === '' || exitZero ? EXIT_CLEAN : EXIT_FINDINGS };
}

/**
 * Writes the changed files and says how many findings that mends. The report is on the files as they are then. Not `ok`
 * when a file had to be left as it was; the others are written all the same.
 */
export async function applyFixes(
  options: AnalyzeOptions,
  { unsafeFixes, shown }: FixRunOptions,
  terminal: Terminal,
): Promise<Outcome<{ readonly report: Report }>> {
  const outcome = await fix(options, { unsafe: unsafeFixes, shown });
  if (!outcome.ok) return outcome;
  const refused: string[] = [];
  for (const [file, change] of outcome.changes) {
    const reason = writeChange(options.cwd, file, change);
    if (reason !== null) refused.push(`${file} ${reason}`);
  }
  if (refused.length > 0) return { ok: false, problem: `left as it was: ${refused.join('; ')}` };
  terminal.stderr.write(`snapsafe: ${sentence('mended', outcome, shown(outcome.report))}\n`);
  return { ok: true, report: outcome.report };
}

function sentence(verb: string, { mended, changes }: Fixed, report: Report): string {
  const left = report.findings.length;
  const done = mended === 0 ? 'nothing' : `${counted(mended, 'finding')} in ${counted(changes.size, 'file')}`;
  return `${done} ${verb}${left === 0 ? '' : `, ${counted(left, 'finding')} left`}`;
}
