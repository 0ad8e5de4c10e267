/** Test support outside of test source folders: shared test modules, fixtures, test containers. */
import { perImports } from './imports.ts';

const TEST_PACKAGES =
  /^(org\.junit|junit\.framework|org\.testng|org\.mockito|org\.testcontainers|org\.assertj|org\.hamcrest|io\.cucumber|org\.springframework\.(boot\.)?test|io\.micronaut\.test|io\.quarkus\.test|org\.openjdk\.jmh)(\.|$)/;

/** True when the file uses a test framework: none of its code is function code. */
export const isTestCode = perImports((imports) => imports.some(({ name }) => TEST_PACKAGES.test(name)));
