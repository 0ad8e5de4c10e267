/** Writes eslint-plugin/src/rules/index.ts: all rules of the ESLint plugin, from the modules that have a default export. */
import { readFile, readdir, writeFile } from 'node:fs/promises';

const directory = new URL('../eslint-plugin/src/rules/', import.meta.url);

const identifierOf = (id) => id.replace(/-(\w)/gu, (_match, letter) => letter.toUpperCase());

const ids = [];
for (const name of await readdir(directory)) {
  if (!name.endsWith('.ts') || name === 'index.ts') continue;
  const source = await readFile(new URL(name, directory), 'utf8');
  if (/^export default createRule/mu.test(source)) ids.push(name.slice(0, -'.ts'.length));
}
ids.sort();
const text = `/** All rules by name. Written by scripts/generate-node-rules.mjs: do not edit. */
${ids.map((id) => `import ${identifierOf(id)} from './${id}.ts';`).join('\n')}

export const rules = {
${ids.map((id) => `  '${id}': ${identifierOf(id)},`).join('\n')}
} as const;
`;
await writeFile(new URL('index.ts', directory), text);
process.stdout.write(`eslint-plugin/src/rules/index.ts: ${ids.length} rules\n`);
