// reports: connection-in-init
import { createClient } from 'redis';

const client = createClient({ url: `redis://${process.env.REDIS_HOST}:${process.env.REDIS_PORT}` });
client.on('error', ({ message }) => process.stderr.write(`${message}\n`));
await client.connect();

export const handler = async () => ((await client.ping()) === 'PONG' ? 1 : 0);
