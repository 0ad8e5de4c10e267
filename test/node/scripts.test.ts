/** Handlers in JavaScript go through the same stages as Java: settings, suppressing, fixes, and what `--why` says. */
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { analyze } from '../../src/run/run.ts';
import { briefly, inTree, reportOn, whyIn } from '../helpers/tree.ts';

const SEED = `const seed = Math.random();
export const handler = async () => seed;
`;

const TEMPLATE = `Transform: AWS::Serverless-2016-10-31
Resources:
  App:
    Type: AWS::Serverless::Function
    Properties: { CodeUri: src/, Handler: app.handler, Runtime: nodejs22.x }
`;

const APP = `import { randomUUID } from 'node:crypto';
import { S3Client } from '@aws-sdk/client-s3';
import { open } from './db.mjs';

const s3 = new S3Client({});
const started = Date.now() - performance.now();
const id = randomUUID();
const later = () => randomUUID();
await open();
export const handler = async () => {
  return [s3, id, later()];
};
`;

const DB = `import pg from 'pg';
const client = new pg.Client();
export async function open() {
  await client.connect();
}
export const close = () => client.end();
`;

const TREE = { 'template.yaml': TEMPLATE, 'src/app.mjs': APP, 'src/db.mjs': DB };

describe('handlers', () => {
  it('are files that are named, and those that patterns of the run or of the configuration name', async () => {
    const tree = { 'a/one.mjs': SEED, 'a/two.js': SEED, 'b/one.mjs': SEED, 'b/one.test.mjs': SEED };
    expect(briefly(await reportOn(tree))).toEqual([]);
    expect(briefly(await reportOn(tree, { paths: ['a/two.js'] }))).toEqual(['two.js:1 prng-in-init unknown likely']);
    const { findings } = await reportOn(tree, { handlers: ['a/*.mjs'] });
    expect(findings.map(({ file, roots }) => [file, ...roots])).toEqual([['a/one.mjs', 'a/one']]);
    const configured = { ...tree, 'b/snapsafe.config.json': '{ "handlers": ["one.mjs"] }' };
    expect((await reportOn(configured)).findings.map(({ file }) => file)).toEqual(['b/one.mjs']);
    expect((await reportOn(configured, { paths: ['a'] })).findings).toEqual([]);
  });

  it('are below the working directory where patterns of the run name them', async () => {
    const outcome = await inTree({ 'a/one.mjs': SEED, 'b/two.mjs': SEED }, (directory) =>
      analyze({ cwd: join(directory, 'a'), paths: ['.', '../b'], handlers: ['*.mjs'] }),
    );
    expect(outcome.ok && outcome.report.findings.map(({ file }) => file)).toEqual(['one.mjs']);
  });

  it('end the run with one line when a pattern names none', async () => {
    await expect(reportOn({ 'a.py': '' }, { handlers: ['src/*.ts'] })).rejects.toThrow(
      'no JavaScript or TypeScript file is named by --handlers src/*.ts',
    );
  });

  it('are asked about where the run was', async () => {
    const other = { 'other/template.yaml': TEMPLATE, 'other/src/app.mjs': SEED };
    expect((await reportOn({ ...TREE, ...other }, { paths: ['other'] })).findings.map(({ file }) => file)).toEqual([
      'other/src/app.mjs',
    ]);
  });

  it('that cannot be parsed are one line each', async () => {
    const tree = {
      'a.mjs': 'export const handler = () => {\n  return (;\n};\n',
      'b.ts': 'const a: = 1;',
      'c.mjs': SEED,
    };
    const { findings, problems } = await reportOn(tree, { handlers: ['*.*'] });
    expect(problems).toEqual([
      { file: 'a.mjs', line: 2, column: 11, message: 'not valid: Unexpected token ;' },
      { file: 'b.ts', line: 1, column: 9, message: 'not valid: Type expected.' },
    ]);
    expect(findings.map(({ file }) => file)).toEqual(['c.mjs']);
  });
});

