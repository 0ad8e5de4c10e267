/** `snapsafe lsp`: the language server on stdin and stdout. */
import { serveStreams } from '../../lsp/stdio.ts';

/** Serves until the process ends with the client. */
export function serveLanguage(): Promise<never> {
  serveStreams(process.stdin, process.stdout);
  return new Promise<never>(() => undefined);
}
