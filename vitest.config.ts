import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';

/** A file that receives the results as JSON beside the usual output; set by .ci/run, which adds up the totals. */
const jsonReport = process.env.SNAPSAFE_TEST_REPORT;

export default defineConfig({
  // The rules that the command line runs come from the sources, as everything else does.
  resolve: {
    alias: { 'eslint-plugin-snapsafe': fileURLToPath(new URL('eslint-plugin/src/index.ts', import.meta.url)) },
  },
  test: {
    include: ['test/**/*.test.ts', 'eslint-plugin/test/**/*.test.ts'],
    // Fixtures may hold anything, also a file called like a test. What needs other programs has its own configuration.
    exclude: [
      'test/fixtures/**',
      'test/corpus/**',
      'test/jvm/**',
      'test/tools/**',
      'eslint-plugin/dist/**',
      '**/node_modules/**',
      'dist/**',
    ],
    // Loading a grammar or starting the command line takes a second or two on a busy machine.
    testTimeout: 30_000,
    hookTimeout: 60_000,
    reporters: jsonReport === undefined ? ['default'] : ['default', ['json', { outputFile: jsonReport }]],
  },
});
