/** Before the first proof: finds the JDKs, resolves the jars and compiles the Java programs of test/jvm/java. */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { TestProject } from 'vitest/node';
import { resolveJars } from './jars.ts';
import { findJdks, programOf, type Jdks } from './jdks.ts';

/** What the proofs are made with. */
export interface Workshop {
  readonly jdks: Jdks;
  /** Absolute paths. */
  readonly jars: readonly string[];
  /** Where the Java programs of test/jvm/java were compiled to. */
  readonly classes: string;
}

declare module 'vitest' {
  export interface ProvidedContext {
    workshop: Workshop;
  }
}

const programs = fileURLToPath(new URL('../java', import.meta.url));

/** Prepares the workshop and hands it to the test files; gives what removes it. Throws a sentence when a tool is missing. */
export function setup(project: TestProject): () => void {
  const jdks = findJdks(process.env);
  const jars = resolveJars();
  const classes = mkdtempSync(join(tmpdir(), 'snapsafe-jvm-'));
  compilePrograms(jdks, jars, classes);
  project.provide('workshop', { jdks, jars, classes });
  return () => rmSync(classes, { recursive: true, force: true });
}

function compilePrograms({ base }: Jdks, jars: readonly string[], classes: string): void {
  const sources = readdirSync(programs).map((name) => join(programs, name));
  const options = [
    '-Xlint:all,-path,-processing',
    '-XDignore.symbol.file',
    '-Werror',
    '-cp',
    jars.join(':'),
    '-d',
    classes,
  ];
  const { status, stderr } = spawnSync(programOf(base, 'javac'), [...options, ...sources], { encoding: 'utf8' });
  if (status !== 0) throw new Error(`test/jvm/java does not compile:\n${stderr}`);
}
