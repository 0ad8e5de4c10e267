/**
 * The catalogue against the engine: every entry's member is called in six places of a generated handler class. What the
 * catalogue calls unsafe is found where init runs it and keeps the result, and nowhere else; what it calls ok is never found.
 */
import { beforeAll, describe, expect, it, vi } from 'vitest';
import type * as catalogueChoice from '../../src/graph/catalogue-choice.ts';
import type { CatalogueEntry } from '../../src/knowledge/entry.ts';
import type { Target } from '../../src/types.ts';
import { analysePlace, type Reported, type Reports } from './matrix/analysis.ts';
import { formAgrees } from './matrix/call.ts';
import { allCases, labelOf, REASONS_TO_LEAVE_OUT, type Case } from './matrix/groups.ts';
import { INIT_PLACES, LATER_PLACES, type Place } from './matrix/places.ts';

/** The entries that the engine chose for the calls of each file; an entry that is ok leaves no other trace. */
const chosen = vi.hoisted(() => new Map<string, Set<CatalogueEntry>>());

vi.mock('../../src/graph/catalogue-choice.ts', async (importOriginal) => {
  const original = await importOriginal<typeof catalogueChoice>();
  const chooseEntry: typeof original.chooseEntry = (machine, frame, call) => {
    const choice = original.chooseEntry(machine, frame, call);
    if (choice !== null) {
      const { file } = call.site;
      chosen.set(file, (chosen.get(file) ?? new Set()).add(choice.entry));
    }
    return choice;
  };
  return { ...original, chooseEntry };
});

const cases = allCases();
const generated = cases.filter(({ expected }) => expected.kind !== 'left-out');
const leftOut = cases.filter(({ expected }) => expected.kind === 'left-out');

describe('matrix of catalogue entries', () => {
  it(`judges ${String(generated.length)} of ${String(cases.length)} entries: ${sizesOf(generated)}`, () => {
    const named = new Set(cases.map(({ name }) => name));
    expect(named.size).toBe(cases.length);
    expect(generated.filter(({ expected }) => expected.kind === 'found').length).toBeGreaterThan(cases.length / 2);
  });

  it(`leaves out the other ${String(leftOut.length)} for a listed reason only: ${sizesOf(leftOut)}`, () => {
    const reasons = new Set(
      leftOut.flatMap(({ expected }) => (expected.kind === 'left-out' ? [expected.because] : [])),
    );
    expect([...reasons].filter((reason) => !REASONS_TO_LEAVE_OUT.includes(reason))).toEqual([]);
    expect(generated.length + leftOut.length).toBe(cases.length);
  });

  it('calls members in the form that the libraries declare', () => {
    expect(cases.filter(({ entry }) => !formAgrees(entry)).map(({ entry }) => labelOf(entry))).toEqual([]);
  });
});

describe.each([...INIT_PLACES, ...LATER_PLACES])('a call in: %s', (place) => {
  let reports: Readonly<Record<Target, Reports>>;
  beforeAll(async () => {
    chosen.clear();
    reports = await analysePlace(place, generated);
  });

  it('is reported or silent as the catalogue says', () => {
    expect(generated.flatMap((one) => failuresOf(one, place, reports))).toEqual([]);
  });

  it(`chooses ${isInit(place) ? 'the entry of every call' : 'no entry, as init does not run it'}`, () => {
    expect(generated.flatMap((one) => choiceFailureOf(one, place))).toEqual([]);
  });
});

function isInit(place: Place): boolean {
  return (INIT_PLACES as readonly Place[]).includes(place);
}

/** A line when the engine did not choose the entry for a call that init runs, or met a call that it does not run. */
function choiceFailureOf({ entry, name }: Case, place: Place): string[] {
  const isChosen = chosen.get(`${name}.java`)?.has(entry) ?? false;
  return isChosen === isInit(place) ? [] : [`${place}: ${labelOf(entry)} is ${isChosen ? '' : 'not '}chosen`];
}

/** One line for each thing that is not as expected; empty when all is well. */
function failuresOf(one: Case, place: Place, reports: Readonly<Record<Target, Reports>>): string[] {
  const { entry, expected, name } = one;
  const line = (what: string): string => `${place}: ${labelOf(entry)} ${what}`;
  const silent = (target: Target): string[] =>
    (reports[target].get(name) ?? []).map(({ rule }) => line(`is reported by ${rule} for ${target}`));
  const isFound = expected.kind === 'found-everywhere' || (expected.kind === 'found' && isInit(place));
  if (!isFound) return [...silent('snapstart'), ...silent('crac')];
  return describeFound(one, reports[expected.target].get(name) ?? []).map(line);
}

function describeFound({ entry, expected }: Case, found: readonly Reported[]): string[] {
  const wanted = 'rule' in expected ? expected.rule : '';
  const own = found.filter((report) => report.rule === wanted && (report.entry === null || report.entry === entry));
  const others = found.filter((report) => !own.includes(report));
  return [
    ...(own.length === 1 ? [] : [`is reported ${String(own.length)} times by ${wanted}`]),
    ...others.map(
      (report) => `is also reported by ${report.rule} as ${report.entry === null ? 'source' : labelOf(report.entry)}`,
    ),
  ];
}

/** For titles: how many cases are in each group. */
function sizesOf(listed: readonly Case[]): string {
  const sizes = new Map<string, number>();
  for (const { expected } of listed) {
    const group = 'because' in expected ? expected.because : expected.kind;
    sizes.set(group, (sizes.get(group) ?? 0) + 1);
  }
  return [...sizes].map(([group, size]) => `${String(size)} ${group}`).join('; ');
}
