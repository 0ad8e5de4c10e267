/** How much of the project a report speaks for, in words that every format uses. */
import type { Report } from '../types.ts';
import { counted } from './terminal.ts';

/**
 * What was seen, how often something was not understood, and what was left out on purpose: `7 files analysed`,
 * `6 of 7 files analysed, 1 problem, 2 suppressed, 3 left out where SnapStart is off`.
 */
export function coverageText({ summary }: Report): string {
  const { files, analyzed, problems, suppressed, notSnapshotted } = summary;
  const seen = analyzed === files ? counted(files, 'file') : `${analyzed} of ${counted(files, 'file')}`;
  return [
    `${seen} analysed`,
    ...(problems === 0 ? [] : [counted(problems, 'problem')]),
    ...(suppressed === 0 ? [] : [`${suppressed} suppressed`]),
    ...(notSnapshotted === 0 ? [] : [`${notSnapshotted} left out where SnapStart is off`]),
  ].join(', ');
}

/** `2 errors, 1 warning, 3 info`, without the severities that do not occur; `no findings` when none does. */
export function findingCounts({ summary }: Report): string {
  const { error, warning, info } = summary.findings;
  const parts = [
    ...(error === 0 ? [] : [counted(error, 'error')]),
    ...(warning === 0 ? [] : [counted(warning, 'warning')]),
    ...(info === 0 ? [] : [`${info} info`]),
  ];
  return parts.length === 0 ? 'no findings' : parts.join(', ');
}
