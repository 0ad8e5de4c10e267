/**
 * Writes src/rules/registry.ts: the list of all rules, from the modules in src/rules that have a default export.
 * The file's name is the rule's id, so sorting the names sorts the rules. And src/rules/summaries.generated.ts: what can be
 * said of the rules without loading them, so that a run that has nothing for them to look at does not.
 */
import { readFile, readdir, writeFile } from 'node:fs/promises';
import { importBundled } from './docs-tools.mjs';

const rulesDirectory = new URL('../src/rules/', import.meta.url);

/** `unique-value-in-init` → `uniqueValueInInit`. */
function identifierOf(id) {
  return id.replace(/-(\w)/gu, (_match, letter) => letter.toUpperCase());
}

/** Ids of the rule modules, sorted. */
async function ruleIds() {
  const ids = [];
  for (const name of await readdir(rulesDirectory)) {
    if (!name.endsWith('.ts') || name === 'registry.ts') continue;
    const source = await readFile(new URL(name, rulesDirectory), 'utf8');
    if (/^export default /mu.test(source)) ids.push(name.slice(0, -'.ts'.length));
  }
  return ids.sort();
}

const ids = await ruleIds();
const text = `/** All rules, sorted by id. Written by scripts/generate-registry.mjs: do not edit. */
${ids.map((id) => `import ${identifierOf(id)} from './${id}.ts';`).join('\n')}
import type { Rule } from './rule.ts';

export const rules: readonly Rule[] = [
${ids.map((id) => `  ${identifierOf(id)},`).join('\n')}
];
`;
await writeFile(new URL('registry.ts', rulesDirectory), text);
process.stdout.write(`src/rules/registry.ts: ${ids.length} rules\n`);

const { rules } = await importBundled('src/rules/registry.ts');
const summaries = rules.map(({ meta: { id, family, title, severity, preset, options } }) =>
  JSON.stringify({ id, family, title, severity, preset, options }),
);
const data = `/** The rules for Java, sorted by id. Written by scripts/generate-registry.mjs: do not edit. */
import type { RuleMeta } from './rule.ts';

/** What is known of a rule without loading it. */
export type RuleSummaryData = Pick<RuleMeta, 'id' | 'family' | 'title' | 'severity' | 'preset' | 'options'>;

export const javaRules: readonly RuleSummaryData[] = [
${summaries.map((summary) => `  ${summary},`).join('\n')}
];
`;
await writeFile(new URL('summaries.generated.ts', rulesDirectory), data);
process.stdout.write(`src/rules/summaries.generated.ts: ${rules.length} rules\n`);
