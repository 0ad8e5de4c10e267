import type { Cases } from '../helpers/cases.ts';

export const cases: Cases = {
  invalid: [
    `import dns from 'node:dns/promises';
const { address } = await dns.lookup('db.example.com'); // expect
export const handler = () => address;`,
    `import { promises as dns } from 'dns';
export const addresses = dns.resolve4('db.example.com'); // expect`,
    `const { lookup } = require('dns/promises');
let address;
lookup('db').then((found) => { // expect
  address = found.address;
});
exports.handler = () => address;`,
  ],
  valid: [
    `import dns from 'node:dns/promises';
export const handler = () => dns.lookup('db.example.com');`,
    `import dns from 'node:dns';
dns.setDefaultResultOrder('ipv4first');
export const handler = () => 1;`,
    `import dns from 'node:dns/promises';
await dns.lookup('db.example.com');
export const handler = () => 1;`,
    `import dns from 'node:dns/promises';
const found = await dns.lookup('db');
console.log(found.address);`,
    `export const host = process.env.DB_HOST;`,
  ],
};
