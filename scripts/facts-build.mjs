/** The name of what turns a text into facts: cached facts of another build are not read. */
import { createHash } from 'node:crypto';
import { readFile, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../', import.meta.url));

/** Parsing, lowering and their data, the format of the cache, and, in the lock file, the grammars. */
const INPUTS = [
  'src/cache',
  'src/java-ast',
  'src/knowledge',
  'src/model',
  'src/run/parse.ts',
  'src/util',
  'package-lock.json',
];

/** Gives 16 hexadecimal digits over all inputs. */
export async function factsBuild() {
  const hash = createHash('sha256');
  for (const input of INPUTS) {
    for (const file of await filesAt(join(root, input))) {
      hash.update(file.slice(root.length)).update(await readFile(file));
    }
  }
  return hash.digest('hex').slice(0, 16);
}

/**
 * @param {string} path
 * @returns {Promise<readonly string[]>} sorted
 */
async function filesAt(path) {
  if (/\.(?:json|ts)$/u.test(path)) return [path];
  const entries = await readdir(path, { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .sort();
}
