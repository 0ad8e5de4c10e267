/** The language server: wires the protocol to the open projects. Translation only; what is found is decided below. */
import {
  CodeActionKind,
  DidChangeConfigurationNotification,
  DidChangeWatchedFilesNotification,
  DocumentDiagnosticReportKind,
  FileChangeType,
  TextDocuments,
  TextDocumentSyncKind,
  WatchKind,
  type Connection,
  type Diagnostic,
  type DocumentDiagnosticReport,
  type InitializeParams,
  type InitializeResult,
  type WorkspaceDiagnosticReport,
} from 'vscode-languageserver';
import { TextDocument } from 'vscode-languageserver-textdocument';
import type { Report } from '../types.ts';
import { version } from '../version.ts';
import type { Workspace } from '../workspace/workspace.ts';
import { FIX_ALL } from './actions.ts';
import { codeActions, codeLenses, hover, type Session } from './answers.ts';
import { unlessCancelled } from './cancellation.ts';
import { clientSupport, type ClientSupport } from './client-support.ts';
import { DiagnoseLoop } from './diagnose-loop.ts';
import { diagnosticsOf } from './diagnostics.ts';
import { pathOf, Projects, type CacheOf } from './projects.ts';
import { Publisher } from './publisher.ts';
import { settingsFrom, workspaceOptions, type Settings } from './settings.ts';

/** What decides whether findings change when it changes on disk. */
const WATCHED =
  '**/{*.java,pom.xml,*.gradle,*.gradle.kts,*.toml,*.yaml,*.yml,*.json,*.jsonc,*.tf,*.properties,Dockerfile*,*.{ts,mts,cts,js,mjs,cjs}}';

/** Names that it covers, and those that folders have most often. */
const WATCHED_NAME =
  /(?:\.(?:java|gradle|kts|toml|ya?ml|jsonc?|xml|tf|properties|[cm]?[jt]s)|[/\\]Dockerfile[^/\\]*|[/\\][^./\\]+)$/u;

/**
 * Serves one client over `connection` until it ends. Does not listen by itself. `cacheOf` gives the directory in which the facts of a
 * folder's project are kept.
 */
export function serve(connection: Connection, cacheOf: CacheOf = () => null): void {
  const server = new Server(connection, cacheOf);
  server.register();
}

class Server implements Session {
  private readonly connection: Connection;
  readonly documents = new TextDocuments(TextDocument);
  private readonly loop: DiagnoseLoop;
  settings: Settings = settingsFrom(null);
  projects: Projects;
  support: ClientSupport = clientSupport({});
  private publisher: Publisher;
  private readonly cacheOf: CacheOf;
  private hasFailed = false;

  constructor(connection: Connection, cacheOf: CacheOf) {
    this.connection = connection;
    this.cacheOf = cacheOf;
    this.projects = new Projects(workspaceOptions(this.settings), cacheOf);
    this.publisher = this.newPublisher();
    this.loop = new DiagnoseLoop(
      () => this.diagnose(),
      () => {
        for (const workspace of this.projects.all) workspace.settle();
      },
      () => {
        for (const workspace of this.projects.all) workspace.rest();
      },
    );
  }

  register(): void {
    const { connection, documents } = this;
    connection.onInitialize((params) => this.initialize(params));
    connection.onInitialized(() => this.initialized());
    connection.onShutdown(() => {
      this.loop.dispose();
    });
    connection.onDidChangeConfiguration(() => this.configure());
    connection.onDidChangeWatchedFiles(({ changes }) => {
      const ours = changes.filter(({ uri, type }) => type !== FileChangeType.Deleted || this.isOurs(uri));
      if (ours.length > 0) {
        this.changedOnDisk(ours.map(({ uri, type }) => ({ uri, isTextOnly: type === FileChangeType.Changed })));
      }
    });
    documents.onDidChangeContent(({ document }) => {
      this.edit(document);
    });
    documents.onDidClose(({ document }) => {
      this.closed(document.uri);
    });
    documents.onDidSave(({ document }) => {
      this.changedOnDisk([{ uri: document.uri, isTextOnly: true }]);
    });
    connection.onCodeAction((params, token) => unlessCancelled(token, codeActions(this, params)));
    connection.onHover(({ textDocument, position }, token) =>
      unlessCancelled(token, hover(this, textDocument.uri, position.line)),
    );
    connection.onCodeLens(({ textDocument }, token) => unlessCancelled(token, codeLenses(this, textDocument.uri)));
    connection.languages.diagnostics.on((params, token) =>
      unlessCancelled(token, this.documentReport(params.textDocument.uri, params.previousResultId)),
    );
    connection.languages.diagnostics.onWorkspace(({ previousResultIds }, token) =>
      unlessCancelled(token, this.workspaceReport(new Map(previousResultIds.map(({ uri, value }) => [uri, value])))),
    );
    documents.listen(connection);
  }

  private initialize(params: InitializeParams): InitializeResult {
    this.support = clientSupport(params.capabilities);
    this.publisher = this.newPublisher();
    this.settings = settingsFrom(params.initializationOptions);
    this.projects = new Projects(workspaceOptions(this.settings), this.cacheOf);
    const folders = params.workspaceFolders?.map(({ uri }) => uri) ?? [];
    // Clients without workspace folders name one root.
    const root = (params as { readonly rootUri?: string | null }).rootUri ?? null;
    if (folders.length === 0 && root !== null) folders.push(root);
    for (const uri of folders) this.projects.add(uri);
    return {
      serverInfo: { name: 'snapsafe', version },
      capabilities: {
        positionEncoding: 'utf-16',
        textDocumentSync: { openClose: true, change: TextDocumentSyncKind.Incremental, save: true },
        codeActionProvider: { codeActionKinds: [CodeActionKind.QuickFix, FIX_ALL] },
        hoverProvider: true,
        codeLensProvider: { resolveProvider: false },
        workspace: { workspaceFolders: { supported: true, changeNotifications: true } },
        ...(this.support.pull
          ? { diagnosticProvider: { identifier: 'snapsafe', interFileDependencies: true, workspaceDiagnostics: true } }
          : {}),
      },
    };
  }

