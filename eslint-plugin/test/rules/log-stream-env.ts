import type { Cases } from '../helpers/cases.ts';

export const cases: Cases = {
  invalid: [
    `const stream = process.env.AWS_LAMBDA_LOG_STREAM_NAME; // expect: kept
export const handler = () => stream;`,
    `export const handler = () => process.env.AWS_LAMBDA_LOG_GROUP_NAME.split('/').at(-1); // expect: absent`,
    `export const handler = async (event, context) => context.logStreamName.slice(-8); // expect: absent`,
    `const { AWS_LAMBDA_LOG_STREAM_NAME: stream } = process.env; // expect: kept
exports.handler = async () => stream;`,
    `export const handler = (event: unknown) => process.env.AWS_LAMBDA_LOG_STREAM_NAME!.length; // expect: absent`,
  ],
  valid: [
    `export const handler = () => console.log(process.env.AWS_LAMBDA_LOG_STREAM_NAME);`,
    `export const handler = () => process.env.AWS_LAMBDA_LOG_STREAM_NAME?.split('/');`,
    `export const stream = process.env.AWS_LAMBDA_LOG_STREAM_NAME ?? 'unknown';`,
    `export const handler = async (event, context) => context.logStreamName;`,
    `export const handler = async (event, { logStreamName }) => logStreamName;`,
    `export const name = process.env.AWS_LAMBDA_FUNCTION_NAME.toUpperCase();`,
  ],
};
