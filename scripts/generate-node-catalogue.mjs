/**
 * Writes eslint-plugin/src/knowledge/sinks.generated.ts from eslint-plugin/data/node-sinks.json: what a rule needs at run
 * time, without the evidence, as a module, so that the plugin reads no file when it is loaded.
 */
import { readFile, writeFile } from 'node:fs/promises';

const plugin = new URL('../eslint-plugin/', import.meta.url);

/** Fields that only readers of the data need. */
const LEFT_OUT = new Set(['evidence', 'measured', 'selfHeals']);

const entries = JSON.parse(await readFile(new URL('data/node-sinks.json', plugin), 'utf8'));
const lines = entries.map(
  (entry) => `  ${JSON.stringify(Object.fromEntries(Object.entries(entry).filter(([key]) => !LEFT_OUT.has(key))))},`,
);
const text = `/** What library calls do at module scope. Written by scripts/generate-node-catalogue.mjs: do not edit. */
import type { CatalogueEntry } from './entry.ts';

export const sinks: readonly CatalogueEntry[] = [
${lines.join('\n')}
];
`;
await writeFile(new URL('src/knowledge/sinks.generated.ts', plugin), text);
process.stdout.write(`eslint-plugin/src/knowledge/sinks.generated.ts: ${entries.length} entries\n`);
