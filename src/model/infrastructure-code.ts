/** Code that deploys functions instead of running in one, told by the libraries for infrastructure as code that it imports. */
import type { FileFacts } from './facts.ts';

const LIBRARIES = /^(?:software\.amazon\.awscdk|software\.constructs|com\.pulumi|com\.hashicorp\.cdktf)(?:\.|$)/u;

/**
 * Whether a file imports from a library whose names match. `own` are the packages of the project: some lie below those of a
 * library, and their classes are none of it.
 */
export function importsFrom({ imports }: FileFacts, libraries: RegExp, own: ReadonlySet<string>): boolean {
  return imports.some(
    ({ name }) => libraries.test(name) && !own.has(name) && !own.has(name.slice(0, name.lastIndexOf('.'))),
  );
}

/** Whether a file is infrastructure code (CDK and its like) by what it imports; `own` as for {@link importsFrom}. */
export function importsInfrastructure(file: FileFacts, own: ReadonlySet<string>): boolean {
  return importsFrom(file, LIBRARIES, own);
}
