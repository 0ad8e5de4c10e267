import { describe, expect, it } from 'vitest';
import { didYouMean, mostSimilar } from '../../src/util/similar.ts';

const rules = ['connection-in-init', 'prng-in-init', 'timer-in-init', 'timestamp-in-init'];

describe('mostSimilar', () => {
  it('finds the word with the fewest edits', () => {
    expect(mostSimilar('conection-in-int', rules)).toBe('connection-in-init');
    expect(mostSimilar('timers-in-init', rules)).toBe('timer-in-init');
  });

  it('finds a word by a part of it', () => {
    expect(mostSimilar('prng', rules)).toBe('prng-in-init');
  });

  it('finds nothing for a word that is like none of them, or of any length', () => {
    expect(mostSimilar('no-unused-vars', rules)).toBeNull();
    expect(mostSimilar('', rules)).toBeNull();
    expect(mostSimilar('x'.repeat(1_000_000), rules)).toBeNull();
    expect(mostSimilar('in', [])).toBeNull();
  });
});

it('didYouMean is a tail for a message, or nothing', () => {
  expect(didYouMean('jsn', ['json', 'compact'])).toBe(" (did you mean 'json'?)");
  expect(didYouMean('yaml', ['json', 'compact'])).toBe('');
});
