/** The server over streams: how editors start it. */
import { createConnection, ProposedFeatures } from 'vscode-languageserver/node';
import type { CacheOf } from './projects.ts';
import { serve } from './server.ts';

/**
 * Serves the client behind the streams. The process ends with the session: exit code 0 after a proper shutdown, 1 when the
 * client went away without one (its input ended, or the process it named is gone). `cacheOf` as for `serve`.
 */
export function serveStreams(
  input: NodeJS.ReadableStream,
  output: NodeJS.WritableStream,
  cacheOf: CacheOf = () => null,
): void {
  const connection = createConnection(ProposedFeatures.all, input, output);
  serve(connection, cacheOf);
  connection.listen();
}
