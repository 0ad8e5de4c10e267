/** The part of a run that leaves findings out: what sources suppress, what the baseline accepts, what a change did not touch. */
import { existsSync, statSync } from 'node:fs';
import { basename, dirname, isAbsolute, join, relative, resolve, sep } from 'node:path';
import { readRegularFile } from '../config/regular-file.ts';
import { relativeFile } from '../discover/files.ts';
import { isGitTop } from '../discover/git-ignore.ts';
import type { ChangedLines } from '../discover/git.ts';
import { withFingerprints } from '../findings/fingerprint.ts';
import { compareFindings } from '../findings/order.ts';
import { lineStartsOf } from '../java-ast/line-table.ts';
import type { FileFacts } from '../model/facts.ts';
import { severityOf } from '../rules/rule.ts';
import { ConfigError, RunError } from './settings.ts';
import type { RunSettings } from './settings.ts';
import type { RuleSummary } from './rules.ts';
import { BASELINE_NAME, isBaselineEntry, matchBaseline, shapeOf } from '../suppress/baseline.ts';
import type { BaselineEntry, ShapedFinding } from '../suppress/baseline.ts';
import { commentMarkers } from '../suppress/hash-comments.ts';
import { suppressionRules } from '../suppress/rules.ts';
import { suppress } from '../suppress/suppress.ts';
import type { MarkedFile } from '../suppress/suppress.ts';
import type { Finding, Position, Severity, SuppressedFinding } from '../types.ts';
import { describeSystemError } from '../util/system-error.ts';

/** What of a run's options concerns leaving findings out. */
export interface SuppressionOptions {
  /** A baseline file relative to `cwd` for everything; false for none; left out: as the configuration says. */
  readonly baseline?: string | false | undefined;
  /** A commit: only findings are reported that lie on, or lead through, a line that changed since. */
  readonly newFrom?: string | undefined;
}

/** What suppressing needs to know of a source. */
export type MarkedSource = Pick<
  FileFacts,
  'file' | 'lineStarts' | 'markers' | 'packageName' | 'types' | 'syntaxErrors'
>;

export interface SuppressionInput {
  readonly cwd: string;
  readonly paths: readonly string[];
  readonly options: SuppressionOptions;
  readonly settings: RunSettings;
  readonly rules: readonly RuleSummary[];
  /** The sources that were analysed, in any language. */
  readonly sources: readonly MarkedSource[];
  /** In any order, without fingerprints. */
  readonly findings: readonly Finding[];
  /** A file's text by its report path; null when it cannot be read. */
  readonly read: (file: string) => string | null;
}

export interface Kept {
  /** With fingerprints. */
  readonly findings: readonly Finding[];
  readonly suppressed: readonly SuppressedFinding[];
}

/** Leaves out what is suppressed, accepted or not new. Rejects with a RunError for a baseline or a commit that cannot be used. */
export async function leaveOut(input: SuppressionInput): Promise<Kept> {
  // Before anything is left out: a fingerprint counts findings that are alike, whether they are reported or not.
  const found = withFingerprints([...input.findings].sort(compareFindings));
  const severityIn = await severities(input, found);
  const marked = suppress(found, markedFiles(input, found), {
    knownRules: input.rules.map(({ id }) => id),
    severityIn,
    judgesUnused: directoriesOf(input) !== null,
  });
  const based = await withoutBaseline(marked.findings, input, severityIn);
  const findings = await onlyNew(based.findings, input);
  return {
    findings: withFingerprints([...findings].sort(compareFindings)),
    suppressed: [...marked.suppressed, ...based.suppressed].sort((left, right) =>
      compareFindings(left.finding, right.finding),
    ),
  };
}

type SeverityIn = (ruleId: string, file: string) => Severity | 'off';

/** Looks up the settings of every file that may be asked about. */
async function severities(
  { settings, rules, sources }: SuppressionInput,
  findings: readonly Finding[],
): Promise<SeverityIn> {
  const files = [...sources, ...findings].map(({ file }) => file);
  const found = await settings.ofEach(files);
  const byFile = new Map(files.map((file, index) => [file, found[index]]));
  const others = await settings.ofDirectory();
  const byId = new Map(rules.map((rule) => [rule.id, rule]));
  return (ruleId, file) => {
    const rule = byId.get(ruleId);
    return rule === undefined ? 'off' : severityOf(rule, byFile.get(file) ?? others).severity;
  };
}

function markedFiles(
  { sources: analysed, read }: SuppressionInput,
  findings: readonly Finding[],
): readonly MarkedFile[] {
  const sources = analysed
    .filter(({ markers }) => markers.length > 0)
    .map(({ syntaxErrors, ...file }) => ({ ...file, isBroken: syntaxErrors.length > 0 }));
  const known = new Set(analysed.map(({ file }) => file));
  const others = [...new Set(findings.map(({ file }) => file))].filter((file) => !known.has(file));
  return [
    ...sources,
    ...others.map((file) => {
      const text = read(file) ?? '';
      const markers = commentMarkers(file, text);
      return { file, lineStarts: lineStartsOf(text), markers, isBroken: false, packageName: '', types: [] };
    }),
  ];
}

