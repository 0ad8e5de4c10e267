import { mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { FactsStore } from '../../src/cache/store.ts';
import { removeUnused } from '../../src/cache/unused.ts';
import type { FileFacts } from '../../src/model/facts.ts';
import { factsOf } from '../model/facts-of.ts';

let directory: string;

beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'snapsafe-cache-'));
});

afterEach(() => {
  rmSync(directory, { recursive: true, force: true });
});

const SOURCE = `package com.acme;
import java.util.UUID;
class Orders {
  static final String ID = UUID.randomUUID().toString();
  Object make(int count) { return count > 1 ? new Order() : null; }
  abstract static class Base { abstract void run(); }
}`;

let facts: FileFacts;
beforeEach(() => {
  facts = factsOf(SOURCE);
});

function open(version = 'one', maxBytes?: number): FactsStore {
  return new FactsStore({ directory, version, ...(maxBytes === undefined ? {} : { maxBytes }) });
}

function stored(...keys: readonly string[]): void {
  const store = open();
  for (const key of keys) store.put(key, () => facts);
  store.save();
  expect(store.notes).toEqual([]);
}

const segments = (): readonly string[] => readdirSync(directory).filter((name) => name.endsWith('.facts'));
const only = (): string => join(directory, segments()[0]!);
const old = new Date(Date.now() - 30 * 24 * 3600 * 1000);

describe('the facts cache', () => {
  it('gives what was put in, as the facts of the file that asks', () => {
    stored('a');
    const back = open().get('a', 'moved/Orders.java');
    expect(back).toEqual({ ...facts, file: 'moved/Orders.java' });
    expect(open().get('b', 'Orders.java')).toBeNull();
  });

  it('names what it writes by what is in it', () => {
    stored('a');
    stored('a', 'b');
    stored('a');
    expect(segments()).toHaveLength(2);
  });

  it('never reads what another version wrote', () => {
    stored('a');
    expect(open('two').get('a', 'Orders.java')).toBeNull();
    expect(open('one').get('a', 'Orders.java')).not.toBeNull();
  });

  it.each([0, 20, 40, -1, -5, -40])('notices a byte that changed, at %i', (position) => {
    stored('a');
    const bytes = readFileSync(only());
    bytes[position < 0 ? bytes.length + position : position]! ^= 1;
    writeFileSync(only(), bytes);
    const store = open();
    expect(store.get('a', 'Orders.java')).toBeNull();
    expect(store.notes).toHaveLength(1);
    expect(store.notes[0]).toMatch(/^cache: /);
  });

  it('gives the very facts or none, whichever byte changed', () => {
    stored('a');
    const path = only();
    const bytes = readFileSync(path);
    for (let position = 0; position < bytes.length; position += 7) {
      const damaged = Buffer.from(bytes);
      damaged[position]! ^= 0x55;
      writeFileSync(path, damaged);
      expect(open().get('a', 'Orders.java')).toBeNull();
    }
  });

  it.each([0, 10, 30, 200])('notices a file that ends after %i bytes, and removes it', (length) => {
    stored('a');
    writeFileSync(only(), readFileSync(only()).subarray(0, length));
    const store = open();
    expect(store.get('a', 'Orders.java')).toBeNull();
    expect(store.notes).toHaveLength(1);
    expect(segments()).toEqual([]);
  });

  it('reads all that runs beside each other wrote', () => {
    const stores = ['a', 'b', 'c'].map((key) => ({ key, store: open() }));
    for (const { key, store } of stores) store.put(key, () => facts);
    for (const { store } of stores) store.save();
    expect(segments()).toHaveLength(3);
    const store = open();
    for (const { key } of stores) expect(store.get(key, 'Orders.java')).not.toBeNull();
  });

  it('joins small segments when they are many, and loses nothing', () => {
    stored('base', ...Array.from({ length: 50 }, (_, index) => `base${index}`));
    const keys = Array.from({ length: 12 }, (_, index) => `k${index}`);
    for (const key of keys) stored(key);
    expect(segments().length).toBeLessThan(9);
    const store = open();
    for (const key of ['base', 'base49', ...keys]) {
      expect(store.get(key, 'Orders.java')).toEqual({ ...facts, file: 'Orders.java' });
    }
  });

  it('keeps what the run used when it grows too large', () => {
    stored('a', 'b');
    stored('c');
    const small = open('one', 100);
    expect(small.get('b', 'Orders.java')).not.toBeNull();
    small.save();
    const store = open();
    expect(['a', 'b', 'c'].filter((key) => store.get(key, 'Orders.java') !== null)).toEqual(['b']);
  });

  it('says in a line when it cannot be written, and the run goes on', () => {
    writeFileSync(join(directory, 'file'), '');
    const store = new FactsStore({ directory: join(directory, 'file'), version: 'one' });
    store.put('a', () => facts);
    store.save();
    expect(store.notes.length).toBeGreaterThan(0);
    for (const note of store.notes) expect(note).toMatch(/^cache: cannot be (read|written): [^\n]+$/);
  });

  it('removes what nobody used for long, and what was never finished', () => {
    stored('a');
    for (const name of ['two-x.facts', 'one-y.unfinished', 'other.txt']) {
      writeFileSync(join(directory, name), '');
      utimesSync(join(directory, name), old, old);
    }
    open();
    expect(readdirSync(directory).sort()).toEqual([...segments(), 'other.txt'].sort());
  });

  it('removes directories of projects that nobody linted for long, and only its own', () => {
    for (const name of ['stale', 'fresh', 'foreign']) mkdirSync(join(directory, name));
    writeFileSync(join(directory, 'stale/one-x.facts'), '');
    writeFileSync(join(directory, 'foreign/notes.txt'), '');
    utimesSync(join(directory, 'stale/one-x.facts'), old, old);
    utimesSync(join(directory, 'foreign/notes.txt'), old, old);
    for (const name of ['stale', 'foreign']) utimesSync(join(directory, name), old, old);
    removeUnused(directory);
    expect(readdirSync(directory).sort()).toEqual(['foreign', 'fresh']);
  });
});
