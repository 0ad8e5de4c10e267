/** What is written, and what is refused and left as it was. */
import { mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { writeChange } from '../../src/fixes/write.ts';

const change = { before: 'class A {}\n', after: 'class B {}\n' };

let root: string;
let outside: string;

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'snapsafe-write-'));
  outside = mkdtempSync(join(tmpdir(), 'snapsafe-outside-'));
  for (const directory of [root, outside]) writeFileSync(join(directory, 'A.java'), change.before);
});

afterEach(() => {
  for (const directory of [root, outside]) rmSync(directory, { recursive: true });
});

const read = (directory: string, file = 'A.java'): string => readFileSync(join(directory, file), 'latin1');

describe('writeChange', () => {
  it('writes a file that is as it was read, and leaves nothing beside it', () => {
    expect(writeChange(root, 'A.java', change)).toBeNull();
    expect(read(root)).toBe(change.after);
    expect(readdirSync(root)).toEqual(['A.java']);
  });

  it('refuses a file that was changed since it was read', () => {
    writeFileSync(join(root, 'A.java'), 'class A { int count; }\n');
    expect(writeChange(root, 'A.java', change)).toBe('was changed since it was read');
    expect(read(root)).toBe('class A { int count; }\n');
    expect(readdirSync(root)).toEqual(['A.java']);
  });

  it('refuses a file whose line ends were changed since it was read', () => {
    writeFileSync(join(root, 'A.java'), 'class A {}\r\n');
    expect(writeChange(root, 'A.java', change)).toBe('was changed since it was read');
  });

  it('refuses a file that is not UTF-8', () => {
    const bytes = Buffer.from('class A {} // caf\u00e9\n', 'latin1');
    writeFileSync(join(root, 'A.java'), bytes);
    expect(writeChange(root, 'A.java', { before: 'class A {} // caf\ufffd\n', after: 'x' })).toBe('is not UTF-8');
    expect(readFileSync(join(root, 'A.java'))).toEqual(bytes);
  });

  it.each(['../A.java', '/etc/A.java', '.', ''])('refuses what lies outside: %s', (file) => {
    expect(writeChange(root, file, change)).toBe('lies outside the working directory');
  });

  it('refuses a neighbour whose name begins like the root', () => {
    const name = root.slice(root.lastIndexOf('/') + 1);
    expect(writeChange(root, `../${name}2/A.java`, change)).toBe('lies outside the working directory');
  });

  it('refuses a link, and a file behind a linked directory', () => {
    symlinkSync(join(outside, 'A.java'), join(root, 'Linked.java'));
    symlinkSync(outside, join(root, 'linked'));
    expect(writeChange(root, 'Linked.java', change)).toBe('is reached through a link');
    expect(writeChange(root, 'linked/A.java', change)).toBe('is reached through a link');
    expect(read(outside)).toBe(change.before);
  });

  it('refuses a directory, and says why a file that is gone cannot be written', () => {
    mkdirSync(join(root, 'B.java'));
    expect(writeChange(root, 'B.java', change)).toBe('is no regular file');
    expect(writeChange(root, 'C.java', change)).toContain('cannot be written: ');
  });
});
