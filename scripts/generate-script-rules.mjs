/**
 * Writes src/node/rules.generated.ts: what the command line says of the ESLint plugin's rules without loading them, so that
 * a run over Java alone loads neither them nor ESLint.
 */
import { writeFile } from 'node:fs/promises';
import { importBundled, root, ruleTitle } from './docs-tools.mjs';

const { rules } = await importBundled('eslint-plugin/src/rules/index.ts');
const { rules: javaRules } = await importBundled('src/rules/registry.ts');
const shared = new Set(javaRules.map(({ meta }) => meta.id));

const SEVERITIES = { error: 'error', warn: 'warning' };

const lines = Object.entries(rules).map(([id, { meta }]) => {
  const { docs } = meta;
  const fields = {
    id,
    family: docs.family,
    title: ruleTitle(docs),
    preset: docs.preset,
    severity: SEVERITIES[docs.severity],
    targets: docs.targets,
    isShared: shared.has(id),
    hasStrict: JSON.stringify(meta.schema).includes('"strict"'),
  };
  return `  ${JSON.stringify(fields)},`;
});
const text = `/** The rules of the ESLint plugin, sorted by id. Written by scripts/generate-script-rules.mjs: do not edit. */
import type { ScriptRuleData } from './rules.ts';

export const scriptRuleData: readonly ScriptRuleData[] = [
${lines.join('\n')}
];
`;
const { format, resolveConfig } = await import('prettier');
const file = new URL('src/node/rules.generated.ts', root);
const options = await resolveConfig(file.pathname);
await writeFile(file, await format(text, { ...options, parser: 'typescript' }));
process.stdout.write(`src/node/rules.generated.ts: ${lines.length} rules\n`);
