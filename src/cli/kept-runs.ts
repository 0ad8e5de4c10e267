/** The runs that a daemon makes: each as the command line makes it, over projects that are kept. */
import { resolve } from 'node:path';
import type { RunAnswer, RunRequest, Written } from '../daemon/messages.ts';
import { relativeFile } from '../discover/files.ts';
import { KeptProject } from '../workspace/kept.ts';
import type { Check } from './args.ts';
import { check, explainWhy } from './commands/check.ts';
import { EXIT_FAILED } from './exit.ts';
import type { ExitCode } from './exit.ts';
import { isServed } from './served.ts';
import type { Terminal } from './terminal.ts';

/** One for the hook, and one for what somebody looks at meanwhile. */
const MAX_PROJECTS = 2;

/** More files than this are lowered sooner by a process that does so in threads and leaves bodies out. */
const MAX_CHANGED = 200;

/** What arguments ask for; null when that is no check. */
export type ParseCheck = (args: readonly string[]) => Promise<Check | null>;

/** Runs a step with other variables of the environment. */
type WithEnv = <T>(env: Readonly<Record<string, string>>, step: () => Promise<T>) => Promise<T>;

export class KeptRuns {
  private readonly cwd: string;
  private readonly parse: ParseCheck;
  private readonly withEnv: WithEnv;
  /** By what is looked at; the one that was used last is the last. */
  private readonly ready = new Map<string, KeptProject>();
  private readonly loading = new Set<string>();

  /** @param cwd absolute; what the runs are about lies there */
  constructor(cwd: string, parse: ParseCheck, withEnv: WithEnv) {
    this.cwd = cwd;
    this.parse = parse;
    this.withEnv = withEnv;
  }

  get isLoading(): boolean {
    return this.loading.size > 0;
  }

  /** Makes a run, or gives the reason why that is left to the client. */
  async run(request: RunRequest): Promise<RunAnswer | string> {
    const asked = await this.parse(request.args);
    if (asked === null || !isServed(asked.options)) return 'no run that is answered';
    const key = keyOf(asked, this.cwd);
    const kept = this.ready.get(key);
    this.ready.delete(key);
    if (kept === undefined || kept.look() > MAX_CHANGED) {
      void this.load(request, kept);
      return 'the project is being read';
    }
    const { terminal, written } = recorder(this.cwd, request);
    const code = await this.withEnv(request.env, () => runOver(asked, terminal, kept));
    this.ready.set(key, kept);
    if (await readsMore(kept, asked, this.cwd)) return 'a source has syntax errors';
    return { written, code };
  }

  /** Reads the project that the request is about, unless that is being done. Never rejects. */
  async load(request: RunRequest, before?: KeptProject): Promise<void> {
    const asked = await this.parse(request.args);
    if (asked === null || !isServed(asked.options)) return;
    const key = keyOf(asked, this.cwd);
    if (this.loading.has(key)) return;
    this.loading.add(key);
    try {
      const kept = before ?? new KeptProject(this.cwd, lookedAt(asked, this.cwd).length === 0);
      kept.look();
      const { terminal } = recorder(this.cwd, request);
      // Not for its answer: what is left out of it, or fails it, in the end is the matter of the runs to come.
      const ends = { strict: false, why: undefined, baseline: false, newFrom: undefined } as const;
      const { stdin: hasText = false, filesAsFilter } = asked.options;
      const input = { stdin: false, stdinFilename: undefined, filesAsFilter: filesAsFilter || hasText };
      const options = { ...asked.options, ...input, ...ends };
      const code = await this.withEnv(request.env, () => runOver({ ...asked, options }, terminal, kept));
      if (code !== EXIT_FAILED) this.keep(key, kept);
    } catch {
      // The client will see for itself.
    } finally {
      this.loading.delete(key);
    }
  }

  private keep(key: string, kept: KeptProject): void {
    const [oldest] = this.ready.keys();
    if (oldest !== undefined && this.ready.size >= MAX_PROJECTS) this.ready.delete(oldest);
    this.ready.set(key, kept);
  }
}

/** What the project is looked at for: with filters, and for the directory itself, all of it, which is no path. */
function lookedAt({ paths, options }: Check, cwd: string): readonly string[] {
  const isWhole = options.filesAsFilter || options.stdin === true || paths.every((path) => resolve(cwd, path) === cwd);
  return isWhole ? [] : paths;
}

function keyOf(asked: Check, cwd: string): string {
  return JSON.stringify([lookedAt(asked, cwd), asked.options.ignorePattern]);
}

function runOver({ paths, options }: Check, terminal: Terminal, { stages }: KeptProject): Promise<ExitCode> {
  return options.why === undefined
    ? check(paths, options, terminal, stages)
    : explainWhy(paths, options, terminal, stages);
}

/** A usual run looks for syntax errors only where it is told to, or has to: it has to make that out itself. */
async function readsMore(kept: KeptProject, asked: Check, cwd: string): Promise<boolean> {
  const { strict, why, stdinFilename } = asked.options;
  if (strict || why !== undefined) return false;
  const named = [...lookedAt(asked, cwd), ...(stdinFilename === undefined ? [] : [stdinFilename])];
  return kept.readMore(new Set(named.map((path) => relativeFile(cwd, resolve(cwd, path)))));
}

/** The client's terminal, as far as it shows in what is written; nobody would see progress. */
function recorder(
  cwd: string,
  { env, output, input }: RunRequest,
): { readonly terminal: Terminal; readonly written: readonly Written[] } {
  const written: Written[] = [];
  const terminal: Terminal = {
    cwd,
    env,
    stdout: { ...output, write: (text) => written.push({ to: 'stdout', text }) },
    stderr: { isTTY: false, write: (text) => written.push({ to: 'stderr', text }) },
    readInput: () => Promise.resolve(input ?? ''),
    writeFile: (file, text) => {
      written.push({ to: 'file', file, text });
      return Promise.resolve(null);
    },
  };
  return { terminal, written };
}
