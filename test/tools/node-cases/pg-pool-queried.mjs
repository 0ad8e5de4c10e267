// reports: connection-in-init
import pg from 'pg';

const pool = new pg.Pool({ connectionString: process.env.DATABASE_URL });
await pool.query('select 1');

export const handler = async () => (await pool.query('select 1 as one')).rows[0].one;
