/** A kept project says, after any sequence of changes on disk, what a fresh run says. */
import { cpSync, existsSync, lstatSync, mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'; // prettier-ignore
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { analyze, type AnalyzeOptions } from '../../src/run/run.ts';
import { KeptProject } from '../../src/workspace/kept.ts';

const SOURCES = 'src/main/java/com/example/orders';
const RANDOM =
  'package com.example.orders; public class Added { static final java.util.Random random = new java.util.Random(); }';
const TEXTS = [
  RANDOM,
  'package com.example.orders; class Added { static final long AT = System.currentTimeMillis(); }',
  'package com.example.orders; class Added extends OrderNumbers { static Added one = new Added(); void f() { int x = ; } }',
  'package com.example.orders; class Added { void open( { } ',
]; // prettier-ignore
const CONFIGS = [
  '{"preset": "strict"}',
  '{"exclude": ["**/OrderN*"]}',
  '{"target": "crac"}',
  '{"rules": {"prng-in-init": "off"}}',
  '{ broken',
];
const SNIPPETS = [
  'new java.util.Random();',
  'new OrderNumbers();',
  'Database.connection();',
  'new Added();',
  'int x = ;',
  '// nothing',
];

/** What may happen to a directory, as data. */
type Change =
  | { readonly kind: 'write'; readonly file: string; readonly text: string }
  | { readonly kind: 'delete'; readonly file: string }
  | { readonly kind: 'insert'; readonly file: string; readonly at: number; readonly text: string }
  | { readonly kind: 'replace'; readonly file: string; readonly from: string; readonly to: string }
  | { readonly kind: 'rename'; readonly from: string; readonly to: string }
  | { readonly kind: 'link'; readonly file: string; readonly to: string }
  | { readonly kind: 'restore' };

const existing = fc.constantFrom(...['CreateOrderHandler', 'OrderRepository', 'OrderNumbers', 'ApiHandler', 'Database', 'OrderService'].map((name) => `${SOURCES}/${name}.java`)); // prettier-ignore
const added = fc.constantFrom(`${SOURCES}/Added.java`, `${SOURCES}/deep/new/Added.java`, 'other/src/main/java/Added.java', 'gen/Added.java', 'target/generated-sources/annotations/Added.java'); // prettier-ignore
const config = fc.constantFrom('snapsafe.config.json', 'src/snapsafe.config.jsonc', `${SOURCES}/snapsafe.config.yaml`);
const ignored = fc.constantFrom('.gitignore', 'src/.gitignore', '../.gitignore');

const changes: fc.Arbitrary<Change> = fc.oneof(
  { weight: 8, arbitrary: fc.record({ kind: fc.constant('insert' as const), file: existing, at: fc.double({ min: 0, max: 1, noNaN: true }), text: fc.constantFrom(...SNIPPETS) }) }, // prettier-ignore
  { weight: 5, arbitrary: fc.record({ kind: fc.constant('write' as const), file: added, text: fc.constantFrom(...TEXTS) }) },
  { weight: 3, arbitrary: fc.record({ kind: fc.constant('delete' as const), file: fc.oneof(added, existing, config, ignored) }) },
  { weight: 3, arbitrary: fc.record({ kind: fc.constant('rename' as const), from: fc.oneof(existing, added), to: fc.oneof(added, fc.constant('src/test/java/OrderTest.java')) }) },
  { weight: 3, arbitrary: fc.record({ kind: fc.constant('write' as const), file: config, text: fc.constantFrom(...CONFIGS) }) },
  { weight: 3, arbitrary: fc.record({ kind: fc.constant('write' as const), file: ignored, text: fc.constantFrom('gen/\n', 'Added.java\n', 'OrderNumbers.java\n', '') }) },
  { weight: 3, arbitrary: fc.constantFrom<Change>(
      { kind: 'replace', file: 'template.yaml', from: 'PublishedVersions', to: 'None' },
      { kind: 'replace', file: 'template.yaml', from: 'None', to: 'PublishedVersions' },
      { kind: 'replace', file: 'template.yaml', from: 'CreateOrderHandler', to: 'OrderService' },
      { kind: 'replace', file: 'pom.xml', from: '</dependencies>', to: '<dependency><groupId>org.crac</groupId><artifactId>crac</artifactId><version>1.4.0</version></dependency></dependencies>' },
      { kind: 'write', file: '../pom.xml', text: '<project></project>' },
      { kind: 'write', file: '../snapsafe.config.json', text: '{"preset": "all"}' },
      { kind: 'delete', file: '../snapsafe.config.json' },
      { kind: 'write', file: 'snapsafe-baseline.json', text: '{"schemaVersion": 1, "findings": []}' },
      { kind: 'write', file: 'handler.yaml', text: 'Resources:\n  F:\n    Type: AWS::Serverless::Function\n    Properties: {Runtime: nodejs20.x, Handler: js/index.handler, SnapStart: {ApplyOn: PublishedVersions}}\n' },
      { kind: 'write', file: 'js/index.js', text: 'const id = require("node:crypto").randomUUID(); exports.handler = async () => id;\n' },
      { kind: 'link', file: `${SOURCES}/Linked.java`, to: '../../../../../../gen/Added.java' },
      { kind: 'link', file: 'target', to: 'gen' },
  ) },
  { weight: 2, arbitrary: fc.constant<Change>({ kind: 'restore' }) },
); // prettier-ignore

let top = '';
let root = '';
beforeEach(() => {
  top = mkdtempSync(join(tmpdir(), 'snapsafe-kept-'));
  mkdirSync(join(top, '.git'));
  root = join(top, 'project');
  restore();
});
afterEach(() => {
  vi.restoreAllMocks();
  rmSync(top, { recursive: true, force: true });
});

function restore(): void {
  rmSync(root, { recursive: true, force: true });
  for (const name of ['pom.xml', '.gitignore', 'snapsafe.config.json']) rmSync(join(top, name), { force: true });
  cpSync(resolve('examples/orders'), root, { recursive: true });
}

function apply(change: Change): void {
  if (change.kind === 'restore') restore();
  else if (change.kind === 'rename') moved(join(root, change.from), join(root, change.to));
  else applyTo(join(root, change.file), change);
}

function applyTo(path: string, change: Exclude<Change, { readonly kind: 'restore' | 'rename' }>): void {
  mkdirSync(dirname(path), { recursive: true });
  if (change.kind === 'delete') rmSync(path, { force: true });
  else if (change.kind === 'write') writeFileSync(path, change.text);
  else if (change.kind === 'link') linked(path, change.to);
  else if (existsSync(path)) writeFileSync(path, changed(readFileSync(path, 'utf8'), change));
}

function changed(text: string, change: Change & { readonly kind: 'insert' | 'replace' }): string {
  return change.kind === 'insert' ? inserted(text, change) : text.replace(change.from, change.to);
}

function linked(path: string, to: string): void {
  mkdirSync(dirname(resolve(dirname(path), to)), { recursive: true });
  if (to === 'gen') mkdirSync(join(root, 'gen'), { recursive: true });
  if (lstatSync(path, { throwIfNoEntry: false }) === undefined) symlinkSync(to, path);
}

function moved(from: string, to: string): void {
  if (!existsSync(from)) return;
  mkdirSync(dirname(to), { recursive: true });
  renameSync(from, to);
}

/** As a statement, behind another one. */
function inserted(text: string, { at, text: snippet }: Change & { readonly kind: 'insert' }): string {
  const ends = [...text.matchAll(/;(?=\n {8})/g)].map(({ index }) => index + 1);
  const end = ends[Math.floor(at * ends.length)] ?? text.length;
  return `${text.slice(0, end)} ${snippet}${text.slice(end)}`;
}

async function outcomeOf(kept: KeptProject, options: AnalyzeOptions): Promise<unknown> {
  kept.look();
  return analyze(options, kept.stages);
}

describe('a kept project', () => {
  it('says what a fresh run says', async () => {
    const options = fc.constantFrom<Partial<AnalyzeOptions>>({}, {}, {}, { preset: 'strict' }, { target: 'crac' }, { config: 'none' }, { includeTests: true }); // prettier-ignore
    const steps = fc.array(fc.tuple(fc.array(changes, { minLength: 1, maxLength: 3 }), options), {
      minLength: 1,
      maxLength: 6,
    });
    await fc.assert(
      fc.asyncProperty(steps, fc.boolean(), async (series, isLate) => {
        restore();
        const kept = new KeptProject(root, true);
        // A clock that runs ahead: nothing seems to have been changed just now, so that what the file system says has to do.
        if (isLate) vi.spyOn(Date, 'now').mockImplementation(() => performance.timeOrigin + performance.now() + 60_000);
        for (const [several, chosen] of [[[], {}] as const, ...series]) {
          several.forEach(apply);
          const wanted = { cwd: root, paths: [], ...chosen };
          const found = await outcomeOf(kept, wanted);
          const readsMore = await kept.readMore(new Set());
          expect(found).toEqual(await analyze({ ...wanted, readsAllBodies: true }));
          if (!readsMore) expect(found).toEqual(await analyze(wanted));
        }
        vi.restoreAllMocks();
      }),
      { numRuns: Number(process.env.SNAPSAFE_KEPT_RUNS ?? 6) },
    );
  }, 600_000);
});
