import type { Cases } from '../helpers/cases.ts';

export const cases: Cases = {
  invalid: [
    `import { generateKeyPairSync } from 'node:crypto';
const { privateKey } = generateKeyPairSync('ed25519'); // expect
export const handler = () => privateKey;`,
    `const crypto = require('crypto');
const key = crypto.generateKeySync('hmac', { length: 256 }); // expect
exports.handler = async () => key;`,
    `export const key = await crypto.subtle.generateKey({ name: 'AES-GCM' }, true, []); // expect`,
    `import { generateKeyPair } from 'jose';
const keys = await generateKeyPair('ES256'); // expect
export const handler = () => keys;`,
    `import bcrypt from 'bcryptjs';
export const salt = bcrypt.genSaltSync(10); // expect`,
    `import { KMSClient, GenerateDataKeyCommand } from '@aws-sdk/client-kms';
const kms = new KMSClient({});
export const dataKey = kms.send(new GenerateDataKeyCommand({ KeyId: 'a' })); // expect`,
  ],
  valid: [
    `import { createPublicKey, createSecretKey } from 'node:crypto';
export const key = createPublicKey(process.env.PUBLIC_KEY);
export const secret = createSecretKey(Buffer.from('a'));`,
    `import { generateKeyPairSync } from 'node:crypto';
export const handler = () => generateKeyPairSync('ed25519');`,
    `import { readFileSync } from 'node:fs';
export const pem = readFileSync('key.pem');`,
    `import { generateKeyPairSync } from 'node:crypto';
generateKeyPairSync('ed25519');
export const handler = () => 1;`,
    `import { importPKCS8 } from 'jose';
export const key = await importPKCS8(process.env.KEY, 'ES256');`,
  ],
};
