/**
 * What functions are seen to do before the snapshot, the analysis knows of: every function of the fixtures, of the driven programs and
 * of the example is initialised in a JVM with a recorder of connections, ports, files, threads and random draws. What is still
 * there when init is over, and a rule is about, must be reported or handled. A run takes every 12th program and those with
 * exceptions; SNAPSAFE_RECORDED=1 takes all of them.
 */
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { collectFixtures, filesBelow, type Fixture } from '../helpers/fixtures.ts';
import type { Target } from '../../src/types.ts';
import { isAnswered, isCovered, knownOf } from './runtime/answered.ts';
import { startRecorder, STILL_RUNNING, type Act, type Recorder, type Recording } from './runtime/recorder.ts';
import { startCompileServer } from './support/compile-server.ts';
import { uncompilable } from './uncompilable.ts';
import { unreported } from './unreported.ts';

const STRIDE = Number(process.env.SNAPSAFE_RECORDED ?? 12);
const FROM = 'Handler: *["\']?(?<handler>[\\w.$]+(?:::\\w+)?)';

const excepted: ReadonlySet<string> = new Set([...unreported.keys()].map((key) => key.slice(0, key.indexOf(' '))));

const programs = [
  ...['../fixtures/rules', '../fixtures/engine', 'cases', 'copies'].flatMap((directory) =>
    collectFixtures(here(directory)).filter(({ name }) => !uncompilable.has(name)),
  ),
  example(),
].filter(({ name }, index) => index % STRIDE === 0 || excepted.has(name));

const { jdks, jars, classes } = inject('workshop');
const compiler = startCompileServer(jdks.base, classes, jars);
type Knowledge = Parameters<typeof isAnswered>[1];

let recorder: Recorder;

beforeAll(async () => {
  recorder = await startRecorder(
    inject('workshop'),
    compiler,
    programs.flatMap(({ files }) => files),
  );
});

afterAll(async () => {
  await recorder.stop();
  compiler.stop();
});

describe('what a recorder sees before the snapshot', () => {
  const figures = { programs: programs.length, uncompiled: 0, functions: 0, whole: 0, acts: 0, covered: 0 };
  const used = new Set<string>();

  it('the analysis answers for', async () => {
    const missed: string[] = [];
    for (const program of programs) {
      const recordings = await recorder.record(program.files, handlersIn(program));
      if (recordings === null) figures.uncompiled += 1;
      for (const act of judgedActs(recordings ?? [], await knownOf(program), program.target)) {
        const place = `${program.name} ${placeOf(act)}`;
        if (unreported.has(place)) used.add(place);
        else missed.push(`${place} (${act.kind} ${act.fate} by ${act.called})`);
      }
    }
    process.stdout.write(`${JSON.stringify(figures)}\n`);
    expect(missed).toEqual([]);
  }, 1_800_000);

  it('is enough', () => {
    expect(figures.functions).toBeGreaterThan(figures.programs * 0.7);
    expect(figures.whole).toBeGreaterThan(figures.functions * 0.7);
    expect(figures.covered).toBeGreaterThan(figures.functions * 0.15);
  });

  it('needs every exception', () => {
    expect([...unreported.keys()].filter((place) => !used.has(place))).toEqual([]);
  });

  /** The acts that a rule is about and that the analysis does not answer for. */
  function judgedActs(recordings: readonly Recording[], known: Knowledge, target: Target): readonly Act[] {
    return recordings.flatMap(({ acts, failure }) => {
      const covered = acts.map((act) => atItsEnd(act, failure)).filter((act) => isCovered(act, target));
      figures.functions += 1;
      figures.whole += failure === '' ? 1 : 0;
      figures.acts += acts.length;
      figures.covered += covered.length;
      return covered.filter((act) => !isAnswered(act, known));
    });
  }
});

it('a recorder sees what nobody answers for', async () => {
  const text = `package shop;
public class Desk implements com.amazonaws.services.lambda.runtime.RequestHandler<String, String> {
  static java.util.Random dice = new java.util.Random();
  final Object door = open();
  static Object open() { try { return new java.net.ServerSocket(0); } catch (java.io.IOException e) { return null; } }
  public String handleRequest(String input, com.amazonaws.services.lambda.runtime.Context context) { return input; }
}
`;
  const [desk] = (await recorder.record([{ path: 'Desk.java', text }], [])) ?? [];
  const seen = desk?.acts.filter((act) => isCovered(act, 'snapstart') && !isAnswered(act, [])) ?? [];
  expect(seen.map((act) => `${act.kind} ${act.fate} ${placeOf(act)}`)).toEqual([
    'generator left Desk.java:3',
    'port left Desk.java:5',
  ]);
});

/** What was going on when an init was given up may have come to its end later. */
function atItsEnd(act: Act, failure: string): Act {
  return failure === STILL_RUNNING && act.fate === 'left' ? { ...act, fate: 'unknown' } : act;
}

function placeOf({ frames: [frame] }: Act): string {
  return `${frame?.file ?? frame?.member ?? ''}:${String(frame?.line)}`;
}

/** The handlers that the templates of a program name. */
function handlersIn({ projectFiles = [] }: Fixture): readonly string[] {
  const names = projectFiles.flatMap(({ text }) =>
    [...text.matchAll(new RegExp(FROM, 'gu'))].map(({ groups }) => groups?.handler ?? ''),
  );
  return [...new Set(names)];
}

function example(): Fixture {
  const directory = here('../../examples/orders');
  const files = filesBelow(directory, (path) => path.endsWith('.java') && !path.includes('src/test/'));
  const projectFiles = filesBelow(directory, (path) => /(?:template\.ya?ml|pom\.xml)$/u.test(path));
  return { name: 'example/orders', target: 'snapstart', files, projectFiles };
}

function here(path: string): string {
  return fileURLToPath(new URL(path, import.meta.url));
}
