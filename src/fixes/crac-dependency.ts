/** Adds the CRaC API to the build file of a module, for sources that begin to use it. The Lambda runtime does not bring it. */
import type { Suggestion } from '../types.ts';
import { layoutOf } from './layout.ts';
import { textEditsOf, type OffsetEdit } from './text-edits.ts';

const GROUP = 'org.crac';
const ARTIFACT = 'crac';

/** The newest release when this was written; every release has the same three types. */
const VERSION = '1.5.0';

const BUILD_FILES = ['pom.xml', 'build.gradle', 'build.gradle.kts'];

/**
 * The suggestion for the module that holds a source file; null when the module, or one above it, already names the
 * dependency, or when no build file is found that can be read. `read` gives a file's text by its report path.
 */
export function cracDependency(source: string, read: (path: string) => string | null): Suggestion | null {
  const files = buildFilesAbove(source, read);
  const [nearest] = files;
  if (nearest === undefined || files.some(({ text }) => text.includes(GROUP))) return null;
  const edit = nearest.path.endsWith('pom.xml')
    ? inPom(nearest.text)
    : inGradle(nearest.text, nearest.path.endsWith('.kts'));
  if (edit === null) return null;
  return {
    title: `Add ${GROUP}:${ARTIFACT} to ${nearest.path}`,
    kind: 'after-restore',
    safe: false,
    edits: textEditsOf(nearest.path, nearest.text, [edit]),
  };
}

/** Whether sources with these edits use the CRaC API where they did not before. */
export function usesCrac({ edits }: Suggestion): boolean {
  return edits.some(({ file, newText }) => file.endsWith('.java') && newText.includes(`${GROUP}.`));
}

/** Nearest first. */
function buildFilesAbove(source: string, read: (path: string) => string | null): { path: string; text: string }[] {
  const segments = source.split('/').slice(0, -1);
  if (segments[0] === '..') return [];
  const found: { path: string; text: string }[] = [];
  for (let depth = segments.length; depth >= 0; depth--) {
    const directory = segments.slice(0, depth);
    for (const name of BUILD_FILES) {
      const path = [...directory, name].join('/');
      const text = read(path);
      if (text !== null) found.push({ path, text });
    }
  }
  return found;
}

/** Behind the last dependency of the project itself: not of its management, its plugins or its profiles. */
function inPom(text: string): OffsetEdit | null {
  const own = blanked(text, /<!--[\s\S]*?-->|<(dependencyManagement|build|profiles|reporting)\b[\s\S]*?<\/\1>/gu);
  const end = own.lastIndexOf('</dependencies>');
  const last = own.lastIndexOf('</dependency>', end);
  if (end < 0 || last < 0) return null;
  const start = own.lastIndexOf('<dependency>', last);
  const { lineEnd } = layoutOf(text);
  const indent = /[ \t]*$/u.exec(own.slice(0, start))?.[0] ?? '';
  const inner = /<dependency>\s*?[\r\n]([ \t]+)</u.exec(own.slice(start))?.[1] ?? `${indent}    `;
  const lines = [
    `${indent}<dependency>`,
    `${inner}<groupId>${GROUP}</groupId>`,
    `${inner}<artifactId>${ARTIFACT}</artifactId>`,
    `${inner}<version>${VERSION}</version>`,
    `${indent}</dependency>`,
  ];
  const at = last + '</dependency>'.length;
  return { start: at, end: at, newText: lineEnd + lines.join(lineEnd) };
}

/** At the end of the `dependencies` block of the script itself, which begins a line. */
function inGradle(text: string, isKotlin: boolean): OffsetEdit | null {
  const code = blanked(text, /\/\*[\s\S]*?\*\/|\/\/[^\r\n]*/gu);
  const start = /^dependencies\s*\{/mu.exec(code);
  if (start === null) return null;
  const close = matchingBrace(code, start.index + start[0].length);
  if (close === null) return null;
  const { lineEnd, unit } = layoutOf(text);
  const indent = /[\r\n]([ \t]+)\S/u.exec(code.slice(start.index, close))?.[1] ?? unit;
  const name = `${GROUP}:${ARTIFACT}:${VERSION}`;
  const line = indent + (isKotlin ? `implementation("${name}")` : `implementation '${name}'`);
  const at = code.slice(0, close).trimEnd().length;
  const behind = lineOfOffset(text, at);
  return behind >= close
    ? { start: at, end: close, newText: lineEnd + line + lineEnd }
    : { start: behind, end: behind, newText: lineEnd + line };
}

/** The end of the line that holds an offset. */
function lineOfOffset(text: string, offset: number): number {
  const length = /^[^\r\n]*/u.exec(text.slice(offset))?.[0].length ?? 0;
  return offset + length;
}

/** The offset of the brace that closes what was opened before `from`. */
function matchingBrace(code: string, from: number): number | null {
  let depth = 1;
  for (let offset = from; offset < code.length; offset++) {
    if (code[offset] === '{') depth++;
    if (code[offset] === '}' && --depth === 0) return offset;
  }
  return null;
}

/** The text with what matches replaced by blanks, so that offsets stay. */
function blanked(text: string, pattern: RegExp): string {
  return text.replace(pattern, (match) => match.replace(/[^\r\n]/gu, ' '));
}
