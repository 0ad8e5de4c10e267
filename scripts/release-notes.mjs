/**
 * Prints what CHANGELOG.md says of a release: `node scripts/release-notes.mjs v1.2.3`. Fails with one line when the tag,
 * the packages' versions and the headings do not agree, so that nothing is published that is not described.
 */
import { readFile } from 'node:fs/promises';

const [tag = ''] = process.argv.slice(2);

const read = (path) => readFile(new URL(`../${path}`, import.meta.url), 'utf8');

/** The section's text below its heading; null when no heading has this version and a date. */
function sectionOf(changelog, version) {
  const sections = changelog.split(/^## /mu).slice(1);
  const found = sections.find((section) => section.startsWith(`${version} (`));
  if (found === undefined || !/^\S+ \(\d{4}-\d{2}-\d{2}\)\n/u.test(found)) return null;
  return found.slice(found.indexOf('\n') + 1).trim();
}

/** What keeps the tag from being released, in a sentence; null when nothing does. */
async function obstacle(version) {
  for (const path of ['package.json', 'eslint-plugin/package.json']) {
    const { version: own } = JSON.parse(await read(path));
    if (own !== version) return `${path} has version ${own}, the tag is '${tag}'`;
  }
  const notes = sectionOf(await read('CHANGELOG.md'), version);
  if (notes === null) return `CHANGELOG.md has no section '## ${version} (YYYY-MM-DD)'`;
  return notes === '' ? `CHANGELOG.md says nothing about ${version}` : null;
}

const version = tag.replace(/^v/u, '');
const problem = await obstacle(version);
if (problem === null) {
  process.stdout.write(`${sectionOf(await read('CHANGELOG.md'), version)}\n`);
} else {
  process.stderr.write(`release-notes: ${problem}\n`);
  process.exitCode = 1;
}
