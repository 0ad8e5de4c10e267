// @ts-check
/** What is measured. Each scenario gives tables; whatever it measures, it also checks that the output is right. */
import { appendFileSync, cpSync, mkdirSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { availableParallelism, tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { generatedProject, javaBase } from './corpora.mjs';
import { daemonRows } from './daemon.mjs';
import { quantile, typeInto } from './editor.mjs';
import { hasFindings, lint } from './candidates.mjs';
import { growthExponent, interleaved } from './measure.mjs';
import { peers } from './peers/scenario.mjs';

/**
 * @typedef {object} Context
 * @property {string} cli path of the command line
 * @property {import('./measure.mjs').Turns} turns of each command
 * @property {import('./corpora.mjs').Corpus | null} project the one of --project
 * @property {string} peersDirectory absolute; where other analysers are installed
 *
 * @typedef {{ readonly tables: readonly (import('./report.mjs').Table | import('./report.mjs').PlainTable)[] }} Tables
 * @typedef {(context: Context) => Tables | Promise<Tables>} Scenario
 */

const floor = fileURLToPath(new URL('floor.mjs', import.meta.url));
const orders = fileURLToPath(new URL('../examples/orders', import.meta.url));

/** @type {Scenario} */
function startup({ cli, turns }) {
  const directory = mkdtempSync(join(tmpdir(), 'snapsafe-bench-startup-'));
  try {
    const [empty, small] = [join(directory, 'empty'), join(directory, 'small')];
    mkdirSync(empty);
    cpSync(orders, small, { recursive: true });
    const file = firstJavaFile(small);
    const rows = interleaved(
      [
        { name: 'node -e 0', command: [process.execPath, '-e', '0'] },
        { name: 'snapsafe --version', command: [process.execPath, cli, '--version'] },
        { name: 'snapsafe in an empty directory', command: [process.execPath, cli], cwd: empty },
        lint('snapsafe on a file', cli, small, [file]),
        lint('snapsafe as a hook on a file', cli, small, ['--files-as-filter', file]),
        lint('snapsafe on the project', cli, small, []),
      ],
      turns,
    );
    const note =
      'Starting, a run that finds nothing to do, and runs over a small project (`examples/orders`, 15 files), of one file or of all.';
    return { tables: [{ title: 'Start-up', note, base: 'node -e 0', rows }] };
  } finally {
    rmSync(directory, { recursive: true });
  }
}

const COLD =
  'Nothing is known from an earlier run. The floor reads and parses the same files, without tests, with the default grammar and does ' +
  'nothing else. A run to which a file is named parses all, whatever the names in the sources tell: it is the run without that ' +
  'prefilter. With `--strict` every body is parsed as well, asked for or not.';

/** @type {Scenario} */
function cold({ cli, turns, project }) {
  const corpora = [javaBase(), ...(project === null ? [] : [project])];
  return {
    tables: corpora.map(({ name, directory }) => ({
      title: `Cold, ${name}`,
      note: COLD,
      base: 'floor',
      rows: interleaved(
        [
          { name: 'floor', command: [process.execPath, floor, directory] },
          lint('snapsafe --no-cache', cli, directory, ['--no-cache']),
          lint('snapsafe --no-cache, a file named', cli, directory, ['--no-cache', '.', firstJavaFile(directory)]),
          lint('snapsafe --no-cache --strict', cli, directory, ['--no-cache', '--strict']),
          lint('snapsafe --no-cache --strict --threads 2', cli, directory, [
            '--no-cache',
            '--strict',
            '--threads',
            '2',
          ]),
        ],
        turns,
      ),
    })),
  };
}

/** @type {Scenario} */
function warm({ cli, turns, project }) {
  const { name, directory } = project ?? javaBase();
  const copy = mkdtempSync(join(tmpdir(), 'snapsafe-bench-warm-'));
  /** @type {() => void} */
  let stop = () => undefined;
  try {
    const sources = join(copy, 'sources');
    cpSync(directory, sources, { recursive: true });
    const cache = ['--cache-location', join(copy, 'cache')];
    const changed = firstJavaFile(sources);
    let edits = 0;
    const edit = () => appendFileSync(changed, `// edit ${(edits += 1)}\n`);
    const daemon = daemonRows(cli, sources, { runtime: join(copy, 'run'), edit, file: changed });
    stop = daemon.stop;
    const cold = lint('cold, the cache is written', cli, sources, cache);
    const rows = interleaved(
      [
        { ...cold, before: () => rmSync(join(copy, 'cache'), { recursive: true, force: true }) },
        lint('warm', cli, sources, cache),
        { ...lint('warm, one file changed', cli, sources, cache), before: edit },
        lint('--no-cache', cli, sources, ['--no-cache']),
        ...daemon.rows,
        { name: 'node -e 0', command: [process.execPath, '-e', '0'] },
      ],
      turns,
    );
    const note =
      'The cache is filled, used, and used after a change of one file; a daemon is started, and answers. CPU and memory are those of ' +
      'the process that is called: what the daemon does for it is in the wall time alone.';
    return { tables: [{ title: `Warm, ${name}`, note, base: '--no-cache', rows }] };
  } finally {
    stop();
    rmSync(copy, { recursive: true });
  }
}

/**
 * @param {string} directory
 * @returns {string}
 */
function firstJavaFile(directory) {
  const names = readdirSync(directory, { recursive: true, encoding: 'utf8' }).sort();
  const name = names.find((one) => one.endsWith('.java') && !/(^|\/)test\//.test(one));
  if (name === undefined) throw new Error(`no Java file in ${directory}`);
  return join(directory, name);
}

const THREADS = [1, 2, 4];

/** @type {Scenario} */
function workers({ cli, turns, project }) {
  const corpora = [
    ...[100, 300, 1000, 3500].map((size) => generatedProject(size)),
    ...(project === null ? [] : [project]),
  ];
  return {
    tables: corpora.map(({ name, directory }) => ({
      title: `Threads, ${name}`,
      note: `Nothing is known from an earlier run. The machine has ${availableParallelism()} processors; docs/scale.md says what to expect of more.`,
      base: '--threads 1',
      rows: interleaved(
        THREADS.map((count) => lint(`--threads ${count}`, cli, directory, ['--no-cache', '--threads', `${count}`])),
        turns,
      ),
    })),
  };
}

const SIZES = [1000, 3000, 10_000, 30_000];

/** @type {Scenario} */
function growth({ cli, turns }) {
  const corpora = SIZES.map((size) => generatedProject(size));
  const rows = interleaved(
    corpora.map((corpus) => ({
      ...lint(`${corpus.files} files, ${corpus.lines} lines`, cli, corpus.directory, [
        '--no-cache',
        '--format',
        'json',
      ]),
      check: hasFindings(corpus),
    })),
    turns,
  );
  const points = rows.map(({ user }, index) => ({ size: SIZES[index] ?? NaN, time: user }));
  const note = 'Generated projects of 100 files a module. The number of findings is known and was checked.';
  const facts = [
    `User CPU time grows with the number of files to the power of ${growthExponent(points).toFixed(2)}; over the last two ` +
      `sizes alone, where starting counts least, of ${growthExponent(points.slice(-2)).toFixed(2)}.`,
  ];
  return { tables: [{ title: 'Growth', note, base: rows[0]?.name ?? '', rows, facts }] };
}

/**
 * @param {Context} context
 * @returns {Promise<Tables>}
 */
async function editor({ cli, project }) {
  const corpora = [generatedProject(1000), ...(project === null ? [] : [project])];
  const tables = [];
  for (const { name, directory } of corpora) {
    const { firstLoad, secondLoad, files, waited } = await typeInto(cli, directory);
    process.stderr.write(`  ${name}: loaded in ${seconds(firstLoad)}, again in ${seconds(secondLoad)}\n`);
    tables.push({
      title: `Editor, ${name}`,
      note:
        `The language server has ${files} files open as a project, loaded in ${seconds(firstLoad)} the first time and in ${seconds(secondLoad)} the next. From a ` +
        'keystroke to the diagnostics that are right after it, over the protocol; CPU is that of the main thread.',
      header: ['Typed', 'Keystrokes', 'Median', 'p95', 'Longest', 'CPU median', 'CPU p95'],
      cells: waited.map(({ what, keystrokes, wall, cpu }) => [
        what,
        String(keystrokes),
        ...[quantile(wall, 0.5), quantile(wall, 0.95), quantile(wall, 1), quantile(cpu, 0.5), quantile(cpu, 0.95)].map(
          (value) => `${value.toFixed(0)} ms`,
        ),
      ]),
    });
  }
  return { tables };
}

/** @param {number} milliseconds */
function seconds(milliseconds) {
  return `${(milliseconds / 1000).toFixed(1)} s`;
}

/** @type {Readonly<Record<string, Scenario>>} */
export const scenarios = { startup, cold, workers, warm, growth, editor, peers };
