/** The shape of the data files, for tests and for entries that users add; start-up of the linter does not need it. */
import * as v from 'valibot';
import { reportingRuleIds } from './rule-ids.ts';

const position = v.pipe(v.string(), v.regex(/^\d+$/));
const source = v.pipe(
  v.string(),
  v.check((text) => {
    try {
      return new RegExp(text, 'u') instanceof RegExp;
    } catch {
      return false;
    }
  }, 'not a regular expression'),
);

/** A condition on a call; see `Condition` in entry.ts. At least one part must be given besides the text. */
export const conditionSchema = v.pipe(
  v.strictObject({
    text: v.pipe(v.string(), v.nonEmpty()),
    libraryVersion: v.optional(v.pipe(v.string(), v.regex(/^[\w.-]+ \d+(\.\d+)*$/))),
    argumentTypes: v.optional(v.record(position, v.pipe(v.string(), v.regex(/^[\w.]+(\|[\w.]+)*$/)))),
    argumentMatches: v.optional(v.record(position, source)),
    constantArguments: v.optional(v.pipe(v.array(v.number()), v.nonEmpty())),
    settings: v.optional(v.record(v.string(), v.pipe(v.string(), v.regex(/^(=|!=|<|>|<=|>=)/)))),
    undecidable: v.optional(v.literal(true)),
  }),
  v.check((condition) => Object.keys(condition).length > 1, 'a condition needs a part that a machine can read'),
);

/** One catalogue entry; see `CatalogueEntry` in entry.ts. */
export const catalogueEntrySchema = v.pipe(
  v.strictObject({
    type: v.pipe(v.string(), v.regex(/^([a-z_][\w]*\.)+[A-Za-z]\w*(\.[A-Z]\w*)*$/)),
    member: v.pipe(v.string(), v.regex(/^(<init>|[a-z]\w*)$/)),
    arity: v.nullable(
      v.pipe(
        v.strictTuple([v.pipe(v.number(), v.minValue(0)), v.number()]),
        v.check(([min, max]) => min <= max, 'the range is empty'),
      ),
    ),
    isStatic: v.boolean(),
    when: v.nullable(conditionSchema),
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
    effect: v.picklist([
      'connects-now',
      'connects-in-background',
      'opens-on-first-use',
      'reads-on-iteration',
      'opens-now',
      'listens-now',
      'uses-connection',
      'starts-threads',
      'schedules-task',
      'spawns-now',
      'draws-now',
      'seeds-now',
      'captures-now',
      'mints-now',
      'maps-file',
      'none',
    ]),
    verdict: v.picklist(['unsafe', 'risky', 'ok']),
    remedy: v.pipe(v.string(), v.nonEmpty()),
    selfHeals: v.nullable(v.boolean()),
    note: v.nullable(v.string()),
    measured: v.boolean(),
    library: v.pipe(v.string(), v.nonEmpty()),
    evidence: v.pipe(v.string(), v.nonEmpty()),
    rule: v.nullable(v.picklist(reportingRuleIds)),
  }),
  v.check((entry) => entry.verdict !== 'ok' || entry.rule === null, 'an entry that is ok has no rule'),
);

/** The whole of data/catalogue.json. */
export const catalogueSchema = v.array(catalogueEntrySchema);

const names = v.pipe(v.array(v.pipe(v.string(), v.nonEmpty())), v.nonEmpty());
const typePattern = v.pipe(v.string(), v.regex(/^(\*|[A-Za-z_][\w.]*(\*\w*)?)$/));
const membersOfType = { type: typePattern, members: names };

/** The whole of data/behaviour.json; see behaviour.ts. */
export const behaviourSchema = v.strictObject({
  functions: v.array(
    v.strictObject({
      ...membersOfType,
      argument: v.pipe(v.number(), v.integer(), v.minValue(-1)),
      when: v.picklist(['now', 'at-end', 'later']),
      calledWith: v.array(v.pipe(v.string(), v.regex(/^(element|receiver|unknown|argument:\d)$/))),
    }),
  ),
  runsStored: v.array(v.strictObject(membersOfType)),
  keeps: v.strictObject({
    members: names,
    prefixes: names,
    builders: source,
    notMembers: names,
    notTypes: v.array(typePattern),
  }),
  registries: v.array(v.strictObject({ ...membersOfType, place: v.pipe(v.string(), v.nonEmpty()) })),
  staticSetter: source,
  drops: v.array(v.strictObject(membersOfType)),
  fills: v.array(v.strictObject({ ...membersOfType, argument: v.pipe(v.number(), v.minValue(0)) })),
  closes: v.strictObject({ anyType: names, typed: v.array(v.strictObject(membersOfType)) }),
  validity: v.strictObject({ aliveWhenTrue: names, aliveWhenFalse: names }),
  loggers: v.strictObject({ types: v.array(typePattern), simpleNames: names, valueSinks: v.array(typePattern) }),
});
