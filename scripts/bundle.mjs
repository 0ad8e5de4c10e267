/**
 * Bundles the command line into dist/cli.js and its chunks: start-up is one small file, everything else is loaded when a
 * run needs it (java-parser only for a file the first grammar refuses). What the chunks read at run time is put beside
 * them: the two wasm files, and the rule pages for `explain`.
 */
import { copyFile, cp, mkdir, rm } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { jsonAsText } from './json-as-text.mjs';

const root = fileURLToPath(new URL('../', import.meta.url));
const dist = join(root, 'dist');
const chunks = join(dist, 'chunks');
const { resolve } = createRequire(import.meta.url);

await rm(chunks, { recursive: true, force: true });

await build({
  absWorkingDir: root,
  entryPoints: { cli: 'src/cli/main.ts' },
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
  plugins: [jsonAsText],
  logLevel: 'warning',
});

const grammar = dirname(resolve('tree-sitter-java-orchard/package.json'));
await mkdir(chunks, { recursive: true });
await copyFile(resolve('web-tree-sitter/web-tree-sitter.wasm'), join(chunks, 'web-tree-sitter.wasm'));
await copyFile(join(grammar, 'tree-sitter-java_orchard.wasm'), join(chunks, 'tree-sitter-java_orchard.wasm'));
await rm(join(dist, 'docs'), { recursive: true, force: true });
await cp(join(root, 'docs/rules'), join(dist, 'docs/rules'), { recursive: true });
