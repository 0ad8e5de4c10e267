/** Adds the CRaC API to the build files of a module, for sources that begin to use it. The Lambda runtime does not bring it. */
import type { Suggestion, TextEdit } from '../../types.ts';
import { textEditsOf } from '../text-edits.ts';
import { scriptCode } from './blank.ts';
import { CATALOGUE, accessorIn, inCatalogue } from './catalogue.ts';
import { inGradle } from './gradle.ts';
import { inPom, names, projectOf } from './pom.ts';

/** The newest release when this was written; every release has the same three types. */
const CRAC = { group: 'org.crac', artifact: 'crac', version: '1.5.0' };
const LIBRARY = `${CRAC.group}:${CRAC.artifact}`;

const BUILD_FILES = ['pom.xml', 'build.gradle', 'build.gradle.kts'];

interface BuildFile {
  readonly path: string;
  readonly text: string;
}

type Read = (path: string) => string | null;

/**
 * The suggestion for the module that holds a source file; null when the module, or one above it, already has the
 * dependency, or when no build file is found that can be edited. `read` gives a file's text by its report path.
 */
export function cracDependency(source: string, read: Read): Suggestion | null {
  const files = buildFilesAbove(source, read);
  const [nearest] = files;
  if (nearest === undefined) return null;
  const edits = nearest.path.endsWith('.xml') ? pomEdits(nearest, files) : gradleEdits(nearest, files, read);
  if (edits === null) return null;
  const changed = [...new Set(edits.map(({ file }) => file))];
  return { title: `Add ${LIBRARY} to ${changed.join(' and ')}`, kind: 'after-restore', safe: false, edits };
}

/** Whether sources with these edits use the CRaC API where they did not before. */
export function usesCrac({ edits }: Suggestion): boolean {
  return edits.some(({ file, newText }) => file.endsWith('.java') && newText.includes(`${CRAC.group}.`));
}

/** Nearest first. */
function buildFilesAbove(source: string, read: Read): BuildFile[] {
  const found: BuildFile[] = [];
  for (const directory of directoriesAbove(source)) {
    for (const name of BUILD_FILES) {
      const path = directory + name;
      const text = read(path);
      if (text !== null) found.push({ path, text });
    }
  }
  return found;
}

/** With `/` at the end, nearest first, down to the empty one; none for a file outside. */
function directoriesAbove(path: string): string[] {
  const segments = path.split('/').slice(0, -1);
  if (segments[0] === '..') return [];
  return segments.map((_, index) => `${segments.slice(0, segments.length - index).join('/')}/`).concat('');
}

function pomEdits(nearest: BuildFile, files: readonly BuildFile[]): TextEdit[] | null {
  const project = projectOf(nearest.text);
  if (project === null) return null;
  const projects = files.filter(({ path }) => path.endsWith('.xml')).flatMap(({ text }) => projectOf(text) ?? []);
  if (projects.some((one) => names(one, CRAC, 'dependencies'))) return null;
  const isManaged = projects.some((one) => names(one, CRAC, 'dependencyManagement'));
  return textEditsOf(nearest.path, nearest.text, [inPom(nearest.text, project, CRAC, isManaged)]);
}

/** By the catalogue where the script uses it, else by name. */
function gradleEdits(nearest: BuildFile, files: readonly BuildFile[], read: Read): TextEdit[] | null {
  if (files.some(({ text }) => namesLibrary(text))) return null;
  const isKotlin = nearest.path.endsWith('.kts');
  const catalogues = directoriesAbove(nearest.path).map((directory) => directory + CATALOGUE);
  const catalogue = catalogues.find((path) => read(path) !== null);
  const entries = catalogue === undefined ? null : read(catalogue);
  const accessor = entries === null ? null : accessorIn(entries, LIBRARY);
  if (accessor !== null && files.some(({ text }) => new RegExp(`\\b${accessor}\\b`, 'u').test(scriptCode(text)))) {
    return null;
  }
  const usesCatalogue = /\blibs\./u.test(scriptCode(nearest.text));
  const added =
    entries === null || accessor !== null || !usesCatalogue
      ? null
      : inCatalogue(entries, `${LIBRARY}:${CRAC.version}`, ['crac', 'org-crac']);
  const byAccessor = accessor ?? added?.accessor ?? null;
  const notation = (quote: string): string => byAccessor ?? `${quote}${LIBRARY}:${CRAC.version}${quote}`;
  const edit = inGradle(nearest.text, notation, isKotlin);
  if (edit === null) return null;
  return [
    ...textEditsOf(nearest.path, nearest.text, [edit]),
    ...(catalogue === undefined || entries === null || added === null
      ? []
      : textEditsOf(catalogue, entries, [added.edit])),
  ];
}

/** In a string of the script, not in a comment. */
function namesLibrary(text: string): boolean {
  const code = scriptCode(text);
  for (let at = text.indexOf(CRAC.group); at >= 0; at = text.indexOf(CRAC.group, at + 1)) {
    if (code[at] === '_') return true;
  }
  return false;
}
