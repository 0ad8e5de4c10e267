/** XML text to elements with lines. */
import { XmlElement as ParsedElement, XmlError, XmlText, parseXml } from '@rgrove/parse-xml';
import { lineStartsOf, positionAt } from '../java-ast/line-table.ts';
import type { Problem } from '../types.ts';

export interface XmlElement {
  /** Without a namespace prefix. */
  readonly name: string;
  /** The text directly in the element, trimmed. */
  readonly text: string;
  readonly children: readonly XmlElement[];
  /** The 1-based line on which the element begins. */
  readonly line: number;
}

export interface XmlRead {
  /** Null when the text is not well-formed, for the reason in `problem`. */
  readonly root: XmlElement | null;
  readonly problem: Problem | null;
}

/** Parses a document. Entities other than XML's own stay as they are written. Never throws for what is in the text. */
export function readXml(text: string, file: string): XmlRead {
  try {
    const { root } = parseXml(text, { includeOffsets: true, ignoreUndefinedEntities: true });
    if (root === null) {
      return { root: null, problem: { file, line: 1, column: 1, message: 'not valid XML: no element' } };
    }
    return { root: elementOf(root, lineStartsOf(text)), problem: null };
  } catch (error) {
    if (error instanceof RangeError) {
      return { root: null, problem: { file, line: 1, column: 1, message: 'not read: nested too deeply' } };
    }
    if (!(error instanceof XmlError)) throw error;
    const message = `not valid XML: ${(error.message.split('\n')[0] ?? '').replace(/ \(line \d+, column \d+\)$/u, '')}`;
    return { root: null, problem: { file, line: error.line, column: error.column, message } };
  }
}

function elementOf(element: ParsedElement, lineStarts: readonly number[]): XmlElement {
  const children = element.children.filter((child) => child instanceof ParsedElement);
  const text = element.children.filter((child) => child instanceof XmlText).map((child) => child.text);
  return {
    name: element.name.replace(/^.*:/u, ''),
    text: text.join('').trim(),
    children: children.map((child) => elementOf(child, lineStarts)),
    line: positionAt(lineStarts, element.start).line,
  };
}

/** The first child called `name`, or null. */
export function childOf(element: XmlElement | null, name: string): XmlElement | null {
  return element?.children.find((child) => child.name === name) ?? null;
}

/** The elements below `path`: `childrenOf(pom, 'dependencies', 'dependency')` gives each dependency. */
export function childrenOf(element: XmlElement | null, ...path: readonly string[]): readonly XmlElement[] {
  let found: readonly XmlElement[] = element === null ? [] : [element];
  for (const name of path) found = found.flatMap((one) => one.children.filter((child) => child.name === name));
  return found;
}

/** The text of the first child called `name`; null when there is none or it is empty. */
export function childText(element: XmlElement | null, name: string): string | null {
  const text = childOf(element, name)?.text;
  return text === undefined || text === '' ? null : text;
}
