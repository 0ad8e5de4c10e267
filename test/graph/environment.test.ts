import { describe, expect, it } from 'vitest';
import { Environment } from '../../src/graph/environment.ts';
import { constantValue, NULL, UNKNOWN } from '../../src/graph/values.ts';

const one = constantValue(1, null);
const two = constantValue(2, null);

describe('an environment', () => {
  it('gives snapshots that later writes do not reach', () => {
    const environment = new Environment();
    environment.declare('a', one);
    const before = environment.snapshot();
    environment.assign('a', two);
    environment.declare('b', two);
    expect([...before]).toEqual([['a', one]]);
    expect([environment.get('a'), environment.get('b')]).toEqual([two, two]);
  });

  it('goes back to a snapshot as often as it is asked to', () => {
    const environment = new Environment();
    environment.declare('a', one);
    const before = environment.snapshot();
    for (let round = 0; round < 2; round++) {
      environment.restore(before);
      expect(environment.get('a')).toBe(one);
      environment.assign('a', two);
    }
    expect(before.get('a')).toBe(one);
  });

  it('joins branches, of which one may have set nothing', () => {
    const environment = new Environment();
    environment.declare('a', one);
    const before = environment.snapshot();
    environment.merge(before, environment.snapshot());
    expect(environment.get('a')).toBe(one);
    environment.assign('a', two);
    environment.declare('b', NULL);
    environment.merge(before, environment.snapshot());
    expect(environment.get('a').constant).toBeUndefined();
    expect(environment.get('b')).toBe(NULL);
    environment.declare('a', UNKNOWN);
    expect(before.get('a')).toBe(one);
  });
});
