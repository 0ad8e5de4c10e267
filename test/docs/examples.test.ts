/** What the pages show works as it stands there: every command runs, every configuration is valid, every option is listed. */
import { readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { prngHandler, project, snapsafe, timestampHandler } from '../cli/process.ts';

const root = new URL('../../', import.meta.url);
const pages = ['README.md', ...readdirSync(new URL('docs/', root)).filter((name) => name.endsWith('.md')).map((name) => `docs/${name}`)]; // prettier-ignore

function blocksOf(page: string, ...languages: readonly string[]): string[] {
  const text = readFileSync(new URL(page, root), 'utf8');
  return [...text.matchAll(/^```(?<language>\w+)\n(?<code>.*?)^```$/gmsu)]
    .filter(({ groups }) => languages.includes(groups?.language ?? ''))
    .map(({ groups }) => groups?.code ?? '');
}

/** The lines of a page that a reader would type to run the linter, in the order of the page; what follows in a pipe is left out. */
function commandsOf(page: string): string[] {
  return blocksOf(page, 'sh')
    .flatMap((code) => code.split('\n'))
    .map((line) => line.replace(/\s+#.*$/u, '').replace(/\s+\|.*$/u, ''))
    .filter((line) => /^(?:npx )?snapsafe(?: |$)/u.test(line));
}

/** The words of a command line as a shell splits them, and the file that its output goes to. */
function parsed(command: string): { readonly args: readonly string[]; readonly output: string | null } {
  const [typed = '', output = null] = command.replace(/^npx /u, '').split(/ > /u);
  const [, ...args] = [...typed.matchAll(/'([^']*)'|(\S+)/gu)].map(([, quoted, plain]) => quoted ?? plain ?? '');
  return { args, output };
}

/** A repository that has what the pages speak of. */
const SPOKEN_OF = {
  'src/main/java/App.java': timestampHandler.replace('package com.acme;', '').replace('ClockHandler', 'App'),
  'src/Handler.java': prngHandler.replace('CouponHandler', 'Handler'),
  'services/orders/src/main/java/com/acme/CouponHandler.java': prngHandler,
  'src/handlers/order.ts': 'import { randomUUID } from "node:crypto";\nconst id = randomUUID();\nexport const handler = async () => id;\n',
  'loaded.txt': '[0.5s][info][class,load] com.acme.Known source: file:/app.jar\n',
}; // prettier-ignore

describe.each(pages.filter((page) => commandsOf(page).length > 0))('the commands of %s', (page) => {
  it('run, one after the other', () => {
    const directory = project(SPOKEN_OF);
    try {
      for (const command of commandsOf(page)) {
        const { args, output } = parsed(command);
        const { code, stdout, stderr } = snapsafe(directory, args);
        expect([0, 1], `${command}\n${stderr}`).toContain(code);
        if (output !== null) writeFileSync(join(directory, output), stdout);
      }
    } finally {
      rmSync(directory, { recursive: true, force: true });
    }
  }, 120_000);
});

/** Those that are whole files of another kind (pre-commit, GitHub Actions) have their own tests. */
const OTHERS = /^(?:repos|permissions|include|PLUGINS):/u;

describe.each(pages)('the configurations of %s', (page) => {
  const shown = [
    ...blocksOf(page, 'json', 'jsonc').map((text) => ({ name: 'snapsafe.config.jsonc', text })),
    ...blocksOf(page, 'yaml')
      .filter((text) => /^(?:catalogue|rules|safeTypes|node|handlers|target|preset|exclude):/mu.test(text))
      .map((text) => ({ name: 'snapsafe.config.yaml', text })),
  ].filter(({ text }) => !OTHERS.test(text));

  it(`are valid (${String(shown.length)})`, () => {
    for (const { name, text } of shown) {
      const directory = project({ ...SPOKEN_OF, [name]: text });
      try {
        expect(snapsafe(directory, ['config', 'verify']), text).toEqual({
          code: 0,
          stdout: `${name}: valid\n`,
          stderr: '',
        });
      } finally {
        rmSync(directory, { recursive: true, force: true });
      }
    }
  }, 60_000);
});

describe('README', () => {
  it('lists every option that the help does, and no other', () => {
    const optionsIn = (text: string): string[] =>
      [...text.matchAll(/(?<![\w-])--[a-z][a-z-]*/gu)].map(([option]) => option);
    const { stdout } = snapsafe(fileURLToPath(root), ['--help']);
    const inHelp = stdout
      .split('\n')
      .flatMap((line) => /^ {2}(?:-\w, )?(--[a-z-]+)/u.exec(line)?.[1] ?? [])
      .filter((option) => option !== '--help' && option !== '--version');
    const rows = readFileSync(new URL('README.md', root), 'utf8')
      .split('\n')
      .filter((line) => line.startsWith('| `-'));
    const listed = rows.flatMap((row) => optionsIn(row.split(' | ')[0] ?? ''));
    expect(listed.toSorted()).toEqual([...new Set(inHelp)].toSorted());
  });
});
