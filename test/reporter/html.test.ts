/** What the page's text promises; how a browser shows it is tested in test/tools with Chromium. */
import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { html } from '../../src/reporter/html.ts';
import { escapeHtml, markup, raw } from '../../src/reporter/html/markup.ts';
import { evil, hostileReport, hostileSources } from './hostile.ts';
import { context, finding, report } from './sample.ts';

describe('html', () => {
  it('shows findings under the handler that reaches them', () => {
    const page = html(
      report([
        finding(),
        finding({ roots: ['com.acme.Clock'], trace: [], file: 'src/Clock.java', severity: 'warning' }),
        finding({ roots: [], trace: [], file: 'src/Lonely.java' }),
      ]),
      context(),
    );
    const headings = [...page.matchAll(/<h2 id="handler-\d+">([^<]*?)\s*</g)].map(([, heading]) => heading);
    expect(headings).toEqual(['Clock', 'Not bound to one handler', 'Handler']);
  });

  it('draws the chain and lists it as text', () => {
    const page = html(report([finding()]), context());
    const [picture = ''] = /<svg class="chain".*?<\/svg>/s.exec(page) ?? [];
    expect(picture.match(/<rect /g)).toHaveLength(3);
    expect(picture.match(/class="arrow"/g)).toHaveLength(2);
    expect(picture).toContain('2. Handler creates Repository');
    expect(picture).toContain('the snapshot is taken');
    expect(page).toContain('<li>Handler creates Repository <code>src/Handler.java:9</code></li>');
    expect(html(report([finding({ phase: 'any' })]), context())).not.toContain('the snapshot is taken');
  });

  it('carries problems, counts and suggestions', () => {
    const page = html(
      report(
        [finding({ suggestions: [{ title: 'Open it later', kind: 'lazy', safe: false, edits: [] }] })],
        [{ file: 'src/Bad.java', line: 3, column: 7, message: 'syntax error' }],
      ),
      context(),
    );
    expect(page).toContain('<strong>1 error</strong>. 6 of 7 files analysed, 1 problem.');
    expect(page).toContain('<code>src/Bad.java:3:7</code> syntax error');
    expect(page).toContain('<li>Open it later</li>');
  });

  it('is a page for a clean project too, without filters', () => {
    const page = html(report([]), context());
    expect(page).toContain('Nothing was found');
    expect(page).not.toContain('<form');
  });

  it('names nothing that a browser would fetch, and forbids it', () => {
    const page = html(report([finding()]), context());
    expect(page).not.toMatch(/<(?:link|img|iframe|object|embed|base|audio|video|source)\b|\ssrc=|url\(|@import/);
    const policy = /http-equiv="Content-Security-Policy" content="([^"]+)"/.exec(page)?.[1]?.replaceAll('&#39;', "'");
    expect(policy).toMatch(
      /^default-src 'none'; style-src 'sha256-\S+'; script-src 'sha256-\S+'; base-uri 'none'; form-action 'none'$/,
    );
    for (const tag of ['style', 'script']) {
      const text = new RegExp(`<${tag}>(.*?)</${tag}>`, 's').exec(page)?.[1] ?? '';
      const hash = createHash('sha256').update(text).digest('base64');
      expect(policy).toContain(`${tag}-src 'sha256-${hash}'`);
    }
  });

  it('lets no text become markup, a link that runs, or a control character', () => {
    const page = html(hostileReport(), context({ sources: hostileSources }));
    expect(page).toContain(escapeHtml(evil));
    expect(page.match(/<script/g)).toHaveLength(1);
    expect(page.match(/<\/style>/g)).toHaveLength(1);
    expect(page).not.toMatch(/<img|<svg\/|href="(?:javascript|data):/i);
    expect(page.replaceAll('\n', '')).not.toMatch(/[\u0000-\u001f\u007f-\u009f\u202e\u2028\ufeff]/);
  });
});

describe('markup', () => {
  it('escapes what is put into a template, and keeps markup', () => {
    const item = markup`<li title="${`"'<&>`}">${'a\u001b<b>'}</li>`;
    expect(String(item)).toBe('<li title="&quot;&#39;&lt;&amp;&gt;">a\\u{1b}&lt;b&gt;</li>');
    expect(String(markup`<ul>${[item, item]}</ul>${1}${raw('<hr>')}`)).toBe(
      `<ul>${String(item)}\n${String(item)}</ul>1<hr>`,
    );
  });
});
