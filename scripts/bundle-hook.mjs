/**
 * Writes build/pre-commit: the tree of the repository that pre-commit installs from. It holds the built command line and
 * what it reads, has no dependencies and no scripts, so that installing it downloads nothing but the tree itself.
 * Run by `npm run bundle`, which builds first.
 */
import { copyFile, cp, mkdir, readFile, readdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../', import.meta.url));
const tree = join(root, 'build/pre-commit');

const README = `# snapsafe for pre-commit

The bundled command line of [snapsafe](https://github.com/snapsafe/snapsafe), version VERSION, as pre-commit installs it.
Written by \`npm run bundle\` there; change nothing here. How to use it: docs/ci.md of snapsafe.
`;

await rm(tree, { recursive: true, force: true });
await mkdir(join(tree, 'dist/chunks'), { recursive: true });

const { name, version, description, license, engines, bin } = JSON.parse(
  await readFile(join(root, 'package.json'), 'utf8'),
);
const manifest = { name, version, description, license, type: 'module', engines, bin, files: ['bin', 'dist'] };
await writeFile(join(tree, 'package.json'), `${JSON.stringify(manifest, null, 2)}\n`);
await writeFile(join(tree, 'README.md'), README.replace('VERSION', version));

for (const file of ['LICENSE', '.pre-commit-hooks.yaml']) await copyFile(join(root, file), join(tree, file));
await cp(join(root, 'bin'), join(tree, 'bin'), { recursive: true });
for (const file of await readdir(join(root, 'dist'))) {
  // The bundle and the licences of what is in it; the library that tsc wrote beside it is for others.
  if (/^(?:cli\.js(?:\.LEGAL\.txt)?|THIRD-PARTY-NOTICES\.txt)$/u.test(file)) {
    await copyFile(join(root, 'dist', file), join(tree, 'dist', file));
  }
}
await cp(join(root, 'dist/chunks'), join(tree, 'dist/chunks'), { recursive: true });
await cp(join(root, 'dist/docs'), join(tree, 'dist/docs'), { recursive: true });
process.stdout.write(`build/pre-commit: snapsafe ${version}\n`);
