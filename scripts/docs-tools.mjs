/** What the generators of documentation share: loading TypeScript modules, tables, and text between markers. */
import { readFile, writeFile } from 'node:fs/promises';
import { build } from 'esbuild';

/** The repository. */
export const root = new URL('../', import.meta.url);

/** Imports a TypeScript module of the repository, bundled first because Node 20 does not run TypeScript. */
export async function importBundled(path) {
  const bundle = await build({
    entryPoints: [new URL(path, root).pathname],
    bundle: true,
    format: 'esm',
    platform: 'node',
    packages: 'external',
    write: false,
  });
  const [output] = bundle.outputFiles;
  return import(`data:text/javascript;base64,${Buffer.from(output.contents).toString('base64')}`);
}

/** A rule of the ESLint plugin as a title: `disallow draws …` → `Draws …`, and `require …` → `Require …`. */
export function ruleTitle({ description }) {
  const text = description.replace(/^disallow /u, '');
  return text.charAt(0).toUpperCase() + text.slice(1);
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

/** Writes what belongs between two markers of a file, and says in one line what became of it. */
export async function writeMarked(path, marker, content) {
  const url = new URL(path, root);
  const text = await readOrNull(url);
  const next = text === null ? null : replaceBetween(text, marker, content);
  if (next === null) return `${path}: skipped, no file with markers\n`;
  if (next !== text) await writeFile(url, next);
  return `${path}: ${next === text ? 'up to date' : 'written'}\n`;
}

/** Markdown table with padded cells, as Prettier formats one. */
export function table(rows) {
  const widths = rows[0].map((_cell, column) => Math.max(...rows.map((row) => row[column].length)));
  const line = (row) => `| ${row.map((cell, column) => cell.padEnd(widths[column])).join(' | ')} |`;
  const rule = widths.map((width) => '-'.repeat(width));
  return [line(rows[0]), line(rule), ...rows.slice(1).map(line)].join('\n');
}
