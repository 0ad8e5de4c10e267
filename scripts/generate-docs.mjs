/**
 * Writes what the documentation repeats from the rules' metadata: the header of each page in docs/rules, and the rules
 * table in README.md and docs/rules/README.md between their markers. Prose outside the markers is never touched.
 */
import { readFile } from 'node:fs/promises';
import { importBundled, root, table, writeMarked } from './docs-tools.mjs';

/** What the suggestions of a rule do, by the names that its metadata gives. */
const FIXES = {
  'after-restore': 'close it in beforeCheckpoint and make it anew in afterRestore (`after-restore`)',
  again: 'do it again in afterRestore (`after-restore`)',
  lazy: 'make it on first use (`lazy`)',
  'per-invocation': 'make it anew at each use (`per-invocation`)',
  'secure-random': 'use SecureRandom (`replace`)',
  'secure-shuffle': 'shuffle with a SecureRandom (`replace`)',
  'native-algorithm': 'use NativePRNG (`replace`)',
  'default-credentials': 'use the default credentials chain (`replace`)',
  'live-provider': 'keep the credentials provider instead of its credentials (`replace`)',
  'fixed-delay': 'use a fixed delay (`replace`)',
  'make-once': 'make it once, in a field (`preload`)',
  'sdk-warm-up': 'warm the clients up with SdkWarmUp (`preload`)',
  'pool-suspension': 'allow the pool to be suspended, in the settings or where code makes it (`replace`)',
  'open-use-close':
    'open it, use it once and close it before the snapshot, and open it again in afterRestore (`preload`)',
  hold: 'keep the resource in a field (`after-restore`)',
  register: 'register the resource in its constructor (`after-restore`)',
  reopen: 'open it again in afterRestore (`after-restore`)',
  rethrow: 'throw the exception again (`replace`)',
};

/** The line that says what the suggestions of a rule do. */
function fixLine(fixes = []) {
  const texts = fixes.map((name) => {
    if (FIXES[name] === undefined) throw new Error(`no text for the fix '${name}'`);
    return FIXES[name];
  });
  return texts.length === 0 ? 'Fix: by hand.' : `Fix: ${texts.join('; ')}. See [fixes](../fixes.md).`;
}

/** A rule's title, and what its metadata says; the options when it has any. */
function headerOf({ id, family, title, severity, preset, fixes, options = {} }) {
  return [
    `# ${id}`,
    '',
    `${title}.`,
    '',
    table([
      ['Id', 'Family', 'SnapStart', 'CRaC', 'Preset'],
      [`\`${id}\``, family, severity.snapstart, severity.crac, preset],
    ]),
    ...optionsTable(options),
    '',
    fixLine(fixes),
  ].join('\n');
}

/** How an option's value is written in a configuration file. */
function typeOf(spec) {
  if (spec.type === 'number') return `number, ${spec.minimum} to ${spec.maximum}`;
  if (spec.type === 'choice') return spec.choices.map((choice) => `\`${choice}\``).join(', ');
  return spec.type === 'names' ? 'list of names' : spec.type;
}

function optionsTable(options) {
  const rows = Object.entries(options).map(([name, spec]) => [
    `\`${name}\``,
    typeOf(spec),
    `\`${JSON.stringify(spec.default)}\``,
    spec.description,
  ]);
  return rows.length === 0 ? [] : ['', table([['Option', 'Value', 'Default', ''], ...rows])];
}

/** The keys of a configuration file, from the published schema. */
async function configTable() {
  const { properties } = JSON.parse(await readFile(new URL('schema/config.schema.json', root), 'utf8'));
  const valueOf = ({ enum: choices, type, anyOf }) => {
    if (choices !== undefined) return choices.map((choice) => `\`${choice}\``).join(', ');
    if (anyOf !== undefined) return anyOf.map((one) => one.type ?? `\`${JSON.stringify(one.const)}\``).join(' or ');
    return type === 'array' ? 'list' : type;
  };
  const rows = Object.entries(properties).map(([name, property]) => [
    `\`${name}\``,
    valueOf(property),
    property.default === undefined ? '' : `\`${JSON.stringify(property.default)}\``,
    property.description,
  ]);
  return table([['Key', 'Value', 'Default', 'Meaning'], ...rows]);
}

function rulesTable(rules, linkBase) {
  const rows = rules.map(({ meta }) => [
    `[${meta.id}](${linkBase}${meta.id}.md)`,
    meta.title,
    meta.family,
    meta.severity.snapstart,
    meta.severity.crac,
  ]);
  return table([['Rule', 'Finds', 'Family', 'SnapStart', 'CRaC'], ...rows]);
}

const { rules } = await importBundled('src/rules/registry.ts');
for (const { meta } of rules) {
  process.stdout.write(await writeMarked(`docs/rules/${meta.id}.md`, 'header', headerOf(meta)));
}
process.stdout.write(await writeMarked('docs/rules/README.md', 'rules', rulesTable(rules, '')));
process.stdout.write(await writeMarked('README.md', 'rules', rulesTable(rules, 'docs/rules/')));
process.stdout.write(await writeMarked('docs/configuration.md', 'config', await configTable()));
