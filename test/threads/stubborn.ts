/** A thread that does what the texts say: ends, never ends, leaves the text alone, or answers facts with the text in the package's place. */
import { parentPort } from 'node:worker_threads';
import { segmentBytes } from '../../src/cache/segment.ts';
import { FACTS_VERSION, type FileFacts } from '../../src/model/facts.ts';
import type { Job, ThreadMessage } from '../../src/run/threads.ts';

const port = parentPort!;
const answer = (message: ThreadMessage): void => port.postMessage(message);

answer('ready');
port.on('message', (jobs: readonly Job[]) => {
  const facts = new Map<string, FileFacts>();
  for (const [place, { text, file }] of jobs.entries()) {
    if (text === 'ends') process.exit(3);
    if (text === 'throws') throw new Error('thrown by the thread');
    if (text === 'hangs') for (;;);
    if (text !== 'unsure') facts.set(String(place), factsWith(text, file));
  }
  answer({ bytes: new Uint8Array(segmentBytes(facts)) });
});

function factsWith(packageName: string, file: string): FileFacts {
  const none = { imports: [], types: [], markers: [], syntaxErrors: [], words: [], created: [], qualified: [] };
  return { version: FACTS_VERSION, file, lineStarts: [0], packageName, ...none };
}
