/** Which language a file is in, by its name. */

const SCRIPT = /(?<!\.d)\.[cm]?[jt]s$/u;

/** Whether a file holds JavaScript or TypeScript that runs: not declarations alone. */
export function isScript(file: string): boolean {
  return SCRIPT.test(file);
}

/** Whether a file is TypeScript. */
export function isTypeScript(file: string): boolean {
  return /\.[cm]?ts$/u.test(file);
}
