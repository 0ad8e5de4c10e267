/** Which of a finding's roots its chain begins with. */
import type { Finding } from '../types.ts';

/** The root whose start-up the trace shows: the one whose outermost class has the name of the trace's first file; undefined without roots. */
export function rootOfTrace(finding: Finding): string | undefined {
  const file = finding.trace[0]?.file ?? finding.file;
  const className = file.slice(file.lastIndexOf('/') + 1).replace(/\.java$/, '');
  return (
    finding.roots.find((root) => root.slice(root.lastIndexOf('.') + 1).split('$')[0] === className) ?? finding.roots[0]
  );
}
