/**
 * Both front ends over every source of every JDK that is installed with its src.zip: the same tree, and every range holds
 * what its node says. SNAPSAFE_EVERY=20 takes every twentieth file.
 */
import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { beforeAll, describe, expect, test } from 'vitest';
import { loadOrchard } from '../../src/java-ast/orchard.ts';
import type { OrchardParser } from '../../src/java-ast/orchard.ts';
import { disagreement } from '../java-ast/front-ends.ts';
import { allJdkSources, JDK_SOURCES_MISSING } from '../java-ast/jdk-sources.ts';
import { openZip } from '../java-ast/zip.ts';
import { KNOWN_DIFFERENCES } from './known-differences.ts';

const EVERY = Math.max(1, Number(process.env.SNAPSAFE_EVERY ?? 1));
const FIXTURES = new URL('../fixtures/java-ast/', import.meta.url);

let orchard: OrchardParser;
beforeAll(async () => {
  orchard = await loadOrchard();
});

/** A text that several JDKs have is read once: its difference, by the text's hash. */
const compared = new Map<string, string | null>();

function differenceOf(content: Buffer): string | null {
  const hash = createHash('sha256').update(content).digest('hex');
  const known = compared.get(hash);
  if (known !== undefined) return known;
  const difference = disagreement(orchard, content.toString('utf8'));
  compared.set(hash, difference);
  return difference;
}

test('a JDK with its sources is installed', () => {
  expect(allJdkSources(), JDK_SOURCES_MISSING).not.toEqual([]);
});

test('each known difference has a fixture', () => {
  const missing = KNOWN_DIFFERENCES.filter(({ fixture }) => !existsSync(new URL(fixture, FIXTURES)));
  expect(missing).toEqual([]);
});

describe.each(allJdkSources())('%s', (path) => {
  test(`${EVERY === 1 ? 'every file' : `one file in ${EVERY}`} reads the same in both grammars`, () => {
    const zip = openZip(path);
    const files = zip.entries.filter(({ name }) => name.endsWith('.java')).filter((_, index) => index % EVERY === 0);
    const differences = files.flatMap(({ name, read }) => {
      const message = differenceOf(read());
      return message === null ? [] : [{ file: name, message }];
    });
    zip.close();
    process.stdout.write(`${path}: ${files.length} files, ${differences.length} differences\n`);
    const isKnown = (one: { file: string; message: string }): boolean =>
      KNOWN_DIFFERENCES.some(({ file, message }) => file === one.file && one.message.startsWith(message));
    expect(files.length).toBeGreaterThan(10_000 / EVERY);
    expect(differences.filter((one) => !isKnown(one))).toEqual([]);
    const found = differences.map(({ file }) => file);
    // Whoever closes a difference takes it off the list.
    if (EVERY === 1) expect(found.sort()).toEqual(KNOWN_DIFFERENCES.map(({ file }) => file));
  });
});
