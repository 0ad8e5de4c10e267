/** What runs in a thread of `ParseThreads`: lowers batches of texts and answers with their facts, in the bytes of the facts cache. */
import { parentPort } from 'node:worker_threads';
import { segmentBytes } from '../cache/segment.ts';
import type { FileFacts } from '../model/facts.ts';
import { certainLowering } from './parse.ts';
import type { Job, ThreadMessage } from './threads.ts';

const port = parentPort;
if (port === null) throw new Error('to be started as a thread');
const lowering = certainLowering();
const answer = (message: ThreadMessage, owned: ArrayBuffer[] = []): void => port.postMessage(message, owned);
// One batch after the other, in the order in which they come.
let last = lowering.then(() => answer('ready'));
port.on('message', (jobs: readonly Job[]) => {
  last = last.then(async () => {
    const bytes = await factsOf(jobs);
    answer({ bytes }, [bytes.buffer]);
  });
});

/** A segment whose keys are places in the batch; those of texts that are left to the usual way are missing. */
async function factsOf(jobs: readonly Job[]): Promise<Uint8Array<ArrayBuffer>> {
  const lower = await lowering;
  const facts = new Map<string, FileFacts>();
  for (const [place, { text, file, isWhole }] of jobs.entries()) {
    const one = await lower(text, file, isWhole);
    if (one !== null) facts.set(String(place), one);
  }
  // Memory of its own, which can change hands.
  return new Uint8Array(segmentBytes(facts));
}
