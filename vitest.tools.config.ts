import { defineConfig } from 'vitest/config';

/** What the outputs are for, with the real programs: Chromium, xmllint, sarif-multitool, pre-commit. `npm run test:tools`. */
const jsonReport = process.env.SNAPSAFE_TEST_REPORT;

export default defineConfig({
  test: {
    include: ['test/tools/**/*.test.ts'],
    // A browser starts, a hook is installed.
    testTimeout: 120_000,
    hookTimeout: 180_000,
    fileParallelism: false,
    reporters: jsonReport === undefined ? ['default'] : ['default', ['json', { outputFile: jsonReport }]],
  },
});
