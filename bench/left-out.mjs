// @ts-check
/** What is measured of a project: no tests, which snapsafe leaves out. */

/**
 * Whether a path is one of git's own files or of a test, by a folder or its name.
 * @param {string} path relative to the project
 */
export function isLeftOut(path) {
  return /(?:^|[/\\])(?:\.git|tests?|integrationTest|testFixtures)(?:$|[/\\])|Test\.java$/.test(path);
}
