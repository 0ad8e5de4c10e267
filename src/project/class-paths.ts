/** What the modules of a project see of each other, as their build files declare it. */
import { posix } from 'node:path';
import { nearest } from './modules.ts';
import type { ModuleFacts } from './types.ts';

/** As the model of the sources asks for it: see `SourceModules` there. */
interface ClassPaths {
  readonly moduleOf: (file: string) => string;
  readonly classPathOf: (module: string) => readonly string[];
}

/** The class paths of `modules`: a module's own classes come before those of what it declares, in the order of its build file. */
export function classPathsOf(modules: readonly ModuleFacts[]): ClassPaths {
  const byDirectory = new Map(modules.map((module) => [module.directory, module]));
  const directories = new Set(byDirectory.keys());
  const paths = new Map<string, readonly string[]>();
  return {
    moduleOf: (file) => {
      const directory = posix.dirname(file);
      return nearest(directory === '.' ? '' : directory, directories);
    },
    classPathOf: (module) => {
      let known = paths.get(module);
      if (known === undefined) paths.set(module, (known = withSiblings(module, byDirectory)));
      return known;
    },
  };
}

/** Breadth first: of two ways to a class, Maven takes the shorter, and Gradle puts what is declared before what that brings. */
function withSiblings(module: string, byDirectory: ReadonlyMap<string, ModuleFacts>): readonly string[] {
  const found = new Set([module]);
  for (const directory of found) for (const next of byDirectory.get(directory)?.siblings ?? []) found.add(next);
  return [...found];
}
