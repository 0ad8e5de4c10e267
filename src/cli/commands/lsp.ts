/** `snapsafe lsp`: the language server on stdin and stdout. */
import { serveStreams } from '../../lsp/stdio.ts';
import type { CheckOptions } from '../args.ts';
import { cacheLocation } from '../cache-location.ts';
import type { Terminal } from '../terminal.ts';

/** Serves until the process ends with the client. Facts are kept where a run in the same folder keeps them. */
export function serveLanguage(
  options: Pick<CheckOptions, 'cache' | 'cacheLocation'>,
  { cwd, env }: Pick<Terminal, 'cwd' | 'env'>,
): Promise<never> {
  const { cacheLocation: named } = options;
  serveStreams(process.stdin, process.stdout, (root) =>
    named === undefined ? cacheLocation(options, { cwd: root, env }) : cacheLocation(options, { cwd, env }),
  );
  return new Promise<never>(() => undefined);
}
