/** What is remembered of a project that changes: what is let go, and that nothing stale is left by it. */
import { describe, expect, it } from 'vitest';
import { Memory } from '../../src/model/memory.ts';

/** More than what nobody asks for is kept. */
const MANY = 450;

function changed(memory: Memory, times: number, between: () => void = () => undefined): void {
  for (let change = 0; change < times; change += 1) {
    between();
    memory.forget([{}]);
  }
}

describe('Memory', () => {
  it('lets go of lists that nobody asks for any more, and keeps those that somebody does', () => {
    const memory = new Memory(true);
    const subjects = [{}, {}];
    const computed: string[] = [];
    const ask = (question: string): readonly string[] =>
      memory.askEach(question, subjects, (_, index) => {
        computed.push(question);
        return [`${question}${index}`];
      });
    ask('seldom');
    ask('often');
    changed(memory, MANY, () => ask('often'));
    expect(ask('often')).toEqual(['often0', 'often1']);
    expect(ask('seldom')).toEqual(['seldom0', 'seldom1']);
    expect(computed).toEqual(['seldom', 'seldom', 'often', 'often', 'seldom', 'seldom']);
  });

  it('keeps lists that an answer rests on: it is given up when they come out otherwise', () => {
    const memory = new Memory(true);
    const subjects = [{}, {}];
    const piece = {};
    let found = 'before';
    let computed = 0;
    const about = {};
    const ask = (): string =>
      memory.ask('all', about, () => {
        computed += 1;
        const look = (_: object, index: number): string[] => {
          memory.note(piece);
          return [found + String(index)];
        };
        return memory.askEach('each', subjects, look).join(' ');
      });
    expect(ask()).toBe('before0 before1');
    changed(memory, MANY);
    expect(ask()).toBe('before0 before1');
    expect(computed).toBe(1);
    found = 'after';
    memory.forget([piece]);
    expect(ask()).toBe('after0 after1');
  });

  it('gives up what rests on a name, also on one that nothing rested on for long', () => {
    const memory = new Memory(true);
    const about = {};
    let value = 1;
    const ask = (): number =>
      memory.ask('value', about, () => {
        memory.noteNamed(() => 'type a.B');
        return value;
      });
    expect(ask()).toBe(1);
    changed(memory, MANY);
    value = 2;
    expect(ask()).toBe(1);
    memory.forget([], ['type a.B']);
    changed(memory, MANY);
    expect(ask()).toBe(2);
    value = 3;
    memory.forget([], ['type a.B']);
    expect(ask()).toBe(3);
  });
});
