/**
 * What README.md promises, for .ci/run to hold it to:
 *   node .ci/readme.mjs command NAME        prints the code block after `<!-- command:NAME -->`
 *   node .ci/readme.mjs output NAME FILE    checks that FILE shows the code block after `<!-- output:NAME -->`
 * Exit code 1 with a sentence on stderr when the block is missing, empty or not shown.
 */
import { readFile } from 'node:fs/promises';

const readme = await readFile(new URL('../README.md', import.meta.url), 'utf8');

/** The lines between the fences of the first code block after the marker; the marker must be there exactly once. */
function codeBlock(marker) {
  const parts = readme.split(`<!-- ${marker} -->`);
  if (parts.length !== 2) throw new Error(`README.md has ${parts.length - 1} markers <!-- ${marker} -->, expected one`);
  const block = /^\s*```\w*\n(?<code>[\s\S]*?)\n```/u.exec(parts[1]);
  const code = block?.groups.code.trim();
  if (!code) throw new Error(`README.md has no code block right after <!-- ${marker} -->`);
  return code;
}

/** Trailing blanks and the amount of blank lines do not matter. */
function normalized(text) {
  return text
    .split(/\r?\n/u)
    .map((line) => line.trimEnd())
    .filter((line) => line !== '')
    .join('\n');
}

/** A line `…` in the block stands for any number of lines; the stretches between must come in their order. */
function checkShown(block, shown) {
  let from = 0;
  for (const stretch of block.split(/^\s*…\s*$/mu)) {
    const wanted = normalized(stretch);
    const at = shown.indexOf(wanted, from);
    if (at < 0) throw new Error(`README.md shows output that the command did not give:\n${wanted}`);
    from = at + wanted.length;
  }
}

const [mode, name, file] = process.argv.slice(2);
try {
  const block = codeBlock(`${mode}:${name}`);
  if (mode === 'command') process.stdout.write(`${block}\n`);
  else checkShown(block, normalized(await readFile(file, 'utf8')));
} catch (error) {
  process.stderr.write(`${error.message}\n`);
  process.exitCode = 1;
}
