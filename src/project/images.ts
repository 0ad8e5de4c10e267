/** Functions that are container images: their handler is the command of a Dockerfile of the project. */
import { posix } from 'node:path';
import type { DockerfileFacts } from './dockerfile.ts';
import { javaHandler } from './handler.ts';
import type { FunctionFact } from './types.ts';

/**
 * Fills in the handler of image functions without one, from the Dockerfile in the directory that `codeUri` names (or the
 * Dockerfile itself), relative to the declaring file or to a directory above it, as tools take it from where they run.
 */
export function withImageHandlers(
  functions: readonly FunctionFact[],
  dockerfiles: readonly DockerfileFacts[],
): readonly FunctionFact[] {
  const byFile = new Map(dockerfiles.map((dockerfile) => [dockerfile.file, dockerfile]));
  return functions.map((declared) => {
    if (declared.packageType !== 'Image' || declared.handler !== null || declared.codeUri === null) return declared;
    const dockerfile = dockerfileOf(declared.source.file, declared.codeUri, byFile);
    const handler = dockerfile?.command?.[0];
    if (dockerfile === null || handler === undefined) return declared;
    const environment = { ...dockerfile.environment, ...declared.environment };
    return { ...declared, handler, ...javaHandler(handler, declared.runtime), environment };
  });
}

function dockerfileOf(
  file: string,
  codeUri: string,
  byFile: ReadonlyMap<string, DockerfileFacts>,
): DockerfileFacts | null {
  for (let directory = posix.dirname(file); ; directory = posix.dirname(directory)) {
    const path = posix.join(directory, codeUri);
    const found = byFile.get(path) ?? byFile.get(posix.join(path, 'Dockerfile'));
    if (found !== undefined) return found;
    if (directory === '.') return null;
  }
}
