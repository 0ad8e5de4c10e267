/** Before the first proof: finds the JDKs, resolves the jars and compiles the Java programs of test/jvm/java and test/oracle. */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { TestProject } from 'vitest/node';
import { resolveJars } from './jars.ts';
import { findJdks, programOf, type Jdk, type Jdks } from './jdks.ts';

/** What the proofs are made with. */
export interface Workshop {
  readonly jdks: Jdks;
  /** Absolute paths. */
  readonly jars: readonly string[];
  /** Where those Java programs were compiled to. */
  readonly classes: string;
}

declare module 'vitest' {
  export interface ProvidedContext {
    workshop: Workshop;
  }
}

/** Prepares the workshop and hands it to the test files; gives what removes it. Throws a sentence when a tool is missing. */
export function setup(project: TestProject): () => void {
  const jdks = findJdks(process.env);
  const jars = resolveJars();
  const classes = mkdtempSync(join(tmpdir(), 'snapsafe-jvm-'));
  compilePrograms(jdks.base, allPrograms(), jars, classes);
  project.provide('workshop', { jdks, jars, classes });
  return () => rmSync(classes, { recursive: true, force: true });
}

/** All Java programs: those of test/jvm/java and those of test/oracle. */
function allPrograms(): readonly string[] {
  return [...programsIn('../java'), ...oraclePrograms()];
}

/** What the comparison with javac consists of. */
export function oraclePrograms(): readonly string[] {
  return [
    ...programsIn('../../oracle'),
    ...['Wire.java', 'MemorySource.java'].map((name) => pathOf(`../java/${name}`)),
  ];
}

function programsIn(folder: string): readonly string[] {
  return readdirSync(pathOf(folder))
    .filter((name) => name.endsWith('.java'))
    .map((name) => join(pathOf(folder), name));
}

function pathOf(path: string): string {
  return fileURLToPath(new URL(path, import.meta.url));
}

/** Compiles Java programs of the tests to `classes`. Throws what javac says against them. */
export function compilePrograms(jdk: Jdk, programs: readonly string[], jars: readonly string[], classes: string): void {
  const options = [
    '-Xlint:all,-classfile,-path,-processing',
    '-XDignore.symbol.file',
    '-Werror',
    '-cp',
    jars.join(':'),
    '-d',
    classes,
  ];
  const given = [...options, ...new Set(programs)];
  const { status, stderr } = spawnSync(programOf(jdk, 'javac'), given, { encoding: 'utf8' });
  if (status !== 0) throw new Error(`the Java programs of the tests do not compile:\n${stderr}`);
}
