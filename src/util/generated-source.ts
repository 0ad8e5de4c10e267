/** Sources that a build writes and compiles with those of the project. */

/** Below a module's own directory, Maven's and Gradle's: where annotation processors and generators write by convention. */
export const GENERATED_DIRECTORIES: readonly string[] = ['target/generated-sources', 'build/generated'];

const GENERATED = new RegExp(`(?:^|/)(?:${GENERATED_DIRECTORIES.join('|')})/`);

/** What is generated for tests lies below a directory of its own: `build/generated/sources/annotationProcessor/java/test`. */
const FOR_TESTS = /^(?:test|test-annotations|testFixtures|[a-z]\w*Test)$/;

/** Whether a path with `/` is one of a generated source of the program itself. */
export function isGeneratedSource(path: string): boolean {
  const found = GENERATED.exec(path);
  if (found === null) return false;
  const directories = path
    .slice(found.index + found[0].length)
    .split('/')
    .slice(0, -1);
  // Below `main` it is a package.
  const main = directories.indexOf('main');
  return !directories.slice(0, main < 0 ? undefined : main).some((name) => FOR_TESTS.test(name));
}
