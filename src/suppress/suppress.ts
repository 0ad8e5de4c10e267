/**
 * The one pass that takes findings out which comments and annotations suppress, before every reporter and the editor.
 * It also reports what is wrong with the suppressions themselves.
 */
import { rangeAt } from '../java-ast/line-table.ts';
import type { MarkerFact, Span, TypeFact } from '../model/facts.ts';
import type { Finding, Position, Severity, SuppressedFinding } from '../types.ts';
import { didYouMean } from '../util/similar.ts';
import { suppressionsOf } from './suppressions.ts';
import type { Remark, Suppression } from './suppressions.ts';
import { removalFor } from './remove.ts';
import { isSuppressionRule, suppressionRules } from './rules.ts';

/** A file as far as suppressing concerns it. */
export interface MarkedFile {
  readonly file: string;
  readonly lineStarts: readonly number[];
  readonly markers: readonly MarkerFact[];
  /** Not all of it was understood: a suppression there may be of use to what was not seen. */
  readonly isBroken: boolean;
  readonly packageName: string;
  readonly types: readonly TypeFact[];
}

export interface SuppressOptions {
  /** Ids of all rules. */
  readonly knownRules: readonly string[];
  /** The severity that a rule has in a file of this run. */
  readonly severityIn: (ruleId: string, file: string) => Severity | 'off';
  /** Whether the run saw everything that could use a suppression: only then one is unused. */
  readonly judgesUnused: boolean;
}

export interface SuppressResult {
  /** What is left, and what the pass itself reports. */
  readonly findings: readonly Finding[];
  readonly suppressed: readonly SuppressedFinding[];
}

/** Applies the markers of `files` to the findings. */
export function suppress(
  findings: readonly Finding[],
  files: readonly MarkedFile[],
  options: SuppressOptions,
): SuppressResult {
  const kept: Finding[] = [];
  const suppressed: SuppressedFinding[] = [];
  const used = new Set<Suppression>();
  const byFile = new Map(files.map((file) => [file.file, suppressionsOf(file.markers, file.lineStarts)]));
  for (const finding of findings) {
    const suppression = isSuppressionRule(finding.ruleId)
      ? undefined
      : narrowest(byFile.get(finding.file)?.suppressions ?? [], finding);
    if (suppression === undefined) kept.push(finding);
    else {
      used.add(suppression);
      suppressed.push({ finding, by: suppression.marker.kind, reason: suppression.reason });
    }
  }
  for (const file of files) {
    const read = byFile.get(file.file);
    if (read === undefined) continue;
    const remarks = [
      ...read.remarks,
      ...unknownRules(read.suppressions, options.knownRules),
      ...(options.judgesUnused && !file.isBroken ? unused(read.suppressions, used, file, options) : []),
    ];
    kept.push(...remarks.flatMap((remark) => findingOf(remark, file, options) ?? []));
  }
  return { findings: kept, suppressed };
}

/** Of the suppressions that cover a finding the one that covers least, so that a wider one beside it shows as unused. */
function narrowest(suppressions: readonly Suppression[], { ruleId, range }: Finding): Suppression | undefined {
  const covering = suppressions.filter(
    ({ rule, from, to }) => rule === ruleId && !isBefore(range.start, from) && isBefore(range.start, to),
  );
  return covering.reduce<Suppression | undefined>(
    (best, one) => (best === undefined || one.to.line - one.from.line < best.to.line - best.from.line ? one : best),
    undefined,
  );
}

function isBefore(left: Position, right: Position): boolean {
  return left.line < right.line || (left.line === right.line && left.column < right.column);
}

function unknownRules(suppressions: readonly Suppression[], knownRules: readonly string[]): Remark[] {
  return suppressions
    .filter(({ rule }) => !knownRules.includes(rule))
    .map(({ rule, marker }) => ({
      ruleId: 'invalid-suppression',
      marker,
      rule,
      message: `This suppresses the unknown rule '${rule}'${didYouMean(rule, knownRules)}.`,
    }));
}

/** A rule that is off in the file cannot have used its suppression; another run, with another target, may. */
function unused(
  suppressions: readonly Suppression[],
  used: ReadonlySet<Suppression>,
  file: MarkedFile,
  { knownRules, severityIn }: SuppressOptions,
): Remark[] {
  const idle = suppressions.filter(
    (one) => !used.has(one) && knownRules.includes(one.rule) && severityIn(one.rule, file.file) !== 'off',
  );
  return idle.map(({ rule, marker }) => ({
    ruleId: 'unused-suppression',
    marker,
    rule,
    message: `This suppresses nothing: ${rule} has no finding here. Remove it.`,
    edit: removalFor(
      marker,
      idle.filter((one) => one.marker === marker).map((one) => one.rule),
      rule,
    ),
  }));
}

function findingOf(remark: Remark, file: MarkedFile, { severityIn }: SuppressOptions): Finding | null {
  const severity = severityIn(remark.ruleId, file.file);
  if (severity === 'off') return null;
  const { span } = remark.marker;
  const place = (part: Span): Finding['range'] => rangeAt(file.lineStarts, part[0], part[1]);
  const { edit = null } = remark;
  return {
    ruleId: remark.ruleId,
    family: 'config',
    severity,
    confidence: 'definite',
    message: remark.message,
    file: file.file,
    range: place(span),
    symbol: symbolAt(file, span[0]),
    sink: { type: '', member: remark.rule },
    phase: 'any',
    trace: [],
    roots: [],
    snapStart: 'unknown',
    suggestions:
      edit === null
        ? []
        : [
            {
              title: 'Remove the suppression',
              kind: 'replace',
              safe: true,
              edits: [{ file: file.file, range: place(edit.span), newText: edit.newText }],
            },
          ],
    fingerprint: '',
    docsUrl: suppressionRules.find(({ id }) => id === remark.ruleId)?.docsUrl ?? '',
  };
}

/** The innermost type around an offset; '' outside of all. */
function symbolAt({ types, packageName }: MarkedFile, offset: number): string {
  const type = types.findLast(({ span: [start, end] }) => start <= offset && offset < end);
  if (type === undefined) return packageName;
  return packageName === '' ? type.binaryName : `${packageName}.${type.binaryName}`;
}
