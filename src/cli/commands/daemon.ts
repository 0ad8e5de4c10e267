/** `snapsafe daemon status` and `stop`: the processes that answer for this directory, of whichever build they are. */
import { readdirSync } from 'node:fs';
import { ask } from '../../daemon/client.ts';
import { folderKey, placeNamed, privateDirectory, type Place } from '../../daemon/place.ts';
import type { Status } from '../../daemon/messages.ts';
import { printable } from '../../reporter/terminal.ts';
import { EXIT_CLEAN, EXIT_FINDINGS } from '../exit.ts';
import type { ExitCode } from '../exit.ts';
import type { Terminal } from '../terminal.ts';

/** A daemon that is loading may not look up for a while. */
const PATIENCE = { first: 30_000, whole: 30_000 };

/** Milliseconds. */
const END_LIMIT = 5000;
const END_STEP = 50;

/** Prints the state of the daemons of the working directory, or ends them. Exits 1 when there is none. */
export async function daemon(action: 'status' | 'stop', terminal: Terminal): Promise<ExitCode> {
  const { cwd, stdout } = terminal;
  let found = 0;
  for (const { address } of placesOf(terminal)) {
    const status = await ask(address, { kind: 'status', cwd, build: '' }, PATIENCE);
    if (status.kind !== 'status') continue;
    found += 1;
    if (action === 'status') stdout.write(described(status));
    else stdout.write(`snapsafe: ${await stopped(address, status)}\n`);
  }
  if (found === 0) stdout.write(`snapsafe: no daemon answers for ${printable(cwd)}\n`);
  return found === 0 ? EXIT_FINDINGS : EXIT_CLEAN;
}

function placesOf({ cwd, self }: Terminal): readonly Place[] {
  const directory = self === undefined ? null : privateDirectory(self.owner);
  if (self === undefined || directory === null) return [];
  const names = readdirSync(directory).filter(
    (name) => name.startsWith(`${folderKey(cwd)}-`) && name.endsWith('.mark'),
  );
  return names.map((name) => placeNamed(directory, name.slice(0, -'.mark'.length), self.owner));
}

function described({ pid, since, cwd, memory, answered, isLoading }: Status): string {
  return [
    `process   ${pid}`,
    `folder    ${printable(cwd)}`,
    `since     ${new Date(since).toISOString()}`,
    `memory    ${Math.round(memory / 2 ** 20)} MB`,
    `answered  ${answered}`,
    `state     ${isLoading ? 'reading the project' : 'ready'}`,
    '',
  ].join('\n');
}

async function stopped(address: string, { pid, cwd }: Status): Promise<string> {
  await ask(address, { kind: 'stop', cwd, build: '' }, PATIENCE);
  for (let waited = 0; waited < END_LIMIT; waited += END_STEP) {
    if ((await ask(address, { kind: 'status', cwd, build: '' })).kind === 'absent') break;
    await new Promise((done) => setTimeout(done, END_STEP));
  }
  return `the daemon of ${printable(cwd)} has ended (process ${pid})`;
}
