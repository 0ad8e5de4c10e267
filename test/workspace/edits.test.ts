/** A workspace over any sequence of edits says what a fresh one says: whatever it remembers, nothing of it is out of date. */
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { analyze } from '../../src/run/run.ts';
import type { Report } from '../../src/types.ts';
import { Workspace } from '../../src/workspace/workspace.ts';

const SOURCES = 'src/main/java/com/example/orders';
const TEMPLATE = 'template.yaml';
/** What is typed in: sources and the template. The first ones are edited most. */
const FILES = [
  'CreateOrderHandler.java', 'OrderRepository.java', 'OrderNumbers.java', 'ApiHandler.java', 'Database.java', 'OrderService.java',
].map((name) => `${SOURCES}/${name}`); // prettier-ignore
/** Written and deleted on disk. */
const ADDED = `${SOURCES}/Added.java`;
const ADDED_TEXTS = [
  'package com.example.orders; class Added { static final long AT = System.currentTimeMillis(); }',
  'package com.example.orders; import java.util.Random; public class Added { final Random random = new Random(); }',
  'package com.example.orders; class Added extends OrderNumbers { static Added one = new Added(); }',
];

const PIECES = [
  '\n', '  ', '}', '{', ';', '"', '/* ', ' */', 'x', 'static ', 'final ', 'private ', 'public ',
  'new java.util.Random()', 'java.util.UUID.randomUUID();', 'System.currentTimeMillis()', 'return null;',
  'static final long STARTED = System.nanoTime();', 'void added() { new OrderNumbers(); }', 'class Inner { }',
  'new Object() { }', '() -> 1', '@Deprecated ', 'import java.util.*;', 'if (true) ', 'synchronized (this) { ',
  'new Added();', 'private final Added added = new Added();', 'Added.one', 'int f(int x) { return x; }', 'static { f(1); }',
  'new OrderService()', 'OrderRepository', 'System.getenv("AWS_ACCESS_KEY_ID");', ' // snapsafe-disable-next-line prng-in-init -- x\n',
]; // prettier-ignore

/** Whole statements and members: with them a file keeps its shape, and almost all that is remembered has to hold. */
const STATEMENTS = [
  'new java.util.Random();', 'String added = java.util.UUID.randomUUID().toString();', 'long at = System.currentTimeMillis();',
  'new OrderNumbers();', 'Database.connection();', 'if (true) return;', 'System.getenv("AWS_SECRET_ACCESS_KEY");',
  'new OrderService(null);', 'java.security.SecureRandom fresh = new java.security.SecureRandom();', '// a comment',
  'new com.fasterxml.jackson.databind.ObjectMapper();', 'Runnable later = () -> new java.util.Random();', 'helper();',
]; // prettier-ignore
const MEMBERS = [
  'static final long AT = System.nanoTime();', 'private final java.util.Random random = new java.util.Random();',
  'static final String ID = java.util.UUID.randomUUID().toString();', 'private void helper() { new OrderNumbers(); }',
  'static { new java.util.Random().nextInt(); }', 'public void beforeCheckpoint(Object context) { }', 'int plain;',
  'static String helper() { return java.util.UUID.randomUUID().toString(); }', 'private final String own = helper();',
]; // prettier-ignore

/** What names mean: each may give a name another type, in its own file or in others. */
const IMPORTS = [
  'import java.util.*;', 'import com.example.orders.Order;', 'import com.example.orders.OrderService.*;',
  'import static com.example.orders.Database.fromEnvironment;', 'import org.elsewhere.OrderNumbers;',
  'import java.time.Clock;', 'import org.elsewhere.Random;', 'import static java.util.UUID.randomUUID;',
]; // prettier-ignore
const HEADERS = [
  ' implements java.io.Serializable', ' extends OrderNumbers', ' extends ApiHandler', ' implements AutoCloseable',
  ' extends Lazy<String>', ' implements OrderNumbers', '<T extends OrderNumbers>', ' extends OrderService',
  ' implements com.amazonaws.services.lambda.runtime.RequestHandler<String, String>', ' extends CreateOrderHandler',
]; // prettier-ignore
const TYPES = [
  'class Random { int nextInt(int n) { return n; } }', 'class OrderNumbers { String next() { return ""; } }', 'interface Connection { }',
  'class UUID { static UUID randomUUID() { return new UUID(); } }', 'static class Database { }', 'record Added(long at) { }',
  'final class Extra extends OrderNumbers { static final Extra ONE = new Extra(); }', 'enum Kind { ONE { }, TWO; final Extra extra = null; }',
  '@interface Marked { }', 'static abstract class OrderRepository { final java.util.Random own = new java.util.Random(); }',
]; // prettier-ignore
const ANNOTATIONS = ['@Deprecated', '@Marked', '@SuppressWarnings("snapsafe:prng-in-init")', '@FunctionalInterface'];

