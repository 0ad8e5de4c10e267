/**
 * The shape of a configuration file as one valibot schema: types, validation, defaults, schema/config.schema.json and the
 * table in docs/configuration.md all come from here. Rule names and options come from the rules, which this layer does not
 * know: the caller gives them.
 */
import * as v from 'valibot';
import { reportingRuleIds } from '../knowledge/rule-ids.ts';
import type { RuleOptionSpec } from '../types.ts';

/** What the schema needs to know of a rule. */
export interface RuleDescription {
  readonly id: string;
  readonly title: string;
  readonly options?: Readonly<Record<string, RuleOptionSpec>>;
}

const described = <T extends v.GenericSchema>(
  schema: T,
  text: string,
): v.SchemaWithPipe<readonly [T, v.DescriptionAction<v.InferOutput<T>, string>]> => v.pipe(schema, v.description(text));

const filled = v.pipe(v.string(), v.nonEmpty('a text that is not empty'));
const globs = v.array(filled);
const className = /^(?:[A-Za-z_$][\w$]*\.)*[A-Za-z_$][\w$]*$/;

/** A text of a form; `expected` says which, with an example. */
const text = (
  form: RegExp,
  expected: string,
): v.SchemaWithPipe<readonly [v.StringSchema<undefined>, v.RegexAction<string, string>]> =>
  v.pipe(v.string(), v.regex(form, expected));

const severity = v.picklist(['error', 'warning', 'info', 'off', 'on']);

const catalogueEntry = v.strictObject({
  type: described(
    text(className, 'the qualified name of a class, such as com.acme.CacheClient'),
    'The qualified name of a class, of a library or of the project itself.',
  ),
  member: v.optional(
    described(
      text(/^(?:<init>|[A-Za-z_$][\w$]*)$/, 'the name of a method, or <init>'),
      'A method, or `<init>` for constructors.',
    ),
    '<init>',
  ),
  rule: described(
    v.nullable(v.picklist(reportingRuleIds)),
    'The rule that reports a call of it before the snapshot; null when the call is right there.',
  ),
});

function optionSchema(spec: RuleOptionSpec): v.GenericSchema {
  switch (spec.type) {
    case 'number':
      return described(v.pipe(v.number(), v.minValue(spec.minimum), v.maxValue(spec.maximum)), spec.description);
    case 'boolean':
      return described(v.boolean(), spec.description);
    case 'choice':
      return described(v.picklist(spec.choices), spec.description);
    case 'names':
      return described(v.array(filled), spec.description);
  }
}

function ruleSetting({ title, options = {} }: RuleDescription): v.GenericSchema {
  const entries = Object.entries(options).map(([name, spec]) => [name, v.exactOptional(optionSchema(spec))] as const);
  if (entries.length === 0) return described(severity, `${title}.`);
  const withOptions = v.strictTuple([severity, v.strictObject(Object.fromEntries(entries))]);
  return described(v.union([severity, withOptions]), `${title}.`);
}

/** A rule's severity, or the severity and the rule's options. */
type RuleSetting =
  | v.InferOutput<typeof severity>
  | readonly [v.InferOutput<typeof severity>, Readonly<Record<string, number | boolean | string | readonly string[]>>];

