/**
 * One page that holds everything it shows: no network, no file beside it. Findings stand under the handler whose start-up
 * reaches them. Without JavaScript all findings are there; the script only filters.
 */
import { createHash } from 'node:crypto';
import type { Finding, Problem } from '../types.ts';
import { groupBy } from '../util/group.ts';
import { coverageText, findingCounts } from './coverage.ts';
import { linesOf } from './code-frame.ts';
import { findingCard } from './html/finding-card.ts';
import type { Html } from './html/markup.ts';
import { markup, raw } from './html/markup.ts';
import { pageScript } from './html/page-script.ts';
import { pageStyle } from './html/page-style.ts';
import type { ReportContext, Reporter } from './reporter.ts';
import { rootOfTrace } from './root.ts';
import { counted } from './terminal.ts';

export const html: Reporter = (report, context) => {
  const { findings } = report;
  const lines = new Map([...context.sources].map(([file, text]) => [file, linesOf(text)]));
  const titles = new Map(context.rules.map(({ id, title }) => [id, title]));
  const numbers = new Map(findings.map((finding, index) => [finding, index + 1]));
  const groups = [...groupBy(findings, (finding) => rootOfTrace(finding) ?? '')].map(([handler, group], index) => {
    const cards = group.map((finding) => findingCard(finding, { lines, titles, id: numbers.get(finding) ?? 0 }));
    return handlerSection(handler, index + 1, cards);
  });
  const body = markup`
<a class="skip" href="#findings">Skip to the findings</a>
<header>
<h1>snapsafe report</h1>
<p class="lead"><strong>${findingCounts(report)}</strong>. ${coverageText(report)}. snapsafe ${report.tool.version}.</p>
</header>
${findings.length === 0 ? '' : toolbar(findings)}
<main id="findings" tabindex="-1">
${findings.length === 0 ? markup`<p class="clean">Nothing was found that runs before the snapshot and breaks after a restore.</p>` : ''}
${groups}
<p class="clean" id="none-shown" hidden>No finding matches these filters.</p>
${problemSection(report.problems)}
</main>`;
  return page(body, context);
};

function page(body: Html, { rules }: ReportContext): string {
  const hashOf = (text: string): string => `'sha256-${createHash('sha256').update(text).digest('base64')}'`;
  // Even if a text of a linted file became markup, the browser would neither run nor fetch it.
  const policy = `default-src 'none'; style-src ${hashOf(pageStyle)}; script-src ${hashOf(pageScript)}; base-uri 'none'; form-action 'none'`;
  const document = markup`<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="generator" content="snapsafe, ${counted(rules.length, 'rule')}">
<title>snapsafe report</title>
<style>${raw(pageStyle)}</style>
</head>
<body>${body}
<script>${raw(pageScript)}</script>
</body>
</html>
`;
  return document.toString();
}

function toolbar(findings: readonly Finding[]): Html {
  const rules = [...groupBy(findings, ({ ruleId }) => ruleId)].sort(([left], [right]) => (left < right ? -1 : 1));
  const severities = (['error', 'warning', 'info'] as const).map((severity) => {
    const count = findings.filter((finding) => finding.severity === severity).length;
    return markup`<label class="check ${severity}"><input type="checkbox" name="severity" value="${severity}" checked> ${severity} (${count})</label>`;
  });
  return markup`<form class="toolbar" role="search" aria-label="Filter the findings">
<div class="field"><label for="text">Text</label><input id="text" type="search" autocomplete="off" placeholder="class, file, message"></div>
<div class="field"><label for="rule">Rule</label><select id="rule"><option value="">all rules (${findings.length})</option>${rules.map(
    ([id, group]) => markup`<option value="${id}">${id} (${group.length})</option>`,
  )}</select></div>
<fieldset><legend>Severity</legend>${severities}</fieldset>
<button type="reset">Show all</button>
<p id="shown" role="status" aria-live="polite">${counted(findings.length, 'finding')} shown</p>
</form>`;
}

function handlerSection(handler: string, number: number, cards: readonly Html[]): Html {
  const simple = handler.replace(/^.*\./, '');
  const heading = handler === '' ? 'Not bound to one handler' : simple;
  const full = handler === '' || handler === simple ? '' : markup` <span class="package">${handler}</span>`;
  return markup`<section class="handler" aria-labelledby="handler-${number}">
<h2 id="handler-${number}">${heading}${full} <span class="count">${counted(cards.length, 'finding')}</span></h2>
${cards}
</section>`;
}

function problemSection(problems: readonly Problem[]): Html | '' {
  if (problems.length === 0) return '';
  const rows = problems.map(
    ({ file, line, column, message }) => markup`<li><code>${file}:${line}:${column}</code> ${message}</li>`,
  );
  return markup`<section class="problems" aria-labelledby="problems"><h2 id="problems">Not fully understood <span class="count">${counted(problems.length, 'problem')}</span></h2>
<p>In these places something may have been missed.</p>
<ul>${rows}</ul></section>`;
}
