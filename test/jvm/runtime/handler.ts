/** Which class of a program is the function's handler. */
import type { FixtureFile } from '../../helpers/fixtures.ts';

const HANDLER = /^public (?:final )?class (?<name>\w+)\b[^{]*\bimplements\b[^{]*\bRequestHandler\b/mu;
const PACKAGE = /^package (?<name>[\w.]+);/mu;

/** The binary name of the public class that implements RequestHandler. Throws when there is none. */
export function handlerOf(program: readonly FixtureFile[]): string {
  for (const { text } of program) {
    const name = HANDLER.exec(text)?.groups?.name;
    if (name !== undefined) return `${PACKAGE.exec(text)?.groups?.name ?? ''}.${name}`;
  }
  throw new Error('the program has no public class that implements RequestHandler');
}
