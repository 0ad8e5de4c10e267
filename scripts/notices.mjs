/**
 * The licences of what the bundle holds, as their texts demand: dist/THIRD-PARTY-NOTICES.txt, with one section for each
 * package whose code or grammar is in it.
 */
import { readFile, readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

/** Licences that ask for no more than this file gives: their text and their holders. Another one needs a decision first. */
const PERMISSIVE = new Set(['0BSD', 'Apache-2.0', 'BlueOak-1.0.0', 'BSD-2-Clause', 'BSD-3-Clause', 'ISC', 'MIT']);

const LICENCE_FILE = /^(?:licen[cs]e|copying|notice)(?:[-.].*)?$/iu;

/** The package folder that a bundled file comes from, the innermost one; null for our own files. */
function packageFolder(file) {
  const at = file.lastIndexOf('node_modules/');
  if (at < 0) return null;
  const [scopeOrName, name] = file.slice(at + 'node_modules/'.length).split('/');
  const own = scopeOrName.startsWith('@') ? `${scopeOrName}/${name}` : scopeOrName;
  return `${file.slice(0, at)}node_modules/${own}`;
}

async function section(root, folder) {
  const { name, version, license } = JSON.parse(await readFile(join(root, folder, 'package.json'), 'utf8'));
  if (!PERMISSIVE.has(license)) throw new Error(`${folder}: the licence '${license}' is not one that may be bundled`);
  const files = (await readdir(join(root, folder))).filter((file) => LICENCE_FILE.test(file)).sort();
  const texts = await Promise.all(files.map((file) => readFile(join(root, folder, file), 'utf8')));
  const own = texts.length > 0 ? texts.map((text) => text.trim()) : ['The package holds no text of its licence.'];
  return { title: `${name} ${version} (${license})`, text: own.join('\n\n') };
}

/**
 * Writes the notices of the packages that `inputs` (paths relative to `root`, as esbuild names them) come from, sorted by
 * name. Throws when the licence of one of them is missing or not permissive.
 */
export async function writeNotices(root, inputs, target) {
  const folders = [...new Set(inputs.map(packageFolder))].filter((folder) => folder !== null).sort();
  const sections = await Promise.all(folders.map((folder) => section(root, folder)));
  const line = '-'.repeat(80);
  const body = sections.map(({ title, text }) => `${line}\n${title}\n${line}\n\n${text}\n`);
  await writeFile(target, `snapsafe holds code of these packages, under their own licences.\n\n${body.join('\n')}`);
}
