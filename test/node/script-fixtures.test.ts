/** Projects with handlers in JavaScript and TypeScript, in test/fixtures/scripts: found from templates, followed through imports. */
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { byName, collectFixtures, compare, expectationsOf } from '../helpers/fixtures.ts';
import { reportOn } from '../helpers/tree.ts';

const fixtures = collectFixtures(fileURLToPath(new URL('../fixtures/scripts', import.meta.url)));

describe('handlers in JavaScript', () => {
  it.each(byName(fixtures))('%s: findings are where its markers are', async (_name, fixture) => {
    const tree = Object.fromEntries((fixture.projectFiles ?? []).map(({ path, text }) => [path, text]));
    const { findings, problems } = await reportOn(tree);
    expect(problems).toEqual([]);
    const differences = compare(findings, expectationsOf(fixture));
    expect(differences, differences.join('\n')).toEqual([]);
  });
});
