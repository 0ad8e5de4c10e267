/** `snapsafe doctor`: what a run sees of the project, for people, or as JSON with `--format json`. */
import { printable } from '../../reporter/terminal.ts';
import type { Inspection } from '../../run/inspect.ts';
import { inspect } from '../../run/run.ts';
import type { CheckOptions } from '../args.ts';
import { EXIT_CLEAN, EXIT_FAILED } from '../exit.ts';
import type { ExitCode } from '../exit.ts';
import type { Terminal } from '../terminal.ts';
import { analyzeOptions } from './check.ts';

/** How many lines a section shows; the JSON has all. */
const MAX_LINES = 20;

/** Prints the inspection of `paths`. Finding nothing is no failure. */
export async function doctor(paths: readonly string[], options: CheckOptions, terminal: Terminal): Promise<ExitCode> {
  const outcome = await inspect(analyzeOptions(paths, options, terminal));
  if (!outcome.ok) {
    terminal.stderr.write(`snapsafe: ${printable(outcome.problem)}\n`);
    return EXIT_FAILED;
  }
  const asJson = options.format.some(({ name }) => name === 'json');
  terminal.stdout.write(asJson ? `${JSON.stringify(outcome.inspection, null, 2)}\n` : render(outcome.inspection));
  return EXIT_CLEAN;
}

function render(found: Inspection): string {
  const sections: readonly (readonly [title: string, lines: readonly string[], none: string])[] = [
    ['Configuration', found.configFiles, 'no file: the defaults hold'],
    ['Java files', [`${found.files.analyzed} of ${found.files.found} analysed`], ''],
    [
      'Start-ups',
      found.roots.map(
        ({ type, file, line, kind, certain, snapStart }) =>
          `${type} (${kind}${certain ? '' : ', by its shape'}), SnapStart ${snapStart}  ${file}:${line}`,
      ),
      found.files.analyzed === 0
        ? 'none'
        : 'none: static initialisers are judged as possible start-up code only; entryPoints in the configuration names some',
    ],
    [
      'Handlers in JavaScript and TypeScript',
      found.scripts.map(
        ({ file, handler, functions, snapStart }) =>
          `${file}${handler === null ? '' : `, export ${handler}`}, SnapStart ${snapStart}: ${functions.join(', ')}`,
      ),
      'no deployment file names one that is here; --handlers does',
    ],
    [
      'Functions',
      found.functions.map(
        ({ name, tool, handler, runtime, snapStart, file, line }) =>
          `${name} (${tool}, ${runtime ?? 'runtime not known'}), SnapStart ${snapStart}, handler ${handler ?? 'not known'}  ${file}:${line}`,
      ),
      'no deployment file declares one: their SnapStart state is not known',
    ],
    ['CRaC', found.crac.map(({ kind, text, file, line }) => `${kind}: ${text}  ${file}:${line}`), 'no sign of it'],
    [
      'Libraries',
      found.dependencies.map(
        ({ name, version, file, line }) => `${name} ${version ?? 'version not known'}  ${file}:${line}`,
      ),
      'no build file names one that matters here',
    ],
    ['Types that nothing explains', found.unresolvedTypes.map(({ name, count }) => `${name} (${count})`), 'none'],
    ['Files left out', found.skippedFiles, 'none'],
    [
      'Problems',
      found.problems.map(({ file, line, column, message }) => `${file}:${line}:${column}: ${message}`),
      'none',
    ],
  ];
  return sections.map(([title, lines, none]) => `${title}\n${body(lines, none)}`).join('\n');
}

function body(lines: readonly string[], none: string): string {
  if (lines.length === 0) return `  ${none}\n`;
  const more = lines.length > MAX_LINES ? [`… and ${lines.length - MAX_LINES} more (--format json has all)`] : [];
  return [...lines.slice(0, MAX_LINES), ...more].map((line) => `  ${printable(line)}\n`).join('');
}
