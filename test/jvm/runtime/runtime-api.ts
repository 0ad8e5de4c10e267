/**
 * The runtime API that Lambda's runtime interface client talks to, on loopback: it holds the request that stands for the
 * snapshot until the test lets the function be restored, and hands out invocations one by one.
 * The paths are those of https://docs.aws.amazon.com/lambda/latest/dg/runtimes-api.html; `/runtime/restore/next` is what the
 * client asks for between its hooks.
 */
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { listenOnLoopback } from './loopback.ts';

/** What the client told; `body` is the JSON it sent. */
export interface Told {
  readonly what: 'snapshot' | 'init-error' | 'restore-error' | 'response' | 'error';
  readonly body: string;
}

export interface RuntimeApi {
  readonly port: number;
  /** What the client tells next. Waits for it; what was told before is kept in order. */
  readonly next: () => Promise<Told>;
  /** Answers the request that the client makes when the snapshot is due. */
  readonly restore: () => void;
  /** Hands an event to the function as soon as it asks. */
  readonly invoke: (event: string) => void;
  readonly stop: () => void;
}

const PREFIX = '/2018-06-01/runtime/';

/** Starts the API on a free port. */
export async function startRuntimeApi(): Promise<RuntimeApi> {
  const told = mailbox<Told>();
  const events = mailbox<string>();
  const restored = mailbox<true>();
  const server = createServer((request, response) => void answer(request, response));
  const port = await listenOnLoopback(server);

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const path = (request.url ?? '').replace(PREFIX, '');
    const body = await textOf(request);
    if (path === 'restore/next') {
      told.put({ what: 'snapshot', body });
      await restored.take();
      response.end();
    } else if (path === 'invocation/next') {
      const event = await events.take();
      response.writeHead(200, invocationHeaders()).end(event);
    } else {
      told.put({ what: kindOf(path), body });
      response.writeHead(202).end('{}');
    }
  }

  return {
    port,
    next: told.take,
    restore: () => restored.put(true),
    invoke: events.put,
    stop: () => {
      server.closeAllConnections();
      server.close();
    },
  };
}

function kindOf(path: string): Told['what'] {
  if (path === 'init/error') return 'init-error';
  if (path === 'restore/error') return 'restore-error';
  return path.endsWith('/response') ? 'response' : 'error';
}

function invocationHeaders(): Record<string, string> {
  return {
    'content-type': 'application/json',
    'Lambda-Runtime-Aws-Request-Id': 'request',
    'Lambda-Runtime-Deadline-Ms': String(Date.now() + 60_000),
    'Lambda-Runtime-Invoked-Function-Arn': 'arn:aws:lambda:eu-west-1:123456789012:function:proof:1',
    'Lambda-Runtime-Trace-Id': 'Root=1-00000000-000000000000000000000000',
  };
}

async function textOf(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString();
}

interface Mailbox<T> {
  readonly put: (item: T) => void;
  readonly take: () => Promise<T>;
}

/** Items in their order; who takes from an empty one waits. */
function mailbox<T>(): Mailbox<T> {
  const items: T[] = [];
  const takers: ((item: T) => void)[] = [];
  return {
    put: (item) => {
      const taker = takers.shift();
      if (taker === undefined) items.push(item);
      else taker(item);
    },
    take: () =>
      new Promise((resolve) => {
        const item = items.shift();
        if (item === undefined) takers.push(resolve);
        else resolve(item);
      }),
  };
}
