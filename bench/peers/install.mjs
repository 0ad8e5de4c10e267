// @ts-check
/**
 * `node bench/peers/install.mjs [DIR]`: installs the analysers that `npm run bench -- peers` compares with, PMD and SpotBugs from
 * Maven Central, Semgrep from PyPI. Needs Maven, Python 3 and a network, once.
 */
import { spawnSync } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { defaultPeers } from './tools.mjs';

const COPY = 'org.apache.maven.plugins:maven-dependency-plugin:3.8.1:copy-dependencies';
const here = fileURLToPath(new URL('.', import.meta.url));

const directory = resolve(process.argv[2] ?? defaultPeers);
mkdirSync(directory, { recursive: true });
for (const name of ['pmd', 'spotbugs', 'snapstart']) {
  const jars = join(directory, name);
  run('mvn', [
    '-q',
    '-B',
    '-f',
    join(here, `${name}.xml`),
    COPY,
    '-DincludeScope=runtime',
    `-DoutputDirectory=${jars}`,
  ]);
}
const environment = join(directory, 'semgrep');
run('python3', ['-m', 'venv', environment]);
run(join(environment, 'bin/pip'), ['install', '-q', '-r', join(here, 'requirements.txt')]);
process.stdout.write(`${directory}\n`);

/**
 * @param {string} program
 * @param {readonly string[]} args
 */
function run(program, args) {
  const { status, error } = spawnSync(program, args, { stdio: ['ignore', 'ignore', 'inherit'] });
  if (status === 0) return;
  process.stderr.write(`${program} ${args.join(' ')}: ${error?.message ?? `exit code ${status}`}\n`);
  process.exit(2);
}
