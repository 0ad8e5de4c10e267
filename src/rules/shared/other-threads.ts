/** What a thread does that init starts. */
import type { InitEvent, Site } from '../../graph/event.ts';
import type { InitPhase } from '../../graph/init-phase.ts';

/** Whether a thread that init starts comes to the call, rather than init itself: it may have to wait for something to do. */
export function isOnOtherThread({ path }: InitEvent, init: InitPhase): boolean {
  const starts = init.eventsOf('thread-in-init').map(({ site }) => site);
  const isWithin = (inner: Site, outer: Site): boolean =>
    inner.file === outer.file && outer.span[0] <= inner.span[0] && inner.span[1] <= outer.span[1];
  return path.some((hop) => starts.some((start) => isWithin(hop.site, start)));
}
