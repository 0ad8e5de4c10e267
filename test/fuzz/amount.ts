/**
 * How much is tried: SNAPSAFE_FUZZ cases of each kind (25), from the seed SNAPSAFE_FUZZ_SEED. Without it the seed is always
 * the same, so that a change is what makes a test fail; `SNAPSAFE_FUZZ_SEED=random` tries what nobody tried.
 */
const { SNAPSAFE_FUZZ: cases, SNAPSAFE_FUZZ_SEED: seed } = process.env;

export const CASES = Number(cases ?? 25);
export const SEED = seed === 'random' ? Math.floor(Math.random() * 2 ** 32) : Number(seed ?? 20_261_128);

/** The seed of the case with this index, and how to make that case alone again. */
export function seedOf(index: number): { readonly seed: number; readonly again: string } {
  const own = (SEED + index) >>> 0;
  return { seed: own, again: `SNAPSAFE_FUZZ_SEED=${String(own)} SNAPSAFE_FUZZ=1` };
}
