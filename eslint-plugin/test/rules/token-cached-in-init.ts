import type { Cases } from '../helpers/cases.ts';

export const cases: Cases = {
  invalid: [
    `import { Signer } from '@aws-sdk/rds-signer';
const signer = new Signer({ hostname: 'db', port: 5432, username: 'a' });
const token = await signer.getAuthToken(); // expect
export const handler = () => token;`,
    `import { getSignedUrl } from '@aws-sdk/s3-request-presigner';
import { client, command } from './s3.js';
export const url = await getSignedUrl(client, command); // expect`,
    `const jwt = require('jsonwebtoken');
const token = jwt.sign({ iss: 'a' }, process.env.KEY); // expect
exports.handler = async () => token;`,
    `import { GoogleAuth } from 'google-auth-library';
const auth = new GoogleAuth();
export const token = await auth.getAccessToken(); // expect`,
    `import { ECRClient, GetAuthorizationTokenCommand } from '@aws-sdk/client-ecr';
const ecr = new ECRClient({});
const token = ecr.send(new GetAuthorizationTokenCommand({})); // expect
export const handler = async () => token;`,
  ],
  valid: [
    `import { Signer } from '@aws-sdk/rds-signer';
const signer = new Signer({ hostname: 'db', port: 5432, username: 'a' });
export const handler = () => signer.getAuthToken();`,
    `import jwt from 'jsonwebtoken';
export const claims = jwt.verify(process.env.TOKEN, process.env.KEY);`,
    `import { GoogleAuth } from 'google-auth-library';
export const auth = new GoogleAuth();`,
    `import { Signer } from '@aws-sdk/rds-signer';
import { Pool } from 'pg';
const signer = new Signer({ hostname: 'db', port: 5432, username: 'a' });
export const pool = new Pool({ password: () => signer.getAuthToken() });`,
    `import { CognitoJwtVerifier } from 'aws-jwt-verify';
export const verifier = CognitoJwtVerifier.create({ userPoolId: 'a' });`,
  ],
};
