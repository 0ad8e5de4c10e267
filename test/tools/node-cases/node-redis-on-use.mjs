// The connection is made for the first request.
import { createClient } from 'redis';

const client = createClient({ url: `redis://${process.env.REDIS_HOST}:${process.env.REDIS_PORT}` });
client.on('error', ({ message }) => process.stderr.write(`${message}\n`));

export const handler = async () => {
  if (!client.isOpen) await client.connect();
  return (await client.ping()) === 'PONG' ? 1 : 0;
};
