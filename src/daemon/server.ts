/** The side that answers: one question after the other, until there is a reason to end. */
import { lstatSync, rmSync, unlinkSync, writeFileSync } from 'node:fs';
import { connect, createServer, type Server, type Socket } from 'node:net';
import { frameOf, frameReader } from './frames.ts';
import { isRequest, MAX_REQUEST_BYTES, type Reply, type Request, type RunAnswer, type RunRequest } from './messages.ts';
import type { Identity, Place } from './place.ts';
import { TOO_LARGE } from './start.ts';

export interface ServerOptions {
  readonly place: Place;
  readonly identity: Identity;
  /** Makes a run; a text is the reason why the client had better make it itself. It is not called again before it is done. */
  readonly run: (request: RunRequest) => Promise<RunAnswer | string>;
  readonly state: () => { readonly pid: number; readonly memory: number; readonly isLoading: boolean };
  /** Why the server is to end, null while it may go on. Asked before each run and every now and then. */
  readonly reasonToEnd: () => EndReason | null;
  readonly limits?: Limits;
}

/** `too-large`: to be started again not so soon. */
export type EndReason = 'too-large' | 'changed';

/** Milliseconds. */
export interface Limits {
  /** Without a question for so long, it ends. */
  readonly idle: number;
  /** Between two looks at whether it is still wanted. */
  readonly watch: number;
  /** In which a question has to be complete. */
  readonly question: number;
}

export const USUAL_LIMITS: Limits = { idle: 30 * 60_000, watch: 10_000, question: 5000 };

const MAX_CONNECTIONS = 32;

/** Serves until it ends for one of the reasons above, is told to stop or is aborted. False: another one listens there already. */
export async function serve(options: ServerOptions, signal?: AbortSignal): Promise<boolean> {
  const { place, limits = USUAL_LIMITS } = options;
  const daemon = new Daemon(options, limits);
  const server = createServer((socket) => daemon.take(socket));
  server.maxConnections = MAX_CONNECTIONS;
  if (!(await listen(server, place.address))) return false;
  const own = inodeOf(place.address);
  writeFileSync(place.mark, 'serves\n', { mode: 0o600 });
  const watch = setInterval(
    () => {
      if (own !== inodeOf(place.address) || options.reasonToEnd() !== null || daemon.idleSince() > limits.idle) {
        daemon.end();
      }
    },
    Math.min(limits.watch, limits.idle),
  );
  signal?.addEventListener('abort', () => daemon.end());
  await daemon.ended;
  clearInterval(watch);
  // Closing removes the socket, whosever it is by now.
  if (own === inodeOf(place.address)) leaveMark(place, options.reasonToEnd());
  await new Promise((done) => server.close(done));
  return true;
}

/** Questions in turn, and what is known of them. */
class Daemon {
  readonly ended: Promise<void>;
  private readonly options: ServerOptions;
  private readonly limits: Limits;
  private readonly since = Date.now();
  private readonly sockets = new Set<Socket>();
  private last: Promise<void> = Promise.resolve();
  private answered = 0;
  private asked = performance.now();
  private finish: () => void = () => undefined;

  constructor(options: ServerOptions, limits: Limits) {
    this.options = options;
    this.limits = limits;
    this.ended = new Promise((done) => (this.finish = done));
  }

  idleSince(): number {
    return performance.now() - this.asked;
  }

  end(): void {
    for (const socket of this.sockets) socket.destroy();
    this.finish();
  }

  take(socket: Socket): void {
    this.sockets.add(socket);
    const read = frameReader(MAX_REQUEST_BYTES);
    const limit = setTimeout(() => socket.destroy(), this.limits.question);
    socket.on('close', () => {
      clearTimeout(limit);
      this.sockets.delete(socket);
    });
    // Whoever asked may be gone.
    socket.on('error', () => socket.destroy());
    socket.on('data', (chunk) => {
      try {
        const [request] = read(chunk);
        if (request === undefined) return;
        // One question per connection: what follows is of no interest.
        socket.removeAllListeners('data').resume();
        clearTimeout(limit);
        if (isRequest(request)) this.hear(request, socket);
        else socket.destroy();
      } catch {
        socket.destroy();
      }
    });
  }

  private hear(request: Request, socket: Socket): void {
    const { cwd, build } = this.options.identity;
    const { reasonToEnd, state } = this.options;
    if (request.kind === 'status') {
      const { since, answered } = this;
      send(socket, { kind: 'status', cwd, since, answered, ...state() });
    } else if (request.kind === 'stop') {
      send(socket, { kind: 'stopping' }, () => this.end());
    } else if (request.cwd !== cwd || request.build !== build) {
      send(socket, { kind: 'declined', reason: 'it is the daemon of something else' });
    } else if (reasonToEnd() !== null) {
      send(socket, { kind: 'declined', reason: 'it ends' }, () => this.end());
    } else {
      this.asked = performance.now();
      this.last = this.last.then(() => this.answer(request, socket));
    }
  }

  private async answer(request: RunRequest, socket: Socket): Promise<void> {
    // While it waited for its turn, the client may have helped itself.
    if (socket.destroyed) return;
    await new Promise<void>((done) => socket.write(frameOf({ kind: 'begun' } satisfies Reply), () => done()));
    const answer = await this.options.run(request).catch((error: unknown) => `internal error: ${String(error)}`);
    if (typeof answer !== 'string') this.answered += 1;
    this.asked = performance.now();
    send(socket, typeof answer === 'string' ? { kind: 'declined', reason: answer } : { kind: 'done', ...answer });
    if (this.options.reasonToEnd() !== null) setTimeout(() => this.end(), END_DELAY);
  }
}

/** Milliseconds in which a last answer reaches its client. */
const END_DELAY = 500;

function send(socket: Socket, reply: Reply, then: () => void = () => undefined): void {
  if (socket.destroyed) then();
  else socket.end(frameOf(reply), then);
}

/** False: somebody listens there. A socket that nobody listens at is what a daemon left that was killed. */
async function listen(server: Server, address: string): Promise<boolean> {
  if (await isBound(server, address)) return true;
  if (await answers(address)) return false;
  try {
    if (lstatSync(address).isSocket()) unlinkSync(address);
  } catch {
    // Somebody else was quicker.
  }
  return isBound(server, address);
}

function isBound(server: Server, address: string): Promise<boolean> {
  return new Promise((settle, fail) => {
    const refused = (error: NodeJS.ErrnoException): void => {
      server.off('listening', bound);
      if (error.code === 'EADDRINUSE') settle(false);
      else fail(error);
    };
    const bound = (): void => {
      server.off('error', refused);
      settle(true);
    };
    server.once('error', refused).once('listening', bound).listen(address);
  });
}

function answers(address: string): Promise<boolean> {
  return new Promise((settle) => {
    const socket = connect(address);
    socket.on('connect', () => {
      socket.destroy();
      settle(true);
    });
    socket.on('error', () => settle(false));
  });
}

/** What tells a socket from a later one of the same name; null where there is none, and for pipes, which have no name on disk. */
function inodeOf(address: string): number | null {
  try {
    return lstatSync(address).ino;
  } catch {
    return null;
  }
}

/** A daemon that ended as it should may be started again at once; one of a project that is too large may not. */
function leaveMark({ mark }: Place, reason: EndReason | null): void {
  try {
    if (reason === 'too-large') writeFileSync(mark, TOO_LARGE, { mode: 0o600 });
    else rmSync(mark, { force: true });
  } catch {
    // Then it is older than it should be, or stays.
  }
}
