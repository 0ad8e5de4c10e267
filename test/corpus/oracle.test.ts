/**
 * What calls mean in large programs, by javac: modules of JDK 17 (those that SNAPSAFE_ORACLE_MODULES names, separated by
 * commas, in place of the usual ones), and the source directories that SNAPSAFE_ORACLE names as `directory=class path`,
 * separated by semicolons. Prints the figures; SNAPSAFE_ORACLE_LOG takes what is doubtful.
 */
import { appendFileSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { lineStartsOf } from '../../src/java-ast/line-table.ts';
import { outlineOf } from '../../src/java-ast/outline.ts';
import { parseJava } from '../../src/java-ast/parse.ts';
import { translateUnicodeEscapes } from '../../src/java-ast/unicode-escapes.ts';
import { lowerUnit } from '../../src/model/lower.ts';
import { buildProjectModel, type ProjectModel } from '../../src/model/project.ts';
import { filesBelow, type FixtureFile } from '../helpers/fixtures.ts';
import { sourcesOfModule } from '../java-ast/jdk-sources.ts';
import { findJdks } from '../jvm/support/jdks.ts';
import { compilePrograms, oraclePrograms } from '../jvm/support/setup.ts';
import { claimsOf } from '../oracle/claims.ts';
import { MOST_WRONG, startOracle, summary, wrongPart, type Surroundings } from '../oracle/oracle.ts';

const USUAL_MODULES =
  'java.base,java.logging,java.net.http,java.prefs,java.rmi,java.sql,java.xml,jdk.httpserver,jdk.jshell';
const MODULES = (process.env.SNAPSAFE_ORACLE_MODULES ?? USUAL_MODULES).split(',').filter((name) => name !== '');
const { base } = findJdks(process.env);
const scratch = mkdtempSync(join(tmpdir(), 'snapsafe-oracle-'));
const classes = join(scratch, 'classes');
const projects = (process.env.SNAPSAFE_ORACLE ?? '')
  .split(';')
  .filter((one) => one !== '')
  .map((one) => one.split('='));

beforeAll(() => {
  mkdirSync(classes);
  compilePrograms(base, oraclePrograms(), [], classes);
});

afterAll(() => {
  rmSync(scratch, { recursive: true });
});

test.each(MODULES)('the calls of %s mean what javac says', async (name) => {
  const sources = sourcesOfModule(base.home, name);
  const directory = join(scratch, name);
  for (const { path, text } of sources) {
    mkdirSync(dirname(join(directory, path)), { recursive: true });
    writeFileSync(join(directory, path), text);
  }
  await agrees(name, sources, { classes, jars: [], directory, options: ['--patch-module', `${name}=${directory}`] });
});

test.each(projects)('the calls of %s mean what javac says', async (directory = '', classPath = '') => {
  const sources = filesBelow(directory, (path) => path.endsWith('.java'));
  await agrees(directory, sources, { classes, jars: classPath.split(':') });
});

async function agrees(name: string, sources: readonly FixtureFile[], surroundings: Surroundings): Promise<void> {
  const oracle = startOracle(base, surroundings);
  const found = await oracle.compare(sources, claimsOf(await modelOf(sources)));
  oracle.stop();
  process.stdout.write(`${name}: ${String(sources.length)} files, ${summary(found)}\n`);
  const { SNAPSAFE_ORACLE_LOG: log } = process.env;
  if (log !== undefined) appendFileSync(log, `${name}\n${found.doubtful.join('\n')}\n`);
  expect(found.calls).toBeGreaterThan(0);
  expect(wrongPart(found)).toBeLessThanOrEqual(MOST_WRONG);
}

/** Sources with syntax errors are no matter: javac reads them all. */
async function modelOf(sources: readonly FixtureFile[]): Promise<ProjectModel> {
  const facts = [];
  for (const { path, text } of sources) {
    const { unit, errors } = await parseJava(text, { parser: 'orchard' });
    const outline = outlineOf(translateUnicodeEscapes(text).text);
    facts.push(lowerUnit(unit, { file: path, lineStarts: lineStartsOf(text), syntaxErrors: errors, outline }));
  }
  return buildProjectModel(facts);
}
