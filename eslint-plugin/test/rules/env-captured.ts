import type { Cases } from '../helpers/cases.ts';

export const cases: Cases = {
  invalid: [
    {
      code: `const table = process.env.TABLE; // expect: startupSnapshot
export const handler = () => table;`,
      settings: { target: 'startup-snapshot' },
    },
    {
      code: `const { TABLE: table } = process.env; // expect: startupSnapshot
export const handler = () => table;`,
      settings: { target: 'startup-snapshot' },
    },
    {
      code: `export const settings = { ...process.env }; // expect: startupSnapshot`,
      settings: { target: 'startup-snapshot' },
    },
    {
      code: `const { ...copy } = process.env; // expect: startupSnapshot
export const handler = () => copy.TABLE;`,
      settings: { target: 'startup-snapshot' },
    },
    {
      code: `const env = process.env;
export const table = env.TABLE; // expect: startupSnapshot`,
      settings: { target: 'startup-snapshot' },
    },
    {
      code: `import { env } from 'node:process';
export const config = { table: env.TABLE }; // expect: startupSnapshot`,
      settings: { target: 'startup-snapshot' },
    },
    {
      code: `const read = (name) => process.env[name]; // expect: startupSnapshot
export const table = read('TABLE');`,
      settings: { target: 'startup-snapshot' },
    },
  ],
  valid: [
    `export const table = process.env.TABLE;`,
    {
      code: `export const env = process.env;`,
      settings: { target: 'startup-snapshot' },
    },
    {
      code: `export const handler = () => process.env.TABLE;`,
      settings: { target: 'startup-snapshot' },
    },
    {
      code: `if (process.env.DEBUG) console.log('debugging');
export const handler = () => 1;`,
      settings: { target: 'startup-snapshot' },
    },
    {
      code: `process.env.TABLE = 'a';
export const handler = () => 1;`,
      settings: { target: 'startup-snapshot' },
    },
    {
      code: `const table = process.env.TABLE;
console.log(table);
export const handler = () => 1;`,
      settings: { target: 'startup-snapshot' },
    },
  ],
};
