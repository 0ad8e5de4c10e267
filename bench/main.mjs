// @ts-check
/**
 * `npm run bench [-- scenario… --project DIR --runs N --slow SECONDS --peers DIR --json FILE]`: measures the built command line
 * and prints tables in Markdown, with `--write` to docs/performance.md as well. Without a scenario all run. A command that takes
 * longer than `--slow` seconds is run once only. Build first; `node bench/peers/install.mjs` installs the other analysers.
 */
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { basename, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { needGnuTime } from './measure.mjs';
import { defaultPeers } from './peers/tools.mjs';
import { asMarkdown, pageText } from './report.mjs';
import { scenarios } from './scenarios.mjs';

const cli = fileURLToPath(new URL('../bin/snapsafe.js', import.meta.url));

try {
  await main();
} catch (error) {
  process.stderr.write(`bench: ${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 2;
}

async function main() {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      project: { type: 'string' },
      runs: { type: 'string', default: '5' },
      slow: { type: 'string', default: '10' },
      peers: { type: 'string', default: defaultPeers },
      json: { type: 'string' },
      write: { type: 'boolean' },
    },
  });
  const runs = Number(values.runs);
  if (!Number.isInteger(runs) || runs < 1) throw new Error(`--runs ${values.runs}: give a whole number, 1 or more`);
  const slow = Number(values.slow);
  if (!(slow > 0)) throw new Error(`--slow ${values.slow}: give a number of seconds`);
  const unknown = positionals.find((name) => !Object.hasOwn(scenarios, name));
  if (unknown !== undefined) {
    throw new Error(`no scenario '${unknown}'; there are ${Object.keys(scenarios).join(', ')}`);
  }
  if (!existsSync(new URL('../dist/cli.js', import.meta.url))) throw new Error('not built yet: npm run build');
  needGnuTime();
  const project = values.project === undefined ? null : resolve(values.project);
  if (project !== null && !existsSync(project)) throw new Error(`no such directory: ${values.project}`);

  const context = {
    cli,
    turns: { runs, slow },
    project: project === null ? null : { name: basename(project), directory: project },
    peersDirectory: resolve(values.peers),
  };
  const results = [];
  const failures = [];
  for (const [name, scenario] of Object.entries(scenarios)) {
    if (positionals.length > 0 && !positionals.includes(name)) continue;
    process.stderr.write(`${name}\n`);
    try {
      results.push({ scenario: name, ...(await scenario(context)) });
    } catch (error) {
      // The others are still worth their minutes.
      failures.push(`${name}: ${error instanceof Error ? error.message : String(error)}`);
    }
  }
  const record = { node: process.version, load: readFileSync('/proc/loadavg', 'utf8').split(' ')[0], results };
  const text = asMarkdown(record);
  process.stdout.write(text);
  if (failures.length > 0) throw new Error(`${failures.join('\n')}\nnothing was written`);
  if (values.json !== undefined) writeFileSync(values.json, `${JSON.stringify(record, null, 2)}\n`);
  if (values.write === true) {
    const command = `npm run bench -- ${[...positionals, '--runs', values.runs, '--slow', values.slow].join(' ')}${project === null ? '' : ' --project DIR'}`;
    writeFileSync(new URL('../docs/performance.md', import.meta.url), pageText(text, command));
  }
}
