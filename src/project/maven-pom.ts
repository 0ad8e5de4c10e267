/** One pom.xml as it is written: nothing is inherited or replaced yet. */
import { posix } from 'node:path';
import type { Problem } from '../types.ts';
import { childOf, childText, childrenOf, readXml } from './xml.ts';
import type { XmlElement } from './xml.ts';

export interface Pom {
  readonly file: string;
  /** Project-relative directory, '' for the root. */
  readonly directory: string;
  readonly coordinates: Coordinates;
  readonly parent: PomParent | null;
  /** What always holds, then the profiles. */
  readonly sections: readonly PomSection[];
  /** Every text of the document, for flags in the configuration of plugins. */
  readonly texts: readonly { readonly text: string; readonly line: number }[];
}

/** As written, null when left out. */
export interface Coordinates {
  readonly group: string | null;
  readonly artifact: string | null;
  readonly version: string | null;
}

export interface PomParent extends Coordinates {
  /** The pom.xml that `relativePath` names, project-relative; null when it says not to look. */
  readonly path: string | null;
  readonly line: number;
}

/** The top level of a pom or one of its profiles. */
export interface PomSection {
  /** Null for the top level and for profiles that are active by default: those hold in a plain build. */
  readonly profile: string | null;
  readonly properties: ReadonlyMap<string, string>;
  readonly dependencies: readonly PomDependency[];
  /** `dependencyManagement`, with imported bills of materials (scope `import`). */
  readonly managed: readonly PomDependency[];
  readonly plugins: readonly PomDependency[];
}

export interface PomDependency extends Coordinates {
  readonly scope: string | null;
  readonly line: number;
}

/** Reads a pom.xml. A document that is no `project` gives null without a problem: other tools have a pom.xml too. */
export function readPom(text: string, file: string): { readonly pom: Pom | null; readonly problem: Problem | null } {
  const { root, problem } = readXml(text, file);
  if (root?.name !== 'project') return { pom: null, problem };
  const parent = childOf(root, 'parent');
  const own = coordinatesOf(root);
  const directory = posix.dirname(file) === '.' ? '' : posix.dirname(file);
  const inherited = parent === null ? null : parentOf(parent, directory);
  return {
    pom: {
      file,
      directory,
      coordinates: {
        group: own.group ?? inherited?.group ?? null,
        artifact: own.artifact,
        version: own.version ?? inherited?.version ?? null,
      },
      parent: inherited,
      sections: [sectionOf(root, null), ...childrenOf(root, 'profiles', 'profile').map(profileOf)],
      texts: textsOf(root),
    },
    problem: null,
  };
}

function coordinatesOf(element: XmlElement): Coordinates {
  return {
    group: childText(element, 'groupId'),
    artifact: childText(element, 'artifactId'),
    version: childText(element, 'version'),
  };
}

function parentOf(element: XmlElement, directory: string): PomParent {
  const relativePath = childOf(element, 'relativePath');
  return {
    ...coordinatesOf(element),
    path: relativePath?.text === '' ? null : parentPath(directory, relativePath?.text ?? '../pom.xml'),
    line: element.line,
  };
}

/** `relativePath` may name the directory of the parent. A path out of the project finds nothing later. */
function parentPath(directory: string, relativePath: string): string {
  const path = posix.join(directory, relativePath.replaceAll('\\', '/'));
  return path.endsWith('.xml') ? path : posix.join(path, 'pom.xml');
}

function profileOf(profile: XmlElement): PomSection {
  const isActive = childText(childOf(profile, 'activation'), 'activeByDefault') === 'true';
  return sectionOf(profile, isActive ? null : (childText(profile, 'id') ?? ''));
}

function sectionOf(element: XmlElement, profile: string | null): PomSection {
  const properties = childOf(element, 'properties')?.children ?? [];
  return {
    profile,
    properties: new Map(properties.map((property) => [property.name, property.text])),
    dependencies: childrenOf(element, 'dependencies', 'dependency').map(dependencyOf),
    managed: childrenOf(element, 'dependencyManagement', 'dependencies', 'dependency').map(dependencyOf),
    plugins: childrenOf(element, 'build', 'plugins', 'plugin').map(dependencyOf),
  };
}

function dependencyOf(element: XmlElement): PomDependency {
  return { ...coordinatesOf(element), scope: childText(element, 'scope'), line: element.line };
}

function textsOf(root: XmlElement): Pom['texts'] {
  const found: { text: string; line: number }[] = [];
  const stack = [root];
  for (let element = stack.pop(); element !== undefined; element = stack.pop()) {
    if (element.text !== '') found.push({ text: element.text, line: element.line });
    stack.push(...element.children);
  }
  return found;
}
