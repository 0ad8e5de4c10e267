/** The format for people: each finding with its code, and the chain of calls that runs it before the snapshot. */
import colours from 'picocolors';
import type { Finding, Problem, Report, Severity, Target } from '../types.ts';
import { codeFrame, linesOf } from './code-frame.ts';
import type { ReportContext, Reporter } from './reporter.ts';
import { rootOfTrace } from './root.ts';
import { counted, hyperlink, printable } from './terminal.ts';
import { isScript } from '../util/language.ts';

type Colours = ReturnType<typeof colours.createColors>;

/** Messages are wrapped at this many characters, the same everywhere so that output can be compared. */
const MESSAGE_WIDTH = 110;

/** How many other roots are named; the rest are counted. */
const NAMED_ROOTS = 3;

interface Rendering {
  readonly context: ReportContext;
  readonly target: Target;
  readonly colours: Colours;
  readonly linesByFile: ReadonlyMap<string, readonly string[]>;
}

export const stylish: Reporter = (report, context) => {
  const rendering: Rendering = {
    context,
    target: report.target,
    colours: colours.createColors(context.colour),
    linesByFile: new Map([...context.sources].map(([file, text]) => [file, linesOf(text)])),
  };
  const blocks = report.findings.map((finding) => findingBlock(finding, rendering));
  if (report.problems.length > 0) blocks.push(problemBlock(report.problems, rendering));
  const summary = summaryLines(report, rendering);
  if (summary.length > 0) blocks.push(summary.join('\n'));
  return blocks.length === 0 ? '' : `${blocks.join('\n\n')}\n`;
};

function findingBlock(finding: Finding, rendering: Rendering): string {
  const { colours: paint, linesByFile } = rendering;
  const lines = [headline(finding, rendering), ...wrapped(printable(finding.message)).map((line) => `  ${line}`)];
  const style = { gutter: paint.dim, caret: severityPaint(finding.severity, paint) };
  const frame = codeFrame(linesByFile.get(finding.file) ?? [], finding.range, style);
  if (frame.length > 0) lines.push('', ...frame.map((row) => `  ${row}`));
  if (finding.trace.length > 0) lines.push('', ...traceTree(finding, paint));
  const others = otherRoots(finding);
  if (others !== null) lines.push(`  ${paint.dim(others)}`);
  for (const suggestion of finding.suggestions) {
    lines.push(`  ${paint.green('suggestion:')} ${printable(suggestion.title)}`);
  }
  return lines.join('\n');
}

/** Breaks a text at blanks so that lines stay within the width; a longer word has a line of its own. */
function wrapped(text: string): string[] {
  const lines: string[] = [];
  let line = '';
  for (const word of text.split(' ')) {
    if (line !== '' && line.length + 1 + word.length > MESSAGE_WIDTH) {
      lines.push(line);
      line = word;
    } else {
      line = line === '' ? word : `${line} ${word}`;
    }
  }
  return [...lines, line];
}

function headline(finding: Finding, rendering: Rendering): string {
  const { context, colours: paint } = rendering;
  const { start } = finding.range;
  const rule = paint.bold(printable(finding.ruleId));
  const verdict = { on: 'unsafe now', unknown: 'unsafe if snapshotted', off: 'SnapStart is off here' };
  const remarks = [
    finding.confidence === 'definite' ? null : finding.confidence,
    // A chance to start faster is nothing unsafe.
    rendering.target === 'snapstart' && finding.family !== 'preload' ? verdict[finding.snapStart] : null,
  ].filter((remark) => remark !== null);
  return [
    `${paint.underline(printable(finding.file))}:${start.line}:${start.column}`,
    severityPaint(finding.severity, paint)(finding.severity),
    context.links ? hyperlink(rule, finding.docsUrl) : rule,
    ...(remarks.length === 0 ? [] : [paint.dim(`(${remarks.join(', ')})`)]),
  ].join('  ');
}

/** Root first, each hop one step further in; the last one is the sink. */
function traceTree(finding: Finding, paint: Colours): string[] {
  return finding.trace.map((step, index) => {
    const branch = index === 0 ? '  ' : `${' '.repeat(2 + 3 * (index - 1))}└─ `;
    const place = paint.dim(`${printable(step.file)}:${step.range.start.line}`);
    return `${branch}${index + 1}. ${place}  ${printable(step.message)}`;
  });
}

function otherRoots(finding: Finding): string | null {
  const others = finding.roots.filter((root) => root !== rootOfTrace(finding));
  if (others.length === 0) return null;
  const inScript = isScript(finding.file);
  const named = others
    .slice(0, NAMED_ROOTS)
    .map((root) => printable(inScript ? root : root.slice(root.lastIndexOf('.') + 1)));
  const kinds = inScript ? ['other handler', 'other handlers'] : ['other class', 'other classes'];
  const kind = kinds[others.length === 1 ? 0 : 1] ?? '';
  return `also reached from ${others.length} ${kind}: ${named.join(', ')}${others.length > named.length ? ', …' : ''}`;
}

function problemBlock(problems: readonly Problem[], { colours: paint }: Rendering): string {
  const lines = problems.map(
    (problem) => `  ${printable(problem.file)}:${problem.line}:${problem.column}  ${printable(problem.message)}`,
  );
  return [paint.bold('Not fully understood:'), ...lines].join('\n');
}

function summaryLines(report: Report, { context, colours: paint }: Rendering): string[] {
  const { files, analyzed, findings, problems, suppressed, notSnapshotted } = report.summary;
  const total = findings.error + findings.warning + findings.info;
  const extra = [
    ...(analyzed === files ? [] : [`${files - analyzed} not analysed`]),
    ...(problems === 0 ? [] : [`${counted(problems, 'problem')} above`]),
    ...(suppressed === 0 ? [] : [`${suppressed} suppressed`]),
    ...(notSnapshotted === 0 ? [] : [`${notSnapshotted} in functions without SnapStart, see --assume-snapstart`]),
  ];
  const tail = extra.length === 0 ? '' : ` (${extra.join(', ')})`;
  if (total === 0) return files === 0 ? [] : [`${paint.green('✔')} No findings in ${counted(files, 'file')}${tail}`];
  const parts = [
    counted(findings.error, 'error'),
    counted(findings.warning, 'warning'),
    ...(findings.info === 0 ? [] : [`${findings.info} info`]),
  ];
  const mark = severityPaint(loudest(report), paint)('✖');
  const lines = [`${mark} ${counted(total, 'finding')} (${parts.join(', ')}) in ${counted(files, 'file')}${tail}`];
  const [first] = report.findings;
  if (!context.links && first !== undefined) {
    lines.push(paint.dim(`Why, and how to mend it: snapsafe explain ${printable(first.ruleId)}`));
  }
  return lines;
}

function loudest(report: Report): Severity {
  const { error, warning } = report.summary.findings;
  return error > 0 ? 'error' : warning > 0 ? 'warning' : 'info';
}

function severityPaint(severity: Severity, paint: Colours): (text: string) => string {
  return { error: paint.red, warning: paint.yellow, info: paint.blue }[severity];
}
