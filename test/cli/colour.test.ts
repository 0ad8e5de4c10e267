import { describe, expect, it } from 'vitest';
import { wantsColour } from '../../src/cli/colour.ts';

const terminal = { isTTY: true, write: (): undefined => undefined };
const pipe = { isTTY: false, write: (): undefined => undefined };

describe('wantsColour', () => {
  it("is the terminal's answer when nobody says anything", () => {
    expect(wantsColour(undefined, {}, terminal)).toBe(true);
    expect(wantsColour(undefined, {}, pipe)).toBe(false);
    expect(wantsColour(undefined, { TERM: 'dumb' }, terminal)).toBe(false);
  });

  it('honours NO_COLOR unless it is empty, and FORCE_COLOR above it', () => {
    expect(wantsColour(undefined, { NO_COLOR: '1' }, terminal)).toBe(false);
    expect(wantsColour(undefined, { NO_COLOR: '' }, terminal)).toBe(true);
    expect(wantsColour(undefined, { NO_COLOR: '1', FORCE_COLOR: '1' }, pipe)).toBe(true);
    expect(wantsColour(undefined, { FORCE_COLOR: '0' }, terminal)).toBe(false);
  });

  it('lets the option decide before the environment', () => {
    expect(wantsColour(false, { FORCE_COLOR: '1' }, terminal)).toBe(false);
    expect(wantsColour(true, { NO_COLOR: '1' }, pipe)).toBe(true);
  });
});
