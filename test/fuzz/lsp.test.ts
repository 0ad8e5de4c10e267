/**
 * Messages that no client should send: the server answers, with an error where it must, and goes on. ./amount.ts says
 * from which seed; there are eight of them for each case of the others.
 */
import { rmSync } from 'node:fs';
import { afterAll, expect, it } from 'vitest';
import { CodeActionRequest, HoverRequest } from 'vscode-languageserver-protocol/node';
import { prngHandler, project } from '../cli/process.ts';
import { startClient } from '../lsp/client.ts';
import { CASES, SEED } from './amount.ts';
import { randomOf, type Random } from './random.ts';

const MESSAGES = 8 * CASES;
const FILE = 'src/CouponHandler.java';
const LIMIT_MILLISECONDS = 60_000;

const OTHER = 'src/OtherHandler.java';
const root = project({ [FILE]: prngHandler, [OTHER]: 'class OtherHandler {}\n' });
afterAll(() => rmSync(root, { recursive: true }));

const METHODS = [
  'textDocument/didOpen',
  'textDocument/didChange',
  'textDocument/didClose',
  'textDocument/didSave',
  'textDocument/codeAction',
  'textDocument/hover',
  'textDocument/codeLens',
  'textDocument/diagnostic',
  'workspace/diagnostic',
  'workspace/didChangeConfiguration',
  'workspace/didChangeWatchedFiles',
  'workspace/didChangeWorkspaceFolders',
  'workspace/executeCommand',
  'codeAction/resolve',
  '$/cancelRequest',
  'no/suchMethod',
] as const;

it(
  `${String(MESSAGES)} odd messages from seed ${String(SEED)}`,
  async () => {
    const client = await startClient(root);
    await client.open(FILE, prngHandler);
    await client.until((pushed) => pushed.size > 0);
    const random = randomOf(SEED);
    for (let index = 0; index < MESSAGES; index++) {
      const id = random.chance(0.7) ? { id: `odd ${String(index)}` } : {};
      const message = {
        jsonrpc: '2.0',
        ...id,
        method: random.pick(METHODS),
        params: params(random, client.uriOf(FILE)),
      };
      const body = Buffer.from(random.chance(0.9) ? JSON.stringify(message) : cut(JSON.stringify(message), random));
      client.process.stdin?.write(Buffer.concat([Buffer.from(`Content-Length: ${String(body.length)}\r\n\r\n`), body]));
    }
    // Of the first file it may think anything by now; the other one is what it is told.
    await client.open(OTHER, prngHandler.replaceAll('CouponHandler', 'OtherHandler'));
    await client.until((pushed) => pushed.has(client.uriOf(OTHER)));
    const range = { start: { line: 0, character: 0 }, end: { line: 99, character: 0 } };
    const textDocument = { uri: client.uriOf(OTHER) };
    const actions = await client.connection.sendRequest(CodeActionRequest.type, {
      ...{ textDocument, range, context: { diagnostics: [] } },
    });
    expect(actions?.length).toBeGreaterThan(0);
    await client.connection.sendRequest(HoverRequest.type, { textDocument, position: range.start });
    expect(await client.stop()).toBe(0);
  },
  LIMIT_MILLISECONDS + MESSAGES * 100,
);

function cut(text: string, random: Random): string {
  return text.slice(0, random.below(text.length));
}

/** Parameters of the shape that methods expect, with parts that are wrong. */
function params(random: Random, uri: string): unknown {
  const odd = (): unknown =>
    random.pick([null, true, -1, 1e308, '', '\0', [], {}, [[]], { length: -1 }, '__proto__', 'x'.repeat(5000)]);
  const or = (value: unknown): unknown => (random.chance(0.25) ? odd() : value);
  const place = (): unknown => or({ line: or(random.below(40)), character: or(random.below(90)) });
  const range = (): unknown => or({ start: place(), end: place() });
  const file = random.pick([
    uri,
    'file:///no/such/File.java',
    'file://%ff',
    'untitled:1',
    'http://example.invalid/A.java',
    '',
  ]);
  return or({
    textDocument: or({ uri: or(file), version: or(random.below(9)), languageId: or('java'), text: or('class A {') }),
    position: place(),
    range: range(),
    context: or({ diagnostics: or([or({ range: range(), message: or('m'), data: odd() })]), only: odd() }),
    contentChanges: or([or({ range: range(), text: or('}') })]),
    settings: or({ snapsafe: odd() }),
    changes: or([or({ uri: or(file), type: or(2) })]),
    event: or({ added: or([or({ uri: or(file), name: or('a') })]), removed: or([]) }),
    command: or('snapsafe.none'),
    arguments: or([odd()]),
    id: or(1),
    previousResultIds: or([]),
  });
}
