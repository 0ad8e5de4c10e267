/** The compilers that everything must pass: the oldest proven JDK and a newer one, side by side. */
import type { FixtureFile } from '../../helpers/fixtures.ts';
import { startCompileServer } from './compile-server.ts';
import type { Workshop } from './setup.ts';

export interface Compilers {
  /** The errors that either compiler has for the sources as one program, each as `JDK 17: path:line:column: message`. */
  readonly compile: (sources: readonly FixtureFile[]) => Promise<readonly string[]>;
  readonly stop: () => void;
}

/** Starts one resident compiler for each JDK. */
export function startCompilers({ jdks, jars, classes }: Workshop): Compilers {
  const servers = [jdks.base, jdks.newer].map((jdk) => ({ jdk, server: startCompileServer(jdk, classes, jars) }));
  return {
    compile: async (sources) => {
      const answers = await Promise.all(
        servers.map(async ({ jdk, server }) => {
          const errors = await server.compile(sources);
          return errors.map((error) => `JDK ${jdk.version}: ${error}`);
        }),
      );
      return answers.flat();
    },
    stop: () => {
      for (const { server } of servers) server.stop();
    },
  };
}
