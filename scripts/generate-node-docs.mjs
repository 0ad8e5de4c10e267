/**
 * Writes what the documentation repeats from the rules of the ESLint plugin: the header of the pages that belong to it
 * alone, and the table in docs/rules/README.md and eslint-plugin/README.md between their markers.
 */
import { importBundled, ruleTitle, table, writeMarked } from './docs-tools.mjs';

const { rules } = await importBundled('eslint-plugin/src/rules/index.ts');
const { rules: javaRules } = await importBundled('src/rules/registry.ts');
const shared = new Set(javaRules.map(({ meta }) => meta.id));

const targetsOf = ({ targets }) => targets.map((target) => `\`${target}\``).join(', ');

function headerOf(id, docs) {
  return [
    `# ${id}`,
    '',
    `${ruleTitle(docs)}.`,
    '',
    table([
      ['Id', 'Family', 'Preset', 'Targets'],
      [`\`${id}\``, docs.family, docs.preset, targetsOf(docs)],
    ]),
  ].join('\n');
}

function rulesTable(linkBase) {
  const rows = Object.entries(rules).map(([id, { meta }]) => [
    `[${id}](${linkBase}${id}.md)`,
    ruleTitle(meta.docs),
    meta.docs.preset,
    meta.docs.severity,
    targetsOf(meta.docs),
    meta.hasSuggestions ? 'yes' : '',
  ]);
  return table([['Rule', 'Finds', 'Preset', 'Severity', 'Targets', 'Suggests'], ...rows]);
}

for (const [id, { meta }] of Object.entries(rules)) {
  if (!shared.has(id)) {
    process.stdout.write(await writeMarked(`docs/rules/${id}.md`, 'header', headerOf(id, meta.docs)));
  }
}
process.stdout.write(await writeMarked('docs/rules/README.md', 'node-rules', rulesTable('')));
process.stdout.write(await writeMarked('eslint-plugin/README.md', 'node-rules', rulesTable('../docs/rules/')));
