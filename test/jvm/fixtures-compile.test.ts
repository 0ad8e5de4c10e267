/** Rule fixtures are real programs: each compiles against the real jars, so what is proven with them holds for real code. */
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { afterAll, describe, expect, inject, it } from 'vitest';
import { byName, collectFixtures } from '../helpers/fixtures.ts';
import { startCompilers } from './support/compilers.ts';
import { uncompilable } from './uncompilable.ts';

const fixtures = collectFixtures(fileURLToPath(new URL('../fixtures/rules', import.meta.url)));
const edited = collectFixtures(fileURLToPath(new URL('../fixtures/fixes', import.meta.url)));
const compilers = startCompilers(inject('workshop'));

afterAll(compilers.stop);

describe('rule fixtures', () => {
  it.each(byName(fixtures.filter(({ name }) => !uncompilable.has(name))))('%s compiles', async (_name, fixture) => {
    expect(await compilers.compile(fixture.files)).toEqual([]);
  });
});

describe('fixtures of fixes', () => {
  it.each(byName(edited))('%s compiles', async (_name, { files }) => {
    expect(await compilers.compile(files)).toEqual([]);
  });

  it.each(byName(edited.filter(({ name }) => !name.startsWith('none/'))))(
    '%s compiles when it is fixed',
    async (name, { files: [source] }) => {
      const text = readFileSync(new URL(`../fixtures/fixes/${name}.fixed.java`, import.meta.url), 'utf8');
      expect(await compilers.compile([{ path: source?.path ?? '', text }])).toEqual([]);
    },
  );
});

describe('the list of fixtures that do not compile', () => {
  it.each([...uncompilable])('has %s, because it %s', async (name) => {
    const fixture = fixtures.find((candidate) => candidate.name === name);
    expect(fixture, 'there is no such fixture').toBeDefined();
    expect(await compilers.compile(fixture!.files), 'it compiles now').not.toEqual([]);
  });
});

describe('the compile server', () => {
  it('names the JDK, the place and the reason of an error', async () => {
    const path = 'shop/Broken.java';
    const errors = await compilers.compile([{ path, text: 'class Broken {\n  int count = "two";\n}\n' }]);
    const { base, newer } = inject('workshop').jdks;
    const place = 'shop/Broken.java:2:15: incompatible types';
    expect(errors.map((error) => error.split(':', 5).join(':'))).toEqual(
      [base, newer].map(({ version }) => `JDK ${version}: ${place}`),
    );
  });
});
