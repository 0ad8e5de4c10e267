/** Adds a dependency to a Maven project, in the layout of its pom.xml. */
import { XmlElement, XmlError, parseXml } from '@rgrove/parse-xml';
import { indentAt, layoutOf } from '../layout.ts';
import type { OffsetEdit } from '../text-edits.ts';

export interface Coordinates {
  readonly group: string;
  readonly artifact: string;
  readonly version: string;
}

/** The root element of a project; null when the text is no pom. */
export function projectOf(text: string): XmlElement | null {
  try {
    const { root } = parseXml(text, { includeOffsets: true, ignoreUndefinedEntities: true });
    return root !== null && localName(root) === 'project' ? root : null;
  } catch (error) {
    if (error instanceof XmlError || error instanceof RangeError) return null;
    throw error;
  }
}

/** Whether the project itself has a dependency, or the management of its dependencies names it. */
export function names(
  project: XmlElement,
  { group, artifact }: Pick<Coordinates, 'group' | 'artifact'>,
  where: 'dependencies' | 'dependencyManagement',
): boolean {
  const parent = where === 'dependencies' ? project : child(project, where);
  return dependenciesOf(parent).some(
    (one) => textOf(child(one, 'groupId')) === group && textOf(child(one, 'artifactId')) === artifact,
  );
}

/**
 * Behind the last dependency of the project itself: not of its management, its plugins or its profiles. A project without
 * any gets the element. Without a version where `isManaged`.
 */
export function inPom(
  text: string,
  project: XmlElement,
  { group, artifact, version }: Coordinates,
  isManaged: boolean,
): OffsetEdit {
  const { lineEnd } = layoutOf(text);
  const prefix = project.name.includes(':') ? `${project.name.split(':')[0]}:` : '';
  const outer = indentOfFirst(text, project) ?? '    ';
  const step = outer === '' ? '    ' : outer;
  const list = child(project, 'dependencies');
  const last = dependenciesOf(project).at(-1);
  const indent = last === undefined ? outer + step : indentAt(text, last.start);
  const inner = (last === undefined ? null : indentOfFirst(text, last)) ?? indent + step;
  const element = (name: string, value: string): string => `${inner}<${prefix}${name}>${value}</${prefix}${name}>`;
  const lines = [
    `${indent}<${prefix}dependency>`,
    element('groupId', group),
    element('artifactId', artifact),
    ...(isManaged ? [] : [element('version', version)]),
    `${indent}</${prefix}dependency>`,
  ];
  if (last !== undefined) return insertion(last.end, lineEnd + lines.join(lineEnd));
  const open = `${outer}<${prefix}dependencies>`;
  const close = `${outer}</${prefix}dependencies>`;
  if (list !== null) {
    const isEmpty =
      text.slice(list.start, list.end).endsWith('/>') || list.children.every((one) => one.type === 'text');
    return isEmpty
      ? { start: list.start, end: list.end, newText: [open.trimStart(), ...lines, close].join(lineEnd) }
      : insertion(text.indexOf('>', list.start) + 1, lineEnd + lines.join(lineEnd));
  }
  const place = elementsOf(project)
    .filter((one) => !['build', 'profiles', 'reporting', 'pluginRepositories', 'repositories'].includes(localName(one)))
    .at(-1);
  const at = place?.end ?? text.indexOf('>', project.start) + 1;
  return insertion(at, lineEnd + lineEnd + [open, ...lines, close].join(lineEnd));
}

function insertion(offset: number, newText: string): OffsetEdit {
  return { start: offset, end: offset, newText };
}

function localName({ name }: XmlElement): string {
  return name.slice(name.indexOf(':') + 1);
}

function elementsOf(element: XmlElement): XmlElement[] {
  return element.children.filter((one) => one instanceof XmlElement);
}

function child(element: XmlElement | null, name: string): XmlElement | null {
  return element === null ? null : (elementsOf(element).find((one) => localName(one) === name) ?? null);
}

function dependenciesOf(element: XmlElement | null): XmlElement[] {
  const list = child(element, 'dependencies');
  return list === null ? [] : elementsOf(list).filter((one) => localName(one) === 'dependency');
}

function textOf(element: XmlElement | null): string {
  return element?.text.trim() ?? '';
}

/** How far the first element in another one is indented; null when it has none on a line of its own. */
function indentOfFirst(text: string, element: XmlElement): string | null {
  const [first] = elementsOf(element);
  if (first === undefined) return null;
  const before = text.slice(element.start, first.start);
  return /[\r\n](?<indent>[ \t]*)$/u.exec(before)?.groups?.indent ?? null;
}
