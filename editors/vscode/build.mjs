// @ts-check
/**
 * Writes dist/extension.cjs, the extension in one file, and server/, the built command line that it starts: the one of the
 * repository, which has to be built before.
 */
import { build } from 'esbuild';
import { cpSync, existsSync, mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { writeNotices } from '../../scripts/notices.mjs';

const here = dirname(fileURLToPath(import.meta.url));
const repository = join(here, '../..');
if (!existsSync(join(repository, 'dist/cli.js'))) {
  throw new Error('the command line is not built: npm run build in the root of the repository');
}

for (const made of ['dist', 'server']) rmSync(join(here, made), { recursive: true, force: true });
const { metafile } = await build({
  absWorkingDir: here,
  entryPoints: ['src/extension.ts'],
  outfile: 'dist/extension.cjs',
  bundle: true,
  minify: true,
  platform: 'node',
  format: 'cjs',
  target: 'node20',
  external: ['vscode'],
  legalComments: 'none',
  metafile: true,
});

await writeNotices(here, Object.keys(metafile.inputs), join(here, 'dist/THIRD-PARTY-NOTICES.txt'));

mkdirSync(join(here, 'server/dist'), { recursive: true });
writeFileSync(join(here, 'server/package.json'), '{ "type": "module" }\n');
cpSync(join(repository, 'bin'), join(here, 'server/bin'), { recursive: true });
for (const name of readdirSync(join(repository, 'dist'))) {
  if (/^(?:cli\.js(?:\.LEGAL\.txt)?|THIRD-PARTY-NOTICES\.txt|chunks|docs)$/.test(name)) {
    cpSync(join(repository, 'dist', name), join(here, 'server/dist', name), { recursive: true });
  }
}
cpSync(join(repository, 'LICENSE'), join(here, 'LICENSE'));
