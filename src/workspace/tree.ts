/** A directory tree that is looked at again and again: whether another list of files, or other settings, may come of it. */
import { readdirSync, readlinkSync, type Dirent } from 'node:fs';
import { dirname, join } from 'node:path';
import { isConfigName, CONFIG_NAMES } from '../config/find.ts';
import { isGitTop } from '../discover/git-ignore.ts';
import { BASELINE_NAME } from '../suppress/baseline.ts';
import { Seen } from './seen.ts';

/** Files by which it is decided what belongs to the project, and how that is judged, beside those that are found. */
const DECIDING = ['.gitignore', 'package.json', BASELINE_NAME, ...CONFIG_NAMES];

/** In these no discovery looks for anything. */
const NEVER_ENTERED = new Set(['node_modules', '.git']);

/**
 * Everything that a discovery below `root` may look at, and more: directories that git ignores count as well. Whatever a walk
 * finds there stands for as long as `isSame` says so, and so does which configuration, baseline and ignore file holds where.
 */
export class Tree {
  private readonly root: string;
  private seen = new Seen();
  /** What each directory lists, by path. */
  private listings = new Map<string, string>();
  /** Files that decide, below and above. */
  private deciding = new Set<string>();
  /** The directories above, and whether each is the top of a git work tree: what is in `.git` changes all the time. */
  private above = new Map<string, boolean>();
  /** A link may lead anywhere: what becomes of a source behind one is not seen. */
  private hasLinkedSources = false;

  /** `root`: absolute. */
  constructor(root: string) {
    this.root = root;
  }

  /** Whether all is as it was at the last call. What changed is taken as it is now; the first call is false. */
  isSame(): boolean {
    const isFirst = this.listings.size === 0;
    if (!isFirst && !this.hasLinkedSources && this.isAsListed()) return true;
    this.takeAll();
    return false;
  }

  private isAsListed(): boolean {
    let isSame = true;
    for (const [directory, listing] of this.listings) {
      if (this.seen.isSame(directory)) continue;
      if (listingOf(directory).text !== listing) isSame = false;
    }
    for (const path of this.deciding) if (!this.seen.isSame(path)) isSame = false;
    for (const [directory, isTop] of this.above) if (isGitTop(directory) !== isTop) isSame = false;
    return isSame;
  }

  private takeAll(): void {
    this.seen = new Seen();
    this.listings = new Map();
    this.deciding = new Set();
    this.hasLinkedSources = false;
    this.takeAbove();
    const open = [this.root];
    for (let directory = open.pop(); directory !== undefined; directory = open.pop()) {
      this.seen.isSame(directory);
      const { text, entries } = listingOf(directory);
      this.listings.set(directory, text);
      for (const entry of entries) {
        const path = join(directory, entry.name);
        if (entry.isDirectory() && isEntered(entry.name)) open.push(path);
        if (entry.isSymbolicLink() && entry.name.endsWith('.java')) this.hasLinkedSources = true;
        if (entry.name === '.gitignore' || isConfigName(entry.name)) this.deciding.add(path);
      }
    }
    for (const path of this.deciding) this.seen.isSame(path);
  }

  /** Above the root only what has a telling name counts; in a git work tree the build files and templates beside it as well. */
  private takeAbove(): void {
    this.above = new Map();
    for (let directory = this.root; dirname(directory) !== directory;) {
      directory = dirname(directory);
      this.above.set(directory, isGitTop(directory));
      for (const name of DECIDING) this.deciding.add(join(directory, name));
    }
    const tops = isGitTop(this.root) ? [] : [...this.above.values()];
    const top = tops.indexOf(true);
    for (const directory of [...this.above.keys()].slice(0, top + 1)) this.takeBeside(directory);
  }

  private takeBeside(directory: string): void {
    this.seen.isSame(directory);
    const { text, entries } = listingOf(directory);
    this.listings.set(directory, text);
    for (const entry of entries) if (!entry.isDirectory()) this.deciding.add(join(directory, entry.name));
  }
}

function isEntered(name: string): boolean {
  return !name.startsWith('.') && !NEVER_ENTERED.has(name);
}

/** Names with what they are; of a link also where it leads. */
function listingOf(directory: string): { readonly text: string; readonly entries: readonly Dirent[] } {
  try {
    const entries = readdirSync(directory, { withFileTypes: true });
    const lines = entries.map((entry) => `${kindOf(directory, entry)} ${entry.name}`);
    return { text: lines.sort().join('\0'), entries };
  } catch (error) {
    return { text: `unreadable: ${(error as NodeJS.ErrnoException).code ?? ''}`, entries: [] };
  }
}

function kindOf(directory: string, entry: Dirent): string {
  if (entry.isFile()) return 'f';
  if (entry.isDirectory()) return 'd';
  if (!entry.isSymbolicLink()) return 'o';
  try {
    return `l ${readlinkSync(join(directory, entry.name))}`;
  } catch {
    return 'l';
  }
}
