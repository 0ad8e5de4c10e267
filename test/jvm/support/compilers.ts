/** The compilers that everything must pass: the oldest proven JDK and a newer one, side by side. */
import type { FixtureFile } from '../../helpers/fixtures.ts';
import { startCompileServer } from './compile-server.ts';
import type { Workshop } from './setup.ts';

export interface Compilers {
  /**
   * The errors that either compiler has for the sources as one program, each as `JDK 17: path:line:column: message`.
   * The directory `target` takes the class files of the older one.
   */
  readonly compile: (sources: readonly FixtureFile[], target?: string) => Promise<readonly string[]>;
  readonly stop: () => void;
}

/** Starts one resident compiler for each JDK. */
export function startCompilers({ jdks, jars, classes }: Workshop): Compilers {
  const [base, newer] = [jdks.base, jdks.newer].map((jdk) => {
    const server = startCompileServer(jdk, classes, jars);
    const compile: Compilers['compile'] = async (sources, target) =>
      (await server.compile(sources, target)).map((error) => `JDK ${jdk.version}: ${error}`);
    return { compile, stop: server.stop };
  });
  return {
    compile: async (sources, target) =>
      (await Promise.all([base!.compile(sources, target), newer!.compile(sources)])).flat(),
    stop: () => {
      base!.stop();
      newer!.stop();
    },
  };
}
