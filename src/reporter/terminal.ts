/** Text from linted files made safe to print: a terminal must not obey what a source file says. */

/** C0, DEL and C1 controls, line and paragraph separators, and the marks that change the reading direction. */
const UNSAFE = /[\u0000-\u001f\u007f-\u009f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff]/g;

/** Shows each control or direction character as `\u{1b}`; everything else stays. Line feeds and tabs count as controls. */
export function printable(text: string): string {
  return text.replace(UNSAFE, (character) => `\\u{${character.charCodeAt(0).toString(16)}}`);
}

/** The same for a text of several lines: line ends and tabs stay. */
export function printableLines(text: string): string {
  return text.replace(/[^\t\n]+/gu, (part) => printable(part.replace(/\r$/u, '')));
}

/** Wraps `text` (already printable) in a hyperlink that terminals understand (OSC 8). `url` is printable ASCII. */
export function hyperlink(text: string, url: string): string {
  return `\u001b]8;;${url}\u001b\\${text}\u001b]8;;\u001b\\`;
}

/** `1 file`, `2 files`. */
export function counted(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? '' : 's'}`;
}
