/** A server and its clients in one process, with runs that are made up. */
import { existsSync, linkSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { connect, createServer, type Socket } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import { ask } from '../../src/daemon/client.ts';
import { frameOf, frameReader } from '../../src/daemon/frames.ts';
import { MAX_REQUEST_BYTES, type Request, type RunAnswer } from '../../src/daemon/messages.ts';
import { placeOf, type Place } from '../../src/daemon/place.ts';
import { serve, USUAL_LIMITS, type EndReason, type ServerOptions } from '../../src/daemon/server.ts';
import { TOO_LARGE } from '../../src/daemon/start.ts';
import { ownerIn, temporary } from './temporary.ts';

const identity = { cwd: '/project', build: 'one' };
const status = { kind: 'status', ...identity } as const;
const stop = { kind: 'stop', ...identity } as const;
const run = (...args: readonly string[]): Request => {
  return { kind: 'run', ...identity, args, env: {}, output: { isTTY: false }, input: null };
};
const answer = (text: string): RunAnswer => ({ written: [{ to: 'stdout', text }], code: 1 });

const started: { readonly controller: AbortController; readonly ended: Promise<boolean> }[] = [];
afterEach(async () => {
  for (const { controller } of started) controller.abort();
  await Promise.all(started.splice(0).map(({ ended }) => ended));
});

function place(): Place {
  const found = placeOf(identity, ownerIn(temporary()));
  if (found === null) throw new Error('no place');
  return found;
}

/** Serves, until the end of the test at the latest; a run gives its arguments as output. */
function served(at: Place, options: Partial<ServerOptions> = {}): { readonly ended: Promise<boolean> } {
  const controller = new AbortController();
  const usual: ServerOptions = {
    place: at,
    identity,
    run: ({ args }) => Promise.resolve(answer(args.join())),
    state: () => ({ pid: 1, memory: 2, isLoading: false }),
    reasonToEnd: () => null,
    limits: { ...USUAL_LIMITS, watch: 20 },
  };
  const ended = serve({ ...usual, ...options }, controller.signal);
  started.push({ controller, ended });
  return { ended };
}

async function until(isSo: () => boolean | Promise<boolean>): Promise<void> {
  for (let turn = 0; turn < 500; turn++) {
    if (await isSo()) return;
    await new Promise((done) => setTimeout(done, 10));
  }
  throw new Error('it never came true');
}

async function listening(at: Place): Promise<void> {
  await until(() => existsSync(at.mark));
}

/** Sends bytes and gives whether the server ended the connection without a word. */
function isCutOff(at: Place, bytes: Buffer): Promise<boolean> {
  return new Promise((settle) => {
    let heard = 0;
    const socket = connect(at.address, () => socket.write(bytes));
    socket.on('data', (chunk) => (heard += chunk.length));
    socket.on('error', () => undefined);
    socket.on('close', () => settle(heard === 0));
  });
}

describe('a daemon', () => {
  it('gives what a run wrote, and its exit code', async () => {
    const at = place();
    served(at);
    await listening(at);
    expect(await ask(at.address, run('a', 'b'))).toEqual({ kind: 'done', ...answer('a,b') });
  });

  it('tells its state, with the runs that it answered', async () => {
    const at = place();
    served(at);
    await listening(at);
    await ask(at.address, run());
    expect(await ask(at.address, status)).toMatchObject({
      kind: 'status',
      cwd: '/project',
      answered: 1,
      isLoading: false,
    });
  });

  it('makes one run after the other', async () => {
    const at = place();
    const log: string[] = [];
    served(at, {
      run: async ({ args }) => {
        log.push(`begin ${args.join()}`);
        await new Promise((done) => setTimeout(done, 30));
        log.push(`end ${args.join()}`);
        return answer(args.join());
      },
    });
    await listening(at);
    const answers = await Promise.all([ask(at.address, run('a')), ask(at.address, run('b'))]);
    expect(answers).toEqual([answer('a'), answer('b')].map((one) => ({ kind: 'done', ...one })));
    expect(log).toEqual(['begin a', 'end a', 'begin b', 'end b']);
  });

  it('makes no run for a client that has gone meanwhile', async () => {
    const at = place();
    let runs = 0;
    served(at, {
      run: async () => {
        runs += 1;
        await new Promise((done) => setTimeout(done, 100));
        return answer('');
      },
    });
    await listening(at);
    const first = ask(at.address, run());
    expect(await ask(at.address, run(), { first: 20, whole: 20 })).toMatchObject({ kind: 'silent' });
    await first;
    await ask(at.address, run());
    expect(runs).toBe(2);
  });

  it('leaves a run to the client when it cannot make it, and when it fails', async () => {
    const at = place();
    served(at, { run: ({ args }) => (args[0] === 'fail' ? Promise.reject(new Error('oh')) : Promise.resolve('why')) });
    await listening(at);
    expect(await ask(at.address, run())).toEqual({ kind: 'declined', reason: 'why' });
    expect(await ask(at.address, run('fail'))).toMatchObject({ kind: 'declined' });
    expect(await ask(at.address, status)).toMatchObject({ answered: 0 });
  });

  it('answers nothing that is asked of another directory or another build', async () => {
    const at = place();
    served(at);
    await listening(at);
    expect(await ask(at.address, { ...run(), cwd: '/other' })).toMatchObject({ kind: 'declined' });
    expect(await ask(at.address, { ...run(), build: 'two' })).toMatchObject({ kind: 'declined' });
  });

  it('is the only one: a second one goes away', async () => {
    const at = place();
    served(at);
    await listening(at);
    expect(await served(at).ended).toBe(false);
    expect(await ask(at.address, run('x'))).toMatchObject({ kind: 'done' });
  });
});

describe('bytes of strangers', () => {
  const tooLong = Buffer.alloc(4);
  tooLong.writeUInt32BE(MAX_REQUEST_BYTES + 1);
  it.each([
    ['no message', Buffer.from('GET / HTTP/1.1\r\n\r\n')],
    ['too long a message', tooLong],
    ['no JSON', Buffer.concat([Buffer.from([0, 0, 0, 2]), Buffer.from('{{')])],
    ['another kind of question', frameOf({ ...identity, kind: 'format' })],
    ['a question without a directory', frameOf({ kind: 'status' })],
    ['arguments that are no texts', frameOf({ ...run(), args: [1] })],
    ['variables that are no texts', frameOf({ ...run(), env: { PATH: 1 } })],
    ['null', frameOf(null as unknown as object)],
  ])('end the connection and nothing else: %s', async (_, bytes) => {
    const at = place();
    served(at);
    await listening(at);
    expect(await isCutOff(at, bytes)).toBe(true);
    expect(await ask(at.address, run('x'))).toMatchObject({ kind: 'done' });
  });

  it('end the connection when they never become a question', async () => {
    const at = place();
    served(at, { limits: { ...USUAL_LIMITS, question: 50 } });
    await listening(at);
    expect(await isCutOff(at, frameOf(run()).subarray(0, 10))).toBe(true);
  });
});

describe('a message', () => {
  it('is read however it is cut', () => {
    const bytes = Buffer.concat([frameOf({ text: 'ä' }), frameOf([]), frameOf({ n: 1 })]);
    for (const size of [1, 2, 3, 5, 7, bytes.length]) {
      const read = frameReader(1000);
      const found: unknown[] = [];
      for (let at = 0; at < bytes.length; at += size) found.push(...read(bytes.subarray(at, at + size)));
      expect(found).toEqual([{ text: 'ä' }, [], { n: 1 }]);
    }
  });
});

describe('a daemon ends', () => {
  const isAbsent = async ({ address }: Place): Promise<boolean> => (await ask(address, status)).kind === 'absent';

  it('when it is told to, and leaves nothing', async () => {
    const at = place();
    const { ended } = served(at);
    await listening(at);
    expect(await ask(at.address, stop)).toEqual({ kind: 'stopping' });
    expect(await ended).toBe(true);
    expect([existsSync(at.address), existsSync(at.mark)]).toEqual([false, false]);
    expect(await isAbsent(at)).toBe(true);
  });

  it('when nobody asked for a while', async () => {
    const at = place();
    const { ended } = served(at, { limits: { ...USUAL_LIMITS, idle: 60, watch: 20 } });
    expect(await ended).toBe(true);
    expect(existsSync(at.mark)).toBe(false);
  });

  it('when its socket is gone', async () => {
    const at = place();
    const { ended } = served(at);
    await listening(at);
    rmSync(at.address);
    expect(await ended).toBe(true);
  });

  it('when what it runs, or runs in, is another one: the run that notices is left to the client', async () => {
    const at = place();
    let reason: EndReason | null = null;
    const { ended } = served(at, { reasonToEnd: () => reason, limits: USUAL_LIMITS });
    await listening(at);
    reason = 'changed';
    expect(await ask(at.address, run())).toMatchObject({ kind: 'declined' });
    expect(await ended).toBe(true);
    expect(existsSync(at.mark)).toBe(false);
  });

  it('after an answer that cost too much memory, and says so', async () => {
    const at = place();
    let reason: EndReason | null = null;
    const { ended } = served(at, {
      run: () => {
        reason = 'too-large';
        return Promise.resolve(answer('x'));
      },
      reasonToEnd: () => reason,
      limits: USUAL_LIMITS,
    });
    await listening(at);
    expect(await ask(at.address, run())).toMatchObject({ kind: 'done' });
    expect(await ended).toBe(true);
    expect(readFileSync(at.mark, 'utf8')).toBe(TOO_LARGE);
  });
});

describe('a socket that nobody listens at', () => {
  it('is in the way of neither side', async () => {
    const at = place();
    const before = createServer().listen(at.address);
    await until(() => existsSync(at.address));
    // As a process leaves it that was killed: the file stays.
    const stale = `${at.address}.stale`;
    linkSync(at.address, stale);
    await new Promise((done) => before.close(done));
    renameSync(stale, at.address);
    expect(await ask(at.address, status)).toEqual({ kind: 'absent' });
    served(at);
    await until(async () => (await ask(at.address, status)).kind === 'status');
  });

  it('is not taken for one when it is another file', async () => {
    const at = place();
    writeFileSync(at.address, 'text');
    await expect(served(at).ended.catch(() => 'failed')).resolves.not.toBe(true);
    expect(readFileSync(at.address, 'utf8')).toBe('text');
  });
});

describe('a client', () => {
  /** A server that does something else. */
  async function strange(at: Place, greet: (socket: Socket) => void): Promise<() => void> {
    const sockets = new Set<Socket>();
    const server = createServer((socket) => {
      sockets.add(socket.on('error', () => undefined));
      greet(socket);
    }).listen(at.address);
    await until(() => existsSync(at.address));
    return () => {
      for (const socket of sockets) socket.destroy();
      server.close();
    };
  }

  it.each<[string, (socket: Socket) => void]>([
    ['says nothing', () => undefined],
    ['ends the connection', (socket) => socket.end()],
    ['begins and ends the connection', (socket) => socket.end(frameOf({ kind: 'begun' }))],
    ['begins and never ends', (socket) => socket.write(frameOf({ kind: 'begun' }))],
    ['answers in part', (socket) => socket.end(frameOf({ kind: 'done', ...answer('x') }).subarray(0, 20))],
    ['answers something else', (socket) => socket.write('HTTP/1.1 200 OK\r\n\r\n')],
    ['answers without an exit code', (socket) => socket.write(frameOf({ kind: 'done', written: [] }))],
    [
      'writes to elsewhere',
      (socket) => socket.write(frameOf({ kind: 'done', code: 0, written: [{ to: 'x', text: '' }] })),
    ],
  ])('has no answer, soon, from one that %s', async (_, greet) => {
    const at = place();
    const close = await strange(at, greet);
    expect(await ask(at.address, run(), { first: 100, whole: 100 })).toMatchObject({ kind: 'silent' });
    close();
  });

  it('tells that nobody is there', async () => {
    expect(await ask(place().address, run())).toEqual({ kind: 'absent' });
  });
});