/** The directories (absolute) that the run went through, or null when it saw single files only: then it did not see everything. */
function directoriesOf({ cwd, paths }: Pick<SuppressionInput, 'cwd' | 'paths'>): readonly string[] | null {
  const named = (paths.length === 0 ? ['.'] : paths).map((path) => resolve(cwd, path));
  const isDirectory = (path: string): boolean => statSync(path, { throwIfNoEntry: false })?.isDirectory() === true;
  return named.every(isDirectory) ? named : null;
}

interface Baseline {
  /** Absolute. */
  readonly path: string;
  readonly entries: readonly BaselineEntry[];
  readonly placeOf: (index: number) => Position;
}

async function withoutBaseline(
  findings: readonly Finding[],
  input: SuppressionInput,
  severityIn: SeverityIn,
): Promise<Kept> {
  const files = [...input.sources, ...findings].map(({ file }) => file);
  const paths = await baselinePaths(files, input);
  const byPath = new Map<string | null, Finding[]>(paths.map((path) => [path, []]));
  for (const [index, finding] of findings.entries()) {
    byPath.get(paths[input.sources.length + index] ?? null)?.push(finding);
  }
  const kept = [...(byPath.get(null) ?? [])];
  const suppressed: SuppressedFinding[] = [];
  for (const [path, own] of byPath) {
    if (path === null) continue;
    const baseline = await readBaseline(path, input.cwd);
    const { match, shown } = await pair(own, baseline, input);
    kept.push(...match.others);
    suppressed.push(
      ...match.accepted.map(({ finding }) => ({ finding, by: 'baseline' as const, reason: `accepted in ${shown}` })),
    );
    if (isCovered(path, input)) kept.push(...staleFindings(match.stale, baseline, shown, severityIn));
  }
  return { findings: kept, suppressed };
}

/** Where the baseline of each file is: absolute, null for none. The default name counts where a file of it is, upward. */
export async function baselinePaths(
  files: readonly string[],
  { cwd, options, settings }: Pick<SuppressionInput, 'cwd' | 'options' | 'settings'>,
): Promise<readonly (string | null)[]> {
  if (options.baseline === false) return files.map(() => null);
  if (options.baseline !== undefined) {
    const path = resolve(cwd, options.baseline);
    return files.map(() => path);
  }
  let known = usualBaselines.get(settings);
  if (known === undefined) usualBaselines.set(settings, (known = { byFile: new Map(), byDirectory: new Map() }));
  const { byFile, byDirectory } = known;
  const usual = (file: string): string | null => {
    const path = byFile.get(file);
    if (path !== undefined) return path;
    const found = usualBaseline(dirname(resolve(cwd, file)), byDirectory);
    byFile.set(file, found);
    return found;
  };
  const found = await settings.ofEach(files);
  return files.map((file, index) => {
    const { baseline = null } = found[index] ?? {};
    return baseline === false ? null : (baseline ?? usual(file));
  });
}

/** For as long as the configuration files that were found stand. */
const usualBaselines = new WeakMap<
  RunSettings,
  { readonly byFile: Map<string, string | null>; readonly byDirectory: Map<string, string | null> }
>();

function usualBaseline(directory: string, known: Map<string, string | null>): string | null {
  const before = known.get(directory);
  if (before !== undefined) return before;
  const own = join(directory, BASELINE_NAME);
  const isTop = dirname(directory) === directory || isGitTop(directory);
  const path = existsSync(own) ? own : isTop ? null : usualBaseline(dirname(directory), known);
  known.set(directory, path);
  return path;
}

/** Reads a baseline file; rejects with a ConfigError that names the place when it cannot be used. */
export async function readBaseline(path: string, cwd: string): Promise<Baseline> {
  const shown = relativeFile(cwd, path);
  const fail = (message: string, place: Position = { line: 1, column: 1 }): never => {
    throw new ConfigError([{ file: shown, ...place, message }]);
  };
  let text = '';
  try {
    text = readRegularFile(path);
  } catch (error) {
    const isMissing = (error as NodeJS.ErrnoException).code === 'ENOENT';
    fail(
      isMissing
        ? 'there is no such baseline; snapsafe baseline create writes it'
        : `cannot be read: ${describeSystemError(error)}`,
    );
  }
  const { parseDocument } = await import('../config/document.ts');
  const parsed = await parseDocument(text, 'json');
  if (!parsed.ok) return fail(parsed.message, parsed.place);
  const { data, placeOf } = parsed.document;
  const { schemaVersion, findings } = (data ?? {}) as { schemaVersion?: unknown; findings?: unknown };
  if (schemaVersion !== 1 || !Array.isArray(findings)) {
    return fail('is no baseline of this version; snapsafe baseline create writes one');
  }
  const wrong = findings.findIndex((entry) => !isBaselineEntry(entry));
  if (wrong >= 0) fail('an entry needs rule, file, symbol and shape', placeOf(['findings', wrong], 'value'));
  return { path, entries: findings as BaselineEntry[], placeOf: (index) => placeOf(['findings', index], 'value') };
}

