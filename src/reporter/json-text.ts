/** JSON documents that are safe to show. */

/** What JSON allows in strings but a terminal or a log viewer might obey: DEL, C1 and direction marks. */
const UNSAFE = /[\u007f-\u009f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff]/g;

/** Gives `value` as indented JSON with every control and direction character escaped. Ends in a line feed. */
export function jsonText(value: unknown): string {
  const text = JSON.stringify(value, null, 2);
  return `${text.replace(UNSAFE, (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`)}\n`;
}
