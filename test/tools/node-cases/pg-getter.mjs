import pg from 'pg';

let client;
const getClient = () => (client ??= connect());

async function connect() {
  const opened = new pg.Client(process.env.DATABASE_URL);
  await opened.connect();
  return opened;
}

export const handler = async () => (await (await getClient()).query('select 1 as one')).rows[0].one;
