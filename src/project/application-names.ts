/** What the names of files with application settings say. Apart from their readers, which few projects need. */
import { posix } from 'node:path';

const FILE_NAME = /^(?:application|bootstrap|microprofile-config)(?:-([^.]+))?\.(?:properties|ya?ml)$/u;

/** Whether the file's name is one that frameworks read settings from. */
export function isApplicationFile(file: string): boolean {
  return FILE_NAME.test(posix.basename(file));
}

/** The profile that the settings of such a file are for: `prod` of `application-prod.yml`; null for one without. */
export function profileInName(file: string): string | null {
  return FILE_NAME.exec(posix.basename(file))?.[1] ?? null;
}
