/** `preload`: from the classes that a JVM loaded to a list and a helper class that loads them before the snapshot. */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { outputRefusal } from '../../discover/output-path.ts';
import { classNames, selectClasses } from '../../preload/class-list.ts';
import { GENERATED_BY, LIST_NAME, listText, preloaderSource } from '../../preload/preloader.ts';
import { printable } from '../../reporter/terminal.ts';
import { analyze } from '../../run/run.ts';
import { describeSystemError } from '../../util/system-error.ts';
import type { PreloadOptions } from '../args.ts';
import { EXIT_CLEAN, EXIT_FAILED } from '../exit.ts';
import type { ExitCode } from '../exit.ts';
import type { Terminal } from '../terminal.ts';

/**
 * Writes the list and the helper below the working directory. Classes whose static initialisers the analysis of the
 * sources finds unsafe are left out, and named.
 */
export async function preload(options: PreloadOptions, terminal: Terminal): Promise<ExitCode> {
  const fail = (problem: string): ExitCode => {
    terminal.stderr.write(`snapsafe: ${printable(problem)}\n`);
    return EXIT_FAILED;
  };
  if (!/^(?:[A-Za-z_]\w*\.)*[A-Za-z_]\w*$/u.test(options.class)) return fail(`not a class name: ${options.class}`);
  const list = textOf(resolve(terminal.cwd, options.from));
  if (!list.ok) return fail(`cannot read ${options.from}: ${list.problem}`);
  const names = classNames(list.text);
  if (names.length === 0) return fail(`${options.from} names no classes; give class names or -Xlog:class+load output`);

  // The helper initialises each class of the list, also those that only a request would have touched.
  const outcome = await analyze({ cwd: terminal.cwd, assumeSnapStart: true, suggestions: false, entryPoints: names });
  if (!outcome.ok) return fail(outcome.problem);
  const initialised = outcome.report.findings.filter(({ phase }) => phase === 'static-initializer');
  const unsafe = new Set(initialised.flatMap(({ symbol, roots }) => [symbol.split('#')[0] ?? symbol, ...roots]));
  const selection = selectClasses(names, unsafe);

  const written = [
    [join(options.resources, LIST_NAME), listText(selection.kept)],
    [join(options.sourceRoot, `${options.class.replaceAll('.', '/')}.java`), preloaderSource(options.class)],
  ] as const;
  for (const [file, text] of written) {
    const problem = outputRefusal(terminal.cwd, file) ?? writeGenerated(resolve(terminal.cwd, file), text);
    if (problem !== null) return fail(`cannot write ${file}: ${problem}`);
  }
  for (const name of selection.unsafe) {
    terminal.stderr.write(`snapsafe: left out, its initialiser is unsafe: ${printable(name)}\n`);
  }
  const files = written.map(([file]) => printable(file.replaceAll('\\', '/'))).join(', ');
  terminal.stdout.write(`${selection.kept.length} of ${names.length} classes in ${files}\n`);
  return EXIT_CLEAN;
}

function textOf(
  path: string,
): { readonly ok: true; readonly text: string } | { readonly ok: false; readonly problem: string } {
  try {
    return { ok: true, text: readFileSync(path, 'utf8') };
  } catch (error) {
    return { ok: false, problem: describeSystemError(error) };
  }
}

/** Writes over nothing but an earlier result of this command. Gives the reason why nothing was written, or null. */
function writeGenerated(path: string, text: string): string | null {
  const existing = textOf(path);
  const [firstLine = ''] = existing.ok ? existing.text.split('\n') : [];
  if (existing.ok && !firstLine.includes(GENERATED_BY)) return 'it is there, and not generated';
  try {
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, text);
    return null;
  } catch (error) {
    return describeSystemError(error);
  }
}
