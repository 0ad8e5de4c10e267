/** What init was seen to do and no rule reports, each kind with the reason. One that is not met any more must leave the list. */
import type { Act } from './runtime/recorder.ts';

interface Exception {
  readonly reason: string;
  readonly covers: (program: string, act: Act) => boolean;
}

export const EXCEPTIONS: readonly Exception[] = [];
