/** Writes schema/*.schema.json from the valibot schemas in src/reporter and src/config. */
import { mkdir, writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { toJsonSchema } from '@valibot/to-json-schema';
import { build } from 'esbuild';
import { format, resolveConfig } from 'prettier';

const root = new URL('../', import.meta.url);

/** A module of the sources, bundled first because Node 20 does not run TypeScript. */
async function load(path) {
  const bundle = await build({
    entryPoints: [fileURLToPath(new URL(path, root))],
    bundle: true,
    format: 'esm',
    platform: 'node',
    packages: 'external',
    write: false,
    outfile: 'module.mjs',
  });
  const [output] = bundle.outputFiles;
  const file = fileURLToPath(new URL(`node_modules/.cache/snapsafe-${path.replaceAll('/', '-')}.mjs`, root));
  await mkdir(fileURLToPath(new URL('node_modules/.cache/', root)), { recursive: true });
  await writeFile(file, output.contents);
  return import(file);
}

/** Writes `schema/<name>.schema.json`. Without defaults, which say what a reader may leave out, no key is required. */
async function writeSchema(name, valibotSchema, { title, description, typeMode }) {
  const { $schema, ...schema } = toJsonSchema(valibotSchema, { typeMode });
  const document = {
    $schema,
    $id: `https://github.com/snapsafe/snapsafe/blob/main/schema/${name}.schema.json`,
    title,
    description,
    ...schema,
  };
  const target = fileURLToPath(new URL(`schema/${name}.schema.json`, root));
  await mkdir(fileURLToPath(new URL('schema/', root)), { recursive: true });
  await writeFile(target, await format(JSON.stringify(document), { ...(await resolveConfig(target)), parser: 'json' }));
}

const { reportSchema } = await load('src/reporter/report-schema.ts');
await writeSchema('report', reportSchema, {
  title: 'snapsafe report',
  description: 'What `snapsafe --format json` prints.',
});
const { configSchema } = await load('src/config/schema.ts');
const { rules } = await load('src/rules/registry.ts');
const { scriptRules } = await load('src/node/rules.ts');
const { suppressionRules } = await load('src/suppress/rules.ts');
const ofScripts = scriptRules.filter(({ isShared }) => !isShared);
await writeSchema('config', configSchema([...rules.map(({ meta }) => meta), ...ofScripts, ...suppressionRules]), {
  title: 'snapsafe configuration',
  description: 'snapsafe.config.json, .jsonc or .yaml, and the key `snapsafe` of package.json.',
  typeMode: 'input',
});
