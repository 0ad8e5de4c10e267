/** Dependencies of Maven modules: what a pom.xml inherits within the project, with properties replaced and managed versions filled in. */
import type { Pom, PomDependency, PomSection } from './maven-pom.ts';
import { platformFact } from './platforms.ts';
import type { DependencyFact } from './types.ts';

/** A module's own dependencies, and the directories of the modules of the project that it builds on. */
export interface ModuleDependencies {
  readonly directory: string;
  readonly dependencies: readonly DependencyFact[];
  readonly siblings: readonly string[];
}

/** Spring Boot's parent lets a property choose the framework's version. */
const SPRING_FRAMEWORK_PROPERTY = 'spring-framework.version';
const SPRING_FRAMEWORK = { group: 'org.springframework', artifact: 'spring-framework-bom' };

const MAX_PARENTS = 20;
const MAX_REPLACEMENTS = 20;

/**
 * Gives the dependencies of each pom. Parents and bills of materials are followed inside of the project; those outside are
 * recorded themselves (scope `parent`, `import`), because their version is what is known. A profile that is not active by
 * default adds dependencies marked with its name and changes nothing else.
 */
export function mavenModules(poms: readonly Pom[]): readonly ModuleDependencies[] {
  const project: MavenProject = {
    byFile: new Map(poms.map((pom) => [pom.file, pom])),
    byCoordinates: new Map(poms.map((pom) => [coordinatesKey(pom.coordinates.group, pom.coordinates.artifact), pom])),
  };
  return poms.map((pom) => moduleOf(pom, project));
}

interface MavenProject {
  readonly byFile: ReadonlyMap<string, Pom>;
  readonly byCoordinates: ReadonlyMap<string, Pom>;
}

function coordinatesKey(group: string | null, artifact: string | null): string {
  return `${group ?? ''}:${artifact ?? ''}`;
}

function moduleOf(pom: Pom, project: MavenProject): ModuleDependencies {
  const chain = inheritanceOf(pom, project);
  const interpolate = interpolation(chain);
  const managed = managedOf(chain, interpolate, project);
  const found = new Map<string, DependencyFact>();
  const add = (fact: DependencyFact): void => {
    const key = [fact.group, fact.artifact, fact.profile ?? '', fact.scope === 'plugin' ? 'plugin' : ''].join(':');
    if (!found.has(key)) found.set(key, fact);
  };
  for (const { owner, section } of sectionsOf(chain)) {
    for (const dependency of section.dependencies) {
      const fact = factOf(dependency, owner, section, interpolate);
      const management = managed.byName.get(coordinatesKey(fact.group, fact.artifact));
      add({
        ...fact,
        version: fact.version ?? management?.version ?? null,
        scope: fact.scope ?? management?.scope ?? null,
      });
    }
    for (const plugin of section.plugins) {
      const fact = factOf(plugin, owner, section, interpolate);
      add({ ...fact, group: fact.group || 'org.apache.maven.plugins', scope: 'plugin' });
    }
  }
  const platforms = [...managed.imports, ...outsideParent(chain, interpolate, project)];
  const framework = interpolate(`\${${SPRING_FRAMEWORK_PROPERTY}}`);
  for (const fact of platforms) add(fact);
  for (const fact of platformFact(platforms)) {
    add(fact);
    if (framework !== null) add({ ...fact, ...SPRING_FRAMEWORK, version: framework });
  }
  const dependencies = [...found.values()].map((fact) => withPlatformVersion(fact, platforms));
  return { directory: pom.directory, dependencies, siblings: siblingsOf(dependencies, pom, project) };
}

/** The pom and its parents inside of the project, nearest first. */
function inheritanceOf(pom: Pom, project: MavenProject): readonly Pom[] {
  const chain = [pom];
  for (let current: Pom | null = parentOf(pom, project); current !== null; current = parentOf(current, project)) {
    if (chain.includes(current) || chain.length > MAX_PARENTS) break;
    chain.push(current);
  }
  return chain;
}

/** As Maven does, the file at `relativePath` counts only when it has the parent's name. */
function parentOf({ parent }: Pom, project: MavenProject): Pom | null {
  if (parent === null) return null;
  const byPath = parent.path === null ? undefined : project.byFile.get(parent.path);
  if (byPath?.coordinates.artifact === parent.artifact) return byPath;
  return project.byCoordinates.get(coordinatesKey(parent.group, parent.artifact)) ?? null;
}

function sectionsOf(chain: readonly Pom[]): readonly { readonly owner: Pom; readonly section: PomSection }[] {
  return chain.flatMap((owner) => owner.sections.map((section) => ({ owner, section })));
}

