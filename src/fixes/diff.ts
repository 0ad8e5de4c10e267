/** Shows changes as `git apply` and `patch -p1` take them. */
import { createTwoFilesPatch, FILE_HEADERS_ONLY } from 'diff';
import type { Change } from './change.ts';

/** The unified diff of changed files, by path; '' when nothing changed. Line ends are kept as they are. */
export function unifiedDiff(changes: ReadonlyMap<string, Change>): string {
  return [...changes]
    .filter(([, { before, after }]) => before !== after)
    .map(([file, { before, after }]) =>
      createTwoFilesPatch(`a/${file}`, `b/${file}`, before, after, undefined, undefined, {
        context: 3,
        headerOptions: FILE_HEADERS_ONLY,
      }),
    )
    .join('');
}
