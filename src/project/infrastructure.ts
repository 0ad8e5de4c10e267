/** Which Java sources deploy the function instead of running in it. */
import type { FileFacts } from '../model/facts.ts';
import { importing, importsInfrastructure } from '../model/infrastructure-code.ts';
import { dependency, moduleOf } from './queries.ts';
import type { ModuleFacts, ProjectFacts } from './types.ts';

const DEPLOYS = ['software.amazon.awscdk:aws-cdk-lib', 'com.pulumi:pulumi', 'com.hashicorp:cdktf'];

const importsRuntime = importing(
  /^(?:com\.amazonaws\.services\.lambda\.runtime|org\.crac|com\.amazonaws\.serverless)(?:\.|$)/u,
);

/**
 * The files of infrastructure code: those that import such a library, and all of a module that is built with one, unless
 * some file of the module is function code.
 */
export function infrastructureFiles(files: readonly FileFacts[], facts: ProjectFacts): ReadonlySet<string> {
  const modules = new Map<string, FileFacts[]>();
  const found = new Set<string>();
  const packages = new Set(files.map(({ packageName }) => packageName));
  for (const file of files) {
    if (importsInfrastructure(file, packages)) found.add(file.file);
    const module = moduleOf(facts, file.file);
    if (module === null || !deploys(module)) continue;
    const members = modules.get(module.directory);
    if (members === undefined) modules.set(module.directory, [file]);
    else members.push(file);
  }
  for (const members of modules.values()) {
    if (members.some((file) => importsRuntime(file, packages))) {
      continue;
    }
    for (const { file } of members) found.add(file);
  }
  return found;
}

const deploying = new WeakMap<ModuleFacts, boolean>();

/** Whether the module's own build file names such a library. */
function deploys(module: ModuleFacts): boolean {
  let known = deploying.get(module);
  if (known === undefined) {
    known = DEPLOYS.some((name) => dependency(module, name)?.file.startsWith(module.directory));
    deploying.set(module, known);
  }
  return known;
}
