/** The page in a real browser: Debian's Chromium, without a network. */
import { existsSync, mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { BrowserContext, Page } from 'playwright-core';
import { chromium } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { html } from '../../src/reporter/html.ts';
import type { Report } from '../../src/types.ts';
import { context as reportContext, finding, report } from '../reporter/sample.ts';
import { lowestContrast } from './contrast.ts';
import { manyFindings, reports } from './reports.ts';

const EXECUTABLE = '/usr/bin/chromium';
const SWITCHES = [
  '--headless',
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

let directory = '';
let browser: BrowserContext;
let page: Page;
/** What the page logged or asked the network for; both must stay empty. */
let noise: string[] = [];

beforeAll(async () => {
  if (!existsSync(EXECUTABLE)) throw new Error(`${EXECUTABLE} is missing; bash .ci/run installs it`);
  directory = mkdtempSync(join(tmpdir(), 'snapsafe-html-'));
  browser = await chromium.launchPersistentContext(join(directory, 'profile'), {
    executablePath: EXECUTABLE,
    headless: true,
    args: SWITCHES,
    viewport: { width: 1200, height: 900 },
  });
  page = await browser.newPage();
  page.on('console', (message) => noise.push(message.text()));
  page.on('pageerror', (error) => noise.push(error.message));
  page.on('request', (request) => {
    if (!request.url().startsWith('file:')) noise.push(request.url());
  });
});
afterAll(async () => {
  await browser.close();
  rmSync(directory, { recursive: true });
});
afterEach(() => {
  const heard = noise;
  noise = [];
  expect(heard).toEqual([]);
});

async function open(input: Report, context = reportContext()): Promise<void> {
  const file = join(directory, 'report.html');
  writeFileSync(file, html(input, context));
  await page.emulateMedia({ colorScheme: 'light', media: 'screen' });
  await page.goto(pathToFileURL(file).href);
}

const shown = (): Promise<number> => page.locator('.finding:visible').count();
const status = (): Promise<string | null> => page.locator('#shown').textContent();

const mixed = report([
  finding(),
  finding({
    severity: 'warning',
    ruleId: 'timer-in-init',
    file: 'src/Timers.java',
    roots: ['com.acme.Clock'],
    trace: [],
  }),
  finding({ severity: 'info', file: 'src/Info.java' }),
]);

describe('filters', () => {
  it('show by severity, rule and text, say how many are left, and hide handlers without any', async () => {
    await open(mixed);
    expect([await shown(), await status()]).toEqual([3, '3 findings shown']);

    await page.getByLabel('error (1)').uncheck();
    expect([await shown(), await status()]).toEqual([2, '2 findings shown']);
    await page.getByLabel('Rule').selectOption('timer-in-init');
    expect([await shown(), await status()]).toEqual([1, '1 finding shown']);
    expect(await page.locator('.handler:visible h2').allTextContents()).toEqual([expect.stringContaining('Clock')]);

    await page.getByRole('button', { name: 'Show all' }).click();
    await page.waitForFunction(() => document.querySelectorAll('.finding:not([hidden])').length === 3);
    await page.getByLabel('Text').fill('CLOCK timers');
    expect(await shown()).toBe(1);
    await page.getByLabel('Text').fill('no such text');
    expect(await shown()).toBe(0);
    expect(await page.getByText('No finding matches these filters.').isVisible()).toBe(true);
  });

  it('can be used with the keyboard alone', async () => {
    await open(mixed);
    const focused = (): Promise<string> =>
      page.evaluate(() => {
        const element = document.activeElement as HTMLElement;
        return element.id === '' ? (element.getAttribute('value') ?? element.textContent) : element.id;
      });
    const order: string[] = [];
    for (let count = 0; count < 7; count++) {
      await page.keyboard.press('Tab');
      order.push((await focused()).trim());
    }
    expect(order).toEqual(['Skip to the findings', 'text', 'rule', 'error', 'warning', 'info', 'Show all']);
    await page.getByLabel('error (1)').focus();
    await page.keyboard.press('Space');
    expect(await shown()).toBe(2);
    await page.getByText('Chain of calls as text').first().focus();
    await page.keyboard.press('Enter');
    expect(await page.locator('details[open] li').count()).toBeGreaterThan(0);
  });
});

describe('accessibility', () => {
  it('has a name for every control, picture and region, and one first heading', async () => {
    await open(reports.full!.report, reports.full!.context);
    const nameless = await page.evaluate(() =>
      [...document.querySelectorAll('input, select, button, a, [role], section, article')]
        .filter((element) => {
          const labels = (element.getAttribute('aria-labelledby') ?? '')
            .split(' ')
            .map((id) => document.getElementById(id)?.textContent);
          const own =
            element instanceof HTMLInputElement || element instanceof HTMLSelectElement
              ? element.labels?.[0]?.textContent
              : null;
          const name = element.getAttribute('aria-label') ?? own ?? (labels.join('').trim() || element.textContent);
          return name.trim() === '';
        })
        .map(({ outerHTML }) => outerHTML),
    );
    expect(nameless).toEqual([]);
    expect(await page.locator('h1').count()).toBe(1);
    const duplicates = await page.evaluate(() => {
      const ids = [...document.querySelectorAll('[id]')].map(({ id }) => id);
      return ids.filter((id, index) => ids.indexOf(id) !== index);
    });
    expect(duplicates).toEqual([]);
    expect(await page.locator('html').getAttribute('lang')).toBe('en');
  });

  it.each(['light', 'dark'] as const)('has a contrast of 4.5 to 1 or more in the %s scheme', async (colorScheme) => {
    await open(reports.full!.report, reports.full!.context);
    await page.emulateMedia({ colorScheme });
    const { ratio, text } = await lowestContrast(page);
    expect({ text, enough: ratio >= 4.5 }).toEqual({ text, enough: true });
  });

  it('has no sideways scrolling on a small screen, whatever the length of names and paths', async () => {
    const { report: full, context } = reports.full!;
    const file = `src/main/java/com/acme/${'deeper/'.repeat(20)}Handler.java`;
    const trace = [{ file, range: finding().range, message: `constructor of ${'Long'.repeat(40)}` }];
    const problems = [{ file, line: 1, column: 1, message: `cannot be read: ${'x'.repeat(300)}` }];
    await open({ ...full, findings: [...full.findings, finding({ file, trace })], problems }, context);
    await page.setViewportSize({ width: 360, height: 740 });
    await page.locator('details').evaluateAll((all) => {
      for (const one of all) one.setAttribute('open', '');
    });
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(360);
    // What is read stays large enough: a wide picture is scrolled in its own frame.
    const sizes = await page
      .locator('.chain')
      .evaluateAll((all) => all.map((one) => one.getBoundingClientRect().width / Number(one.getAttribute('width'))));
    expect(Math.min(...sizes)).toBeGreaterThanOrEqual(1);
    await page.setViewportSize({ width: 1200, height: 900 });
  });
});

describe('the picture of a chain', () => {
  it('keeps every text inside its box, and boxes apart', async () => {
    const long =
      'constructor of a class with a name that nobody would want to read in one line calls another one like it';
    const trace = Array.from({ length: 14 }, (_, index) => ({
      file: `src/main/java/com/acme/${'deep/'.repeat(index)}Handler${index}.java`,
      range: finding().range,
      message: index % 2 === 0 ? long : `hop ${index} ${'x'.repeat(200)}`,
    }));
    await open(report([finding({ trace })]));
    const outside = await page.evaluate(() => {
      const groups = [...document.querySelectorAll('.chain g:not(.snapshot)')];
      const boxes = groups.map((group) => group.querySelector('rect')!.getBoundingClientRect());
      const texts = groups.flatMap((group, index) =>
        [...group.querySelectorAll('text')].filter((text) => {
          const inner = text.getBoundingClientRect();
          const box = boxes[index]!;
          return inner.right > box.right || inner.bottom > box.bottom || inner.left < box.left || inner.top < box.top;
        }),
      );
      const touching = boxes.filter((box, index) => index > 0 && box.top <= boxes[index - 1]!.bottom);
      return { count: boxes.length, texts: texts.map(({ textContent }) => textContent), touching: touching.length };
    });
    expect(outside).toEqual({ count: 14, texts: [], touching: 0 });
  });
});

describe('the page', () => {
  it.each([0, 1, 2_000])('works with %i findings', async (count) => {
    await open(manyFindings(count));
    expect(await page.locator('.finding').count()).toBe(count);
    expect(await page.locator('.handler').count()).toBe(Math.min(count, 20));
    if (count < 2) return;
    const begin = Date.now();
    await page.getByLabel('Text').fill('Handler7');
    expect(await status()).toBe('100 findings shown');
    // Half of what people take for immediate would be 50 ms; the browser shares two busy cores here.
    expect(Date.now() - begin).toBeLessThan(5_000);
  });

  it('runs no script and shows no picture that a source file brought along', async () => {
    let dialogs = 0;
    page.on('dialog', (dialog) => {
      dialogs += 1;
      void dialog.dismiss();
    });
    await open(reports.hostile!.report, reports.hostile!.context);
    expect(await page.locator('.finding').count()).toBe(3);
    expect(await page.locator('img, script:not(body > script), a[href^="javascript:"]').count()).toBe(0);
    expect(dialogs).toBe(0);
  });

  it('would not run it even if it became markup', async () => {
    const file = join(directory, 'broken.html');
    const broken = html(mixed, reportContext()).replace('<h1>', '<script>document.title = "run"</script><h1>');
    writeFileSync(file, broken);
    await page.goto(pathToFileURL(file).href);
    expect(await page.title()).toBe('snapsafe report');
    expect(noise.splice(0).join()).toContain('Content Security Policy');
  });

  it('prints all findings without the controls', async () => {
    await open(mixed);
    await page.emulateMedia({ media: 'print' });
    expect(await page.locator('.toolbar').isVisible()).toBe(false);
    expect(await shown()).toBe(3);
    const pdf = await page.pdf();
    expect(pdf.subarray(0, 5).toString()).toBe('%PDF-');
  });

  it('changes its colours with the scheme', async () => {
    await open(mixed);
    const ground = (): Promise<string> => page.evaluate(() => getComputedStyle(document.body).backgroundColor);
    const light = await ground();
    await page.emulateMedia({ colorScheme: 'dark' });
    expect(await ground()).not.toBe(light);
    const file = join(directory, 'page.png');
    await page.screenshot({ path: file });
    expect(statSync(file).size).toBeGreaterThan(10_000);
  });
});