type Edit =
  | { readonly kind: keyof typeof PLACES; readonly file: number; readonly at: number; readonly insert: string }
  /** At a fraction of the text; `count` characters go. */
  | {
      readonly kind: 'type';
      readonly file: number;
      readonly at: number;
      readonly remove: number;
      readonly insert: string;
    }
  /** A line goes elsewhere. */
  | { readonly kind: 'move'; readonly file: number; readonly from: number; readonly to: number }
  /** A word is called something else everywhere in the file. */
  | { readonly kind: 'rename'; readonly file: number; readonly word: string }
  | { readonly kind: 'restore'; readonly file: number }
  | { readonly kind: 'template'; readonly from: string; readonly to: string }
  | { readonly kind: 'disk'; readonly text: string | null }
  | { readonly kind: 'settle' }
  | { readonly kind: 'close'; readonly file: number };

/** Where each kind of line goes: behind a match. */
const PLACES = {
  statement: /;(?=\n {8})/g,
  member: /^ {4}\}(?=\n)/gm,
  import: /^package [^;]*;/gm,
  header: /\b(?:class|record|interface|enum) \w+(?:<\w+>)?(?:\([^)]*\))?/g,
  nested: /^ {4}\}(?=\n)/gm,
  topLevel: /^\}(?=\n)/gm,
  annotation: /(?<=\n)(?=(?:public |final |abstract )*(?:class|record|interface|enum) )|(?<=\n) {4}(?=\w)/g,
} as const satisfies Readonly<Record<string, RegExp>>;

const file = fc.nat(FILES.length - 1);
const fraction = fc.double({ min: 0, max: 1, noNaN: true });
const line = (kind: keyof typeof PLACES, weight: number, texts: readonly string[]): fc.WeightedArbitrary<Edit> => ({
  weight,
  arbitrary: fc.record({ kind: fc.constant(kind), file, at: fraction, insert: fc.constantFrom(...texts) }),
});
const edits: fc.Arbitrary<Edit> = fc.oneof(
  line('statement', 50, STATEMENTS),
  line('member', 15, MEMBERS),
  line('import', 6, IMPORTS),
  line('header', 8, HEADERS),
  line('nested', 5, TYPES),
  line('topLevel', 5, TYPES),
  line('annotation', 4, ANNOTATIONS),
  {
    weight: 15,
    arbitrary: fc.record({
      kind: fc.constant('type' as const),
      file,
      at: fraction,
      remove: fc.oneof({ weight: 4, arbitrary: fc.constant(0) }, fc.nat(30)),
      insert: fc.oneof({ weight: 3, arbitrary: fc.constantFrom(...PIECES) }, fc.constant('')),
    }),
  },
  { weight: 3, arbitrary: fc.record({ kind: fc.constant('move' as const), file, from: fraction, to: fraction }) },
  {
    weight: 3,
    arbitrary: fc.record({
      kind: fc.constant('rename' as const),
      file,
      word: fc.constantFrom('next', 'connection', 'OrderRepository', 'handleRequest', 'numbers', 'open'),
    }),
  },
  { weight: 15, arbitrary: fc.record({ kind: fc.constant('restore' as const), file }) },
  {
    weight: 3,
    arbitrary: fc.constantFrom<Edit>(
      { kind: 'template', from: 'PublishedVersions', to: 'None' },
      { kind: 'template', from: 'None', to: 'PublishedVersions' },
      { kind: 'template', from: '\n', to: '\n# comment\n' },
      { kind: 'template', from: 'CreateOrderHandler', to: 'OrderService' },
      { kind: 'template', from: 'OrderService', to: 'CreateOrderHandler' },
    ),
  },
  {
    weight: 2,
    arbitrary: fc.record({ kind: fc.constant('disk' as const), text: fc.constantFrom(null, ...ADDED_TEXTS) }),
  },
  { weight: 2, arbitrary: fc.constant<Edit>({ kind: 'settle' }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('close' as const), file }) },
);

let root: string;
beforeAll(() => {
  root = mkdtempSync(join(tmpdir(), 'snapsafe-edits-'));
  cpSync(resolve('examples/orders'), root, { recursive: true });
});
afterAll(() => {
  rmSync(root, { recursive: true, force: true });
});

/** The editor's side: what it holds, which of it is being typed, and what is on disk. */
class Editing {
  readonly workspace = new Workspace(root);
  readonly held = new Map<string, string>();
  readonly typing = new Set<string>();

  apply(edit: Edit): void {
    if (edit.kind === 'disk') this.write(edit.text);
    else if (edit.kind === 'settle') this.settle();
    else if (edit.kind === 'close') this.close(FILES[edit.file] ?? '');
    else if (edit.kind === 'template') this.hold(TEMPLATE, this.textOf(TEMPLATE).replace(edit.from, edit.to));
    else this.hold(FILES[edit.file] ?? '', this.edited(edit, FILES[edit.file] ?? ''));
  }

