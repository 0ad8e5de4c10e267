/** Runs the analysis on fixtures: the stages between a file's text and its findings, without discovery and reports. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { lineStartsOf } from '../../src/java-ast/line-table.ts';
import { outlineOf } from '../../src/java-ast/outline.ts';
import { parseJava } from '../../src/java-ast/parse.ts';
import type { FileFacts } from '../../src/model/facts.ts';
import { lowerUnit } from '../../src/model/lower.ts';
import { buildProjectModel, type ProjectModel } from '../../src/model/project.ts';
import { classPathsOf } from '../../src/project/class-paths.ts';
import { readProjectFacts } from '../../src/project/read.ts';
import type { ProjectFacts } from '../../src/project/types.ts';
import { runRules } from '../../src/rules/runners/run-rules.ts';
import type { Finding } from '../../src/types.ts';
import type { Fixture, FixtureFile } from './fixtures.ts';

/** The findings of one fixture. Throws when a file has a syntax error or a problem was met: fixtures are valid. */
export async function findingsOf(fixture: Fixture): Promise<readonly Finding[]> {
  const javaFacts = await factsOfFixture(fixture);
  const facts = await projectFactsOf(fixture.projectFiles ?? [], javaFacts);
  const { findings, problems } = runRules(buildProjectModel(javaFacts, facts && classPathsOf(facts.modules)), {
    target: fixture.target,
    ...(fixture.preset === undefined ? {} : { preset: fixture.preset }),
    severities: new Map(),
    facts,
  });
  const [problem] = [...(facts?.problems ?? []), ...problems];
  if (problem !== undefined) throw new Error(`${problem.file}:${problem.line}: ${problem.message}`);
  return findings;
}

/** The facts of a fixture's sources, in their order. Throws when one has a syntax error. */
export function factsOfFixture({ files }: Fixture): Promise<readonly FileFacts[]> {
  return Promise.all(files.map(factsOf));
}

/** What build files, templates and settings say, read from a directory that holds nothing else; null without any. */
export async function projectFactsOf(
  files: readonly FixtureFile[],
  javaFacts: readonly FileFacts[],
): Promise<ProjectFacts | null> {
  if (files.length === 0) return null;
  const root = mkdtempSync(join(tmpdir(), 'snapsafe-fixture-'));
  try {
    for (const { path, text } of files) {
      mkdirSync(dirname(join(root, path)), { recursive: true });
      writeFileSync(join(root, path), text);
    }
    return await readProjectFacts({ cwd: root, root, ignorePatterns: [], companions: null }, javaFacts);
  } finally {
    rmSync(root, { recursive: true });
  }
}

/** The project model of some sources. Throws when one has a syntax error. */
export async function projectOf(files: readonly FixtureFile[]): Promise<ProjectModel> {
  return buildProjectModel(await Promise.all(files.map(factsOf)));
}

async function factsOf({ path, text }: FixtureFile): Promise<FileFacts> {
  const { unit, errors } = await parseJava(text, { parser: 'orchard' });
  const [error] = errors;
  if (error !== undefined) throw new Error(`${path}: ${error.message}`);
  return lowerUnit(unit, {
    file: path,
    lineStarts: lineStartsOf(text),
    outline: outlineOf(text),
    syntaxErrors: errors,
  });
}
