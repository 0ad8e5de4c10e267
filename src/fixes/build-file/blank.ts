/** Build files as code alone: what is no code is blanked, so that offsets stay. */

/** What is no code in Groovy and Kotlin scripts: strings and comments, whichever begins first. */
const STRINGS_AND_COMMENTS =
  /"""[\s\S]*?"""|'''[\s\S]*?'''|"(?:\\.|[^"\\\r\n])*"|'(?:\\.|[^'\\\r\n])*'|\/\*(?:[\s\S]*?\*\/|[\s\S]*$)|\/\/[^\r\n]*/gu;

/** A Gradle script with its comments as blanks and its strings as underscores, line ends aside. */
export function scriptCode(text: string): string {
  return text.replace(STRINGS_AND_COMMENTS, (match) => match.replace(/[^\r\n]/gu, match.startsWith('/') ? ' ' : '_'));
}

/** Behind the bracket that closes what was opened before `from`; null when nothing does. */
export function closingBracket(code: string, from: number): number | null {
  let depth = 1;
  for (let offset = from; offset < code.length; offset++) {
    if ('{(['.includes(code[offset] ?? ' ')) depth++;
    if ('})]'.includes(code[offset] ?? ' ') && --depth === 0) return offset;
  }
  return null;
}

/** The end of the line that holds an offset, before its line end. */
export function endOfLine(text: string, offset: number): number {
  return offset + (/^[^\r\n]*/u.exec(text.slice(offset))?.[0].length ?? 0);
}
