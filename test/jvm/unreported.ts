/** What the recorder sees and no rule reports, by program and place, each with the reason. One that nothing needs fails. */

const IDLE = 'the thread waits for work, and goes on after the restore';

const FIXED_DELAY = 'a schedule with a fixed delay counts anew after the restore: no run is made up for';

export const unreported: ReadonlyMap<string, string> = new Map([
  ['idle-executor/FixedDelayHandler FixedDelayHandler.java:15', FIXED_DELAY],
  ['lambda-run-at-once/StartedThreadHandler StartedThreadHandler.java:18', IDLE],
  [
    'method-reference-called-vs-stored/CalledReferenceHandler CalledReferenceHandler.java:19',
    'is reported where the method reference is written',
  ],
  [
    'pooled-connections/WarmedUpCache WarmedUpCache.java:22',
    'is reported where the pool gets the function that connects',
  ],
  [
    'server-socket-in-init/AnyDatagramPort AnyDatagramPort.java:14',
    'a datagram socket on any port is connected to nobody, and sends from each copy',
  ],
  [
    'shared-prng-touched/ShuffledByOwnGenerator ShuffledByOwnGenerator.java:15',
    'the order of a list identifies nothing, and the generator is shared with nobody',
  ],
  ['timer-in-init/FixedDelay FixedDelay.java:15', FIXED_DELAY],
  ['timer-in-init/timer-in-cache PriceCache.java:11', `${IDLE}; the task is reported where it is scheduled`],
]);
