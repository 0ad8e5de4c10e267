/**
 * The rules on the real thing: each defect is built into a snapshot with `node --build-snapshot` and started twice, and so
 * is the text that the rule's suggestion makes of it. Two starts with equal values, or with a broken descriptor, are the
 * defect; after the suggestion every start has a value of its own.
 */
import { Linter } from 'eslint';
import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import plugin from '../src/index.ts';

const directory = mkdtempSync(join(tmpdir(), 'snapsafe-snapshot-'));
const linter = new Linter();

afterAll(() => {
  rmSync(directory, { recursive: true, force: true });
});

/** Prints what `read()` gives in the restored copy. */
const MAIN = `
require('node:v8').startupSnapshot.setDeserializeMainFunction(() => {
  console.log(JSON.stringify(read()));
});
`;

function messagesOf(code: string): readonly Linter.LintMessage[] {
  return linter.verify(code, {
    plugins: { snapsafe: plugin },
    rules: plugin.configs.strict.rules ?? {},
    settings: { snapsafe: { target: 'startup-snapshot' } },
    languageOptions: { sourceType: 'commonjs', globals: { process: 'readonly' } },
  });
}

let built = 0;

/** Builds a snapshot of the code, with the environment of the build machine. */
function build(code: string): { readonly status: number | null; readonly output: string; readonly blob: string } {
  built += 1;
  const file = join(directory, `main-${built}.cjs`);
  const blob = join(directory, `main-${built}.blob`);
  // The builder's main script is no module: it exports nothing.
  writeFileSync(file, `const exports = {};\n${code}${MAIN}`);
  const options = {
    cwd: directory,
    encoding: 'utf8',
    timeout: 60_000,
    env: { ...process.env, STAGE: 'build' },
  } as const;
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    ['--snapshot-blob', blob, '--build-snapshot', file],
    options,
  );
  return { status, output: stdout + stderr, blob };
}

/** What `read()` gives in two starts from the same snapshot. */
function restoredTwice(code: string): readonly unknown[] {
  const { status, output, blob } = build(code);
  expect(status, output).toBe(0);
  return ['first', 'second'].map((stage) => {
    const env = { ...process.env, STAGE: stage };
    const stdout = execFileSync(process.execPath, ['--snapshot-blob', blob], { cwd: directory, encoding: 'utf8', env });
    return JSON.parse(stdout) as unknown;
  });
}

interface Proof {
  readonly rule: string;
  readonly code: string;
  /** What is wrong with the values of the two starts. */
  readonly isDefect: (first: unknown, second: unknown) => boolean;
  /** The suggestion to apply, by the beginning of its text. */
  readonly suggestion: string;
}

const areEqual = (first: unknown, second: unknown): boolean => JSON.stringify(first) === JSON.stringify(second);

const proofs: readonly Proof[] = [
  {
    rule: 'unique-value-in-init',
    code: `const { randomBytes } = require('node:crypto');
const id = randomBytes(8).toString('hex');
const read = () => id;
exports.handler = read;`,
    isDefect: areEqual,
    suggestion: 'Make id on first use',
  },
  {
    rule: 'unique-value-in-init',
    code: `const { randomBytes } = require('node:crypto');
const id = randomBytes(8).toString('hex');
const read = () => id;
exports.handler = read;`,
    isDefect: areEqual,
    suggestion: 'Move id into the handler',
  },
  {
    rule: 'unique-value-in-init',
    code: `const { randomBytes } = require('node:crypto');
const id = randomBytes(8).toString('hex');
const read = () => id;
exports.handler = read;`,
    isDefect: areEqual,
    suggestion: 'Make id again after each restore',
  },
  {
    rule: 'cached-entropy',
    code: `const { randomUUID } = require('node:crypto');
console.log(randomUUID());
const read = () => randomUUID();
exports.handler = read;`,
    isDefect: areEqual,
    suggestion: 'Pass { disableEntropyCache: true }',
  },
  {
    rule: 'prng-in-init',
    code: `const seed = Math.random();
const read = () => seed;
exports.handler = read;`,
    isDefect: areEqual,
    suggestion: 'Move seed into the handler',
  },
  {
    rule: 'timestamp-in-init',
    code: `const started = process.hrtime.bigint().toString();
const read = () => started;
exports.handler = read;`,
    isDefect: areEqual,
    suggestion: 'Make started again after each restore',
  },
  {
    rule: 'host-identity-in-init',
    code: `const pid = process.pid;
const read = () => pid;
exports.handler = read;`,
    isDefect: areEqual,
    suggestion: 'Make pid on first use',
  },
  {
    rule: 'env-captured',
    code: `const stage = process.env.STAGE;
const read = () => stage;
exports.handler = read;`,
    isDefect: (first, second) => first === 'build' && second === 'build',
    suggestion: 'Make stage on first use',
  },
  {
    rule: 'open-file-in-init',
    code: `const fs = require('node:fs');
const log = fs.openSync('notes.txt', 'a');
const read = () => {
  try {
    return fs.fstatSync(log).isFile();
  } catch (error) {
    return error.code;
  }
};
exports.handler = read;`,
    isDefect: (first, second) => first === 'EBADF' && second === 'EBADF',
    suggestion: 'Make log on first use',
  },
  {
    rule: 'thread-in-init',
    code: `const { spawn } = require('node:child_process');
const child = spawn(process.execPath, ['-e', '']);
const read = () => {
  try {
    return process.kill(child.pid, 0);
  } catch (error) {
    return error.code;
  }
};
exports.handler = read;`,
    isDefect: (first, second) => first === 'ESRCH' && second === 'ESRCH',
    suggestion: 'Make child on first use',
  },
];