/** Replaces `${…}` with properties of the chain; null when one is not known. */
type Interpolate = (text: string | null) => string | null;

function interpolation(chain: readonly Pom[]): Interpolate {
  const properties = new Map<string, string>();
  for (const { section } of sectionsOf(chain.toReversed())) {
    if (section.profile === null) for (const [name, value] of section.properties) properties.set(name, value);
  }
  const [pom] = chain;
  const { group, artifact, version } = pom?.coordinates ?? { group: null, artifact: null, version: null };
  const own = { groupId: group, artifactId: artifact, version, 'parent.version': pom?.parent?.version ?? null };
  for (const [name, value] of Object.entries(own)) {
    for (const prefix of ['project.', 'pom.']) if (value !== null) properties.set(`${prefix}${name}`, value);
  }
  return (text) => {
    let result = text;
    for (let count = 0; result !== null && count < MAX_REPLACEMENTS; count++) {
      const match = /\$\{([^${}]+)\}/u.exec(result);
      if (match === null) return result.includes('${') || result === '' ? null : result;
      const value = properties.get((match[1] ?? '').trim());
      result = value === undefined ? null : result.replace(match[0], () => value);
    }
    return null;
  };
}

function factOf(dependency: PomDependency, owner: Pom, section: PomSection, interpolate: Interpolate): DependencyFact {
  return {
    group: interpolate(dependency.group) ?? '',
    artifact: interpolate(dependency.artifact) ?? '',
    version: interpolate(dependency.version),
    scope: interpolate(dependency.scope),
    profile: section.profile,
    file: owner.file,
    line: dependency.line,
  };
}

interface Management {
  readonly byName: ReadonlyMap<string, { readonly version: string | null; readonly scope: string | null }>;
  /** Bills of materials from outside of the project. */
  readonly imports: readonly DependencyFact[];
}

/** The nearest entry wins; bills of materials of the project are opened, each one once. */
function managedOf(
  chain: readonly Pom[],
  interpolate: Interpolate,
  project: MavenProject,
  seen = new Set<Pom>(),
): Management {
  const byName = new Map<string, { version: string | null; scope: string | null }>();
  const imports: DependencyFact[] = [];
  const bills: Pom[] = [];
  for (const { owner, section } of sectionsOf(chain)) {
    if (section.profile !== null) continue;
    for (const dependency of section.managed) {
      const fact = factOf(dependency, owner, section, interpolate);
      const key = coordinatesKey(fact.group, fact.artifact);
      const bill = fact.scope === 'import' ? project.byCoordinates.get(key) : undefined;
      if (fact.scope !== 'import') byName.set(key, byName.get(key) ?? { version: fact.version, scope: fact.scope });
      else if (bill === undefined) imports.push(fact);
      else bills.push(bill);
    }
  }
  for (const bill of bills) {
    if (seen.has(bill)) continue;
    seen.add(bill);
    const billChain = inheritanceOf(bill, project);
    const inherited = managedOf(billChain, interpolation(billChain), project, seen);
    for (const [key, value] of inherited.byName) byName.set(key, byName.get(key) ?? value);
    imports.push(...inherited.imports);
  }
  return { byName, imports };
}

/** The parent that the project does not hold, as a fact. */
function outsideParent(chain: readonly Pom[], interpolate: Interpolate, project: MavenProject): DependencyFact[] {
  const top = chain.at(-1);
  const parent = top?.parent ?? null;
  if (top === undefined || parent === null || parentOf(top, project) !== null) return [];
  return [
    {
      group: parent.group ?? '',
      artifact: parent.artifact ?? '',
      version: interpolate(parent.version),
      scope: 'parent',
      profile: null,
      file: top.file,
      line: parent.line,
    },
  ];
}

/** What a platform releases under its own version needs no version in the pom. */
function withPlatformVersion(fact: DependencyFact, platforms: readonly DependencyFact[]): DependencyFact {
  if (fact.version !== null || fact.scope === 'plugin') return fact;
  const [boot] = platformFact(platforms);
  return boot?.group === fact.group ? { ...fact, version: boot.version } : fact;
}

function siblingsOf(dependencies: readonly DependencyFact[], pom: Pom, project: MavenProject): readonly string[] {
  return dependencies.flatMap(({ group, artifact, scope, profile }) => {
    const isAtRunTime = scope === null || scope === 'compile' || scope === 'runtime';
    const sibling =
      isAtRunTime && profile === null ? project.byCoordinates.get(coordinatesKey(group, artifact)) : undefined;
    return sibling === undefined || sibling === pom ? [] : [sibling.directory];
  });
}
