/** Which server the extension starts. */
import { isAbsolute, join } from 'node:path';

/** Where the server that comes with the extension begins, below the extension's folder. */
export const BUNDLED = 'server/bin/snapsafe.js';

/**
 * The module that Node starts with `lsp --stdio`.
 * @param extension the extension's folder, absolute
 * @param chosen the setting `snapsafe.server`: absolute, or relative to `folder`; null or empty for the bundled one
 * @param folder the first workspace folder; null without one
 */
export function serverModule(extension: string, chosen: string | null, folder: string | null): string {
  if (chosen === null || chosen === '') return join(extension, BUNDLED);
  return isAbsolute(chosen) || folder === null ? chosen : join(folder, chosen);
}
