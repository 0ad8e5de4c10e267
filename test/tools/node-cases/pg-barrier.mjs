import pg from 'pg';
import { awaitRestore } from './restore.mjs';

await awaitRestore();
const client = new pg.Client(process.env.DATABASE_URL);
await client.connect();

export const handler = async () => (await client.query('select 1 as one')).rows[0].one;
