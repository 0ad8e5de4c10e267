/** Findings in generated sources: nobody mends those, so the line of the project's own that leads there carries them. */
import type { Finding } from '../types.ts';

/**
 * The finding at the last step of its trace that is in a source of the project's own; the trace still leads to the call. Null
 * where no step is: then there is nothing that its reader could change.
 * @param generated report paths of generated sources
 */
export function carriedToOwnSource(finding: Finding, generated: ReadonlySet<string>): Finding | null {
  if (!generated.has(finding.file)) return finding;
  const step = finding.trace.findLast(({ file }) => !generated.has(file));
  if (step === undefined) return null;
  const name = finding.file.slice(finding.file.lastIndexOf('/') + 1);
  const message = `${finding.message} The call is in generated code (${name}:${String(finding.range.start.line)}).`;
  return { ...finding, file: step.file, range: step.range, message };
}
