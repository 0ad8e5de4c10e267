// @ts-check
/**
 * The floor: reads and parses every Java file below the directories given with the default grammar, tests left out, and does
 * nothing else. Prints how many there were.
 */
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Language, Parser } from 'web-tree-sitter';
import { isLeftOut } from './left-out.mjs';

const chunks = new URL('../dist/chunks/', import.meta.url);

await Parser.init({ locateFile: () => fileURLToPath(new URL('web-tree-sitter.wasm', chunks)) });
const grammar = await Language.load(fileURLToPath(new URL('tree-sitter-java_orchard.wasm', chunks)));
const parser = new Parser().setLanguage(grammar);

let files = 0;
for (const directory of process.argv.slice(2)) parseBelow(directory);
process.stdout.write(`${files}\n`);

/** @param {string} directory */
function parseBelow(directory) {
  for (const entry of readdirSync(directory, { withFileTypes: true })) {
    if (isLeftOut(entry.name)) continue;
    const path = join(directory, entry.name);
    if (entry.isDirectory()) parseBelow(path);
    else if (entry.name.endsWith('.java')) {
      parser.parse(readFileSync(path, 'utf8'))?.delete();
      files += 1;
    }
  }
}
