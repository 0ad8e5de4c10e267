/** What the file system said of paths, so that what may have changed since is told from what did not. */
import { statSync } from 'node:fs';

/**
 * Milliseconds. What was changed so shortly before it was looked at may change again within the same tick of the file system's
 * clock, and say nothing of it: it counts as changed. The coarsest clock in use, that of FAT, ticks every two seconds.
 */
const RACY = 2000;

interface State {
  readonly modified: number;
  /** Of the inode: what sets the time of modification back does not set this one. */
  readonly changed: number;
  readonly size: number;
  readonly inode: number;
  readonly mode: number;
  readonly isRacy: boolean;
}

export class Seen {
  /** Null: there was nothing at the path, or it could not be looked at. */
  private readonly states = new Map<string, State | null>();

  /**
   * Whether the path leads to what it led to at the last call for it: certainly not another file, nor another content. Takes what it is
   * now for the next call; to be called before the path is read.
   */
  isSame(path: string): boolean {
    const before = this.states.get(path);
    const now = stateOf(path);
    this.states.set(path, now);
    if (before === undefined || before === null || now === null) return before === now;
    return (
      !before.isRacy &&
      before.modified === now.modified &&
      before.changed === now.changed &&
      before.size === now.size &&
      before.inode === now.inode &&
      before.mode === now.mode
    );
  }

  forget(path: string): void {
    this.states.delete(path);
  }
}

function stateOf(path: string): State | null {
  const now = Date.now();
  try {
    const stats = statSync(path, { throwIfNoEntry: false });
    if (stats === undefined) return null;
    const { mtimeMs: modified, ctimeMs: changed, size, ino: inode, mode } = stats;
    return { modified, changed, size, inode, mode, isRacy: Math.max(modified, changed) > now - RACY };
  } catch {
    return null;
  }
}
