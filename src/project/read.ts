/** Reads the facts of a project. */
import type { FileFacts } from '../model/facts.ts';
import { isCdkFile } from './cdk-java.ts';
import { discoverProjectFiles } from './discover.ts';
import type { ProjectOptions } from './discover.ts';
import { moduleFacts } from './modules.ts';
import type { ProjectFacts } from './types.ts';

/**
 * Reads what is known of a project besides its Java sources; `javaFacts` are those of the sources, for CDK apps in Java. A
 * file that cannot be read or understood is a problem; the rest goes on.
 */
export async function readProjectFacts(
  options: ProjectOptions,
  javaFacts: readonly FileFacts[],
): Promise<ProjectFacts> {
  const found = await discoverProjectFiles(options);
  if (found.files.length === 0 && !javaFacts.some(isCdkFile)) {
    return { functions: [], modules: moduleFacts([], [], []), crac: { uses: [] }, problems: found.problems };
  }
  const { factsOfFiles } = await import('./file-facts.ts');
  return factsOfFiles(found, options.held, javaFacts);
}