/** Makes the schema of a configuration file for these rules. Output has a value for every key but those without a default. */
// eslint-disable-next-line @typescript-eslint/explicit-module-boundary-types -- a schema is its own type, too long to repeat
export function configSchema(rules: readonly RuleDescription[]) {
  const ruleEntries = rules.map((rule) => [rule.id, v.exactOptional(ruleSetting(rule))] as const);
  return v.strictObject({
    $schema: v.exactOptional(described(v.string(), 'Where this schema is, for editors.')),
    target: v.optional(
      described(v.picklist(['snapstart', 'crac']), 'What takes the snapshot: Lambda SnapStart or a CRaC JVM.'),
      'snapstart',
    ),
    preset: v.optional(
      described(
        v.picklist(['recommended', 'strict', 'all']),
        'Which rules are on: those that report defects, also those that advise, or every rule.',
      ),
      'recommended',
    ),
    rules: v.optional(
      described(
        v.strictObject(Object.fromEntries(ruleEntries)) as unknown as v.GenericSchema<
          Readonly<Record<string, RuleSetting>>
        >,
        'Severities by rule: `error`, `warning`, `info`, `off`, or `on` for the rule\'s own. `["warning", {…}]` also sets options.',
      ),
      {},
    ),
    include: v.exactOptional(
      described(globs, 'Only these files are analysed. Patterns as in .gitignore, relative to this file.'),
    ),
    exclude: v.optional(
      described(globs, 'These files are not analysed. Patterns as in .gitignore, relative to this file.'),
      [],
    ),
    includeTests: v.optional(described(v.boolean(), 'Analyse test sources like any other.'), false),
    includeInfrastructure: v.optional(
      described(v.boolean(), 'Analyse infrastructure code (CDK and its like) as if it were part of the functions.'),
      false,
    ),
    entryPoints: v.optional(
      described(
        v.array(
          text(
            /^(?:[A-Za-z_$][\w$]*\.)*[A-Za-z_$][\w$]*(?:#[A-Za-z_$][\w$]*)?$/,
            'a class or a method of one, such as com.acme.Boot or com.acme.Boot#start',
          ),
        ),
        'Classes that are started before the snapshot, and methods (`com.acme.Boot#start`) that run then, besides those found.',
      ),
      [],
    ),
    handlers: v.optional(
      described(
        globs,
        'Files in JavaScript or TypeScript that Lambda loads as handlers, besides those that templates name. Patterns as in .gitignore, relative to this file.',
      ),
      [],
    ),
    node: v.optional(
      described(
        v.strictObject({
          target: v.exactOptional(
            described(
              v.picklist(['snapstart', 'startup-snapshot', 'workers']),
              'What takes the snapshot: Lambda, `node --build-snapshot`, or nothing but the global scope of Workers.',
            ),
          ),
          restoreBarrier: v.exactOptional(
            described(v.array(filled), 'Functions whose awaited call returns after the restore.'),
          ),
          afterRestore: v.exactOptional(
            described(
              v.union([filled, v.strictObject({ name: filled, from: v.exactOptional(filled) })]),
              'The function that runs its argument after each restore; `from` is the module that exports it.',
            ),
          ),
          allow: v.exactOptional(
            described(v.array(filled), 'Calls that are right before the snapshot: `module` or `module#export`.'),
          ),
        }),
        'What holds for JavaScript and TypeScript alone.',
      ),
      {},
    ),
    catalogue: v.optional(
      described(
        v.array(catalogueEntry),
        'What members of own clients and wrappers do. Comes before what is built in and before looking into their code.',
      ),
      [],
    ),
    safeTypes: v.optional(
      described(
        v.array(
          text(
            /^[A-Za-z_$][\w$]*(?:\.[A-Za-z_$][\w$]*)*(?:\.\*)?$/,
            'a class or a package with .*, such as com.acme.Ids or com.acme.safe.*',
          ),
        ),
        'Classes (`com.acme.Ids`) and packages (`com.acme.safe.*`) whose calls are right before the snapshot.',
      ),
      [],
    ),
    assumeSnapStart: v.optional(
      described(v.boolean(), 'Take every function as snapshotted, whatever its template says.'),
      false,
    ),
    afterRestoreBudget: v.exactOptional(
      described(
        v.pipe(v.number(), v.minValue(0.1), v.maxValue(60)),
        'Seconds that all afterRestore hooks may take; AWS gives 10, with the loading of the runtime.',
      ),
    ),
    baseline: v.exactOptional(
      described(
        v.union([filled, v.literal(false)]),
        'The file with accepted findings, relative to this file; false for none. Default: snapsafe-baseline.json when there is one.',
      ),
    ),
  });
}

/** A configuration file, with defaults in place. */
export type Config = Readonly<v.InferOutput<ReturnType<typeof configSchema>>>;
