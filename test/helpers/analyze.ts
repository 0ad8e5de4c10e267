/** Runs the analysis on fixtures: the stages between a file's text and its findings, without discovery and reports. */
import { lineStartsOf } from '../../src/java-ast/line-table.ts';
import { parseJava } from '../../src/java-ast/parse.ts';
import type { FileFacts } from '../../src/model/facts.ts';
import { lowerUnit } from '../../src/model/lower.ts';
import { buildProjectModel, type ProjectModel } from '../../src/model/project.ts';
import { runRules } from '../../src/rules/run-rules.ts';
import type { Finding } from '../../src/types.ts';
import type { Fixture, FixtureFile } from './fixtures.ts';

/** The findings of one fixture. Throws when a file has a syntax error or a problem was met: fixtures are valid Java. */
export async function findingsOf(fixture: Fixture): Promise<readonly Finding[]> {
  const { findings, problems } = runRules(await projectOf(fixture.files), {
    target: fixture.target,
    severities: new Map(),
  });
  const [problem] = problems;
  if (problem !== undefined) throw new Error(`${problem.file}:${problem.line}: ${problem.message}`);
  return findings;
}

/** The project model of some sources. Throws when one has a syntax error. */
export async function projectOf(files: readonly FixtureFile[]): Promise<ProjectModel> {
  return buildProjectModel(await Promise.all(files.map(factsOf)));
}

async function factsOf({ path, text }: FixtureFile): Promise<FileFacts> {
  const { unit, errors } = await parseJava(text, { parser: 'orchard' });
  const [error] = errors;
  if (error !== undefined) throw new Error(`${path}: ${error.message}`);
  return lowerUnit(unit, { file: path, lineStarts: lineStartsOf(text), syntaxErrors: errors });
}
