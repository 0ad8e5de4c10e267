/** Text from linted files made safe for XML 1.0. */
import { printable } from './terminal.ts';

/** What XML 1.0 cannot hold even as a reference, beyond the controls that `printable` shows: halves of pairs, U+FFFE and U+FFFF. */
const NOT_XML = /\p{Surrogate}|[\ufffe\uffff]/gu;

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&apos;',
};

/** Gives one line of `text` for element content or a quoted attribute. Control characters, also line feeds, are shown as `\u{a}`. */
export function xmlText(text: string): string {
  return printable(text)
    .replace(NOT_XML, '\ufffd')
    .replace(/[&<>"']/g, (character) => ENTITIES[character] ?? character);
}

/** Gives ` name="value"` for each attribute, in the order given. */
export function xmlAttributes(attributes: Readonly<Record<string, string | number>>): string {
  return Object.entries(attributes)
    .map(([name, value]) => ` ${name}="${xmlText(String(value))}"`)
    .join('');
}
