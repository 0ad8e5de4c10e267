/** Tables of strings as one text: a line for each, in Latin-1. */

const LINE_ESCAPE = /[^\x20-\xff]|\\/u;

/** Numbers strings in the order in which they come. */
export class Numbered {
  private readonly numbers = new Map<string, number>();

  readonly numberOf = (text: string): number => {
    let number = this.numbers.get(text);
    if (number === undefined) this.numbers.set(text, (number = this.numbers.size));
    return number;
  };

  toBytes(): Buffer {
    return Buffer.from([...this.numbers.keys()].map(escaped).join('\n'), 'latin1');
  }
}

/** The strings of a table, in their order. Throws a SyntaxError for bytes that no table wrote. */
export function stringsOf(bytes: Buffer): readonly string[] {
  return bytes.toString('latin1').split('\n').map(unescaped);
}

/** What does not fit in a line is written as in JSON. */
function escaped(text: string): string {
  if (!LINE_ESCAPE.test(text)) return text;
  const json = JSON.stringify(text).slice(1, -1);
  return json.replaceAll(/[\u0100-\uffff]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`);
}

function unescaped(line: string): string {
  if (!line.includes('\\')) return line;
  return JSON.parse(`"${line}"`) as string;
}