  private async initialized(): Promise<void> {
    const { connection, support } = this;
    if (support.workspaceFolders) {
      connection.workspace.onDidChangeWorkspaceFolders(({ added, removed }) => {
        for (const { uri } of removed) this.projects.remove(uri);
        for (const { uri } of added) this.projects.add(uri);
        this.loop.changed(false);
      });
    }
    if (support.watchedFiles) {
      await connection.client.register(DidChangeWatchedFilesNotification.type, {
        // Of a folder that is deleted, clients tell that it is gone and nothing of what was in it.
        watchers: [{ globPattern: WATCHED }, { globPattern: '**/*', kind: WatchKind.Delete }],
      });
    }
    if (support.dynamicConfiguration) await connection.client.register(DidChangeConfigurationNotification.type, {});
    await this.configure();
    const progress = support.progress ? await connection.window.createWorkDoneProgress() : null;
    progress?.begin('snapsafe', undefined, 'reading the project');
    await this.loop.idle();
    progress?.done();
  }

  /** Asks for the settings, where the client answers such questions, and judges everything by them. */
  private async configure(): Promise<void> {
    if (this.support.configuration) {
      const settings = settingsFrom(await this.connection.workspace.getConfiguration('snapsafe'));
      const isNew = JSON.stringify(settings) !== JSON.stringify(this.settings);
      this.settings = settings;
      if (isNew) this.projects.reconfigure(workspaceOptions(settings));
    }
    this.loop.changed(false);
  }

  private edit(document: TextDocument): void {
    const path = pathOf(document.uri);
    if (path === null) return;
    this.projects.edit(path, document.getText());
    this.loop.changed(true);
  }

  private closed(uri: string): void {
    const path = pathOf(uri);
    if (path === null) return;
    this.projects.close(path);
    this.loop.changed(false);
  }

  private changedOnDisk(changes: readonly { readonly uri: string; readonly isTextOnly: boolean }[]): void {
    for (const { uri, isTextOnly } of changes) {
      const path = pathOf(uri);
      if (path !== null) this.projects.holding(path)?.changedOnDisk([{ path, isTextOnly }]);
    }
    this.loop.changed(false);
  }

  /** Whether something that is gone may have been a file that counts, or a folder with such files. */
  private isOurs(uri: string): boolean {
    const path = pathOf(uri);
    return path !== null && (WATCHED_NAME.test(path) || this.projects.holding(path)?.hasReadBelow(path) === true);
  }

  /** One pass over everything that is open. */
  private async diagnose(): Promise<void> {
    const all = new Map<string, readonly Diagnostic[]>();
    for (const workspace of this.projects.all) {
      const report = await this.reportOf(workspace);
      if (report === null) return;
      for (const [uri, diagnostics] of diagnosticsOf(report, workspace.root, this.support)) {
        all.set(uri, [...(all.get(uri) ?? []), ...diagnostics]);
      }
    }
    this.publisher.update(all);
  }

  /** The report on one project; null when it cannot be made, which is said once. */
  async reportOf(workspace: Workspace): Promise<Report | null> {
    try {
      const outcome = await workspace.diagnose();
      if (outcome.ok) {
        this.hasFailed = false;
        return outcome.report;
      }
      this.complain(outcome.problem);
    } catch (error) {
      this.complain(`internal error: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`);
    }
    return null;
  }

  private complain(problem: string): void {
    if (!this.hasFailed) this.connection.window.showErrorMessage(`snapsafe: ${problem}`);
    this.connection.console.error(problem);
    this.hasFailed = true;
  }

  private async documentReport(uri: string, previous: string | undefined): Promise<DocumentDiagnosticReport> {
    await this.loop.idle();
    const { diagnostics, resultId } = this.publisher.of(uri);
    return previous === resultId
      ? { kind: DocumentDiagnosticReportKind.Unchanged, resultId }
      : { kind: DocumentDiagnosticReportKind.Full, resultId, items: [...diagnostics] };
  }

  private async workspaceReport(previous: ReadonlyMap<string, string>): Promise<WorkspaceDiagnosticReport> {
    await this.loop.idle();
    const uris = new Set([...this.publisher.uris, ...previous.keys()]);
    const items = await Promise.all(
      [...uris].map(async (uri) => ({
        ...(await this.documentReport(uri, previous.get(uri))),
        uri,
        version: this.documents.get(uri)?.version ?? null,
      })),
    );
    return { items };
  }

  private newPublisher(): Publisher {
    const { connection } = this;
    return new Publisher(
      {
        publish: (uri, diagnostics) => {
          const version = this.documents.get(uri)?.version;
          void connection.sendDiagnostics({
            uri,
            diagnostics: [...diagnostics],
            ...(version === undefined ? {} : { version }),
          });
        },
        refresh: () => {
          if (this.support.refresh) void connection.languages.diagnostics.refresh();
        },
      },
      this.support.pull,
    );
  }
}