describe('a Node startup snapshot, restored twice', () => {
  it.each(proofs)('shows the defect of $rule and its repair: $suggestion', ({ rule, code, isDefect, suggestion }) => {
    const message = messagesOf(code).find(({ ruleId }) => ruleId === `snapsafe/${rule}`);
    const chosen = message?.suggestions?.find(({ desc }) => desc.startsWith(suggestion));
    expect(chosen, JSON.stringify(message)).toBeDefined();
    const { fix } = chosen!;
    const repaired = code.slice(0, fix.range[0]) + fix.text + code.slice(fix.range[1]);
    expect(messagesOf(repaired).filter(({ ruleId }) => ruleId === `snapsafe/${rule}`)).toEqual([]);

    expect(isDefect(...(restoredTwice(code) as [unknown, unknown]))).toBe(true);
    expect(isDefect(...(restoredTwice(repaired) as [unknown, unknown])), repaired).toBe(false);
  });

  it.each([
    ['unsnapshottable-object', `const gzip = require('node:zlib').createGzip();\nconst read = () => gzip;`],
    ['unsnapshottable-object', `const hash = require('node:crypto').createHash('sha256');\nconst read = () => hash;`],
    ['unsnapshottable-object', `const format = new Intl.DateTimeFormat('en');\nconst read = () => format;`],
    [
      'thread-in-init',
      `const { Worker } = require('node:worker_threads');\nconst w = new Worker('');\nconst read = () => w;`,
    ],
    [
      'key-material-in-init',
      `const pair = require('node:crypto').generateKeyPairSync('ed25519');\nconst read = () => pair;`,
    ],
  ])('cannot be built with what %s reports: %s', (rule, code) => {
    expect(messagesOf(`${code}\nexports.read = read;`).map(({ ruleId }) => ruleId)).toContain(`snapsafe/${rule}`);
    const { status, output } = build(code);
    expect(status).not.toBe(0);
    expect(output).toMatch(/CheckGlobalAndEternalHandles|ERR_NOT_SUPPORTED_IN_SNAPSHOT/u);
  });

  it.each([
    [
      'unsnapshottable-object',
      'const format = new Intl.DateTimeFormat("en");',
      'format.resolvedOptions().locale',
      'format',
    ],
    [
      'unsnapshottable-object',
      "const hash = require('node:crypto').createHash('sha256');",
      "hash.digest('hex').length",
      'hash',
    ],
    [
      'key-material-in-init',
      "const pair = require('node:crypto').generateKeyPairSync('ed25519');",
      'pair.publicKey.asymmetricKeyType',
      'pair',
    ],
  ])('is built when what %s reports is only made after the start: %s', (rule, made, used, name) => {
    const code = `${made}\nconst read = () => ${used};\nexports.handler = read;`;
    const messages = messagesOf(code).filter(({ ruleId }) => ruleId === `snapsafe/${rule}`);
    const suggestions = messages.flatMap((message) => message.suggestions ?? []);
    expect(suggestions.map(({ desc }) => desc)).toContainEqual(expect.stringMatching(`^Make ${name} again after each`));
    for (const { fix } of suggestions) {
      const repaired = code.slice(0, fix.range[0]) + fix.text + code.slice(fix.range[1]);
      const [first, second] = restoredTwice(repaired);
      expect(first, repaired).toBeTruthy();
      expect(second).toEqual(first);
    }
  });
});
