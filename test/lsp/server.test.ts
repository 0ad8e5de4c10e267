import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import {
  CodeActionRequest,
  CodeLensRequest,
  ConfigurationRequest,
  DiagnosticRefreshRequest,
  DidChangeConfigurationNotification,
  DidChangeWatchedFilesNotification,
  DocumentDiagnosticRequest,
  HoverRequest,
  RegistrationRequest,
  CancellationTokenSource,
  LSPErrorCodes,
  WorkDoneProgress,
  WorkDoneProgressCreateRequest,
  WorkspaceDiagnosticRequest,
  type CodeAction,
  type Diagnostic,
} from 'vscode-languageserver-protocol/node';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { analyze } from '../../src/run/run.ts';
import { PUSHED, startClient, type Client } from './client.ts';

const SOURCES = 'src/main/java/com/example/orders';
const DATABASE = `${SOURCES}/Database.java`;
const NUMBERS = `${SOURCES}/OrderNumbers.java`;

let root: string;
let clients: Client[];
/** How many files a run has findings in. */
let found: number;
beforeEach(async () => {
  root = mkdtempSync(join(tmpdir(), 'snapsafe-lsp-'));
  cpSync(resolve('examples/orders'), root, { recursive: true });
  const outcome = await analyze({ cwd: root, suggestions: false });
  found = new Set(outcome.ok ? outcome.report.findings.map(({ file }) => file) : []).size;
  clients = [];
});
afterEach(async () => {
  for (const client of clients) if (client.process.exitCode === null) await client.stop();
  rmSync(root, { recursive: true, force: true });
});

async function start(
  ...rest: Parameters<typeof startClient> extends [string, ...infer R] ? R : never
): Promise<Client> {
  const client = await startClient(root, ...rest);
  clients.push(client);
  return client;
}

const textOf = (file: string): string => readFileSync(join(root, file), 'utf8');
const codes = (diagnostics: readonly Diagnostic[] | undefined): unknown[] =>
  (diagnostics ?? []).map(({ code }) => code);

describe('a client that is pushed to', () => {
  it('gets the findings of the whole project, also of files it has not opened', async () => {
    const client = await start();
    await client.until((pushed) => pushed.size === found);
    const [connection] = client.pushed.get(client.uriOf(DATABASE)) ?? [];
    expect(connection).toMatchObject({
      code: 'connection-in-init',
      source: 'snapsafe',
      severity: 1,
      range: { start: { line: 15, character: 15 }, end: { line: 15, character: 63 } },
      codeDescription: { href: expect.stringContaining('docs/rules/connection-in-init.md') as string },
    });
    expect(connection?.relatedInformation?.map(({ location }) => location.uri.split('/').at(-1))).toEqual([
      'CreateOrderHandler.java', 'CreateOrderHandler.java', 'OrderService.java', 'OrderRepository.java', 'Database.java',
    ]); // prettier-ignore
  });

  it('sees a defect come and go while somebody types', async () => {
    const client = await start();
    await client.until((pushed) => pushed.size === found);
    const uri = client.uriOf(NUMBERS);
    const text = textOf(NUMBERS);
    await client.open(NUMBERS, text);
    const line = text.split('\n').findIndex((one) => one.includes('new Random()'));
    const character = text.split('\n')[line]?.indexOf('new Random()') ?? -1;
    const range = { start: { line, character }, end: { line, character: character + 'new Random()'.length } };
    await client.change(NUMBERS, 2, [{ range, text: 'new java.security.SecureRandom()' }]);
    await client.until((pushed) => !pushed.has(uri));
    await client.change(NUMBERS, 3, [{ text }]);
    await client.until((pushed) => codes(pushed.get(uri)).includes('prng-in-init'));
  });

  it('keeps the findings of a file that is half typed', async () => {
    const client = await start();
    await client.until((pushed) => pushed.size === found);
    await client.open(DATABASE, textOf(DATABASE));
    await client.change(DATABASE, 2, [{ text: textOf(DATABASE).replace(/\}\s*$/, '    void half( { int x = ;\n}\n') }]);
    const uri = client.uriOf(DATABASE);
    await client.until((pushed) => codes(pushed.get(uri)).includes('not-analysed'));
    expect(codes(client.pushed.get(uri))).toContain('connection-in-init');
  });

  it('is served until it says shutdown and exit, with code 0', async () => {
    const client = await start();
    expect(client.initialized.serverInfo?.name).toBe('snapsafe');
    expect(await client.stop()).toBe(0);
  });

  it('ends the server by going away', async () => {
    const client = await start();
    const ended = new Promise<number | null>((done) => client.process.once('exit', done));
    client.process.stdin?.end();
    expect(await ended).toBe(1);
  });
});

