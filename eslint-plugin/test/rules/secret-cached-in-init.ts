import type { Cases } from '../helpers/cases.ts';

export const cases: Cases = {
  invalid: [
    `import vault from 'node-vault';
const client = vault({ endpoint: 'https://vault' });
export const secret = await client.read('secret/db'); // expect`,
    `import { SecretsManagerClient, GetSecretValueCommand } from '@aws-sdk/client-secrets-manager';
const client = new SecretsManagerClient({});
const secret = await client.send(new GetSecretValueCommand({ SecretId: 'a' })); // expect
export const handler = () => secret.SecretString;`,
    `import { SecretsManagerClient, GetSecretValueCommand } from '@aws-sdk/client-secrets-manager';
const client = new SecretsManagerClient({});
const load = async () => {
  const { SecretString } = await client.send(new GetSecretValueCommand({ SecretId: 'a' })); // expect
  return JSON.parse(SecretString);
};
const credentials = load();
export const handler = async () => (await credentials).password;`,
    `import { SecretsManager } from '@aws-sdk/client-secrets-manager';
const manager = new SecretsManager({});
export const secret = manager.getSecretValue({ SecretId: 'a' }); // expect`,
    `import { GetParameterCommand } from '@aws-sdk/client-ssm';
import { ssm } from './clients.js';
export const parameter = await ssm.send(new GetParameterCommand({ Name: 'a' })); // expect`,
    `const AWS = require('aws-sdk');
const manager = new AWS.SecretsManager();
const secret = manager.getSecretValue({ SecretId: 'a' }).promise(); // expect
exports.handler = async () => secret;`,
    `const SSM = require('aws-sdk/clients/ssm');
const ssm = new SSM();
const parameter = ssm.getParameter({ Name: 'a' }).promise(); // expect
exports.handler = async () => (await parameter).Parameter.Value;`,
    `import { getSecret } from '@aws-lambda-powertools/parameters/secrets';
const secret = await getSecret('a'); // expect
export const handler = () => secret;`,
    `import middy from '@middy/core';
import secretsManager from '@middy/secrets-manager';
export const handler = middy().use(secretsManager({ fetchData: { db: 'a' } })).handler(async () => 1); // expect`,
    `import { SecretsManagerClient, GetSecretValueCommand } from '@aws-sdk/client-secrets-manager';
const client = new SecretsManagerClient({});
let password;
client.send(new GetSecretValueCommand({ SecretId: 'a' })).then((result) => { // expect
  password = result.SecretString;
});
export const handler = () => password;`,
    {
      code: `import { SecretsManagerClient, GetSecretValueCommand } from '@aws-sdk/client-secrets-manager';
const client = new SecretsManagerClient({});
export const secret = client.send(new GetSecretValueCommand({ SecretId: 'a' })); // expect: startupSnapshot`,
      settings: { target: 'startup-snapshot' },
    },
  ],
  valid: [
    `import vault from 'node-vault';
const client = vault({ endpoint: 'https://vault' });
export const handler = () => client.read('secret/db');`,
    `import { SecretsManagerClient, GetSecretValueCommand } from '@aws-sdk/client-secrets-manager';
const client = new SecretsManagerClient({});
export const handler = () => client.send(new GetSecretValueCommand({ SecretId: 'a' }));`,
    `import { SecretsManagerClient, GetSecretValueCommand } from '@aws-sdk/client-secrets-manager';
const client = new SecretsManagerClient({});
let secret;
const getSecret = async () => (secret ??= await client.send(new GetSecretValueCommand({ SecretId: 'a' })));
export const handler = async () => (await getSecret()).SecretString;`,
    `import { getSecret } from '@aws-lambda-powertools/parameters/secrets';
export const handler = async () => getSecret('a');`,
    `import { SecretsProvider } from '@aws-lambda-powertools/parameters/secrets';
const provider = new SecretsProvider();
export const handler = () => provider.get('a');`,
    `import middy from '@middy/core';
import secretsManager from '@middy/secrets-manager';
export const handler = middy().use(secretsManager({ disablePrefetch: true })).handler(async () => 1);`,
    `import { SecretsManagerClient, GetSecretValueCommand } from '@aws-sdk/client-secrets-manager';
const client = new SecretsManagerClient({});
await client.send(new GetSecretValueCommand({ SecretId: 'a' }));
export const handler = () => 1;`,
    `import { SecretsManagerClient, GetSecretValueCommand } from '@aws-sdk/client-secrets-manager';
const client = new SecretsManagerClient({});
let secret = await client.send(new GetSecretValueCommand({ SecretId: 'a' }));
let readAt = Date.now();
export const handler = async () => {
  if (Date.now() - readAt > 60_000) {
    secret = await client.send(new GetSecretValueCommand({ SecretId: 'a' }));
    readAt = Date.now();
  }
  return secret;
};`,
  ],
};
