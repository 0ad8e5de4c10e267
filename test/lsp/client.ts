/** A language client for tests: starts the built command line as editors do and speaks the protocol with it. */
import { spawn, type ChildProcess } from 'node:child_process';
import { extname, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import {
  createProtocolConnection,
  DidChangeTextDocumentNotification,
  DidOpenTextDocumentNotification,
  ExitNotification,
  InitializedNotification,
  InitializeRequest,
  PublishDiagnosticsNotification,
  ShutdownRequest,
  StreamMessageReader,
  StreamMessageWriter,
  type ClientCapabilities,
  type Diagnostic,
  type InitializeResult,
  type ProtocolConnection,
} from 'vscode-languageserver-protocol/node';

/** What Neovim and other clients that are pushed to can do. */
export const PUSHED: ClientCapabilities = {
  textDocument: { publishDiagnostics: { relatedInformation: true, codeDescriptionSupport: true } },
  workspace: { workspaceEdit: { documentChanges: true } },
};

/** Identifiers of languages by the endings of files. */
const LANGUAGES: Readonly<Record<string, string>> = { '.java': 'java', '.js': 'javascript', '.ts': 'typescript' };

/** The protocol still wants the field that workspace folders replaced. */
const NO_ROOT = { rootUri: null };

export interface Client {
  readonly connection: ProtocolConnection;
  readonly initialized: InitializeResult;
  readonly process: ChildProcess;
  /** Diagnostics that were pushed, by URI. */
  readonly pushed: ReadonlyMap<string, readonly Diagnostic[]>;
  readonly uriOf: (file: string) => string;
  readonly open: (file: string, text: string) => Promise<void>;
  /** Replaces the whole text, or the ranges given. */
  readonly change: (file: string, version: number, changes: readonly Change[]) => Promise<void>;
  /** Resolves when `test` holds of what was pushed; rejects after ten seconds. */
  readonly until: (test: (pushed: ReadonlyMap<string, readonly Diagnostic[]>) => boolean) => Promise<void>;
  /** Ends the session properly; gives the exit code. */
  readonly stop: () => Promise<number | null>;
}

interface Change {
  readonly text: string;
  readonly range?: { readonly start: Place; readonly end: Place };
}
interface Place {
  readonly line: number;
  readonly character: number;
}

/**
 * Starts a server for `root`. `prepare` may register handlers for what the server asks, before it can. `program` is the
 * command line's script, this checkout's when left out; `more` are arguments.
 */
export async function startClient(
  root: string,
  capabilities: ClientCapabilities = PUSHED,
  prepare: (connection: ProtocolConnection) => void = () => undefined,
  program = resolve('bin/snapsafe.js'),
  more: readonly string[] = [],
): Promise<Client> {
  // The arguments that Visual Studio Code's client adds to `lsp`.
  const args = [program, 'lsp', '--stdio', `--clientProcessId=${String(process.pid)}`, ...more];
  const server = spawn(process.execPath, args, { cwd: root });
  server.stderr.pipe(process.stderr);
  const connection = createProtocolConnection(
    new StreamMessageReader(server.stdout),
    new StreamMessageWriter(server.stdin),
  );
  const pushed = new Map<string, readonly Diagnostic[]>();
  const waiting = new Set<() => void>();
  connection.onNotification(PublishDiagnosticsNotification.type, ({ uri, diagnostics }) => {
    if (diagnostics.length === 0) pushed.delete(uri);
    else pushed.set(uri, diagnostics);
    for (const look of waiting) look();
  });
  prepare(connection);
  connection.listen();
  const uriOf = (file: string): string => pathToFileURL(resolve(root, file)).toString();
  const initialized = await connection.sendRequest(InitializeRequest.type, {
    processId: process.pid,
    ...NO_ROOT,
    workspaceFolders: [{ uri: pathToFileURL(root).toString(), name: 'project' }],
    capabilities,
  });
  await connection.sendNotification(InitializedNotification.type, {});
  return {
    connection,
    initialized,
    process: server,
    pushed,
    uriOf,
    open: (file, text) =>
      connection.sendNotification(DidOpenTextDocumentNotification.type, {
        textDocument: { uri: uriOf(file), languageId: LANGUAGES[extname(file)] ?? 'plaintext', version: 1, text },
      }),
    change: (file, version, changes) =>
      connection.sendNotification(DidChangeTextDocumentNotification.type, {
        textDocument: { uri: uriOf(file), version },
        contentChanges: [...changes],
      }),
    until: (test) => waitFor(() => test(pushed), waiting),
    stop: async () => {
      await connection.sendRequest(ShutdownRequest.type);
      const ended = new Promise<number | null>((done) => server.once('exit', done));
      await connection.sendNotification(ExitNotification.type);
      return ended;
    },
  };
}

function waitFor(test: () => boolean, waiting: Set<() => void>): Promise<void> {
  return new Promise((done, fail) => {
    const timeout = setTimeout(() => {
      waiting.delete(look);
      fail(new Error('the diagnostics that were waited for did not come'));
    }, 20_000);
    const look = (): void => {
      if (!test()) return;
      waiting.delete(look);
      clearTimeout(timeout);
      done();
    };
    waiting.add(look);
    look();
  });
}
