/** Code that deploys functions instead of running in one, told by the libraries for infrastructure as code that it imports. */
import type { FileFacts } from './facts.ts';
import { perImports } from './imports.ts';

const LIBRARIES = /^(?:software\.amazon\.awscdk|software\.constructs|com\.pulumi|com\.hashicorp\.cdktf)(?:\.|$)/u;

/** Makes the question whether a file imports from a library whose names match. `own` is as for {@link importsInfrastructure}. */
export function importing(libraries: RegExp): (file: FileFacts, own: ReadonlySet<string>) => boolean {
  const namesOf = perImports((imports) => imports.map(({ name }) => name).filter((name) => libraries.test(name)));
  return (file, own) => namesOf(file).some((name) => !own.has(name) && !own.has(name.slice(0, name.lastIndexOf('.'))));
}

/**
 * Whether a file is infrastructure code (CDK and its like) by what it imports. `own` are the packages of the project: some lie
 * below those of a library, and their classes are none of it.
 */
export const importsInfrastructure = importing(LIBRARIES);
