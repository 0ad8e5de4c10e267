import { expect, it } from 'vitest';
import { fileFilter } from '../../src/discover/patterns.ts';

const wants = (path: string, include: readonly string[] | null, exclude: readonly string[]): boolean =>
  fileFilter({ directory: '/repo', include, exclude })(path);

it.each<[string, readonly string[] | null, readonly string[], boolean]>([
  ['/repo/a/A.java', null, [], true],
  ['/repo/a/A.java', null, ['a/'], false],
  ['/repo/b/a/A.java', null, ['/a/'], true],
  ['/repo/b/a/A.java', null, ['a/'], false],
  ['/repo/a/A.java', null, ['**/*.java', '!a/A.java'], true],
  ['/repo/a/A.java', ['a'], [], true],
  ['/repo/b/A.java', ['a'], [], false],
  ['/repo/a/gen/A.java', ['a'], ['gen'], false],
  ['/elsewhere/A.java', ['a'], ['**'], true],
])('%s with include %j and exclude %j: %s', (path, include, exclude, expected) => {
  expect(wants(path, include, exclude)).toBe(expected);
});
