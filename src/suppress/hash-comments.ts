/** Markers in files that are no Java: templates, settings, build files. Their comments are found by lines. */
import { lineStartsOf } from '../java-ast/line-table.ts';
import type { LineRange, MarkerFact } from '../model/facts.ts';

/** What begins a comment, by the end of the file's name; the first that matches counts. */
const COMMENTS: readonly (readonly [name: RegExp, opening: RegExp])[] = [
  [/\.(?:xml|html)$/u, /<!--/u],
  [/\.(?:json|lock)$/u, /(?!)/u],
  [/\.(?:[cm]?[jt]sx?|gradle|kts|kt|jsonc)$/u, /\/\/|\/\*/u],
  [/\.tf(?:vars)?$/u, /#|\/\/|\/\*/u],
  [/\.properties$/u, /^[ \t]*[#!]/u],
  [/(?:)/u, /(?:^|[ \t])#/u],
];

/** The markers of a file's text, in textual order. A comment covers its own line or the next one with anything on it. */
export function commentMarkers(file: string, text: string): readonly MarkerFact[] {
  if (!text.includes('snapsafe-')) return [];
  const opening = COMMENTS.find(([name]) => name.test(file))?.[1] ?? /#/u;
  const lineStarts = lineStartsOf(text);
  const lines = lineStarts.map((start, index) => text.slice(start, lineStarts[index + 1] ?? text.length));
  return lines.flatMap((line, index): MarkerFact[] => {
    const match = new RegExp(`(?:${opening.source})[ \\t]*(?=snapsafe-)`, 'u').exec(line);
    if (match === null) return [];
    const lineStart = lineStarts[index] ?? 0;
    const body = line
      .slice(match.index + match[0].length)
      .trimEnd()
      .replace(/(?:-->|\*\/)$/u, '');
    const textStart = lineStart + match.index + match[0].length;
    const end = lineStart + line.trimEnd().length;
    const isAlone = line.slice(0, match.index).trim() === '';
    const here: LineRange = [index + 1, index + 1];
    const next = lines.findIndex(
      (one, other) => other > index && one.trim() !== '' && !opening.test(one.trimStart().slice(0, 4)),
    );
    return [
      {
        kind: 'comment',
        text: body,
        textStart,
        span: [lineStart + match.index + (/^\s*/u.exec(match[0])?.[0].length ?? 0), end],
        here,
        next: next < 0 ? null : [next + 1, next + 1],
        removal: isAlone
          ? [lineStart, lineStarts[index + 1] ?? text.length]
          : [lineStart + line.slice(0, match.index).trimEnd().length, end],
      },
    ];
  });
}
