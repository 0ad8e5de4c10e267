/** The extension: starts the language server and connects the editor with it. What is found and how it is mended is the server's. */
import { commands, window, workspace, type ExtensionContext } from 'vscode';
import { LanguageClient, TransportKind, type DocumentSelector } from 'vscode-languageclient/node';
import { serverModule } from './server.ts';

/** Sources, and the files around them that say how they are built and deployed: the server counts what is not saved yet. */
const DOCUMENTS: DocumentSelector = [
  ...['java', 'javascript', 'javascriptreact', 'typescript', 'typescriptreact'],
  ...['yaml', 'json', 'jsonc', 'xml', 'properties', 'spring-boot-properties', 'spring-boot-properties-yaml'],
  ...['groovy', 'gradle', 'kotlin', 'terraform', 'dockerfile'],
].map((language) => ({ scheme: 'file', language }));

let client: LanguageClient | null = null;

export async function activate(context: ExtensionContext): Promise<void> {
  context.subscriptions.push(
    commands.registerCommand('snapsafe.restart', () => restart(context)),
    commands.registerCommand('snapsafe.showOutput', () => client?.outputChannel.show()),
    workspace.onDidChangeConfiguration((event) => {
      if (event.affectsConfiguration('snapsafe.server')) void restart(context);
    }),
  );
  await start(context);
}

export async function deactivate(): Promise<void> {
  await client?.stop();
  client = null;
}

async function start(context: ExtensionContext): Promise<void> {
  const chosen = workspace.isTrusted ? workspace.getConfiguration('snapsafe').get<string | null>('server', null) : null;
  const folder = workspace.workspaceFolders?.[0]?.uri.fsPath ?? null;
  const module = serverModule(context.extensionPath, chosen, folder);
  const run = { module, args: ['lsp'], transport: TransportKind.stdio };
  client = new LanguageClient('snapsafe', 'snapsafe', run, {
    documentSelector: DOCUMENTS,
    initializationOptions: workspace.getConfiguration('snapsafe'),
  });
  try {
    await client.start();
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    void window.showErrorMessage(`snapsafe: the server ${module} does not start: ${reason}`);
  }
}

async function restart(context: ExtensionContext): Promise<void> {
  await deactivate();
  await start(context);
}
