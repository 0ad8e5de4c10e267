/** `.properties` files by the rules of `java.util.Properties.load`. */

export interface PropertyLine {
  readonly key: string;
  readonly value: string;
  /** 1-based line on which the key begins. */
  readonly line: number;
}

/** A comment line, for the document separators that Spring writes as comments. */
export interface CommentLine {
  readonly comment: string;
  readonly line: number;
}

/**
 * Reads keys, values and comments in the order of the text. A backslash continues a line and escapes characters; `=`, `:` or
 * blanks end a key. A broken `\u` escape stays as it is written.
 */
export function readPropertyLines(text: string): readonly (PropertyLine | CommentLine)[] {
  const result: (PropertyLine | CommentLine)[] = [];
  const lines = text.split(/\r\n|[\r\n]/u);
  for (let index = 0; index < lines.length; index++) {
    const line = index + 1;
    let content = (lines[index] ?? '').replace(/^[ \t\f]+/u, '');
    if (content === '') continue;
    if (content.startsWith('#') || content.startsWith('!')) {
      result.push({ comment: content, line });
      continue;
    }
    const parts: string[] = [];
    while (isContinued(content) && index + 1 < lines.length) {
      parts.push(content.slice(0, -1));
      index++;
      content = (lines[index] ?? '').replace(/^[ \t\f]+/u, '');
    }
    const [key, value] = splitKey([...parts, content].join(''));
    result.push({ key: unescape(key), value: unescape(value), line });
  }
  return result;
}

/** Whether a line ends with an odd number of backslashes. */
function isContinued(line: string): boolean {
  let backslashes = 0;
  while (line.at(-1 - backslashes) === '\\') backslashes++;
  return backslashes % 2 === 1;
}

function splitKey(content: string): readonly [string, string] {
  const match = /^((?:[^\\=: \t\f]|\\.)*)[ \t\f]*[=:]?[ \t\f]*(.*)$/su.exec(content);
  return [match?.[1] ?? content, match?.[2] ?? ''];
}

const ESCAPES: Readonly<Record<string, string>> = { t: '\t', n: '\n', r: '\r', f: '\f' };

function unescape(text: string): string {
  return text.replace(/\\(?:u([\da-fA-F]{4})|([\s\S]?))/gu, (_match, code: string | undefined, escaped: string) =>
    code === undefined ? (ESCAPES[escaped] ?? escaped) : String.fromCharCode(Number.parseInt(code, 16)),
  );
}
