/** The rules' pages say what the rules do: their example is reported by the rule, and what they advise is reported by none. */
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { rules as nodeRules } from '../../eslint-plugin/src/rules/index.ts';
import { rules } from '../../src/rules/registry.ts';
import { findingsOf } from '../helpers/analyze.ts';
import { presetOf, type Fixture, type FixtureFile } from '../helpers/fixtures.ts';

const pages = new URL('../../docs/rules/', import.meta.url);

const HEADINGS = [
  'What it does',
  'Why it breaks a snapshot',
  'Example',
  'Fixed example',
  'What is not reported',
  'Known limits',
  'Sources',
];

function pageOf(ruleId: string): string {
  const url = new URL(`${ruleId}.md`, pages);
  return existsSync(url) ? readFileSync(url, 'utf8') : '';
}

/** The text below a second-level heading, up to the next one. */
function sectionOf(page: string, heading: string): string {
  const start = page.indexOf(`\n## ${heading}\n`);
  if (start < 0) return '';
  const end = page.indexOf('\n## ', start + 1);
  return page.slice(start, end < 0 ? undefined : end);
}

/**
 * The projects of a section: each Java block is one, with the blocks in other languages that follow it. Their first line is a
 * comment with the path.
 */
function projectsIn(page: string, heading: string): Fixture[] {
  const blocks = [...sectionOf(page, heading).matchAll(/^```(?<language>\w+)\n(?<code>.*?)^```$/gmsu)];
  const projects: { files: FixtureFile[]; projectFiles: FixtureFile[] }[] = [];
  for (const block of blocks) {
    const { language, code: text = '' } = block.groups ?? {};
    if (language === 'java') projects.push({ files: [{ path: 'Example.java', text }], projectFiles: [] });
    else projects.at(-1)?.projectFiles.push({ path: pathIn(text), text });
  }
  return projects.map((project, index) => {
    const isCrac = project.files.some(({ text }) => text.startsWith('// target: crac'));
    const preset = presetOf(project.files);
    return { name: `${heading} ${index}`, target: isCrac ? 'crac' : 'snapstart', preset, ...project };
  });
}

function pathIn(text: string): string {
  const path = /^(?:#|\/\/|<!--) (?<path>\S+)/u.exec(text)?.groups?.path;
  if (path === undefined) throw new Error(`a block without a path in its first line: ${text.slice(0, 60)}`);
  return path;
}

async function reportedBy(fixture: Fixture): Promise<string[]> {
  return (await findingsOf(fixture)).map(({ ruleId }) => ruleId);
}

describe('docs/rules', () => {
  it('holds one page per rule, and the list', () => {
    const names = readdirSync(pages).filter((name) => name.endsWith('.md'));
    const ids = new Set([...rules.map(({ meta }) => meta.id), ...Object.keys(nodeRules)]);
    expect(names.sort()).toEqual([...[...ids].map((id) => `${id}.md`), 'README.md'].sort());
  });

  it('lists each rule in its table', () => {
    const list = readFileSync(new URL('README.md', pages), 'utf8');
    for (const { meta } of rules) expect(list).toContain(`[${meta.id}](${meta.id}.md)`);
  });
});

describe.each(rules.map(({ meta }) => [meta.id, meta] as const))('docs/rules/%s.md', (ruleId, meta) => {
  const page = pageOf(ruleId);

  it('has the headings of every page, in their order', () => {
    const headings = [...page.matchAll(/^## (.+)$/gmu)].map(([, heading]) => heading);
    const withJavaScript = HEADINGS.toSpliced(HEADINGS.indexOf('What is not reported'), 0, 'JavaScript');
    expect(headings).toEqual(Object.hasOwn(nodeRules, ruleId) ? withJavaScript : HEADINGS);
  });

  it('begins with the title and severities of the rule', () => {
    expect(page).toContain(`# ${ruleId}\n\n${meta.title}.\n`);
    const row = page.split('\n').find((line) => line.startsWith(`| \`${ruleId}\``)) ?? '';
    const cells = row.split('|').map((cell) => cell.trim());
    expect(cells.slice(2, 6)).toEqual([meta.family, meta.severity.snapstart, meta.severity.crac, meta.preset]);
  });

  it('links the sources of the rule', () => {
    const sources = sectionOf(page, 'Sources');
    for (const source of meta.sources) expect(sources).toContain(`(${source})`);
  });

  it('shows an example that this rule reports, and no other', async () => {
    const [example] = projectsIn(page, 'Example');
    expect(example).toBeDefined();
    if (example !== undefined) expect(new Set(await reportedBy(example))).toEqual(new Set([ruleId]));
  });

  it('advises code that no rule reports', async () => {
    const fixed = projectsIn(page, 'Fixed example');
    expect(fixed.length).toBeGreaterThan(0);
    for (const example of fixed) expect(await reportedBy(example)).toEqual([]);
  });
});
