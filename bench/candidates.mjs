// @ts-check
/** The command line as something that is measured, and what has to come out. */

/** 2 is for files that were not fully understood, with `--strict`. */
const DONE = [0, 1];

/**
 * A run over a directory, which may have findings.
 * @param {string} name
 * @param {string} cli
 * @param {string} directory
 * @param {readonly string[]} options
 * @returns {import('./measure.mjs').Candidate}
 */
export function lint(name, cli, directory, options) {
  return {
    name,
    command: [process.execPath, cli, ...options],
    cwd: directory,
    exitCodes: options.includes('--strict') ? [...DONE, 2] : DONE,
  };
}

/**
 * A check that a JSON report has exactly the findings that the generator planted.
 * @param {{ readonly files: number, readonly findings: number }} expected
 * @returns {(output: string) => void}
 */
export function hasFindings(expected) {
  return (output) => {
    const { summary, findings } = JSON.parse(output);
    const planted = findings.filter(
      (/** @type {{ ruleId: string }} */ { ruleId }) => ruleId === 'unique-value-in-init',
    );
    if (
      summary.files !== expected.files ||
      planted.length !== expected.findings ||
      findings.length !== planted.length
    ) {
      throw new Error(
        `${summary.files} files and ${planted.length} of ${findings.length} findings, expected ${JSON.stringify(expected)}`,
      );
    }
  };
}
