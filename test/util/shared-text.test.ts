import { describe, expect, it } from 'vitest';
import { sharedText } from '../../src/util/shared-text.ts';

describe('sharedText', () => {
  it.each(['', 'a', 'getConnection', '__proto__', 'constructor', '0', '17', 'naïve', '😀', '\ud83d', 'x'.repeat(1000)])(
    'gives what equals %j',
    (text) => {
      const cut = `<${text}>`.slice(1, -1);
      expect(sharedText(cut)).toBe(text);
      expect(sharedText(cut)).toBe(text);
    },
  );

  it('goes on when there are more than it remembers', () => {
    for (let index = 0; index < 200_001; index++) sharedText(`name${index}`);
    expect(sharedText('name0')).toBe('name0');
  });
});
