/** `--daemon`: a run is asked of the process that keeps the project. What cannot be had from there is left to this process. */
import { ask } from '../daemon/client.ts';
import type { RunAnswer } from '../daemon/messages.ts';
import { placeOf } from '../daemon/place.ts';
import { startDaemon } from '../daemon/start.ts';
import { outputRefusal } from '../discover/output-path.ts';
import { printable } from '../reporter/terminal.ts';
import type { CheckOptions } from './args.ts';
import { EXIT_CLEAN, EXIT_FAILED, EXIT_FINDINGS } from './exit.ts';
import type { ExitCode } from './exit.ts';
import { identityOf, isServed } from './served.ts';
import { writeOutput } from './terminal.ts';
import type { Terminal } from './terminal.ts';

/**
 * Writes what a daemon answers to `args` (which the options are of) and gives its exit code. Null when nothing was written and
 * the run is to be made here; where no daemon listens, one was started for the next time.
 */
export async function fromDaemon(
  args: readonly string[],
  options: CheckOptions,
  terminal: Terminal,
): Promise<ExitCode | null> {
  const { cwd, env, self, stdout } = terminal;
  if (self === undefined || !isServed(options)) return null;
  const identity = identityOf(cwd, self);
  const place = identity && placeOf(identity, self.owner);
  if (identity === null || place === null) return null;
  const output = { isTTY: stdout.isTTY, columns: stdout.columns };
  const input = options.stdin === true ? await terminal.readInput() : null;
  const asked = await ask(place.address, { kind: 'run', ...identity, args, env: definedOf(env), output, input });
  if (asked.kind === 'absent') {
    startDaemon(place, {
      execPath: self.execPath,
      args: [...self.args, 'daemon', 'serve', '--', ...args],
      cwd,
      env,
    });
  }
  if (asked.kind !== 'done') return null;
  const code = exitCode(asked.code);
  return code === null ? null : ((await writeAnswer(asked, terminal)) ?? code);
}

/** What a run here would have written, in its order. The exit code of a failure when a file could not be written; else null. */
async function writeAnswer({ written }: RunAnswer, terminal: Terminal): Promise<ExitCode | null> {
  for (const one of written) {
    if (one.to !== 'file') {
      terminal[one.to].write(one.text);
      continue;
    }
    const failure = outputRefusal(terminal.cwd, one.file) ?? (await writeOutput(one.file, one.text, terminal));
    if (failure === null) continue;
    terminal.stderr.write(`snapsafe: ${printable(`cannot write ${one.file}: ${failure}`)}\n`);
    return EXIT_FAILED;
  }
  return null;
}

function exitCode(code: number): ExitCode | null {
  return code === EXIT_CLEAN || code === EXIT_FINDINGS || code === EXIT_FAILED ? code : null;
}

function definedOf(env: Terminal['env']): Record<string, string> {
  return Object.fromEntries(
    Object.entries(env).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])),
  );
}
