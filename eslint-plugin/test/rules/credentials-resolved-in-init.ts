import type { Cases } from '../helpers/cases.ts';

export const cases: Cases = {
  invalid: [
    `import { fromNodeProviderChain } from '@aws-sdk/credential-providers';
const credentials = await fromNodeProviderChain()(); // expect
export const handler = () => credentials;`,
    `import { fromTemporaryCredentials } from '@aws-sdk/credential-providers';
const provider = fromTemporaryCredentials({ params: { RoleArn: 'a' } });
export const credentials = await provider(); // expect`,
    `import { STSClient, AssumeRoleCommand } from '@aws-sdk/client-sts';
const sts = new STSClient({});
const { Credentials } = await sts.send(new AssumeRoleCommand({ RoleArn: 'a' })); // expect
export const handler = () => Credentials;`,
    `const AWS = require('aws-sdk');
const sts = new AWS.STS();
const role = sts.assumeRole({ RoleArn: 'a' }).promise(); // expect
exports.handler = async () => role;`,
  ],
  valid: [
    `import { fromNodeProviderChain } from '@aws-sdk/credential-providers';
import { S3Client } from '@aws-sdk/client-s3';
export const s3 = new S3Client({ credentials: fromNodeProviderChain() });`,
    `import { fromTemporaryCredentials } from '@aws-sdk/credential-providers';
export const provider = fromTemporaryCredentials({ params: { RoleArn: 'a' } });`,
    `import { STSClient, AssumeRoleCommand } from '@aws-sdk/client-sts';
const sts = new STSClient({});
export const handler = () => sts.send(new AssumeRoleCommand({ RoleArn: 'a' }));`,
    `import { fromNodeProviderChain } from '@aws-sdk/credential-providers';
await fromNodeProviderChain()();
export const handler = () => 1;`,
    `import { provider } from './provider.js';
export const credentials = await provider();`,
  ],
};
