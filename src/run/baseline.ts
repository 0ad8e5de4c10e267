/** `snapsafe baseline create` and `prune`: writing the file of accepted findings. */
import { existsSync, writeFileSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { relativeFile } from '../discover/files.ts';
import { gitTop } from '../discover/git-ignore.ts';
import { outputRefusal } from '../discover/output-path.ts';
import { RunError, RunSettings } from './settings.ts';
import { baselinePaths, pair, readBaseline, shapedFindings } from './suppress.ts';
import { ruleSummaries } from './rules.ts';
import { analyze, readSources } from './run.ts';
import type { AnalyzeOptions, Outcome } from './run.ts';
import { BASELINE_NAME, renderBaseline } from '../suppress/baseline.ts';
import { isSuppressionRule } from '../suppress/rules.ts';
import type { Finding } from '../types.ts';
import { isBelow } from '../util/paths.ts';
import { describeSystemError } from '../util/system-error.ts';

/** What was written. `file` is relative to the working directory. */
export interface WrittenBaseline {
  readonly file: string;
  readonly entries: number;
  /** Entries that the file had before and has no more. */
  readonly removed: number;
}

/** Accepts every finding of a run: writes the baseline, in place of one that is there. `file` is as typed, or undefined for the usual one. */
export function createBaseline(
  options: AnalyzeOptions,
  file: string | undefined,
): Promise<Outcome<{ readonly written: WrittenBaseline }>> {
  return withFindings(options, file, async (findings, path, read) => {
    const { cwd } = options;
    const entries = shapedFindings(findings, dirname(path), { cwd, read });
    const before = existsSync(path) ? await readBaseline(path, cwd) : null;
    const kept = before === null ? [] : (await pair(findings, before, { cwd, read })).match.accepted;
    return { entries, removed: (before?.entries.length ?? 0) - kept.length };
  });
}

/** Takes the entries out of the baseline that no finding matches any more, and follows those that moved. */
export function pruneBaseline(
  options: AnalyzeOptions,
  file: string | undefined,
): Promise<Outcome<{ readonly written: WrittenBaseline }>> {
  return withFindings(options, file, async (findings, path, read) => {
    const before = await readBaseline(path, options.cwd);
    const { match } = await pair(findings, before, { cwd: options.cwd, read });
    return { entries: match.accepted, removed: match.stale.length };
  });
}

type Change = (
  findings: readonly Finding[],
  path: string,
  read: (file: string) => string | null,
) => Promise<{ readonly entries: Parameters<typeof renderBaseline>[0]; readonly removed: number }>;

async function withFindings(
  options: AnalyzeOptions,
  file: string | undefined,
  change: Change,
): Promise<Outcome<{ readonly written: WrittenBaseline }>> {
  const { cwd } = options;
  const outcome = await analyze({ ...options, baseline: false, suggestions: false });
  if (!outcome.ok) return outcome;
  const findings = outcome.report.findings.filter(({ ruleId }) => !isSuppressionRule(ruleId));
  const sources = readSources(
    cwd,
    findings.map((finding) => finding.file),
  );
  try {
    const path = file === undefined ? await usualPath(options) : resolve(cwd, file);
    const refusal = outputRefusal(cwd, path) ?? (file === undefined ? strayingBaseline(cwd, path) : null);
    if (refusal !== null) return { ok: false, problem: `cannot write the baseline: ${refusal}` };
    const { entries, removed } = await change(findings, path, (name) => sources.get(name) ?? null);
    writeFileSync(path, renderBaseline(entries));
    return { ok: true, written: { file: relativeFile(cwd, path), entries: entries.length, removed } };
  } catch (error) {
    if (error instanceof RunError) return { ok: false, problem: error.message };
    if (typeof (error as NodeJS.ErrnoException).code !== 'string') throw error;
    return { ok: false, problem: `cannot write the baseline: ${describeSystemError(error)}` };
  }
}

/** Why a path that nobody typed must not be written: the project's configuration may name any file of its user. */
function strayingBaseline(cwd: string, path: string): string | null {
  if (isBelow(gitTop(cwd) ?? cwd, path)) return null;
  return 'the configuration names a file outside of the repository; name it on the command line (--baseline FILE)';
}

/** What the configuration of the working directory names, or the usual name where it is, or here. */
async function usualPath(options: AnalyzeOptions): Promise<string> {
  const settings = new RunSettings(options, ruleSummaries);
  const [path = null] = await baselinePaths(['.file'], { cwd: options.cwd, options: {}, settings });
  return path ?? resolve(options.cwd, BASELINE_NAME);
}
