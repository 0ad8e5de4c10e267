/** The report's shape as a valibot schema: the source of schema/report.schema.json (`npm run generate`). */
import * as v from 'valibot';

const count = v.pipe(v.number(), v.integer(), v.minValue(0));
const oneBased = v.pipe(v.number(), v.integer(), v.minValue(1));
const file = v.pipe(v.string(), v.description('Relative to the working directory of the run, with `/`.'));

const position = v.strictObject({
  line: oneBased,
  column: v.pipe(oneBased, v.description('Counted in UTF-16 code units.')),
});

const range = v.pipe(v.strictObject({ start: position, end: position }), v.description('1-based; `end` is exclusive.'));

const traceStep = v.strictObject({ file, range, message: v.string() });

const suggestion = v.strictObject({
  title: v.string(),
  kind: v.picklist(['after-restore', 'lazy', 'per-invocation', 'preload', 'replace']),
  safe: v.pipe(v.boolean(), v.description('Whether the edits cannot change what the program does otherwise.')),
  edits: v.array(v.strictObject({ file, range, newText: v.string() })),
});

const finding = v.strictObject({
  ruleId: v.string(),
  family: v.picklist([
    'connection',
    'secret',
    'token',
    'credentials',
    'randomness',
    'time',
    'host',
    'thread',
    'file',
    'hook',
    'preload',
    'config',
  ]),
  severity: v.pipe(v.picklist(['error', 'warning', 'info']), v.description('`info` never counts for the exit code.')),
  confidence: v.pipe(
    v.picklist(['definite', 'likely', 'possible']),
    v.description('`likely`: one hop was inferred; `possible`: no known root reaches it.'),
  ),
  message: v.string(),
  file,
  range,
  symbol: v.pipe(v.string(), v.description('`com.acme.Outer$Inner#member`.')),
  sink: v.strictObject({ type: v.string(), member: v.string() }),
  phase: v.picklist([
    'static-initializer',
    'constructor',
    'instance-field',
    'bean',
    'before-checkpoint',
    'main',
    'module-scope',
    'any',
  ]),
  trace: v.pipe(v.array(traceStep), v.description('Root first, sink last.')),
  roots: v.pipe(
    v.array(v.string()),
    v.description('Binary names of the classes from whose start-up the sink is reached.'),
  ),
  snapStart: v.picklist(['on', 'off', 'unknown']),
  suggestions: v.array(suggestion),
  fingerprint: v.pipe(
    v.string(),
    v.description('The same in every run while rule, symbol and sink are the same; holds no line and no path.'),
  ),
  docsUrl: v.string(),
});

const suppressed = v.strictObject({
  finding,
  by: v.picklist(['comment', 'annotation', 'baseline']),
  reason: v.pipe(v.nullable(v.string()), v.description('As written after `--`.')),
});

/** The whole report; its output type is held equal to `Report` by a test. */
export const reportSchema = v.strictObject({
  schemaVersion: v.literal(1),
  tool: v.strictObject({ name: v.literal('snapsafe'), version: v.string() }),
  target: v.pipe(v.picklist(['snapstart', 'crac']), v.description('What the findings are judged for.')),
  summary: v.strictObject({
    files: v.pipe(count, v.description('Java files found.')),
    analyzed: v.pipe(count, v.description('Files whose facts entered the analysis.')),
    findings: v.strictObject({ error: count, warning: count, info: count }),
    suppressed: count,
    notSnapshotted: v.pipe(count, v.description('Findings left out because SnapStart is off for their functions.')),
    problems: count,
  }),
  findings: v.pipe(v.array(finding), v.description('Sorted by file, line, column, rule.')),
  problems: v.pipe(
    v.array(v.strictObject({ file, line: oneBased, column: oneBased, message: v.string() })),
    v.description('Files, or places in them, that were not fully understood.'),
  ),
  suppressed: v.optional(
    v.pipe(v.array(suppressed), v.description('Findings that are not reported; only with `--include-suppressed`.')),
  ),
});
