import { defineConfig } from 'vitest/config';

/** Both front ends over all sources of the JDKs that are installed: `npm run test:corpus`. */
const jsonReport = process.env.SNAPSAFE_TEST_REPORT;

export default defineConfig({
  test: {
    include: ['test/corpus/**/*.test.ts'],
    // Some 15,000 files for each JDK.
    testTimeout: 60 * 60_000,
    // The oracle is compiled first.
    hookTimeout: 5 * 60_000,
    fileParallelism: false,
    reporters: jsonReport === undefined ? ['default'] : ['default', ['json', { outputFile: jsonReport }]],
  },
});
