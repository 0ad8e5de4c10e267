/**
 * Plugin for esbuild: large JSON data stay files of their own beside the chunks, read when the module is evaluated. V8 reads JSON
 * several times faster than the same data written as JavaScript, and keeps no source of it.
 */
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';

/** Below this size, in characters, there is nothing to gain. */
const LARGE = 10_000;

/** What is no ASCII, escaped: such a text takes a byte a character, as a file and as a string. */
const ascii = (text) => text.replace(/[^\0-\x7f]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`);

/**
 * @param {string} directory absolute; that of the chunks, one of which every module with large data has to be in
 * @returns {import('esbuild').Plugin}
 */
export function jsonBeside(directory) {
  return {
    name: 'json-beside',
    setup(build) {
      const written = new Map();
      build.onLoad({ filter: /\.json$/ }, async ({ path }) => {
        const text = JSON.stringify(JSON.parse(await readFile(path, 'utf8')));
        if (text.length < LARGE) return null;
        const name = basename(path);
        if ((written.get(name) ?? path) !== path) throw new Error(`two files of data with the name ${name}`);
        written.set(name, path);
        await mkdir(directory, { recursive: true });
        await writeFile(join(directory, name), ascii(text));
        const contents = `import { readFileSync } from 'node:fs';
          export default JSON.parse(readFileSync(new URL('./${name}', import.meta.url), 'latin1'));`;
        return { contents, loader: 'js' };
      });
      build.onEnd(({ metafile }) => {
        const absolute = (file) => join(build.initialOptions.absWorkingDir ?? '', file);
        const data = new Set(written.values());
        for (const [output, { inputs }] of Object.entries(metafile?.outputs ?? {})) {
          const hasData = Object.keys(inputs).some((input) => data.has(absolute(input)));
          if (hasData && dirname(absolute(output)) !== directory) throw new Error(`${output} is not beside its data`);
        }
      });
    },
  };
}
