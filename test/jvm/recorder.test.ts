/**
 * Nothing happens in init unseen: functions of the rules' fixtures, of test/jvm and of the example are initialised in a real JVM, under
 * a recorder. What is open at the snapshot must have been reported; what else connects or draws must be a place that the
 * analysis followed init to, and judged. Exceptions are listed with their reasons.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { analyzeInitPhase } from '../../src/graph/init-phase.ts';
import { positionAt } from '../../src/java-ast/line-table.ts';
import type { ProjectModel } from '../../src/model/project.ts';
import { findingsOf, projectOf } from '../helpers/analyze.ts';
import { collectFixtures, filesBelow, type Fixture } from '../helpers/fixtures.ts';
import { EXCEPTIONS } from './recorder-exceptions.ts';
import { startAwsEndpoint } from './runtime/aws-endpoint.ts';
import { handlerOf } from './runtime/handler.ts';
import { recordInits, type Act, type CompiledFunction, type RecordedInit } from './runtime/recorder.ts';
import { startPostgres, startRedis } from './runtime/server.ts';
import { startCompileServer } from './support/compile-server.ts';
import { uncompilable } from './uncompilable.ts';

const FEWEST_FUNCTIONS = 480;
const FEWEST_ACTS = 300;

interface Program extends Fixture {
  readonly project: ProjectModel;
}

const workshop = inject('workshop');
const compiler = startCompileServer(workshop.jdks.base, workshop.classes, workshop.jars);
const scratch = mkdtempSync(join(tmpdir(), 'snapsafe-recorder-test-'));
const programs = await functionsOf([
  ...['../fixtures/rules', 'cases', 'copies']
    .flatMap((directory) => collectFixtures(here(directory)))
    .filter(({ name }) => !uncompilable.has(name)),
  {
    name: 'examples/orders',
    target: 'snapstart',
    files: filesBelow(here('../../examples/orders/src/main/java'), isJava),
  },
]);
let inits: ReadonlyMap<string, RecordedInit>;

beforeAll(async () => {
  const [postgres, redis, aws] = [await startPostgres(), await startRedis(), await startAwsEndpoint()];
  const database = postgres.environment.DATABASE_URL ?? '';
  const environment = {
    ...aws.environment,
    ...redis.environment,
    ...Object.fromEntries(['DATABASE_URL', 'DB_URL', 'JDBC_URL', 'OTHER_DB_URL'].map((name) => [name, database])),
    ...Object.fromEntries(
      ['TABLE', 'TABLE_NAME', 'ORDERS_TABLE', 'STAGE', 'NODE', 'NODE_IP'].map((name) => [name, 'orders']),
    ),
    AWS_LAMBDA_INITIALIZATION_TYPE: 'snap-start',
  };
  try {
    inits = await recordInits(workshop, await compiled(programs), environment);
  } finally {
    aws.stop();
    await redis.stop();
    await postgres.stop();
  }
}, 900_000);

afterAll(() => {
  compiler.stop();
  rmSync(scratch, { recursive: true, force: true });
});

describe('what init does', () => {
  it('is recorded of enough functions', () => {
    const acts = [...inits.values()].flatMap((init) => init.acts);
    const ready = [...inits.values()].filter(({ end }) => end === 'ready');
    const counts = ['socket', 'thread', 'file', 'draw'].map(
      (kind) => `${kind} ${acts.filter((act) => act.kind === kind).length}`,
    );
    process.stdout.write(`${inits.size} functions, ${ready.length} initialised to the end: ${counts.join(', ')}\n`);
    expect(inits.size).toBeGreaterThanOrEqual(FEWEST_FUNCTIONS);
    expect(acts.length).toBeGreaterThanOrEqual(FEWEST_ACTS);
  });

  it('is reported, or judged, or an exception with a reason', async () => {
    const used = new Set<string>();
    const missed: string[] = [];
    for (const program of programs) {
      for (const act of inits.get(program.name)?.acts ?? []) {
        const miss = await missOf(program, act);
        if (miss === null) continue;
        const exception = EXCEPTIONS.find(({ covers }) => covers(act, program.name));
        if (exception === undefined) missed.push(miss);
        else used.add(exception.reason);
      }
    }
    expect(missed).toEqual([]);
    expect(EXCEPTIONS.filter(({ reason }) => !used.has(reason)).map(({ reason }) => reason)).toEqual([]);
  });
});

/** Null for an act that a rule reports, or need not report: it is over at the snapshot, at a place that was followed. */
async function missOf(program: Program, act: Act): Promise<string | null> {
  if ((act.kind === 'thread' || act.kind === 'file') && !act.isOpen) return null;
  // What a library draws for itself is the catalogue's to know.
  if (act.kind === 'draw' && !act.isDirect) return null;
  const places = act.frames.map(({ className, line }) => `${fileOf(program.project, className)}:${String(line)}`);
  const reported = (await findingsOf(program)).flatMap(({ file, range }) =>
    linesOf(file, range.start.line, range.end.line),
  );
  if (places.some((place) => reported.includes(place))) return null;
  if (!act.isOpen && places.some((place) => followed(program.project).includes(place))) return null;
  return `${program.name}: ${act.kind} ${act.isOpen ? 'open' : 'made'} by ${act.library} at ${places.join(' < ')}`;
}

/** The lines of calls that the catalogue knows and init comes to, whatever became of them. */
function followed(project: ProjectModel): readonly string[] {
  return analyzeInitPhase(project, 'snapstart').events.flatMap(({ site }) => {
    const starts = project.files.find(({ file }) => file === site.file)?.lineStarts ?? [];
    const [first, last] = site.span.map((offset) => positionAt(starts, offset).line);
    return linesOf(site.file, first ?? 0, last ?? 0);
  });
}

function linesOf(file: string, first: number, last: number): readonly string[] {
  return Array.from({ length: last - first + 1 }, (_, index) => `${file}:${String(first + index)}`);
}

function fileOf(project: ProjectModel, className: string): string {
  return project.types.find(({ qualifiedName }) => qualifiedName === className)?.file.file ?? className;
}

/** Programs with a handler that Lambda can create. */
async function functionsOf(fixtures: readonly Fixture[]): Promise<readonly Program[]> {
  const found: Program[] = [];
  for (const fixture of fixtures) {
    if (
      fixture.files.some(({ text }) =>
        /^public (?:final )?class \w+\b[^{]*\bimplements\b[^{]*\bRequestHandler\b/mu.test(text),
      )
    ) {
      found.push({ ...fixture, project: await projectOf(fixture.files) });
    }
  }
  return found;
}

/** That the others compile is for another suite to say. */
async function compiled(all: readonly Program[]): Promise<readonly CompiledFunction[]> {
  const functions = all.map(async ({ name, files }) => {
    const directory = join(scratch, name.replaceAll('/', '-'));
    const errors = await compiler.compile(files, directory);
    return errors.length > 0 ? [] : [{ name, directory, handler: handlerOf(files) }];
  });
  return (await Promise.all(functions)).flat();
}

function isJava(path: string): boolean {
  return path.endsWith('.java');
}

function here(path: string): string {
  return fileURLToPath(new URL(path, import.meta.url));
}
