/** Which of a finding's roots its chain begins with. */
import type { Finding } from '../types.ts';
import { isScript } from '../util/language.ts';

/**
 * The root whose start-up the trace shows: the module that is the trace's first file, or the one whose outermost class has its name;
 * undefined without roots.
 */
export function rootOfTrace(finding: Finding): string | undefined {
  const file = finding.trace[0]?.file ?? finding.file;
  if (isScript(file)) {
    const module = file.replace(/\.[cm]?[jt]s$/u, '');
    return finding.roots.find((root) => root === module || root.startsWith(`${module}.`)) ?? finding.roots[0];
  }
  const className = file.slice(file.lastIndexOf('/') + 1).replace(/\.java$/, '');
  return (
    finding.roots.find((root) => root.slice(root.lastIndexOf('.') + 1).split('$')[0] === className) ?? finding.roots[0]
  );
}
