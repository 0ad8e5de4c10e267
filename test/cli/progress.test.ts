import { describe, expect, it } from 'vitest';
import { progressLine, stageStats } from '../../src/cli/progress.ts';
import type { OutputStream } from '../../src/cli/terminal.ts';

function recorder(isTTY: boolean): { stream: OutputStream; written: () => string } {
  let text = '';
  const write = (more: string): void => {
    text += more;
  };
  return { stream: { isTTY, columns: 20, write }, written: () => text };
}

describe('progressLine', () => {
  it('says nothing where there is no terminal', () => {
    const { stream, written } = recorder(false);
    const progress = progressLine(stream);
    progress.onEvent({ kind: 'file', file: 'A.java', done: 1, total: 2 });
    progress.clear();
    expect(written()).toBe('');
  });

  it('rewrites one line that fits the terminal, and removes it at the end', () => {
    const { stream, written } = recorder(true);
    const progress = progressLine(stream);
    progress.onEvent({ kind: 'file', file: 'com/acme/orders/\u001bHandler.java', done: 1, total: 20 });
    progress.onEvent({ kind: 'file', file: 'Soon.java', done: 2, total: 20 });
    progress.clear();
    expect(written()).toBe('\r\u001b[K1/20 com/acme/order\r\u001b[K');
  });
});

describe('stageStats', () => {
  it('adds up the stages and gives memory in MB', () => {
    const stats = stageStats();
    stats.onEvent({ kind: 'stage', stage: 'parse', milliseconds: 20 });
    stats.onEvent({ kind: 'stage', stage: 'parse', milliseconds: 22.4 });
    stats.onEvent({ kind: 'file', file: 'A.java', done: 1, total: 3 });
    stats.onEvent({ kind: 'rule', rule: 'prng-in-init', milliseconds: 0.4 });
    stats.onEvent({ kind: 'rule', rule: 'env-credentials', milliseconds: 3 });
    stats.onEvent({ kind: 'rule', rule: 'prefer-static-init', milliseconds: 12 });
    expect(stats.render(150 * 2 ** 20)).toMatch(
      /^parse +42 ms\ntotal +\d+ ms\nfiles +3\npeak RSS +150 MB\nprefer-static-init +12 ms\nenv-credentials +3 ms\n$/,
    );
  });
});
