/** Whether functions are snapshotted, as all deployment files of a project together say. */
import type { SnapStartState } from '../types.ts';
import type { FunctionFact, ProjectFacts } from './types.ts';

/**
 * Whether a template says of each function that it has SnapStart. Where nothing is set for a function, that means off only
 * in a project that switches SnapStart on for others (or makes it depend on a parameter): a project that nowhere does is
 * being looked at before the switch.
 */
export function declaredStates(facts: ProjectFacts): (declared: FunctionFact) => SnapStartState {
  const isSwitched = facts.functions.some(
    ({ snapStart, snapStartSource }) => snapStart === 'on' || (snapStart === 'unknown' && snapStartSource !== null),
  );
  return ({ snapStart, snapStartSource }) =>
    snapStart === 'off' && snapStartSource === null && !isSwitched ? 'unknown' : snapStart;
}

/** One function on is enough; none known is unknown. */
export function combined(states: readonly SnapStartState[]): SnapStartState {
  if (states.includes('on')) return 'on';
  return states.length > 0 && states.every((state) => state === 'off') ? 'off' : 'unknown';
}
