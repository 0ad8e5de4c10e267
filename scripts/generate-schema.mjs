/** Writes schema/report.schema.json from the valibot schema in src/reporter/report-schema.ts. */
import { mkdir, writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { toJsonSchema } from '@valibot/to-json-schema';
import { build } from 'esbuild';
import { format, resolveConfig } from 'prettier';

const root = new URL('../', import.meta.url);
const target = fileURLToPath(new URL('schema/report.schema.json', root));

/** The schema's module, bundled first because Node 20 does not run TypeScript. */
async function loadSchema() {
  const bundle = await build({
    entryPoints: [fileURLToPath(new URL('src/reporter/report-schema.ts', root))],
    bundle: true,
    format: 'esm',
    platform: 'node',
    write: false,
  });
  const [output] = bundle.outputFiles;
  const { reportSchema } = await import(
    `data:text/javascript;base64,${Buffer.from(output.contents).toString('base64')}`
  );
  return reportSchema;
}

const { $schema, ...schema } = toJsonSchema(await loadSchema());
const document = {
  $schema,
  $id: 'https://github.com/snapsafe/snapsafe/blob/main/schema/report.schema.json',
  title: 'snapsafe report',
  description: 'What `snapsafe --format json` prints.',
  ...schema,
};
await mkdir(fileURLToPath(new URL('schema/', root)), { recursive: true });
await writeFile(target, await format(JSON.stringify(document), { ...(await resolveConfig(target)), parser: 'json' }));
