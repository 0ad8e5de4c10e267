/** Whether functions are snapshotted, as the deployment files of an application together say. */
import { posix } from 'node:path';
import type { SnapStartState } from '../types.ts';
import type { FunctionFact, ProjectFacts } from './types.ts';

/**
 * Whether a template says of each function that it has SnapStart. Where nothing is set for a function, that means off only
 * in an application that switches SnapStart on for others (or makes it depend on a parameter): one that nowhere does is
 * being looked at before the switch.
 */
export function declaredStates(facts: ProjectFacts): (declared: FunctionFact) => SnapStartState {
  const switched = new Set(
    facts.functions
      .filter(
        ({ snapStart, snapStartSource }) => snapStart === 'on' || (snapStart === 'unknown' && snapStartSource !== null),
      )
      .map(applicationOf),
  );
  return (declared) => {
    const { snapStart, snapStartSource } = declared;
    const isUndecided = snapStart === 'off' && snapStartSource === null && !switched.has(applicationOf(declared));
    return isUndecided ? 'unknown' : snapStart;
  };
}

/**
 * What is deployed together: templates of one directory, since a repository may hold many applications. The stacks of a CDK
 * app and the modules of a Terraform configuration are spread over directories, so those are all taken for one.
 */
function applicationOf({ tool, source }: FunctionFact): string {
  return tool === 'cdk' || tool === 'terraform' ? tool : posix.dirname(source.file);
}

/** One function on is enough; none known is unknown. */
export function combined(states: readonly SnapStartState[]): SnapStartState {
  if (states.includes('on')) return 'on';
  return states.length > 0 && states.every((state) => state === 'off') ? 'off' : 'unknown';
}
