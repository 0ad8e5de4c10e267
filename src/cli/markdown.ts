/** Just enough Markdown for the project's own documentation pages to read well in a terminal. */
import type colours from 'picocolors';

type Colours = ReturnType<typeof colours.createColors>;

/**
 * Gives `markdown` for a terminal: headings bold, code indented, links as text with the address behind, comments gone.
 * Everything else stays as it is written. Ends in a line feed.
 */
export function renderMarkdown(markdown: string, paint: Colours): string {
  const lines: string[] = [];
  let inCode = false;
  for (const line of markdown.replace(/<!--.*?-->\n?/gs, '').split(/\r?\n/)) {
    if (/^\s*(?:```|~~~)/.test(line)) inCode = !inCode;
    else lines.push(inCode ? paint.dim(`    ${line}`.trimEnd()) : renderLine(line, paint));
  }
  return `${lines
    .join('\n')
    .replace(/\n{3,}/g, '\n\n')
    .trim()}\n`;
}

function renderLine(line: string, paint: Colours): string {
  // A table is aligned as it stands.
  if (line.startsWith('|')) return line;
  const heading = /^#{1,6}\s+(.*)$/.exec(line);
  if (heading?.[1] !== undefined) return paint.bold(renderInline(heading[1], paint));
  return renderInline(line, paint);
}

function renderInline(text: string, paint: Colours): string {
  return text
    .replace(/\[([^\]]+)\]\((https?:[^)\s]+)\)/g, (_, label: string, url: string) =>
      label === url ? url : `${label} (${url})`,
    )
    .replace(/\[([^\]]+)\]\([^)\s]+\)/g, '$1')
    .replace(/\*\*([^*]+)\*\*/g, (_, strong: string) => paint.bold(strong))
    .replace(/`([^`]+)`/g, (_, code: string) => paint.cyan(code));
}
