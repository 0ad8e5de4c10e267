// @ts-check
/** Runs with `--daemon` as rows of a table: the first one, one over a project that is kept, and one after a change of one file. */
import { spawnSync } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import { lint } from './candidates.mjs';

const READY_LIMIT_MILLISECONDS = 600_000;
const STEP_MILLISECONDS = 500;

/**
 * @param {string} cli path of the command line
 * @param {string} directory the project; no daemon is left for it once `stop` was called
 * @param {{ readonly runtime: string, readonly edit: () => void, readonly file: string }} how a directory for the socket, what
 *   changes the one file, and its path
 * @returns {{ readonly rows: readonly import('./measure.mjs').Candidate[], readonly stop: () => void }}
 */
export function daemonRows(cli, directory, { runtime, edit, file }) {
  mkdirSync(runtime, { recursive: true, mode: 0o700 });
  const env = { XDG_RUNTIME_DIR: runtime };
  /** @param {string} action */
  const daemon = (action) =>
    spawnSync(process.execPath, [cli, 'daemon', action], {
      cwd: directory,
      env: { ...process.env, ...env },
      encoding: 'utf8',
    }).stdout;
  const answered = () => Number(/^answered +(\d+)$/m.exec(daemon('status'))?.[1] ?? NaN);
  let before = NaN;
  const whenReady = () => {
    waitUntil(() => daemon('status').includes('ready'));
    before = answered();
  };
  const check = () => {
    if (answered() !== before + 1) throw new Error('the daemon did not answer');
  };
  const all = ['--daemon'];
  const hook = ['--daemon', '--files-as-filter', '--', file];
  const rows = [
    { ...lint('--daemon, the first run', cli, directory, all), env, before: () => void daemon('stop') },
    { ...lint('--daemon, kept', cli, directory, all), env, check, before: whenReady },
    {
      ...lint('--daemon, one file changed', cli, directory, all),
      ...{ env, check },
      before: () => {
        edit();
        whenReady();
      },
    },
    {
      ...lint('--daemon, one file changed, as a hook', cli, directory, hook),
      ...{ env, check },
      before: () => {
        edit();
        whenReady();
      },
    },
  ];
  return { rows, stop: () => void daemon('stop') };
}

/** @param {() => boolean} isSo */
function waitUntil(isSo) {
  const begin = performance.now();
  while (!isSo()) {
    if (performance.now() - begin > READY_LIMIT_MILLISECONDS) throw new Error('the daemon never read the project');
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, STEP_MILLISECONDS);
  }
}
