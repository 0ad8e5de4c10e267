/**
 * Reads a report of Vitest's JSON reporter and prints `PASSED FAILED SKIPPED` for .ci/run to add up.
 * A test file that failed to load has no tests to count, so it counts as one failure itself.
 */
import { readFile } from 'node:fs/promises';

const report = JSON.parse(await readFile(process.argv[2], 'utf8'));
const brokenFiles = report.testResults.filter(
  (file) => file.status === 'failed' && !file.assertionResults.some((test) => test.status === 'failed'),
);
for (const file of brokenFiles) process.stderr.write(`${file.name}: ${file.message}\n`);

let failed = report.numFailedTests + brokenFiles.length;
// Anything else that Vitest calls a failure: an unhandled rejection, an obsolete snapshot.
if (!report.success && failed === 0) failed = 1;
process.stdout.write(`${report.numPassedTests} ${failed} ${report.numPendingTests + report.numTodoTests}\n`);
