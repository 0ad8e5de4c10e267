import { describe, expect, it } from 'vitest';
import { createProgram } from '../../src/cli/args.ts';
import type { CheckOptions } from '../../src/cli/args.ts';

interface Parsed {
  readonly paths: readonly string[] | null;
  readonly from: string | null;
  readonly explained: string | undefined | null;
  readonly options: CheckOptions | null;
  readonly out: string;
  readonly error: string;
}

async function parse(...args: readonly string[]): Promise<Parsed> {
  let parsed: Parsed = { paths: null, from: null, explained: null, options: null, out: '', error: '' };
  const program = createProgram(
    {
      check: (paths, options) => {
        parsed = { ...parsed, paths, options };
        return Promise.resolve();
      },
      report: (from, options) => {
        parsed = { ...parsed, from, options };
        return Promise.resolve();
      },
      baseline: (_action, paths, options) => {
        parsed = { ...parsed, paths, options };
        return Promise.resolve();
      },
      preload: ({ from }) => {
        parsed = { ...parsed, from };
        return Promise.resolve();
      },
      doctor: (paths, options) => {
        parsed = { ...parsed, paths, options };
        return Promise.resolve();
      },
      facts: (paths, options) => {
        parsed = { ...parsed, paths, options };
        return Promise.resolve();
      },
      init: (options) => {
        parsed = { ...parsed, options };
        return Promise.resolve();
      },
      verifyConfig: (paths, options) => {
        parsed = { ...parsed, paths, options };
        return Promise.resolve();
      },
      lsp: () => Promise.resolve(),
      daemon: () => Promise.resolve(),
      serveDaemon: () => Promise.resolve(),
      explain: (explained, options) => {
        parsed = { ...parsed, explained, options };
        return Promise.resolve();
      },
    },
    {
      out: (text) => {
        parsed = { ...parsed, out: parsed.out + text };
      },
      error: (text) => {
        parsed = { ...parsed, error: parsed.error + text };
      },
    },
  );
  await program.parseAsync(args, { from: 'user' }).catch(() => undefined);
  return parsed;
}

describe('arguments', () => {
  it('has defaults for everything', async () => {
    const { paths, options } = await parse();
    expect(paths).toEqual([]);
    expect(options).toEqual({
      format: [],
      rule: new Map(),
      parser: 'orchard',
      ignorePattern: [],
      handlers: [],
      quiet: false,
      exitZero: false,
      filesAsFilter: false,
      daemon: false,
      fix: false,
      unsafeFixes: false,
      diff: false,
      strict: false,
      cache: true,
      stats: false,
      debug: false,
    });
  });

  it('takes options before and behind paths, repeatable ones in their order', async () => {
    const { paths, options } = await parse(
      '-f',
      'json=out/r.json',
      'a',
      '--format',
      'compact',
      'b',
      '--rule',
      'x:warn',
      '--rule=y:off',
      '--no-color',
      '--ignore-pattern',
      'gen',
      '--max-warnings',
      '3',
    );
    expect(paths).toEqual(['a', 'b']);
    expect(options).toMatchObject({
      format: [
        { name: 'json', file: 'out/r.json' },
        { name: 'compact', file: null },
      ],
      rule: new Map([
        ['x', 'warning'],
        ['y', 'off'],
      ]),
      color: false,
      ignorePattern: ['gen'],
      handlers: [],
      maxWarnings: 3,
    });
  });

  it('understands --why with and without a column, and explain with and without a rule', async () => {
    expect((await parse('--why', 'C:/a/A.java:12')).options?.why).toEqual({ file: 'C:/a/A.java', line: 12 });
    expect((await parse('--why', 'A.java:12:5')).options?.why).toEqual({ file: 'A.java', line: 12 });
    expect((await parse('explain', 'token-cached-in-init')).explained).toBe('token-cached-in-init');
    expect(await parse('explain')).toMatchObject({ explained: undefined, paths: null });
  });

  it.each([
    [['--formt', 'json'], "snapsafe: unknown option '--formt' (Did you mean --format?)\n"],
    [
      ['--format', 'jsn'],
      "snapsafe: option '-f, --format <name[=file]>' argument 'jsn' is invalid. Formats: stylish, compact, json, sarif, github, gitlab, junit, checkstyle, rdjson, html, markdown (did you mean 'json'?)\n",
    ],
    [
      ['-f', 'json', '-f', 'compact'],
      "snapsafe: option '-f, --format <name[=file]>' argument 'compact' is invalid. Only one format can go to stdout; give the others a file: name=file\n",
    ],
    [
      ['-f', 'json='],
      "snapsafe: option '-f, --format <name[=file]>' argument 'json=' is invalid. A file name is missing after =\n",
    ],
    [
      ['--rule', 'x'],
      "snapsafe: option '--rule <id:severity>' argument 'x' is invalid. Write id:severity, with error, warning, info, off or on as the severity\n",
    ],
    [
      ['--rule', 'x:toString'],
      "snapsafe: option '--rule <id:severity>' argument 'x:toString' is invalid. Write id:severity, with error, warning, info, off or on as the severity\n",
    ],
    [
      ['--max-warnings', '-1'],
      "snapsafe: option '--max-warnings <n>' argument '-1' is invalid. Give a whole number, 0 or more\n",
    ],
    [
      ['--target', 'jvm'],
      "snapsafe: option '--target <target>' argument 'jvm' is invalid. Allowed choices are snapstart, crac.\n",
    ],
    [['--why', 'A.java'], "snapsafe: option '--why <file:line>' argument 'A.java' is invalid. Write file:line\n"],
    [['explain', 'a', 'b'], "snapsafe: too many arguments for 'explain'. Expected 1 argument but got 2.\n"],
  ])('refuses %j with one line', async (args, line) => {
    const { error, paths } = await parse(...args);
    expect(error).toBe(line);
    expect(paths).toBeNull();
  });

  it('understands report, which needs a file', async () => {
    expect(await parse('report', '--from', 'r.json', '-f', 'sarif')).toMatchObject({ from: 'r.json', paths: null });
    expect((await parse('report')).error).toBe("snapsafe: required option '--from <file>' not specified\n");
  });

  it('takes a category of plain characters only', async () => {
    expect((await parse('--sarif-category', 'orders/api')).options).toMatchObject({ sarifCategory: 'orders/api' });
    expect((await parse('--sarif-category', 'a b')).error).toContain('Use letters, digits');
  });

  it('prints help and version on request', async () => {
    expect((await parse('--version')).out).toMatch(/^\d+\.\d+\.\d+\n$/);
    const { out, error } = await parse('--help');
    expect(error).toBe('');
    for (const option of ['--format', '--rule', '--target', '--max-warnings', '--why', 'explain', 'Exit codes']) {
      expect(out).toContain(option);
    }
  });
});
