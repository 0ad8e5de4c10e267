/** What the deployment of its function makes of a finding. */
import type { Finding, SnapStartState, Target } from '../types.ts';

export interface DeploymentOptions {
  readonly target: Target;
  /** Takes every function as snapshotted. */
  readonly assumeSnapStart?: boolean;
  /** Whether templates and build files were read at all. */
  readonly isDeploymentRead: boolean;
  /** Whether the finding is a chance to start faster, whose severity the user did not choose. */
  readonly isChance: boolean;
  /** Whether it is in a program that is no function and knows no checkpoint, at a severity that the user did not choose. */
  readonly isNoFunction?: boolean;
}

/**
 * The finding in view of its function's deployment; null in a function that has no snapshot to be unsafe in. Where templates
 * and build files were read and do not tell, it is a step less sure, and a chance to start faster is information only, like
 * anything in a program that is no function, unless the user chose its severity. `possible` is left to code that no known
 * root reaches.
 */
export function underDeployment(
  finding: Finding,
  snapStart: SnapStartState,
  { assumeSnapStart = false, isDeploymentRead, isChance, isNoFunction = false, target }: DeploymentOptions,
): Finding | null {
  if (snapStart === 'off') return assumeSnapStart ? { ...finding, snapStart } : null;
  if (snapStart === 'on' || target === 'crac') return { ...finding, snapStart };
  if (assumeSnapStart) return { ...finding, snapStart: 'on' };
  if (!isDeploymentRead) return { ...finding, snapStart };
  return {
    ...finding,
    snapStart,
    severity: isChance || isNoFunction ? 'info' : finding.severity,
    confidence: finding.confidence === 'definite' ? 'likely' : finding.confidence,
  };
}
