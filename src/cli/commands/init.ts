/** `snapsafe init`: a commented configuration file, after a look at the project. */
import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { CONFIG_NAMES } from '../../config/find.ts';
import { printable } from '../../reporter/terminal.ts';
import type { Inspection } from '../../run/inspect.ts';
import { inspect } from '../../run/run.ts';
import { describeSystemError } from '../../util/system-error.ts';
import type { CheckOptions } from '../args.ts';
import { EXIT_CLEAN, EXIT_FAILED } from '../exit.ts';
import type { ExitCode } from '../exit.ts';
import type { Terminal } from '../terminal.ts';
import { analyzeOptions } from './check.ts';

const FILE = 'snapsafe.config.jsonc';

/** Writes the file in the working directory; refuses where one of any form is. */
export async function init(options: CheckOptions, terminal: Terminal): Promise<ExitCode> {
  const fail = (problem: string): ExitCode => {
    terminal.stderr.write(`snapsafe: ${printable(problem)}\n`);
    return EXIT_FAILED;
  };
  const present = CONFIG_NAMES.find((name) => existsSync(join(terminal.cwd, name)));
  if (present !== undefined) return fail(`${present} is there already`);
  const outcome = await inspect(analyzeOptions([], options, terminal));
  if (!outcome.ok) return fail(outcome.problem);
  if (outcome.inspection.configFiles.includes('package.json')) return fail('package.json has a snapsafe key already');
  try {
    writeFileSync(join(terminal.cwd, FILE), configText(outcome.inspection), { flag: 'wx' });
  } catch (error) {
    return fail(`cannot write ${FILE}: ${describeSystemError(error)}`);
  }
  terminal.stdout.write(`${FILE}: written. Now run snapsafe.\n`);
  return EXIT_CLEAN;
}

/** What the file says, with what was found as the reason. */
function configText({ roots, scripts, functions, crac }: Inspection): string {
  const isCrac = functions.length === 0 && crac.some(({ kind }) => kind === 'checkpoint' || kind === 'restore');
  const states = ['on', 'off', 'unknown'].map((state) => {
    return `${functions.filter(({ snapStart }) => snapStart === state).length} ${state}`;
  });
  const ofScripts = scripts.length === 0 ? '' : `, ${count(scripts.length, 'handler')} in JavaScript or TypeScript`;
  const found = `${count(roots.length, 'start-up')}${ofScripts}, ${count(functions.length, 'declared function')}`;
  return `{
  "$schema": "https://github.com/snapsafe/snapsafe/blob/main/schema/config.schema.json",

  // What takes the snapshot: "snapstart" or "crac".${isCrac ? ` Found: ${crac[0]?.text.replaceAll(/\s+/gu, ' ') ?? ''}` : ''}
  "target": "${isCrac ? 'crac' : 'snapstart'}",

  // "recommended": rules that report defects; "strict": also those that advise; "all".
  "preset": "recommended",

  // Severities by rule: "error", "warning", "info", "off", or "on" for the rule's own.
  "rules": {},

  // Left out of the analysis. Patterns as in .gitignore; what git ignores and test sources are left out anyway.
  "exclude": [],

  // Found here: ${found}. SnapStart: ${states.join(', ')}.
  // true takes every function as snapshotted, whatever its template says.
  "assumeSnapStart": false,
${
  roots.length + scripts.length === 0
    ? `
  // Nothing was found that starts before the snapshot. Name it: "com.acme.Boot" or "com.acme.Boot#start".
  "entryPoints": [],
`
    : ''
}
  // Files in JavaScript or TypeScript that Lambda loads as handlers, as "src/handlers/*.ts".${nameScripts(scripts)}
  "handlers": [],
}
`;
}

/** What need not be named, because a deployment file does. */
function nameScripts(scripts: Inspection['scripts']): string {
  const [first] = scripts;
  if (first === undefined) return ' Those that deployment files name are found by themselves.';
  const others = scripts.length === 1 ? '' : ` and ${count(scripts.length - 1, 'other')}`;
  const names = `${printable(first.file)}${others}`;
  return `\n  // Deployment files name ${names}: no need to repeat ${scripts.length === 1 ? 'it' : 'them'}.`;
}

function count(number: number, noun: string): string {
  return `${number} ${noun}${number === 1 ? '' : 's'}`;
}
