/** HTML that is built from templates: whatever is put into a template is escaped, unless it is markup itself. */
import { printable } from '../terminal.ts';

const brand = Symbol('html');

/** A piece of finished markup. */
export interface Html {
  readonly [brand]: string;
  readonly toString: () => string;
}

type Part = Html | string | number | readonly Html[];

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

/** Gives `text` for element content or a quoted attribute; controls and direction marks are shown as `\u{1b}`. */
export function escapeHtml(text: string): string {
  return printable(text).replace(/[&<>"']/g, (character) => ENTITIES[character] ?? character);
}

/** Takes text as finished markup. Only for constants of this program and for what `escapeHtml` gave. */
export function raw(text: string): Html {
  return { [brand]: text, toString: () => text };
}

/** Template tag: strings and numbers are escaped, markup and lists of markup are put in as they are. */
export function markup(strings: TemplateStringsArray, ...parts: readonly Part[]): Html {
  const pieces = strings.map((string, index) => string + (index < parts.length ? textOf(parts[index] ?? '') : ''));
  return raw(pieces.join(''));
}

function textOf(part: Part): string {
  if (typeof part === 'string' || typeof part === 'number') return escapeHtml(String(part));
  return isHtml(part) ? part[brand] : part.map(String).join('\n');
}

function isHtml(part: Html | readonly Html[]): part is Html {
  return brand in part;
}
