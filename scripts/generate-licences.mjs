/**
 * Writes the table of what the bundle holds into docs/dependencies.md, from dist/THIRD-PARTY-NOTICES.txt: that file is
 * written by the build from what went into the bundle, so that neither can claim something else.
 */
import { readFile } from 'node:fs/promises';
import { root, table, writeMarked } from './docs-tools.mjs';

const TITLE = /^-{80}\n(?<name>\S+) (?<version>\S+) \((?<licence>.+)\)\n-{80}$/gmu;

async function notices() {
  try {
    return await readFile(new URL('dist/THIRD-PARTY-NOTICES.txt', root), 'utf8');
  } catch (error) {
    if (error.code !== 'ENOENT') throw error;
    throw new Error('dist/THIRD-PARTY-NOTICES.txt is missing: run npm run build first', { cause: error });
  }
}

const rows = [...(await notices()).matchAll(TITLE)].map(({ groups }) => [
  `\`${groups.name}\``,
  groups.version,
  groups.licence,
]);
if (rows.length === 0) throw new Error('dist/THIRD-PARTY-NOTICES.txt names no package');
process.stdout.write(
  await writeMarked('docs/dependencies.md', 'bundled', table([['Package', 'Version', 'Licence'], ...rows])),
);
