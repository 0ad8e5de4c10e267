import { statSync } from 'node:fs';

/** Whether there is a regular file at a path; false as well for what cannot be looked at. */
export function isRegularFile(path: string): boolean {
  try {
    return statSync(path).isFile();
  } catch {
    return false;
  }
}
