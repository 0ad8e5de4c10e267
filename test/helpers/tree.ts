/** A project in a temporary directory: files in, findings out, through the same stages as the command line. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { analyze, why } from '../../src/run/run.ts';
import type { AnalyzeOptions } from '../../src/run/run.ts';
import type { Report } from '../../src/types.ts';

export type Tree = Readonly<Record<string, string>>;

/** The report of a run in a directory with these files. Throws when the run could not begin. */
export async function reportOn(tree: Tree, options: Partial<AnalyzeOptions> = {}): Promise<Report> {
  return inTree(tree, async (cwd) => {
    const outcome = await analyze({ cwd, ...options });
    if (!outcome.ok) throw new Error(outcome.problem);
    return outcome.report;
  });
}

/** What `--why` says of a 1-based line. */
export async function whyIn(tree: Tree, file: string, line: number): Promise<string> {
  return inTree(tree, async (cwd) => {
    const outcome = await why({ cwd }, file, line);
    if (!outcome.ok) throw new Error(outcome.problem);
    return outcome.text;
  });
}

/** Findings in few words: `Orders.java:4 prng-in-init on definite`. */
export function briefly({ findings }: Report): readonly string[] {
  return findings.map(({ file, range, ruleId, snapStart, confidence }) => {
    return `${file.slice(file.lastIndexOf('/') + 1)}:${range.start.line} ${ruleId} ${snapStart} ${confidence}`;
  });
}

export async function inTree<T>(tree: Tree, body: (cwd: string) => Promise<T>): Promise<T> {
  const cwd = mkdtempSync(join(tmpdir(), 'snapsafe-tree-'));
  try {
    for (const [file, text] of Object.entries(tree)) {
      mkdirSync(dirname(join(cwd, file)), { recursive: true });
      writeFileSync(join(cwd, file), text);
    }
    return await body(cwd);
  } finally {
    rmSync(cwd, { recursive: true, force: true });
  }
}
