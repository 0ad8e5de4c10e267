import { defineConfig } from 'vitest/config';

/** The proofs that need JDKs, Maven and servers: `npm run test:jvm`. */
const jsonReport = process.env.SNAPSAFE_TEST_REPORT;

export default defineConfig({
  test: {
    include: ['test/jvm/**/*.test.ts'],
    globalSetup: ['test/jvm/support/setup.ts'],
    // Compiling keeps a core busy while functions mostly wait.
    maxWorkers: 2,
    // A JVM starts, and the servers of a case restart.
    testTimeout: 180_000,
    hookTimeout: 120_000,
    reporters: jsonReport === undefined ? ['default'] : ['default', ['json', { outputFile: jsonReport }]],
  },
});
