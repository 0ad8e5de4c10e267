/** What a run sees of a project before any rule looks: for `snapsafe doctor` and `snapsafe init`. */
import { snapStartStates } from '../graph/deployment.ts';
import { frameworkStartups } from '../graph/frameworks/index.ts';
import { findHandlers } from '../graph/roots.ts';
import { positionAt } from '../java-ast/line-table.ts';
import type { FileFacts } from '../model/facts.ts';
import { buildProjectModel } from '../model/project.ts';
import type { ProjectModel, TypeModel } from '../model/project.ts';
import { handlerModules } from '../node/roots.ts';
import { classPathsOf } from '../project/class-paths.ts';
import { combined, declaredStates } from '../project/snap-start.ts';
import type { DependencyFact, FunctionFact, ProjectFacts } from '../project/types.ts';
import type { Problem, SnapStartState } from '../types.ts';
import { compareText } from '../util/compare.ts';

/** A class whose start-up is followed. */
export interface InspectedRoot {
  /** Binary name. */
  readonly type: string;
  readonly file: string;
  readonly line: number;
  /** `handler`: Lambda starts it; `application`: a framework or a container does. */
  readonly kind: 'handler' | 'application';
  /** False when it was recognised by its shape alone. */
  readonly certain: boolean;
  readonly snapStart: SnapStartState;
}

/** A function that a deployment file declares. */
export type InspectedFunction = Pick<FunctionFact, 'name' | 'tool' | 'handler' | 'runtime' | 'snapStart'> & {
  readonly file: string;
  readonly line: number;
};

/** A module in JavaScript or TypeScript that a deployment file names as a handler. */
export interface InspectedScript {
  readonly file: string;
  /** The export that handles events; null where nothing names it. */
  readonly handler: string | null;
  /** Names of the functions that start with it. */
  readonly functions: readonly string[];
  readonly snapStart: SnapStartState;
}

/** Everything `doctor` prints, as plain JSON. */
export interface Inspection {
  /** Configuration files in use, relative to the working directory. */
  readonly configFiles: readonly string[];
  readonly files: { readonly found: number; readonly analyzed: number };
  /** Files that the configuration or their place (test sources) leaves out, sorted. */
  readonly skippedFiles: readonly string[];
  readonly roots: readonly InspectedRoot[];
  /** Sorted by file. */
  readonly scripts: readonly InspectedScript[];
  readonly functions: readonly InspectedFunction[];
  readonly crac: readonly {
    readonly kind: string;
    readonly text: string;
    readonly file: string;
    readonly line: number;
  }[];
  /** Versions of libraries that verdicts depend on. */
  readonly dependencies: readonly {
    readonly name: string;
    readonly version: string | null;
    readonly file: string;
    readonly line: number;
  }[];
  /** Names of types that neither the sources nor the imports explain, most frequent first. */
  readonly unresolvedTypes: readonly { readonly name: string; readonly count: number }[];
  readonly problems: readonly Problem[];
}

/** Groups of libraries that decide what happens at start, or what is taken over by a framework. */
const OF_INTEREST =
  /^(?:org\.crac|io\.github\.crac|org\.springframework(?:\.boot|\.cloud)?|io\.micronaut(?:\.aws|\.crac|\.platform)?|io\.quarkus(?:\.platform)?|com\.google\.(?:dagger|inject)|com\.zaxxer|com\.amazonaws|software\.amazon\.(?:awssdk|lambda|jdbc)|redis\.clients|io\.lettuce|org\.postgresql|com\.mysql|org\.mongodb|org\.apache\.kafka|org\.hibernate(?:\.orm)?)$/u;

/** Looks at the project. `facts` are those of its sources; `isFile` tells whether there is a file at a report path. */
export function inspectProject(
  facts: readonly FileFacts[],
  project: ProjectFacts,
  isFile: (file: string) => boolean,
): Pick<Inspection, 'roots' | 'scripts' | 'functions' | 'crac' | 'dependencies' | 'unresolvedTypes'> {
  const model = buildProjectModel(facts, classPathsOf(project.modules));
  return {
    roots: rootsOf(model, project),
    scripts: scriptsOf(project, isFile),
    functions: project.functions.map(({ name, tool, handler, runtime, snapStart, source }) => {
      return { name, tool, handler, runtime, snapStart, ...source };
    }),
    crac: project.crac.uses.map(({ kind, text, file, line }) => ({ kind, text, file, line })),
    dependencies: dependenciesOf(project),
    unresolvedTypes: unresolvedTypes(model),
  };
}

function rootsOf(model: ProjectModel, project: ProjectFacts): readonly InspectedRoot[] {
  const stateOf = snapStartStates(model, project);
  const place = ({
    file,
    fact,
    qualifiedName,
  }: TypeModel): Pick<InspectedRoot, 'type' | 'file' | 'line' | 'snapStart'> => ({
    type: qualifiedName,
    file: file.file,
    line: positionAt(file.lineStarts, fact.nameSpan[0]).line,
    snapStart: stateOf([qualifiedName], file.file),
  });
  const roots = [
    ...findHandlers(model, project).map(({ type, isCertain }) => {
      return { ...place(type), kind: 'handler' as const, certain: isCertain };
    }),
    ...frameworkStartups(model).map(({ type }) => ({ ...place(type), kind: 'application' as const, certain: true })),
  ];
  return roots.sort((left, right) => compareText(left.file, right.file) || left.line - right.line);
}

function scriptsOf(project: ProjectFacts, isFile: (file: string) => boolean): readonly InspectedScript[] {
  const stateOf = declaredStates(project);
  return handlerModules({ functions: project.functions, isFile })
    .map(({ file, handler, functions }) => {
      return {
        file,
        handler,
        functions: functions.map(({ name }) => name),
        snapStart: combined(functions.map(stateOf)),
      };
    })
    .sort((left, right) => compareText(left.file, right.file));
}

function dependenciesOf(project: ProjectFacts): Inspection['dependencies'] {
  const byName = new Map<string, DependencyFact>();
  for (const one of project.modules.flatMap(({ dependencies }) => dependencies)) {
    const name = `${one.group}:${one.artifact}`;
    const known = byName.get(name);
    if (OF_INTEREST.test(one.group) && (known === undefined || known.version === null)) byName.set(name, one);
  }
  return [...byName]
    .map(([name, { version, file, line }]) => ({ name, version, file, line }))
    .sort((left, right) => compareText(left.name, right.name));
}

/** Looks at the types of fields and at supertypes. */
function unresolvedTypes(model: ProjectModel): Inspection['unresolvedTypes'] {
  const counts = new Map<string, number>();
  for (const type of model.types) {
    const scope = { type, file: type.file, method: null };
    const names = [
      ...type.fact.fields.map((field) => field.type),
      type.fact.superclass ?? [],
      type.fact.interfaces,
    ].flat();
    for (const name of names) {
      if (!model.resolve(name, scope).certain) counts.set(name.name, (counts.get(name.name) ?? 0) + 1);
    }
  }
  return [...counts]
    .map(([name, count]) => ({ name, count }))
    .sort((left, right) => right.count - left.count || compareText(left.name, right.name));
}
