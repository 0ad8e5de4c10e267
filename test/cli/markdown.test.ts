import colours from 'picocolors';
import { expect, it } from 'vitest';
import { renderMarkdown } from '../../src/cli/markdown.ts';

const page = [
  '<!-- generated:header -->',
  '# some-rule',
  '',
  'See [the guide](https://example.test/a) and [here](../x.md), **not** `there`.',
  '',
  '```java',
  'int `a` = 1;',
  '```',
  '<!-- end -->',
  '',
].join('\n');

it('renders a page as plain text when there are no colours', () => {
  expect(renderMarkdown(page, colours.createColors(false))).toBe(
    'some-rule\n\nSee the guide (https://example.test/a) and here, not there.\n\n    int `a` = 1;\n',
  );
});

it('marks headings, emphasis and code with colours', () => {
  const text = renderMarkdown(page, colours.createColors(true));
  expect(text).toContain('\u001b[1msome-rule\u001b[22m');
  expect(text).toContain('\u001b[36mthere\u001b[39m');
});
