/** What init was seen to do and no rule reports, each kind with the reason. One that is not met any more must leave the list. */
import type { Act } from './runtime/recorder.ts';

interface Exception {
  readonly reason: string;
  readonly covers: (act: Act, program: string) => boolean;
}

/** Of clients whose connections and threads are idle, or made on first use, when init is over. */
const CLIENTS =
  /^(?:software\.amazon\.awssdk\.|java\.net\.http\.|jdk\.internal\.net\.http\.|io\.lettuce\.|com\.zaxxer\.hikari\.|org\.elasticsearch\.|org\.apache\.pulsar\.|org\.redisson\.|com\.github\.benmanes\.)/u;

export const EXCEPTIONS: readonly Exception[] = [
  {
    reason: 'AWS says that connections of its SDKs resume after a restore: rules report what was read, not the socket',
    covers: ({ kind, library }) => kind === 'socket' && library.startsWith('software.amazon.awssdk.'),
  },
  {
    reason:
      'the JDK keeps the connection of an HTTP call in its pool, and opens another when it is dead: rules report the answer that is kept',
    covers: ({ kind, library }) => kind === 'socket' && library.startsWith('jdk.internal.net.http.'),
  },
  {
    reason:
      'threads of a client that wait for work survive a snapshot: rules report connections, and threads of the function itself',
    covers: ({ kind, library }) => kind === 'thread' && CLIENTS.test(library),
  },
  {
    reason: "the driver's cleaner thread waits on a reference queue",
    covers: ({ kind, library }) => kind === 'thread' && library === 'java.sql.DriverManager',
  },
  {
    reason:
      'a pool whose hooks empty it keeps nothing that a restore breaks, although its sockets close a little later',
    covers: ({ kind, library }, program) =>
      kind === 'socket' && library.startsWith('com.zaxxer.hikari.') && program === 'hikari-pool/AfterRestore',
  },
  {
    reason:
      'with a fixed delay a schedule goes on after the restore as before; a timer is reported where it is given work',
    covers: ({ kind, library }) =>
      kind === 'thread' && /^java\.util\.(?:Timer$|concurrent\.Executors\$Delegated)/u.test(library),
  },
  {
    reason: 'what the JDK draws for itself, for session ids and contexts of TLS, is no value of the function',
    covers: ({ kind, library }) => kind === 'draw' && /^(?:java\.net\.http\.|javax\.net\.ssl\.)/u.test(library),
  },
  {
    reason: 'a shuffled order that is kept is no value that has to be unique, and the generator is not shared',
    covers: ({ kind, library }) => kind === 'draw' && library === 'java.util.Collections',
  },
  {
    reason: 'SecureRandom keeps the device for seeds open, and its class is right in init',
    covers: ({ kind, library }) => kind === 'file' && library === 'java.security.SecureRandom',
  },
  {
    reason: 'the SDK opens the certificates of the JDK, and closes them later',
    covers: ({ kind, library }) => kind === 'file' && library.startsWith('software.amazon.awssdk.'),
  },
];
