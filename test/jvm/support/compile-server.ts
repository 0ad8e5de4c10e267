/** A resident Java compiler (test/jvm/java/CompileServer.java). */
import type { FixtureFile } from '../../helpers/fixtures.ts';
import type { Jdk } from './jdks.ts';
import { startResident } from './resident.ts';

export interface CompileServer {
  /** The errors of the sources as one program, each as `path:line:column: message`. `target` takes the class files. */
  readonly compile: (sources: readonly FixtureFile[], target?: string) => Promise<readonly string[]>;
  readonly stop: () => void;
}

/** Starts a server. `classes` is where CompileServer itself was compiled to. */
export function startCompileServer(jdk: Jdk, classes: string, jars: readonly string[]): CompileServer {
  const { ask, stop } = startResident(jdk, classes, ['CompileServer', jars.join(':')]);
  return { compile: (sources, target = '') => ask(target, sources), stop };
}
