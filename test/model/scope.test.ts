import { describe, expect, it } from 'vitest';
import { createScope } from '../../src/model/scope.ts';

describe('scope', () => {
  it('a declared name is local until the mark before it is released', () => {
    const scope = createScope();
    const mark = scope.mark();
    scope.declare('a');
    expect(scope.isLocal('a')).toBe(true);
    scope.release(mark);
    expect(scope.isLocal('a')).toBe(false);
  });

  it('a hidden local comes back when the hiding ends', () => {
    const scope = createScope();
    scope.declare('a');
    const mark = scope.mark();
    scope.hide('a');
    expect(scope.isLocal('a')).toBe(false);
    scope.declare('a');
    expect(scope.isLocal('a')).toBe(true);
    scope.release(mark);
    expect(scope.isLocal('a')).toBe(true);
  });

  it('declaring a name twice needs one release', () => {
    const scope = createScope();
    const mark = scope.mark();
    scope.declare('a');
    scope.declare('a');
    scope.release(mark);
    expect(scope.isLocal('a')).toBe(false);
  });

  it('names of Object.prototype are no locals', () => {
    expect(createScope().isLocal('toString')).toBe(false);
  });
});
