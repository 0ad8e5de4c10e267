/** A door to PostgreSQL behind which every database and every user is the one that the server has. */
import { connect, createServer, type Socket } from 'node:net';
import { listenOnLoopback } from './loopback.ts';

export interface AnyDatabase {
  readonly port: number;
  readonly stop: () => void;
}

/** The first messages of a client have no type byte: their length, then one of these codes (PostgreSQL's documentation, 55.7). */
const SSL_REQUEST = 80877103;
const GSS_REQUEST = 80877104;
const PROTOCOL = 196608;

/** Listens on a free port and passes connections on to `target`, as the user and to the database `postgres`. */
export async function startAnyDatabase(target: number): Promise<AnyDatabase> {
  const sockets = new Set<Socket>();
  const server = createServer((client) => {
    const database = connect(target, '127.0.0.1');
    for (const socket of [client, database]) {
      sockets.add(socket);
      socket.on('error', () => undefined);
      socket.on('close', () => {
        client.destroy();
        database.destroy();
        sockets.delete(socket);
      });
    }
    greet(client, database);
  });
  return {
    port: await listenOnLoopback(server),
    stop: () => {
      server.close();
      for (const socket of sockets) socket.destroy();
    },
  };
}

/** Refuses encryption until the client asks for a database, and asks for the one there is. */
function greet(client: Socket, database: Socket): void {
  client.once('data', (message: Buffer) => {
    const code = message.length >= 8 ? message.readInt32BE(4) : 0;
    if (code === SSL_REQUEST || code === GSS_REQUEST) {
      client.write('N');
      greet(client, database);
      return;
    }
    if (code !== PROTOCOL) {
      client.destroy();
      return;
    }
    const wanted = Buffer.from('user\0postgres\0database\0postgres\0\0');
    const head = Buffer.alloc(8);
    head.writeInt32BE(head.length + wanted.length);
    head.writeInt32BE(PROTOCOL, 4);
    database.write(Buffer.concat([head, wanted]));
    client.pipe(database).pipe(client);
  });
}
