/** How much of the project a report speaks for, in words that every format uses. */
import type { Report } from '../types.ts';
import { counted } from './terminal.ts';

/** `7 files analysed`, `6 of 7 files analysed, 1 problem`: what was seen, and how often something was not understood. */
export function coverageText({ summary }: Report): string {
  const { files, analyzed, problems } = summary;
  const seen =
    analyzed === files ? `${counted(files, 'file')} analysed` : `${analyzed} of ${counted(files, 'file')} analysed`;
  return problems === 0 ? seen : `${seen}, ${counted(problems, 'problem')}`;
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