describe('a client that pulls', () => {
  const PULLING = {
    ...PUSHED,
    textDocument: { ...PUSHED.textDocument, diagnostic: {} },
    workspace: { ...PUSHED.workspace, diagnostics: { refreshSupport: true } },
  };

  it('gets documents, the whole workspace, and word when something changed', async () => {
    let refreshes = 0;
    const client = await start(PULLING, (connection) => {
      connection.onRequest(DiagnosticRefreshRequest.type, () => {
        refreshes++;
      });
    });
    expect(client.initialized.capabilities.diagnosticProvider).toMatchObject({
      interFileDependencies: true,
      workspaceDiagnostics: true,
    });
    const all = await client.connection.sendRequest(WorkspaceDiagnosticRequest.type, { previousResultIds: [] });
    expect(all.items.map(({ uri }) => uri)).toContain(client.uriOf(DATABASE));
    expect(all.items).toHaveLength(found);

    const textDocument = { uri: client.uriOf(DATABASE) };
    const first = await client.connection.sendRequest(DocumentDiagnosticRequest.type, { textDocument });
    expect(first.kind === 'full' && codes(first.items)).toEqual(['connection-in-init']);
    const again = await client.connection.sendRequest(DocumentDiagnosticRequest.type, {
      textDocument,
      ...(first.resultId === undefined ? {} : { previousResultId: first.resultId }),
    });
    expect(again).toEqual({ kind: 'unchanged', resultId: first.resultId });

    const before = refreshes;
    await client.open(DATABASE, `\n${textOf(DATABASE)}`);
    const moved = await client.connection.sendRequest(DocumentDiagnosticRequest.type, { textDocument });
    expect(moved.kind === 'full' && moved.items[0]?.range.start.line).toBe(16);
    expect(refreshes).toBeGreaterThan(before);
    expect(client.pushed.size).toBe(0);
  });
});

describe('while the project is read for the first time', () => {
  const CAPABILITIES = { ...PUSHED, textDocument: { diagnostic: {} }, window: { workDoneProgress: true } };
  /** Enough files that a client can say something before all are read. */
  const many = (): void => {
    for (let index = 0; index < 400; index++) {
      const methods = Array.from(
        { length: 40 },
        (_, n) => `int m${String(n)}(int a) { return a + this.hashCode() * ${String(n)}; }`,
      );
      writeFileSync(
        join(root, SOURCES, `More${String(index)}.java`),
        `package com.example.orders; class More${String(index)} { ${methods.join('\n')} }`,
      );
    }
  };

  it('says that it is at work, from before the first answer until there is one', async () => {
    many();
    const seen: string[] = [];
    const client = await start(CAPABILITIES, (connection) => {
      connection.onRequest(WorkDoneProgressCreateRequest.type, ({ token }) => {
        connection.onProgress(WorkDoneProgress.type, token, ({ kind }) => void seen.push(kind));
      });
    });
    const answer = client.connection.sendRequest(WorkspaceDiagnosticRequest.type, { previousResultIds: [] });
    const { items } = await answer.finally(() => seen.push('answer'));
    expect(items).toHaveLength(found);
    // A round trip, so that what was sent before has arrived.
    await client.connection.sendRequest(WorkspaceDiagnosticRequest.type, { previousResultIds: [] });
    expect(seen[0]).toBe('begin');
    expect([...seen].sort()).toEqual(['answer', 'begin', 'end']);
  });

  it('takes a question back, and answers the next', async () => {
    many();
    const client = await start(CAPABILITIES, (connection) => {
      connection.onRequest(WorkDoneProgressCreateRequest.type, () => undefined);
    });
    const order: string[] = [];
    const cancellation = new CancellationTokenSource();
    const parameters = { previousResultIds: [] };
    const first = client.connection.sendRequest(WorkspaceDiagnosticRequest.type, parameters, cancellation.token);
    const second = client.connection.sendRequest(WorkspaceDiagnosticRequest.type, parameters);
    void second.then(() => order.push('answered'));
    cancellation.cancel();
    await expect(first.finally(() => order.push('cancelled'))).rejects.toMatchObject({
      code: LSPErrorCodes.RequestCancelled,
    });
    expect((await second).items).toHaveLength(found);
    expect(order).toEqual(['cancelled', 'answered']);
  });
});

