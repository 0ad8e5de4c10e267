import type { Analysis } from '../analysis/analysis.ts';
import type { InitEvent } from '../analysis/events.ts';
import { spellingOf } from '../analysis/values.ts';

/** Longest text of a call in a message, in UTF-16 units. */
const MAX_CALL_TEXT = 60;

/** How a message names what is called or read. */
export function callText({ node, entry, value }: InitEvent, { sourceCode }: Analysis): string {
  const call = node.type === 'CallExpression' || node.type === 'NewExpression';
  const text = sourceCode.getText(call ? node.callee : node).replaceAll(/\s+/gu, ' ');
  if (node.type === 'ImportDeclaration') return `import of '${entry.module}'`;
  if (node.type === 'Property' || node.type === 'RestElement') return value === null ? text : spellingOf(value);
  if (text.length > MAX_CALL_TEXT) return value === null ? entry.export : spellingOf(value).replace('#', '.');
  if (node.type === 'NewExpression') return `new ${text}()`;
  return call ? `${text}()` : text;
}
