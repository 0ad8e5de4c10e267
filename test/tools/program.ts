/** Runs the programs that the suite needs. A program that is missing fails the test: `bash .ci/run` installs them. */
import { spawnSync } from 'node:child_process';

export interface Finished {
  readonly code: number | null;
  /** stdout, then stderr. */
  readonly output: string;
}

/** Runs `program` and waits for its end. `env` is added to the environment; undefined removes a variable. */
export function run(
  program: string,
  args: readonly string[],
  options: {
    readonly cwd?: string;
    readonly env?: Readonly<Record<string, string | undefined>>;
    readonly input?: string;
  } = {},
): Finished {
  const { status, stdout, stderr, error } = spawnSync(program, args, {
    cwd: options.cwd,
    env: { ...process.env, ...options.env },
    input: options.input ?? '',
    encoding: 'utf8',
    timeout: 100_000,
    maxBuffer: 64 * 2 ** 20,
  });
  if (error !== undefined) throw new Error(`${program}: ${error.message}`);
  return { code: status, output: stdout + stderr };
}

/** Runs `program`, which must end with exit code 0, and gives its output. */
export function mustRun(...parameters: Parameters<typeof run>): string {
  const { code, output } = run(...parameters);
  if (code !== 0) throw new Error(`${parameters[0]} ${parameters[1].join(' ')}: exit code ${code}\n${output}`);
  return output;
}