describe('answers', () => {
  it('explain the finding under the pointer, and only there by default', async () => {
    const client = await start();
    const textDocument = { uri: client.uriOf(DATABASE) };
    const hover = await client.connection.sendRequest(HoverRequest.type, {
      textDocument,
      position: { line: 15, character: 20 },
    });
    expect(JSON.stringify(hover)).toContain('runs before the snapshot');
    expect(JSON.stringify(hover)).toContain('docs/rules/connection-in-init.md');
    const elsewhere = await client.connection.sendRequest(HoverRequest.type, {
      textDocument,
      position: { line: 0, character: 0 },
    });
    expect(elsewhere).toBeNull();
  });

  it('offer to disable the rule for the line, in the indentation of the file', async () => {
    const client = await start();
    await client.until((pushed) => pushed.size === found);
    const uri = client.uriOf(DATABASE);
    const diagnostics = [...(client.pushed.get(uri) ?? [])];
    const actions = (await client.connection.sendRequest(CodeActionRequest.type, {
      textDocument: { uri },
      range: diagnostics[0]?.range ?? { start: { line: 0, character: 0 }, end: { line: 0, character: 0 } },
      context: { diagnostics },
    })) as CodeAction[];
    const disable = actions.find(({ title }) => title === 'Disable connection-in-init for this line');
    expect(disable?.diagnostics).toHaveLength(1);
    expect(disable?.edit?.documentChanges).toEqual([
      {
        textDocument: { uri, version: null },
        edits: [
          {
            range: { start: { line: 15, character: 0 }, end: { line: 15, character: 0 } },
            newText: '        // snapsafe-disable-next-line connection-in-init -- say why this is safe here\n',
          },
        ],
      },
    ]);
  });

  it('mark members that run before the snapshot when the settings ask for it', async () => {
    const settings = { codeLens: true, target: 7 };
    const capabilities = { ...PUSHED, workspace: { ...PUSHED.workspace, configuration: true } };
    const client = await start(capabilities, (connection) => {
      connection.onRequest(ConfigurationRequest.type, () => [settings]);
    });
    await client.until((pushed) => pushed.size === found);
    const lenses = await client.connection.sendRequest(CodeLensRequest.type, {
      textDocument: { uri: client.uriOf(DATABASE) },
    });
    expect(lenses?.map(({ command }) => command?.title)).toEqual(
      expect.arrayContaining([expect.stringContaining('runs before the snapshot') as string]) as unknown,
    );
  });
});

describe('settings that change while the server runs', () => {
  it('judge everything anew', async () => {
    let settings: object = { preset: 'recommended', codeLens: false };
    const capabilities = { ...PUSHED, workspace: { ...PUSHED.workspace, configuration: true } };
    const client = await start(capabilities, (connection) => {
      connection.onRequest(ConfigurationRequest.type, () => [settings]);
    });
    await client.until((pushed) => pushed.size === found);
    const count = (): number => [...client.pushed.values()].flat().length;
    const before = count();
    settings = { preset: 'all', codeLens: true };
    await client.connection.sendNotification(DidChangeConfigurationNotification.type, { settings: null });
    await client.until(() => count() > before);
    const lenses = await client.connection.sendRequest(CodeLensRequest.type, {
      textDocument: { uri: client.uriOf(DATABASE) },
    });
    expect(lenses).not.toEqual([]);
    settings = { preset: 'recommended' };
    await client.connection.sendNotification(DidChangeConfigurationNotification.type, { settings: null });
    await client.until(() => count() === before);
  });
});

describe('changes on disk', () => {
  it('are watched and count', async () => {
    const registered: string[] = [];
    const capabilities = {
      ...PUSHED,
      workspace: { ...PUSHED.workspace, didChangeWatchedFiles: { dynamicRegistration: true } },
    };
    const client = await start(capabilities, (connection) => {
      connection.onRequest(RegistrationRequest.type, ({ registrations }) => {
        registered.push(...registrations.map(({ method }) => method));
      });
    });
    await client.until((pushed) => pushed.size === found);
    expect(registered).toContain('workspace/didChangeWatchedFiles');
    writeFileSync(join(root, NUMBERS), textOf(NUMBERS).replace('new Random()', 'new java.security.SecureRandom()'));
    await client.connection.sendNotification(DidChangeWatchedFilesNotification.type, {
      changes: [{ uri: client.uriOf(NUMBERS), type: 2 }],
    });
    await client.until((pushed) => !pushed.has(client.uriOf(NUMBERS)));
  });

  it('count when the folder that they are in goes, of which clients tell no more', async () => {
    const folder = 'src/main/java/com.acme';
    mkdirSync(join(root, folder));
    const file = `${folder}/Early.java`;
    writeFileSync(join(root, file), 'class Early { static final String ID = java.util.UUID.randomUUID().toString(); }');
    const client = await start();
    await client.until((pushed) => pushed.has(client.uriOf(file)));
    rmSync(join(root, folder), { recursive: true });
    await client.connection.sendNotification(DidChangeWatchedFilesNotification.type, {
      changes: [{ uri: client.uriOf(folder), type: 3 }],
    });
    await client.until((pushed) => !pushed.has(client.uriOf(file)));
    expect(client.pushed.size).toBe(found);
  });
});