describe('findings in JavaScript', () => {
  it('have the shape of those in Java', async () => {
    const { findings, summary } = await reportOn(TREE);
    expect(summary).toMatchObject({ files: 2, analyzed: 2, findings: { error: 3, warning: 0, info: 0 } });
    const [entropy, unique, connection] = findings;
    expect([entropy?.ruleId, unique?.ruleId]).toEqual(['cached-entropy', 'unique-value-in-init']);
    expect({ ...connection, suggestions: [], fingerprint: '' }).toEqual({
      ruleId: 'connection-in-init',
      family: 'connection',
      severity: 'error',
      confidence: 'likely',
      message: expect.stringContaining('client.connect() opens a connection before the snapshot') as string,
      file: 'src/db.mjs',
      range: { start: { line: 4, column: 9 }, end: { line: 4, column: 25 } },
      symbol: 'db#open',
      sink: { type: 'pg', member: 'Client.connect' },
      phase: 'module-scope',
      trace: [
        {
          file: 'src/app.mjs',
          range: { start: { line: 1, column: 1 }, end: { line: 1, column: 1 } },
          message: 'module of handler',
        },
        {
          file: 'src/app.mjs',
          range: { start: { line: 9, column: 7 }, end: { line: 9, column: 13 } },
          message: 'open',
        },
        {
          file: 'src/db.mjs',
          range: { start: { line: 4, column: 9 }, end: { line: 4, column: 25 } },
          message: 'client.connect()',
        },
      ],
      roots: ['src/app.handler'],
      snapStart: 'unknown',
      suggestions: [],
      fingerprint: '',
      docsUrl: 'https://github.com/snapsafe/snapsafe/blob/main/docs/rules/connection-in-init.md',
    });
  });

  it('weigh what the configuration and the run say', async () => {
    const config = {
      'snapsafe.config.json': '{ "rules": { "cached-entropy": "off", "unique-value-in-init": "info" } }',
    };
    const { findings } = await reportOn(
      { ...TREE, ...config },
      { severities: new Map([['connection-in-init', 'warning']]) },
    );
    expect(findings.map(({ ruleId, severity }) => `${ruleId} ${severity}`)).toEqual([
      'unique-value-in-init info',
      'connection-in-init warning',
    ]);
    expect((await reportOn(TREE, { target: 'crac' })).findings).toEqual([]);
    const strict = await reportOn(
      { 'a.mjs': "import { S3Client } from '@aws-sdk/client-s3';\nexport const handler = () => new S3Client({});\n" },
      {
        handlers: ['a.mjs'],
        preset: 'strict',
      },
    );
    expect(strict.findings.map(({ ruleId, severity }) => `${ruleId} ${severity}`)).toEqual([
      'prefer-module-scope info',
    ]);
  });

  it('are judged for what the configuration says takes the snapshot', async () => {
    const config = { 'snapsafe.config.json': '{ "handlers": ["a.mjs"], "node": { "target": "startup-snapshot" } }' };
    const tree = {
      ...config,
      'a.mjs': 'export const stage = process.env.STAGE;\nexport const handler = () => stage;\n',
    };
    expect(briefly(await reportOn(tree))).toEqual(['a.mjs:1 env-captured unknown likely']);
  });

  it('of ESLint in the project play no part', async () => {
    const foreign = {
      'eslint.config.js': 'throw new Error("not to be run");',
      '.eslintrc.json': '{ "root": true, "rules": { "no-undef": "error" } }',
      'src/app.mjs': `/* eslint-disable */\n/* eslint no-undef: "error" */\n${SEED}`,
    };
    expect(briefly(await reportOn({ ...TREE, ...foreign }))).toEqual(['app.mjs:3 prng-in-init unknown likely']);
  });
});

describe('--why', () => {
  it('says what a line does, on which way it is reached, and what follows', async () => {
    expect(await whyIn(TREE, 'src/db.mjs', 4)).toMatch(
      /^client\.connect\(\) runs before the snapshot:\n {2}1\. src\/app\.mjs:1 {2}module of handler\n {2}2\. src\/app\.mjs:9 {2}open\nconnection-in-init: client\.connect\(\) opens/u,
    );
    expect(await whyIn(TREE, 'src/app.mjs', 5)).toMatch(
      /^new S3Client\(\) runs before the snapshot:[^]*\nGood: paid once at publish\./u,
    );
    expect(await whyIn(TREE, 'src/app.mjs', 6)).toContain('gone before the snapshot');
    expect(await whyIn(TREE, 'src/app.mjs', 11)).toBe(
      'handler is not init code: Lambda calls it for each request, after the restore.',
    );
    expect(await whyIn(TREE, 'src/db.mjs', 6)).toMatch(/^Module scope of src\/db\.mjs runs before the snapshot:/u);
  });

  it('knows the files that no handler loads', async () => {
    await expect(whyIn({ ...TREE, 'src/other.mjs': SEED }, 'src/other.mjs', 1)).rejects.toThrow(
      'src/other.mjs is loaded by no handler that is known',
    );
  });
});
