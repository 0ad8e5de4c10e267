/** The open workspace folders, each a project of its own. */
import { sep } from 'node:path';
import { URI } from 'vscode-uri';
import { Workspace, type WorkspaceOptions } from '../workspace/workspace.ts';

/** Where the facts of the project below a folder (absolute) are kept: an absolute directory, null for nowhere. */
export type CacheOf = (root: string) => string | null;

export class Projects {
  private readonly byRoot = new Map<string, Workspace>();
  private readonly texts = new Map<string, string>();
  private options: WorkspaceOptions;
  private readonly cacheOf: CacheOf;

  constructor(options: WorkspaceOptions, cacheOf: CacheOf) {
    this.options = options;
    this.cacheOf = cacheOf;
  }

  get all(): readonly Workspace[] {
    return [...this.byRoot.values()];
  }

  /** Adds a folder by URI; folders that are no files (`untitled:`, `vscode-vfs:`) are passed over. */
  add(uri: string): void {
    const root = pathOf(uri);
    if (root === null || this.byRoot.has(root)) return;
    this.byRoot.set(root, this.opened(root));
  }

  remove(uri: string): void {
    const root = pathOf(uri);
    if (root !== null) this.byRoot.delete(root);
  }

  /** Judges everything anew, with other options. */
  reconfigure(options: WorkspaceOptions): void {
    this.options = options;
    for (const root of [...this.byRoot.keys()]) this.byRoot.set(root, this.opened(root));
  }

  /** The innermost folder that holds a file; null when none does. */
  holding(path: string): Workspace | null {
    const holding = this.all.filter(
      ({ root }) => path === root || path.startsWith(root.endsWith(sep) ? root : root + sep),
    );
    return holding.sort((left, right) => right.root.length - left.root.length)[0] ?? null;
  }

  edit(path: string, text: string): void {
    this.texts.set(path, text);
    this.holding(path)?.edit(path, text);
  }

  close(path: string): void {
    this.texts.delete(path);
    this.holding(path)?.close(path);
  }

  private opened(root: string): Workspace {
    const directory = this.cacheOf(root);
    const workspace = new Workspace(root, { ...this.options, ...(directory === null ? {} : { cache: { directory } }) });
    for (const [path, text] of this.texts) if (path.startsWith(root)) workspace.edit(path, text);
    return workspace;
  }
}

/** The path of a `file:` URI; null for other schemes. */
export function pathOf(uri: string): string | null {
  const parsed = URI.parse(uri);
  return parsed.scheme === 'file' ? parsed.fsPath : null;
}

/** The URI of an absolute path. */
export function uriOf(path: string): string {
  return URI.file(path).toString();
}
