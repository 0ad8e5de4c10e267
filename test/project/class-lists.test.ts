import { describe, expect, it } from 'vitest';
import { readClassList } from '../../src/project/class-lists.ts';

const read = (text: string): unknown => readClassList(text, 'classes.txt')?.names ?? null;

describe('a list of classes', () => {
  it('has a name a line, with comments and blank lines between', () => {
    expect(read('# all\r\ncom.acme.A\r\n\r\n  com.acme.B$C # nested\r\n')).toEqual([
      { name: 'com.acme.A', line: 2 },
      { name: 'com.acme.B$C', line: 4 },
    ]);
  });

  it('may be what the JVM logs', () => {
    const log = '[0.013s][info][class,load] java.lang.Object source: shared objects file\n';
    expect(read(log)).toEqual([{ name: 'java.lang.Object', line: 1 }]);
  });

  it('is no text, nothing, and no list of words or paths', () => {
    expect(read('')).toBeNull();
    expect(read('# com.acme.A\n')).toBeNull();
    expect(read('alpha\nbeta\n')).toBeNull();
    expect(read('com.acme.A is slow.\ncom.acme.B\n')).toBeNull();
    expect(read('com/acme/A.class\n')).toBeNull();
  });

  it('goes over lines further down that are no names', () => {
    const names = Array.from({ length: 30 }, (_, index) => `com.acme.C${String(index)}`);
    expect(read([...names, 'no name', 'com.acme.Last'].join('\n'))).toHaveLength(31);
  });
});
