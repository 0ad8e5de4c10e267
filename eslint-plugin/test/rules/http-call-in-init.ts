import type { Cases } from '../helpers/cases.ts';

export const cases: Cases = {
  invalid: [
    `import { request } from 'graphql-request';
export const shop = await request('https://shop', '{ name }'); // expect`,
    `import fetch from 'cross-fetch';
export const rates = await fetch('https://rates'); // expect`,
    `import bent from 'bent';
const getJson = bent('https://rates', 'json');
export const rates = await getJson('/today'); // expect`,
    `const response = await fetch('https://example.com/config'); // expect
const config = await response.json();
export const handler = () => config;`,
    `import axios from 'axios';
const { data } = await axios.get('https://example.com/keys'); // expect
export const handler = () => data;`,
    `const axios = require('axios');
let keys;
axios.get('https://example.com/keys').then((response) => { // expect
  keys = response.data;
});
exports.handler = () => keys;`,
    `import axios from 'axios';
const api = axios.create({ baseURL: 'https://example.com' });
export const flags = api.get('/flags'); // expect`,
    `import got from 'got';
export const config = await got('https://example.com').json(); // expect`,
    `import { request } from 'undici';
const { body } = await request('https://example.com'); // expect
export const handler = () => body;`,
    `async function load() {
  const response = await fetch('https://example.com'); // expect
  return response.json();
}
const config = await load();
export const handler = () => config;`,
    `class Flags {
  async refresh() {
    this.values = await fetch('https://example.com'); // expect
  }
}
const flags = new Flags();
await flags.refresh();
export const handler = () => flags.values;`,
    {
      code: `await fetch('https://example.com'); // expect: workers`,
      settings: { target: 'workers' },
    },
    {
      code: `export const config = fetch('https://example.com'); // expect: startupSnapshot`,
      settings: { target: 'startup-snapshot' },
    },
  ],
  valid: [
    `import { GraphQLClient } from 'graphql-request';
const client = new GraphQLClient('https://shop');
export const handler = () => client.request('{ name }');`,
    `import bent from 'bent';
const getJson = bent('https://rates', 'json');
export const handler = () => getJson('/today');`,
    `export const handler = async () => (await fetch('https://example.com')).json();`,
    `import axios from 'axios';
const api = axios.create({ baseURL: 'https://example.com' });
export const handler = () => api.get('/flags');`,
    `await fetch('https://example.com/warm-up');
export const handler = () => 1;`,
    `import { fetch } from './fake.js';
export const config = await fetch('a');`,
    `let config;
const getConfig = async () => (config ??= await fetch('https://example.com'));
export const handler = () => getConfig();`,
    `const response = await fetch('https://example.com');
console.log(response.status);
export const handler = () => 1;`,
    `import ky from 'ky';
export const load = () => ky.get('https://example.com');`,
  ],
};
