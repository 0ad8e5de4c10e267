/** What a client can do, as far as the server asks for it. */
import type { ClientCapabilities } from 'vscode-languageserver';
import type { DiagnosticSupport } from './diagnostics.ts';

export interface ClientSupport extends DiagnosticSupport {
  /** Diagnostics are pulled; otherwise they are pushed. */
  readonly pull: boolean;
  /** The client can be asked to pull again. */
  readonly refresh: boolean;
  readonly configuration: boolean;
  readonly dynamicConfiguration: boolean;
  readonly watchedFiles: boolean;
  readonly workspaceFolders: boolean;
  readonly documentChanges: boolean;
  readonly progress: boolean;
}

/** A client that cannot be told to pull again would miss what a change does to other files: it is pushed to. */
export function clientSupport({ textDocument, workspace, window }: ClientCapabilities): ClientSupport {
  const refresh = workspace?.diagnostics?.refreshSupport === true;
  const pushed = textDocument?.publishDiagnostics;
  return {
    pull: textDocument?.diagnostic !== undefined && refresh,
    refresh,
    relatedInformation: pushed?.relatedInformation === true,
    codeDescription: pushed?.codeDescriptionSupport === true,
    configuration: workspace?.configuration === true,
    dynamicConfiguration: workspace?.didChangeConfiguration?.dynamicRegistration === true,
    watchedFiles: workspace?.didChangeWatchedFiles?.dynamicRegistration === true,
    workspaceFolders: workspace?.workspaceFolders === true,
    documentChanges: workspace?.workspaceEdit?.documentChanges === true,
    progress: window?.workDoneProgress === true,
  };
}
