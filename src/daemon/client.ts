/** The side that asks. Whatever goes wrong, the answer is that there is none: the caller then does the work itself. */
import { connect } from 'node:net';
import { frameOf, frameReader } from './frames.ts';
import { isReply, MAX_REPLY_BYTES, type Reply, type Request } from './messages.ts';

/** `absent`: nobody listens. `silent`: somebody does, and gives no answer that is of use. */
export type Asked = { readonly kind: 'absent' } | { readonly kind: 'silent'; readonly reason: string } | Reply;

/** Milliseconds. */
export interface Patience {
  /** Until a sign that the daemon is at it; one that is loading cannot give it. */
  readonly first: number;
  /** Until the answer. */
  readonly whole: number;
}

export const USUAL_PATIENCE: Patience = { first: 1000, whole: 30_000 };

/** Asks at an address (`Place.address`). Never rejects. */
export function ask(address: string, request: Request, patience: Patience = USUAL_PATIENCE): Promise<Asked> {
  return new Promise((settle) => {
    const socket = connect(address);
    const read = frameReader(MAX_REPLY_BYTES);
    const finish = (asked: Asked): void => {
      clearTimeout(timer);
      socket.destroy();
      settle(asked);
    };
    const silent = (reason: string): void => {
      finish({ kind: 'silent', reason });
    };
    let timer = setTimeout(() => {
      silent('no sign of life');
    }, patience.first);
    const take = (reply: unknown): void => {
      if (!isReply(reply)) {
        silent('an answer that is none');
        return;
      }
      if (reply.kind !== 'begun') {
        finish(reply);
        return;
      }
      clearTimeout(timer);
      timer = setTimeout(() => {
        silent('no answer in time');
      }, patience.whole);
    };
    socket.on('connect', () => socket.write(frameOf(request)));
    socket.on('data', (chunk) => {
      try {
        read(chunk).forEach(take);
      } catch {
        silent('an answer that is none');
      }
    });
    socket.on('error', ({ code }: NodeJS.ErrnoException) => {
      if (code === 'ENOENT' || code === 'ECONNREFUSED') finish({ kind: 'absent' });
      else silent(code ?? 'an error');
    });
    socket.on('close', () => silent('the connection ended'));
  });
}
