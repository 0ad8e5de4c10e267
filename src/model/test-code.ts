/** Test support outside of test source folders: shared test modules, fixtures, test containers. */
import type { FileFacts } from './facts.ts';

const TEST_PACKAGES =
  /^(org\.junit|junit\.framework|org\.testng|org\.mockito|org\.testcontainers|org\.assertj|org\.hamcrest|io\.cucumber|org\.springframework\.(boot\.)?test|io\.micronaut\.test|io\.quarkus\.test|org\.openjdk\.jmh)(\.|$)/;

/** True when the file uses a test framework: none of its code is function code. */
export function isTestCode(file: FileFacts): boolean {
  return file.imports.some((declaration) => TEST_PACKAGES.test(declaration.name));
}
