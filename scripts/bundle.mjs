/**
 * Bundles the command line (dist/cli.js), the library (dist/index.js) and what runs in other threads with the chunks they share: start-up is one small
 * file, everything else is loaded when a run needs it (java-parser only for a file the first grammar refuses). The package
 * has no dependencies of its own, so that installing it fetches, compiles and trusts nothing else. What the chunks read at
 * run time is put beside them: the two wasm files, the data about libraries, and the rule pages for `explain`.
 */
import { copyFile, cp, mkdir, rm } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { basename, dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { factsBuild } from './facts-build.mjs';
import { jsonBeside } from './json-beside.mjs';
import { writeNotices } from './notices.mjs';

const root = fileURLToPath(new URL('../', import.meta.url));
const dist = join(root, 'dist');
const chunks = join(dist, 'chunks');
const { resolve } = createRequire(import.meta.url);

/**
 * Plugin for esbuild: commander runs commands that are programs of their own, of which there are none here. Node's modules for that
 * take a tenth of the time that the command line takes to load.
 * @type {import('esbuild').Plugin}
 */
const noPrograms = {
  name: 'no-programs',
  setup({ onResolve, onLoad }) {
    onResolve({ filter: /^node:child_process$/ }, ({ importer, path }) =>
      /[\\/]node_modules[\\/]commander[\\/]/.test(importer) ? { path, namespace: 'no-programs' } : null,
    );
    onLoad({ filter: /^/, namespace: 'no-programs' }, () => ({ contents: 'module.exports = {};' }));
  },
};

await rm(chunks, { recursive: true, force: true });

const { metafile } = await build({
  absWorkingDir: root,
  entryPoints: { cli: 'src/cli/main.ts', index: 'src/index.ts', 'chunks/worker': 'src/run/worker.ts' },
  outdir: dist,
  bundle: true,
  splitting: true,
  format: 'esm',
  platform: 'node',
  target: 'node20',
  chunkNames: 'chunks/[name]-[hash]',
  // Names stay, so that the stack of an internal error can be read.
  minifyWhitespace: true,
  minifySyntax: true,
  legalComments: 'linked',
  // Its CommonJS build hides its own modules from a bundler.
  alias: { 'jsonc-parser': 'jsonc-parser/lib/esm/main.js' },
  // CommonJS dependencies (fast-glob) ask for Node's modules with require, which an ES module does not have.
  banner: {
    js: "import{createRequire as snapsafeRequire}from'node:module';const require=snapsafeRequire(import.meta.url);",
  },
  // The compiler asks whether the file system tells capitals apart by looking for itself.
  define: {
    __filename: 'import.meta.filename',
    __dirname: 'import.meta.dirname',
    SNAPSAFE_FACTS_BUILD: JSON.stringify(await factsBuild()),
  },
  plugins: [jsonBeside(chunks), noPrograms],
  logLevel: 'warning',
  metafile: true,
});

/** What the parser reads at run time. */
const wasm = [
  resolve('web-tree-sitter/web-tree-sitter.wasm'),
  join(dirname(resolve('tree-sitter-java-orchard/package.json')), 'tree-sitter-java_orchard.wasm'),
];

await mkdir(chunks, { recursive: true });
for (const file of wasm) await copyFile(file, join(chunks, basename(file)));
const bundled = [...Object.keys(metafile.inputs), ...wasm.map((file) => relative(root, file))];
await writeNotices(root, bundled, join(dist, 'THIRD-PARTY-NOTICES.txt'));
await rm(join(dist, 'docs'), { recursive: true, force: true });
await cp(join(root, 'docs/rules'), join(dist, 'docs/rules'), { recursive: true });
