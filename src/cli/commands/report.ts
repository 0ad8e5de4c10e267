/** `snapsafe report --from result.json`: a saved report in other formats. */
import { readFile } from 'node:fs/promises';
import { isAbsolute, resolve } from 'node:path';
import * as v from 'valibot';
import { errorsOnly } from '../../findings/threshold.ts';
import { reportSchema } from '../../reporter/report-schema.ts';
import { printable } from '../../reporter/terminal.ts';
import type { Report } from '../../types.ts';
import { describeSystemError } from '../../util/system-error.ts';
import type { CheckOptions } from '../args.ts';
import { EXIT_FAILED, exitCodeOf } from '../exit.ts';
import type { ExitCode } from '../exit.ts';
import type { Terminal } from '../terminal.ts';
import { writeReports } from '../write-reports.ts';

/**
 * Reads the JSON report in the file `from` (relative to the working directory) and writes it in the formats of `options`;
 * code is shown from the working directory as it is now. Gives the exit code that the run itself would have had.
 */
export async function rewriteReport(from: string, options: CheckOptions, terminal: Terminal): Promise<ExitCode> {
  const saved = await readReport(resolve(terminal.cwd, from));
  if (typeof saved === 'string') return fail(`${from}: ${saved}`, terminal);
  const failure = await writeReports(options.quiet ? errorsOnly(saved) : saved, options, terminal, isBelow);
  if (failure !== null) return fail(failure, terminal);
  const { exitZero, strict, quiet, maxWarnings = quiet ? Infinity : 0 } = options;
  return exitCodeOf(saved, { maxWarnings, exitZero, strict });
}

/** A saved report may come from anywhere: no file outside of the working directory is shown because it says so. */
function isBelow(file: string): boolean {
  return !isAbsolute(file) && !file.split(/[\\/]/).includes('..');
}

/** The report, or the sentence that says why there is none. */
async function readReport(path: string): Promise<Report | string> {
  let document: unknown;
  try {
    document = JSON.parse(await readFile(path, 'utf8'));
  } catch (error) {
    return error instanceof SyntaxError
      ? `is no JSON: ${error.message}`
      : `cannot be read: ${describeSystemError(error)}`;
  }
  const result = v.safeParse(reportSchema, document);
  if (result.success) return result.output;
  const [issue] = result.issues;
  const at = v.getDotPath(issue);
  return `is no snapsafe report${at === null ? '' : ` (at ${at})`}: ${issue.message}`;
}

function fail(problem: string, terminal: Terminal): ExitCode {
  terminal.stderr.write(`snapsafe: ${printable(problem)}\n`);
  return EXIT_FAILED;
}
