/** What git knows: which lines a change touched, and which files were renamed. The only place that starts a process. */
import { execFile } from 'node:child_process';
import { relative, resolve, sep } from 'node:path';
import { relativeFile } from './files.ts';

/** Either an answer, or a sentence that says why there is none. */
type GitAnswer<T> = ({ readonly ok: true } & T) | { readonly ok: false; readonly problem: string };

/** Changed lines by file (relative to the working directory): 1-based ranges with both ends, or `all` of a new file. */
export type ChangedLines = ReadonlyMap<string, 'all' | readonly (readonly [first: number, last: number])[]>;

const TIMEOUT_MILLISECONDS = 60_000;
const MAX_OUTPUT_BYTES = 256 * 2 ** 20;

/** Nothing may be fetched, as a partial clone would on the way: each protocol is named, since the general setting is the weakest. */
const PROTOCOLS = ['ext', 'file', 'git', 'http', 'https', 'ssh'].map((name) => `protocol.${name}.allow=never`);

/** Nothing that a repository's own configuration names is run: no monitors, no hooks, no drivers for differences. */
const SAFE = [
  ...['core.fsmonitor=false', 'core.hooksPath=/dev/null', 'core.quotePath=false', 'protocol.allow=never', ...PROTOCOLS],
  // To compare is to write nothing: the index stays as it is.
  'diff.autoRefreshIndex=false',
  ...['gpg.program=false', 'gpg.ssh.program=false', 'gpg.x509.program=false'],
].flatMap((setting) => ['-c', setting]);
const SILENT = ['--no-pager', '--no-optional-locks'];
const PLAIN_DIFF = ['diff', '--no-ext-diff', '--no-textconv', '--no-color', '--find-renames', '--ignore-submodules'];

interface Said {
  readonly text: string | null;
  readonly error: string;
}

/** Runs git in `cwd` with fixed arguments, without a shell; the text it prints, or null and what it said instead. */
async function git(cwd: string, args: readonly string[]): Promise<Said> {
  const filters = await filtersOff(cwd);
  return filters === null
    ? { text: null, error: 'the repository configures a filter with an = in its name' }
    : runGit(cwd, [...filters, ...args]);
}

/**
 * Arguments that switch the filters off which git's configuration has: comparing with the work tree passes each file through
 * them, and a repository that was unpacked rather than cloned brings its own. Null when the name of one cannot be said in
 * an argument.
 */
async function filtersOff(cwd: string): Promise<readonly string[] | null> {
  const listed = await runGit(cwd, ['config', '--null', '--name-only', '--get-regexp', '^filter\\.']);
  const keys = [...new Set((listed.text ?? '').split('\0').filter(Boolean))];
  if (keys.some((key) => key.includes('='))) return null;
  return keys.flatMap((key) => ['-c', `${key}=${key.endsWith('.required') ? 'false' : ''}`]);
}

function runGit(cwd: string, args: readonly string[]): Promise<Said> {
  return new Promise((done) => {
    execFile(
      'git',
      [...SILENT, ...SAFE, ...args],
      {
        cwd,
        encoding: 'utf8',
        timeout: TIMEOUT_MILLISECONDS,
        maxBuffer: MAX_OUTPUT_BYTES,
        windowsHide: true,
      },
      (error, stdout, stderr) => {
        const said = stderr.split('\n')[0]?.replace(/^fatal: /u, '') ?? '';
        const missing = (error as NodeJS.ErrnoException | null)?.code === 'ENOENT';
        done({ text: error === null ? stdout : null, error: missing ? 'git is not installed' : said });
      },
    );
  });
}

/**
 * The lines that differ between the work tree and where its history left that of `ref` (the merge base; `ref` itself where
 * there is none), new files that git does not track yet included.
 */