  /** A workspace that is opened now, on the same texts. */
  fresh(): Workspace {
    const fresh = new Workspace(root);
    for (const [name, text] of this.held) if (!this.typing.has(name)) fresh.edit(join(root, name), text);
    fresh.settle();
    for (const [name, text] of this.held) if (this.typing.has(name)) fresh.edit(join(root, name), text);
    return fresh;
  }

  settle(): void {
    this.typing.clear();
    this.workspace.settle();
  }

  private edited(edit: Edit & { readonly file: number }, name: string): string {
    const text = this.textOf(name);
    if ('insert' in edit && edit.kind !== 'type') {
      return inserted(text, edit, PLACES[edit.kind], edit.kind === 'header' ? '' : '\n    ');
    }
    if (edit.kind === 'restore') return onDisk(name);
    if (edit.kind === 'rename') return text.replaceAll(new RegExp(`\\b${edit.word}\\b`, 'g'), `${edit.word}X`);
    if (edit.kind === 'move') {
      const lines = text.split('\n');
      const [line = ''] = lines.splice(Math.floor(edit.from * lines.length), 1);
      lines.splice(Math.floor(edit.to * lines.length), 0, line);
      return lines.join('\n');
    }
    if (edit.kind !== 'type') return text;
    const from = Math.floor(edit.at * text.length);
    return text.slice(0, from) + edit.insert + text.slice(from + edit.remove);
  }

  private textOf(name: string): string {
    return this.held.get(name) ?? onDisk(name);
  }

  private hold(name: string, text: string): void {
    // The same text is no edit: nobody is typing then.
    if (this.held.get(name) !== text) this.typing.add(name);
    this.held.set(name, text);
    this.workspace.edit(join(root, name), text);
  }

  private close(name: string): void {
    this.held.delete(name);
    this.typing.delete(name);
    this.workspace.close(join(root, name));
  }

  private write(text: string | null): void {
    const path = join(root, ADDED);
    if (text === null) rmSync(path, { force: true });
    else writeFileSync(path, text);
    this.workspace.changedOnDisk([{ path, isTextOnly: false }]);
  }
}

/** With more behind one of the places that the pattern ends at; unchanged where it ends nowhere. */
function inserted(
  text: string,
  { at, insert }: { readonly at: number; readonly insert: string },
  places: RegExp,
  before: string,
): string {
  const ends = [...text.matchAll(places)].map((match) => match.index + match[0].length);
  const end = ends[Math.min(ends.length - 1, Math.floor(at * ends.length))];
  return end === undefined ? text : `${text.slice(0, end)}${before}${insert}${text.slice(end)}`;
}

function onDisk(name: string): string {
  return readFileSync(join(root, name), 'utf8');
}

async function reportOf(workspace: Workspace): Promise<Report> {
  const outcome = await workspace.diagnose();
  if (!outcome.ok) throw new Error(outcome.problem);
  return outcome.report;
}

/** What the command line says of the same texts; the template has to be on disk for it. */
async function runOver(held: ReadonlyMap<string, string>): Promise<Report> {
  const template = onDisk(TEMPLATE);
  writeFileSync(join(root, TEMPLATE), held.get(TEMPLATE) ?? template);
  const texts = new Map([...held].filter(([name]) => name !== TEMPLATE));
  const outcome = await analyze({ cwd: root, suggestions: false, texts });
  writeFileSync(join(root, TEMPLATE), template);
  if (!outcome.ok) throw new Error(outcome.problem);
  return outcome.report;
}

/** `SNAPSAFE_EDITS` edits; every third result is compared with a fresh workspace's, some with a run's. */
describe('random edits', () => {
  const count = Number(process.env.SNAPSAFE_EDITS ?? '400');

  it(
    `leave the findings of a fresh workspace, and of a run, over the same texts (${String(count)} edits)`,
    async () => {
      const editing = new Editing();
      const seen = { findings: new Set<string>(), problems: 0 };
      for (const [index, edit] of fc.sample(edits, { numRuns: count, seed: 7 }).entries()) {
        editing.apply(edit);
        const report = await reportOf(editing.workspace);
        for (const { ruleId } of report.findings) seen.findings.add(ruleId);
        seen.problems += report.problems.length;
        if (index % 3 !== 2) continue;
        expect(report, `after edit ${String(index)}`).toEqual(await reportOf(editing.fresh()));
        if (index % 45 !== 44) continue;
        editing.settle();
        expect(await reportOf(editing.workspace), `settled after edit ${String(index)}`).toEqual(
          await runOver(editing.held),
        );
      }
      expect(seen.findings.size).toBeGreaterThan(5);
      expect(seen.problems).toBeGreaterThan(0);
    },
    60_000 + count * 300,
  );
});
