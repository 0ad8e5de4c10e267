/** Runs the programs of test/jvm/cases on the real runtime client. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { FixtureFile } from '../../helpers/fixtures.ts';
import type { Compilers } from '../support/compilers.ts';
import type { Workshop } from '../support/setup.ts';
import { startAwsEndpoint } from './aws-endpoint.ts';
import { drive } from './drive.ts';
import { handlerOf } from './handler.ts';
import { startFunction } from './lambda-function.ts';
import { startPostgres, startRedis, type Server } from './server.ts';

export interface Stage {
  /**
   * Compiles a program and drives it through a snapshot. Gives the errors of the compiler, or the failures of the run in
   * their order; none for a program that is safe.
   */
  readonly run: (program: readonly FixtureFile[]) => Promise<readonly string[]>;
  readonly stop: () => Promise<void>;
}

/** Starts the servers that the cases connect to. */
export async function openStage(workshop: Workshop, compilers: Compilers): Promise<Stage> {
  const postgres = await startPostgres();
  const redis = await startRedis();
  return {
    run: async (program) => {
      const taskRoot = mkdtempSync(join(tmpdir(), 'snapsafe-function-'));
      try {
        const errors = await compilers.compile(program, taskRoot);
        if (errors.length > 0) return errors;
        const servers = [postgres, redis].filter((server) => uses(program, server));
        return await runFunction(workshop, program, taskRoot, servers);
      } finally {
        rmSync(taskRoot, { recursive: true, force: true });
      }
    },
    stop: async () => {
      await postgres.stop();
      await redis.stop();
    },
  };
}

async function runFunction(
  { jdks, jars }: Workshop,
  program: readonly FixtureFile[],
  taskRoot: string,
  servers: readonly Server[],
): Promise<readonly string[]> {
  const aws = await startAwsEndpoint();
  const environment = Object.assign(
    {},
    aws.environment,
    ...servers.map((server) => server.environment),
  ) as Server['environment'];
  const lambda = await startFunction({ jdk: jdks.base, jars, taskRoot, handler: handlerOf(program), environment });
  try {
    return await drive(lambda, {
      ownPorts: [aws.port],
      change: async () => {
        aws.rotate();
        for (const server of servers) await server.restart();
      },
      // A program with a server asks it for this; the others answer what AWS told them.
      answer: JSON.stringify(servers.length > 0 ? '42' : 'rotated'),
    });
  } finally {
    lambda.stop();
    aws.stop();
  }
}

/** A program says which servers it uses by the variables it reads. */
function uses(program: readonly FixtureFile[], { environment }: Server): boolean {
  return program.some(({ text }) => Object.keys(environment).some((variable) => text.includes(`"${variable}"`)));
}