export async function changedLines(cwd: string, ref: string): Promise<GitAnswer<{ readonly lines: ChangedLines }>> {
  const top = await topLevel(cwd);
  if (top.text === null) return { ok: false, problem: `--new-from needs a git repository: ${top.error}` };
  const root = resolve(cwd, top.text.trimEnd());
  const commit = await git(cwd, ['rev-parse', '--verify', '--quiet', '--end-of-options', `${ref}^{commit}`]);
  if (commit.text === null) return { ok: false, problem: `--new-from: git knows no commit '${ref}'` };
  const base = await git(cwd, ['merge-base', commit.text.trim(), 'HEAD']);
  const from = (base.text ?? commit.text).trim();
  const diff = await git(root, [...PLAIN_DIFF, '--unified=0', '--src-prefix=a/', '--dst-prefix=b/', from, '--']);
  const untracked = await git(root, ['ls-files', '--others', '--exclude-standard', '-z']);
  if (diff.text === null) return { ok: false, problem: `--new-from: git diff failed: ${diff.error}` };
  const lines = new Map<string, 'all' | (readonly [number, number])[]>();
  const shown = (file: string): string => relativeFile(cwd, resolve(root, file));
  for (const [file, ranges] of changedRanges(diff.text)) lines.set(shown(file), ranges);
  for (const file of (untracked.text ?? '').split('\0').filter(Boolean)) lines.set(shown(file), 'all');
  return { ok: true, lines };
}

function topLevel(cwd: string): ReturnType<typeof git> {
  return git(cwd, ['rev-parse', '--show-toplevel']);
}

/** Reads a unified difference without context: the new files' names and the ranges of lines they have instead. */
function changedRanges(diff: string): ReadonlyMap<string, (readonly [number, number])[]> {
  const files = new Map<string, (readonly [number, number])[]>();
  let ranges: (readonly [number, number])[] = [];
  let left = 0;
  for (const line of diff.split('\n')) {
    const hunk = left > 0 ? null : /^@@ -\d+(?:,(?<old>\d+))? \+(?<start>\d+)(?:,(?<count>\d+))? @@/u.exec(line);
    if (hunk?.groups !== undefined) {
      const count = Number(hunk.groups.count ?? 1);
      const start = Number(hunk.groups.start);
      left = count + Number(hunk.groups.old ?? 1);
      if (count > 0) ranges.push([start, start + count - 1]);
    } else if (left > 0) {
      // What is in a hunk is content, whatever it looks like.
      if (/^[+-]/u.test(line)) left -= 1;
    } else if (line.startsWith('+++ b/')) {
      ranges = [];
      files.set(unquoted(line.slice('+++ '.length)).slice('b/'.length), ranges);
    } else if (line.startsWith('+++ "b/')) {
      ranges = [];
      files.set(unquoted(line.slice('+++ '.length)).slice('b/'.length), ranges);
    }
  }
  return files;
}

/** git puts names with control characters or quotes in quotes, as C has them, and a tab behind names with spaces. */
function unquoted(name: string): string {
  const plain = name.replace(/\t$/u, '');
  if (!plain.startsWith('"')) return plain;
  return plain
    .slice(1, -1)
    .replaceAll(
      /\\(?:(?<octal>[0-7]{3})|(?<letter>.))/gu,
      (_, octal: string | undefined, letter: string | undefined) => {
        if (octal !== undefined) return String.fromCharCode(Number.parseInt(octal, 8));
        return { n: '\n', t: '\t', r: '\r' }[letter ?? ''] ?? letter ?? '';
      },
    );
}

/**
 * Which files were renamed since `file` (absolute) was last committed, old path to new path, both absolute. Empty where git
 * does not know: no repository, no git, a file that was never committed.
 */
export async function renamesSince(file: string, directory: string): Promise<ReadonlyMap<string, string>> {
  const top = await topLevel(directory);
  if (top.text === null) return new Map();
  const root = resolve(directory, top.text.trimEnd());
  const commit = await git(root, [
    'log',
    '-1',
    '--no-show-signature',
    '--format=%H',
    '--',
    relative(root, file).split(sep).join('/'),
  ]);
  const from = commit.text?.trim() ?? '';
  if (from === '') return new Map();
  const diff = await git(root, [...PLAIN_DIFF, '--name-status', '--diff-filter=R', '-z', from, '--']);
  const fields = (diff.text ?? '').split('\0').filter(Boolean);
  const renames = new Map<string, string>();
  for (let index = 0; index + 2 < fields.length; index += 3) {
    renames.set(resolve(root, fields[index + 1] ?? ''), resolve(root, fields[index + 2] ?? ''));
  }
  return renames;
}
