/** One finding on the page: what it is, the code, the chain of calls as a picture and as a list, what to do. */
import type { Finding, Suggestion } from '../../types.ts';
import { codeFrame } from '../code-frame.ts';
import { chainPicture } from './chain-picture.ts';
import type { Html } from './markup.ts';
import { markup } from './markup.ts';

export interface CardContext {
  /** Lines of the files that are at hand. */
  readonly lines: ReadonlyMap<string, readonly string[]>;
  /** Titles of the rules by id. */
  readonly titles: ReadonlyMap<string, string>;
  /** The finding's number on the page, for anchors. */
  readonly id: number;
}

/** Gives the finding as an article; its `data-` attributes are what the filters look at. */
export function findingCard(finding: Finding, { lines, titles, id }: CardContext): Html {
  const { severity, ruleId, file, range, message } = finding;
  const place = `${file}:${range.start.line}:${range.start.column}`;
  const title = titles.get(ruleId);
  const plain = (text: string): string => text;
  const frame = codeFrame(lines.get(file) ?? [], range, { gutter: plain, caret: plain });
  return markup`<article class="finding ${severity}" id="finding-${id}" data-severity="${severity}" data-rule="${ruleId}" aria-labelledby="title-${id}">
<h3 id="title-${id}"><span class="severity">${severity}</span> ${ruleLink(finding)} <a class="place" href="#finding-${id}">${place}</a></h3>
${title === undefined ? '' : markup`<p class="rule-title">${title}${remarks(finding)}</p>`}
<p>${message}</p>
${frame.length === 0 ? '' : markup`<pre tabindex="0" role="region" aria-label="Code of ${place}"><code>${codeLines(frame)}</code></pre>`}
${chain(finding, id)}
${suggestions(finding.suggestions)}
</article>`;
}

/** Nothing but a web address becomes a link: a saved report may name any. */
function ruleLink({ ruleId, docsUrl }: Finding): Html {
  if (!/^https?:\/\//i.test(docsUrl)) return markup`<strong class="rule">${ruleId}</strong>`;
  return markup`<a class="rule" href="${docsUrl}" rel="noopener noreferrer">${ruleId}</a>`;
}

function remarks({ confidence, snapStart }: Finding): string {
  const texts = [
    ...(confidence === 'definite' ? [] : [confidence]),
    ...(snapStart === 'off' ? ['SnapStart is off here'] : []),
  ];
  return texts.length === 0 ? '' : ` (${texts.join(', ')})`;
}

function codeLines(frame: readonly string[]): Html[] {
  return frame.map((line) => markup`${line}`);
}

function chain(finding: Finding, id: number): Html | '' {
  const { trace, roots } = finding;
  if (trace.length === 0) return '';
  const steps = trace.map(
    ({ file, range, message }) => markup`<li>${message} <code>${file}:${range.start.line}</code></li>`,
  );
  const others =
    roots.length < 2 ? '' : markup`<p class="others">Reached from ${roots.length} classes: ${roots.join(', ')}</p>`;
  return markup`<figure>${chainPicture(finding, id)}<figcaption><details><summary>Chain of calls as text</summary><ol>${steps}</ol></details></figcaption></figure>
${others}`;
}

function suggestions(list: readonly Suggestion[]): Html | '' {
  if (list.length === 0) return '';
  const items = list.map(({ title, safe }) => markup`<li>${title}${safe ? ' (safe)' : ''}</li>`);
  return markup`<div class="suggestions"><h4>Suggestions</h4><ul>${items}</ul></div>`;
}
