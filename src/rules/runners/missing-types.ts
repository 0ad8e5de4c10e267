/** Says which code of the project a report does not speak for, because it was not there to read. */
import type { MissingType } from '../../graph/missing-types.ts';
import type { Site } from '../../graph/event.ts';
import type { Problem, Range } from '../../types.ts';
import { compareText } from '../../util/compare.ts';
import { groupBy } from '../../util/group.ts';

/** Names in a message, before the rest is counted. */
const MOST_NAMED = 5;

/**
 * One problem for each package of which code is missing, at the first place that runs some: what a build did not generate, or
 * a library of the same house, is used by many files.
 */
export function problemsOfMissing(missing: readonly MissingType[], rangeOf: (site: Site) => Range): readonly Problem[] {
  return [...groupBy(missing, ({ packageName }) => packageName).values()].map((some) => {
    const [first] = some
      .map(({ site }) => ({ file: site.file, ...rangeOf(site).start }))
      .sort((a, b) => compareText(a.file, b.file) || a.line - b.line || a.column - b.column);
    const { file, line, column } = first ?? { file: '', line: 1, column: 1 };
    return { file, line, column, message: messageOf(some) };
  });
}

function messageOf(missing: readonly MissingType[]): string {
  const names = [...new Set(missing.map(({ name }) => name))].sort(compareText);
  const files = new Set(missing.map(({ site }) => site.file)).size;
  const more = names.length - MOST_NAMED;
  const list = [...names.slice(0, MOST_NAMED), ...(more > 0 ? [`${String(more)} more`] : [])];
  const which = list.length === 1 ? list.join('') : `${list.slice(0, -1).join(', ')} and ${list.at(-1) ?? ''}`;
  const where = files === 1 ? '' : ` (in ${String(files)} files)`;
  return names.length === 1
    ? `init runs code of ${which}${where}, whose source was not found; what it does is not known`
    : `init runs code of ${which}${where}, whose sources were not found; what they do is not known`;
}
