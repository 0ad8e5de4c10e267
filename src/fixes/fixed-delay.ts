/** Lets a schedule wait after each run instead of keeping a rate: nothing piles up while the process is away. */
import type { Fix } from './fix.ts';
import { is } from './kinds.ts';
import { textEditsOf } from './text-edits.ts';

/** Method with a fixed rate → the same with a fixed delay, which takes the same arguments. */
const WITH_DELAY: ReadonlyMap<string, string> = new Map([
  ['java.util.concurrent.ScheduledExecutorService', 'scheduleWithFixedDelay'],
  ['java.util.concurrent.ScheduledThreadPoolExecutor', 'scheduleWithFixedDelay'],
  ['java.util.Timer', 'schedule'],
]);

/** Not safe by itself: the time between runs grows by what a run takes. */
export const fixedDelay: Fix = async ({ finding, file: open }) => {
  const name = WITH_DELAY.get(finding.sink.type);
  if (name === undefined || finding.sink.member !== 'scheduleAtFixedRate') return null;
  const file = await open(finding.file);
  const call = file?.callAt(finding.range);
  if (file === null || !is(call, 'MethodInvocation')) return null;
  return {
    title: `Use a fixed delay (${name}) instead of a fixed rate`,
    kind: 'replace',
    safe: false,
    edits: textEditsOf(file.path, file.text, [{ start: call.name.start, end: call.name.end, newText: name }]),
  };
};
