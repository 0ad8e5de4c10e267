import type { Cases } from '../helpers/cases.ts';

export const cases: Cases = {
  invalid: [
    `const seed = Math.random(); // expect
export const handler = () => seed;`,
    `export const bucket = Math.floor(Math.random() * 10); // expect`,
    `import { shuffle } from 'lodash';
const hosts = shuffle(['a', 'b']); // expect
export const handler = () => hosts[0];`,
    `import sample from 'lodash/sample';
export const host = sample(['a', 'b']); // expect`,
    `import Chance from 'chance';
export const chance = new Chance(); // expect`,
    `import seedrandom from 'seedrandom';
const next = seedrandom(); // expect
export const handler = () => next();`,
    {
      code: `export const seed = Math.random(); // expect: workers`,
      settings: { target: 'workers' },
    },
  ],
  valid: [
    `export const handler = () => Math.random();`,
    `export const jitter = () => Math.random() * 100;`,
    `import Chance from 'chance';
export const chance = new Chance(42);`,
    `import seedrandom from 'seedrandom';
export const next = seedrandom('fixed');`,
    `if (Math.random() < 0.1) console.log('sampled');
export const handler = () => 1;`,
    `const Math = { random: () => 4 };
export const four = Math.random();`,
    `import _ from 'lodash';
export const keys = _.sortBy(['b', 'a']);`,
  ],
};
