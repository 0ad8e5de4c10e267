/**
 * Verdicts on Node functions, on the real thing: each case is linted, and driven by a container's bootstrap through init,
 * snapshot, restore and two invocations, while PostgreSQL and Redis restart in between. What a rule reports must break; what
 * rules accept must work, and so must what each suggestion makes of a reported case.
 */
import { spawn } from 'node:child_process';
import { readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { applyEdits } from '../../src/fixes/text-edits.ts';
import { analyze } from '../../src/run/run.ts';
import type { Finding } from '../../src/types.ts';
import { drive } from '../jvm/runtime/drive.ts';
import { functionIn } from '../jvm/runtime/lambda-function.ts';
import { startRuntimeApi } from '../jvm/runtime/runtime-api.ts';
import { startPostgres, startRedis, type Server } from '../jvm/runtime/server.ts';

const directory = fileURLToPath(new URL('node-cases', import.meta.url));
const bootstrap = join(directory, 'bootstrap.mjs');
const cases = readdirSync(directory).filter((file) => /(?<!^bootstrap|^restore)\.mjs$/u.test(file));

/** Suggestions that were driven: the suite must not pass by driving none. */
let mended = 0;
let servers: readonly Server[] = [];

beforeAll(async () => {
  servers = await Promise.all([startPostgres(), startRedis()]);
});

afterAll(async () => {
  await Promise.all(servers.map((server) => server.stop()));
});

async function findingsIn(file: string): Promise<readonly Finding[]> {
  const outcome = await analyze({ cwd: directory, paths: [file], baseline: false });
  if (!outcome.ok) throw new Error(outcome.problem);
  expect(outcome.report.problems).toEqual([]);
  return outcome.report.findings.filter((finding) => finding.file === file);
}

/** What goes wrong when the function in a file goes through a snapshot; nothing when it is safe. */
async function failuresOf(file: string): Promise<readonly string[]> {
  const api = await startRuntimeApi();
  const environment = Object.assign({}, ...servers.map((server) => server.environment)) as Record<string, string>;
  const process_ = spawn(process.execPath, [bootstrap], {
    cwd: directory,
    env: {
      ...environment,
      DATABASE_URL: (environment.DATABASE_URL ?? '').replace(/^jdbc:/u, ''),
      PATH: process.env.PATH,
      AWS_LAMBDA_RUNTIME_API: `127.0.0.1:${api.port}`,
      AWS_LAMBDA_INITIALIZATION_TYPE: 'snap-start',
      _HANDLER: join(directory, file),
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const lambda = functionIn(process_, api);
  try {
    return await drive(lambda, {
      ownPorts: [],
      answer: '1',
      change: async () => {
        await Promise.all(servers.map((server) => server.restart()));
      },
    });
  } finally {
    lambda.stop();
  }
}

describe('a Node function in a container', () => {
  it.each(cases)('%s breaks when it is reported, and works when it is not', async (file) => {
    const text = readFileSync(join(directory, file), 'utf8');
    const expected = [...text.matchAll(/^\/\/ reports: (?<rule>[\w-]+)$/gmu)].map((match) => match.groups?.rule);
    const findings = (await findingsIn(file)).filter(({ ruleId }) => ruleId !== 'cached-entropy');
    expect(findings.map(({ ruleId }) => ruleId)).toEqual(expected);
    const failures = await failuresOf(file);
    if (expected.length === 0) expect(failures).toEqual([]);
    else expect(failures.join('\n')).toMatch(/^(?:snapshot: \d+ sockets open|invocation: )/mu);

    for (const { suggestions } of findings) {
      for (const { title, edits } of suggestions) {
        const name = `mended-${file}`;
        writeFileSync(join(directory, name), applyEdits(text, edits));
        try {
          expect(await findingsIn(name), title).toEqual([]);
          expect(await failuresOf(name), `${file}: ${title}`).toEqual([]);
          mended += 1;
        } finally {
          rmSync(join(directory, name));
        }
      }
    }
  });

  it('has suggestions that were driven', () => {
    expect(mended).toBeGreaterThanOrEqual(2);
  });
});
