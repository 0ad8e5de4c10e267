import { defineConfig } from 'vitest/config';

/** The proofs that need JDKs, Maven and servers: `npm run test:jvm`. */
const jsonReport = process.env.SNAPSAFE_TEST_REPORT;

export default defineConfig({
  test: {
    include: ['test/jvm/**/*.test.ts'],
    globalSetup: ['test/jvm/support/setup.ts'],
    // Lambda's runtime client unpacks its native library to one fixed path: a second JVM that starts meanwhile may crash.
    fileParallelism: false,
    // A JVM starts, and the servers of a case restart.
    testTimeout: 180_000,
    hookTimeout: 120_000,
    reporters: jsonReport === undefined ? ['default'] : ['default', ['json', { outputFile: jsonReport }]],
  },
});
