/**
 * Outlines and whole files over real programs: modules of JDK 17 (those that SNAPSAFE_STRICT_MODULES names, separated by
 * commas, in place of the usual ones) have the same findings with every body read as without.
 */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { analyze } from '../../src/run/run.ts';
import type { Report } from '../../src/types.ts';
import { sourcesOfModule } from '../java-ast/jdk-sources.ts';
import { findJdks } from '../jvm/support/jdks.ts';

const USUAL_MODULES = 'java.logging,java.net.http,java.prefs,java.rmi,java.sql,jdk.httpserver,jdk.jshell';
const MODULES = (process.env.SNAPSAFE_STRICT_MODULES ?? USUAL_MODULES).split(',').filter((name) => name !== '');
const { base } = findJdks(process.env);
const scratch = mkdtempSync(join(tmpdir(), 'snapsafe-strict-'));

afterAll(() => rmSync(scratch, { recursive: true }));

test.each(MODULES)('%s has the same findings with --strict', async (name) => {
  const cwd = join(scratch, name);
  for (const { path, text } of sourcesOfModule(base.home, name)) {
    mkdirSync(dirname(join(cwd, path)), { recursive: true });
    writeFileSync(join(cwd, path), text);
  }
  const [outlined, whole] = [await reportOf(cwd, false), await reportOf(cwd, true)];
  process.stdout.write(`${name}: ${String(whole.summary.files)} files, ${String(whole.findings.length)} findings\n`);
  expect(outlined.findings).toEqual(whole.findings);
  expect(outlined.summary.analyzed).toBe(whole.summary.analyzed);
});

async function reportOf(cwd: string, readsAllBodies: boolean): Promise<Report> {
  const outcome = await analyze({ cwd, preset: 'all', readsAllBodies });
  if (!outcome.ok) throw new Error(outcome.problem);
  return outcome.report;
}