/** Pairs findings with the baseline's entries. git is asked about renames only when both sides have some left. */
export async function pair(
  findings: readonly Finding[],
  { path, entries }: Pick<Baseline, 'path' | 'entries'>,
  { cwd, read }: Pick<SuppressionInput, 'cwd' | 'read'>,
): Promise<{ readonly match: ReturnType<typeof matchBaseline>; readonly shown: string }> {
  const directory = dirname(path);
  const shaped = shapedFindings(findings, directory, { cwd, read });
  const first = matchBaseline(shaped, entries, new Map());
  const shown = relativeFile(cwd, path);
  if (first.stale.length === 0 || first.others.length === 0) return { match: first, shown };
  const { renamesSince } = await import('../discover/git.ts');
  const renames = [...(await renamesSince(path, directory))].map(
    ([from, to]) => [relativeFile(directory, from), relativeFile(directory, to)] as const,
  );
  return { match: renames.length === 0 ? first : matchBaseline(shaped, entries, new Map(renames)), shown };
}

/** Findings as a baseline in `directory` (absolute) has them. */
export function shapedFindings(
  findings: readonly Finding[],
  directory: string,
  { cwd, read }: Pick<SuppressionInput, 'cwd' | 'read'>,
): readonly ShapedFinding[] {
  const texts = new Map<string, string | null>();
  return findings.map((finding) => {
    const { file, ruleId: rule, symbol } = finding;
    const text = texts.has(file) ? (texts.get(file) ?? null) : read(file);
    texts.set(file, text);
    return { finding, rule, symbol, shape: shapeOf(finding, text), file: relativeFile(directory, resolve(cwd, file)) };
  });
}

/** Whether the run went through all that a baseline is about. */
function isCovered(path: string, input: SuppressionInput): boolean {
  return (directoriesOf(input) ?? []).some((directory) => {
    const way = relative(directory, dirname(path));
    return way !== '..' && !way.startsWith(`..${sep}`) && !isAbsolute(way);
  });
}

function staleFindings(
  stale: readonly number[],
  { path, entries, placeOf }: Baseline,
  shown: string,
  severityIn: SeverityIn,
): Finding[] {
  const severity = severityIn('stale-baseline-entry', shown);
  if (severity === 'off') return [];
  return stale.flatMap((index): Finding[] => {
    const entry = entries[index];
    if (entry === undefined || severityIn(entry.rule, entry.file) === 'off') return [];
    const start = placeOf(index);
    const file = basename(path) === BASELINE_NAME ? '' : ` --file ${shown}`;
    return [
      {
        ruleId: 'stale-baseline-entry',
        family: 'config',
        severity,
        confidence: 'definite',
        message: `${entry.rule} is no longer found in ${entry.symbol} (${entry.file}). Run: snapsafe baseline prune${file}`,
        file: shown,
        range: { start, end: { line: start.line, column: start.column + 1 } },
        symbol: entry.symbol,
        sink: { type: entry.rule, member: entry.shape },
        phase: 'any',
        trace: [],
        roots: [],
        snapStart: 'unknown',
        suggestions: [],
        fingerprint: '',
        docsUrl: suppressionRules.find(({ id }) => id === 'stale-baseline-entry')?.docsUrl ?? '',
      },
    ];
  });
}

async function onlyNew(findings: readonly Finding[], { cwd, options }: SuppressionInput): Promise<readonly Finding[]> {
  if (options.newFrom === undefined) return findings;
  const { changedLines } = await import('../discover/git.ts');
  const answer = await changedLines(cwd, options.newFrom);
  if (!answer.ok) throw new RunError(answer.problem);
  // An entry became stale by the change, whatever line it is in.
  return findings.filter((finding) => finding.ruleId === 'stale-baseline-entry' || touches(finding, answer.lines));
}

/** Whether the finding's own lines, or the line of a hop that leads to it, were changed. */
function touches({ file, range, trace }: Finding, lines: ChangedLines): boolean {
  const isChanged = (where: string, first: number, last: number): boolean => {
    const ranges = lines.get(where) ?? [];
    return ranges === 'all' || ranges.some(([from, to]) => from <= last && first <= to);
  };
  return (
    isChanged(file, range.start.line, range.end.line) ||
    trace.some((hop) => isChanged(hop.file, hop.range.start.line, hop.range.start.line))
  );
}
