// reports: connection-in-init
import { Redis } from 'ioredis';

const redis = new Redis({ host: process.env.REDIS_HOST, port: Number(process.env.REDIS_PORT) });

export const handler = async () => ((await redis.ping()) === 'PONG' ? 1 : 0);
