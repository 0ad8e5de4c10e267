import type { Cases } from '../helpers/cases.ts';

export const cases: Cases = {
  invalid: [
    `import http from 'node:http';
const server = http.createServer();
server.listen(8080); // expect
export { server };`,
    `import express from 'express';
const app = express();
app.listen(3000, () => console.log('up')); // expect
export { app };`,
    `const net = require('net');
net.createServer(() => {}).listen(9000); // expect
exports.handler = async () => 1;`,
    {
      code: `import http from 'node:http';
http.createServer().listen(8080); // expect: startupSnapshot`,
      settings: { target: 'startup-snapshot' },
    },
  ],
  valid: [
    `import express from 'express';
const app = express();
export { app };`,
    `const express = require('express');
const app = express();
if (require.main === module) app.listen(3000);
module.exports = app;`,
    `import http from 'node:http';
export const start = () => http.createServer().listen(8080);`,
    `import { emitter } from './emitter.js';
emitter.listen('a', () => {});`,
    `import express from 'express';
const app = express();
if (!process.env.AWS_LAMBDA_FUNCTION_NAME) {
  app.listen(3000);
}
export { app };`,
  ],
};
