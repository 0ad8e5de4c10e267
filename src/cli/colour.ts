/** Whether output may be coloured. */
import type { OutputStream, Terminal } from './terminal.ts';

/** `choice` is what `--color` or `--no-color` said; then FORCE_COLOR decides, then NO_COLOR, then whether `stream` is a terminal. */
export function wantsColour(choice: boolean | undefined, env: Terminal['env'], stream: OutputStream): boolean {
  if (choice !== undefined) return choice;
  const force = env.FORCE_COLOR;
  if (force !== undefined) return force !== '0' && force !== 'false';
  if ((env.NO_COLOR ?? '') !== '') return false;
  return stream.isTTY && env.TERM !== 'dumb';
}
