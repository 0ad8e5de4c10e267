/** `snapsafe explain <rule>`: the rule's documentation page, made for a terminal. */
import colours from 'picocolors';
import { ruleSummaries } from '../../run/rules.ts';
import { printable } from '../../reporter/terminal.ts';
import { didYouMean } from '../../util/similar.ts';
import type { CheckOptions } from '../args.ts';
import { wantsColour } from '../colour.ts';
import { EXIT_CLEAN, EXIT_FAILED } from '../exit.ts';
import type { ExitCode } from '../exit.ts';
import { renderMarkdown } from '../markdown.ts';
import { rulePage } from '../rule-pages.ts';
import type { Terminal } from '../terminal.ts';

/** Prints the page of `ruleId`, or all rules with their titles when none is given. Gives the exit code. */
export async function explain(
  ruleId: string | undefined,
  options: CheckOptions,
  terminal: Terminal,
): Promise<ExitCode> {
  const paint = colours.createColors(wantsColour(options.color, terminal.env, terminal.stdout));
  if (ruleId === undefined) {
    const width = Math.max(...ruleSummaries.map((rule) => rule.id.length));
    const rows = ruleSummaries.map(
      (rule) =>
        `${paint.bold(rule.id.padEnd(width))}  ${rule.title} (${rule.severity[options.target ?? 'snapstart']})\n`,
    );
    terminal.stdout.write(rows.join(''));
    return EXIT_CLEAN;
  }
  const rule = ruleSummaries.find((candidate) => candidate.id === ruleId);
  if (rule === undefined) {
    const ids = ruleSummaries.map((candidate) => candidate.id);
    terminal.stderr.write(`snapsafe: unknown rule '${printable(ruleId)}'${didYouMean(ruleId, ids)}\n`);
    return EXIT_FAILED;
  }
  const text = (await rulePage(rule.id)) ?? `# ${rule.id}\n\n${rule.title}.\n\n${rule.docsUrl}\n`;
  terminal.stdout.write(renderMarkdown(text, paint));
  return EXIT_CLEAN;
}
