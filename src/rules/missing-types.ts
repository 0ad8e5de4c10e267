/** Says which code of the project a report does not speak for, because it was not there to read. */
import type { MissingType } from '../graph/missing-types.ts';
import type { Site } from '../graph/event.ts';
import type { Problem, Range } from '../types.ts';
import { compareText } from '../util/compare.ts';

/** Names in a message, before the rest is counted. */
const MOST_NAMED = 5;

/** One problem for each file from which such code is run, at the first place. */
export function problemsOfMissing(missing: readonly MissingType[], rangeOf: (site: Site) => Range): readonly Problem[] {
  const byFile = new Map<string, MissingType[]>();
  for (const one of missing) {
    const known = byFile.get(one.site.file);
    if (known === undefined) byFile.set(one.site.file, [one]);
    else known.push(one);
  }
  return [...byFile].map(([file, some]) => {
    const [first] = some.map(({ site }) => rangeOf(site).start).sort((a, b) => a.line - b.line || a.column - b.column);
    const names = [...new Set(some.map(({ name }) => name))].sort(compareText);
    return { file, line: first?.line ?? 1, column: first?.column ?? 1, message: messageOf(names) };
  });
}

function messageOf(names: readonly string[]): string {
  const more = names.length - MOST_NAMED;
  const list = [...names.slice(0, MOST_NAMED), ...(more > 0 ? [`${String(more)} more`] : [])];
  const which = list.length === 1 ? list.join('') : `${list.slice(0, -1).join(', ')} and ${list.at(-1) ?? ''}`;
  return names.length === 1
    ? `init runs code of ${which}, whose source was not found; what it does is not known`
    : `init runs code of ${which}, whose sources were not found; what they do is not known`;
}
