/** What hovering tells: the rule of a finding, and why the line is, or is not, init code. */
import { MarkupKind, type Hover } from 'vscode-languageserver';
import type { Finding } from '../types.ts';

/**
 * @param findings of the line
 * @param why the explanation of the line; null when there is none to show
 * @returns null when there is nothing to tell
 */
export function hoverOf(findings: readonly Finding[], why: string | null): Hover | null {
  const parts = findings.map(({ ruleId, message, docsUrl }) => `**[${ruleId}](${docsUrl})**: ${escaped(message)}`);
  if (why !== null) parts.push(`${FENCE}text\n${why.replaceAll('```', "'''")}\n${FENCE}`);
  if (parts.length === 0) return null;
  return { contents: { kind: MarkupKind.Markdown, value: parts.join('\n\n') } };
}

const FENCE = '```';

/** Text of the sources must not become markup. */
function escaped(text: string): string {
  return text.replaceAll(/[\\`*_{}[\]()#+\-!<>|]/g, '\\$&');
}
