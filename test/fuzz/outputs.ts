/** What must be true of anything that the command line says, whatever it was run over. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseXml } from '@rgrove/parse-xml';
import { decodeSource } from '../../src/java-ast/source-text.ts';
import type { Report } from '../../src/types.ts';

/** Below a case's directory: a file for each format, called like it. */
export const OUTPUTS = '.out';

/** What a terminal could obey. Line ends and tabs are meant. */

const CONTROL = /[\0-\u0008\u000b-\u001f\u007f-\u009f\u2028\u2029\u202a-\u202e\u2066-\u2069]/u;

/** The sentence that says what is wrong with an exit code and what was printed; null when nothing is. */
export function wrongInText(code: number, said: string): string | null {
  if (![0, 1, 2].includes(code)) return `the exit code is ${String(code)}`;
  if (code === 2 && said.trim() === '') return 'it failed without a word';
  if (said.includes('internal error')) {
    return said.slice(Math.max(0, said.indexOf('internal error') - 200)).slice(0, 3_000);
  }
  const control = CONTROL.exec(said);
  return control === null
    ? null
    : `prints ${JSON.stringify(said.slice(Math.max(0, control.index - 80), control.index + 20))}`;
}

/** The same of the files that it wrote; with `knowsRanges`, findings must lie in the files that they are in. */
export function wrongInOutputs(directory: string, knowsRanges: boolean): string | null {
  const outputs = join(directory, OUTPUTS);
  if (!existsSync(outputs)) return null;
  for (const name of readdirSync(outputs)) {
    const text = readFileSync(join(outputs, name), 'utf8');
    try {
      if (['json', 'sarif', 'gitlab'].includes(name)) JSON.parse(text);
      if (name === 'rdjson') JSON.parse(text);
      if (name === 'junit' || name === 'checkstyle') parseXml(text);
    } catch (error) {
      return `${name} is not well-formed: ${String(error)}`;
    }
    if (text.includes('internal error')) return text.slice(text.indexOf('internal error'), 1_000);
    if (name === 'json' && knowsRanges) {
      const wrong = wrongRange(directory, JSON.parse(text) as Report);
      if (wrong !== null) return wrong;
    }
  }
  return null;
}

function wrongRange(directory: string, { findings }: Report): string | null {
  for (const { file, range } of findings) {
    const { start, end } = range;
    const isOrdered = start.line < end.line || (start.line === end.line && start.column <= end.column);
    if (!isOrdered || start.line < 1 || start.column < 1) return `${file}: the range ${JSON.stringify(range)}`;
    const source = decodeSource(readFileSync(join(directory, file)));
    const lines = source.ok ? source.text.split(/\r\n|\r|\n/u).length : Infinity;
    if (end.line > lines) return `${file}: the range ends behind the file`;
  }
  return null;
}
