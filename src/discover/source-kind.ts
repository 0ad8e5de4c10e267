/** Which files are no function code by where they lie: tests, benchmarks, templates and what a build wrote. */

/** `src/test`, `src/integrationTest`, `src/testFixtures`, `src/it`, `src/jmh`, …: the source sets that build tools keep out of the artifact. */
const TEST_SOURCE_SET =
  /(?:^|\/)src\/(?:it|jmh|benchmarks?|(?:[Tt]est|[A-Za-z0-9_-]*(?:[-_]test|[a-z0-9]Test))(?:s|ing|[A-Z_-][A-Za-z0-9_-]*)?)\//;

/** A source root called `test` or `tests`, as Ant and Bazel projects have it. */
const TEST_ROOT = /(?:^|\/)(?:tests?|javatests)\//;

const TEST_FILE = /(?:^|\/)(?:Test[A-Z0-9_][^/]*|[^/]*(?:Tests?|TestCase|IT))\.java$/;

/** Directories that Maven, Gradle and IDEs write to. */
const BUILD_OUTPUT = /^(?:target|build|out)$/;

/**
 * Whether a file is a test or benchmark source. `path` uses `/` and is relative to the directory that was named, so a
 * test directory that the user named is taken as asked for. Below `src/main` nothing is a test, whatever its package is called.
 */
export function isTestSource(path: string): boolean {
  if (TEST_SOURCE_SET.test(path)) return true;
  const root = TEST_ROOT.exec(path);
  if (root === null || path.slice(0, root.index).split('/').includes('main')) return false;
  return TEST_FILE.test(path);
}

/**
 * Whether a file that is no source (a template, a build file) is one of tests: a test directory at any depth holds nothing
 * else, whatever the file is called. `path` as for {@link isTestSource}.
 */
export function isOfTests(path: string): boolean {
  return TEST_SOURCE_SET.test(path) || /(?:^|\/)tests?\//.test(path);
}

/**
 * Whether a file was written by a build: it lies in a directory called `target`, `build` or `out` that is not below a
 * `src` directory (there it is a Java package). `path` as for {@link isTestSource}.
 */
export function isBuildOutput(path: string): boolean {
  for (const segment of path.split('/').slice(0, -1)) {
    if (segment === 'src') return false;
    if (BUILD_OUTPUT.test(segment)) return true;
  }
  return false;
}

/**
 * Whether a file is packed as it is instead of compiled: below `src/main/resources` lie templates of archetypes and
 * generators, often no Java yet. `path` as for {@link isTestSource}.
 */
export function isResource(path: string): boolean {
  return /(?:^|\/)src\/main\/resources\//.test(path);
}
