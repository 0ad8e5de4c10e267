/**
 * Writes what the documentation repeats from the rules' metadata: the header of each page in docs/rules, and the rules
 * table in README.md and docs/rules/README.md between their markers. Prose outside the markers is never touched.
 */
import { readFile, writeFile } from 'node:fs/promises';
import { build } from 'esbuild';

const root = new URL('../', import.meta.url);

/** The rule list, bundled first because Node 20 does not run TypeScript. */
async function loadRules() {
  const bundle = await build({
    entryPoints: [new URL('src/rules/registry.ts', root).pathname],
    bundle: true,
    format: 'esm',
    platform: 'node',
    packages: 'external',
    write: false,
  });
  const [output] = bundle.outputFiles;
  const { rules } = await import(`data:text/javascript;base64,${Buffer.from(output.contents).toString('base64')}`);
  return rules;
}

/** Text of a file, or null when there is none. */
async function readOrNull(url) {
  try {
    return await readFile(url, 'utf8');
  } catch (error) {
    if (error.code === 'ENOENT') return null;
    throw error;
  }
}

/** Replaces what stands between the markers; null when the text has no such markers. */
function replaceBetween(text, marker, content) {
  const start = `<!-- generated:${marker} -->`;
  const end = `<!-- /generated:${marker} -->`;
  const from = text.indexOf(start);
  const to = text.indexOf(end);
  if (from < 0 || to < from) return null;
  return `${text.slice(0, from)}${start}\n\n${content}\n\n${text.slice(to)}`;
}

/** Markdown table with padded cells, as Prettier formats one. */
function table(rows) {
  const widths = rows[0].map((_cell, column) => Math.max(...rows.map((row) => row[column].length)));
  const line = (row) => `| ${row.map((cell, column) => cell.padEnd(widths[column])).join(' | ')} |`;
  const rule = widths.map((width) => '-'.repeat(width));
  return [line(rows[0]), line(rule), ...rows.slice(1).map(line)].join('\n');
}

/** A rule's title, and what its metadata says; the options when it has any. */
function headerOf({ id, family, title, severity, preset, options = {} }) {
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

async function writeMarked(path, marker, content) {
  const url = new URL(path, root);
  const text = await readOrNull(url);
  const next = text === null ? null : replaceBetween(text, marker, content);
  if (next === null) return `${path}: skipped, no file with markers\n`;
  if (next !== text) await writeFile(url, next);
  return `${path}: ${next === text ? 'up to date' : 'written'}\n`;
}

const rules = await loadRules();
for (const { meta } of rules) {
  process.stdout.write(await writeMarked(`docs/rules/${meta.id}.md`, 'header', headerOf(meta)));
}
process.stdout.write(await writeMarked('docs/rules/README.md', 'rules', rulesTable(rules, '')));
process.stdout.write(await writeMarked('README.md', 'rules', rulesTable(rules, 'docs/rules/')));
process.stdout.write(await writeMarked('docs/configuration.md', 'config', await configTable()));
