// @ts-check
/** Where the sources that are measured come from. */
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { generateProject } from './generate.mjs';

const JVM_DIRECTORY = '/usr/lib/jvm';

/** Kept between runs: what is unpacked or generated once is the same the next time. */
const kept = join(tmpdir(), 'snapsafe-bench-corpora');

/** @typedef {{ readonly name: string, readonly directory: string }} Corpus */

/**
 * The sources of java.base, unpacked from the src.zip of a JDK: that of SNAPSAFE_JDK_SRC, else the first below /usr/lib/jvm.
 * @returns {Corpus}
 */
export function javaBase() {
  const zip = process.env.SNAPSAFE_JDK_SRC ?? installedSources()[0];
  if (zip === undefined || !existsSync(zip)) {
    throw new Error('no sources of a JDK: install the Debian package openjdk-17-source, or set SNAPSAFE_JDK_SRC');
  }
  const directory = join(kept, zip.replaceAll(/[^\w.]+/g, '-'));
  if (!existsSync(join(directory, 'java.base'))) {
    mkdirSync(directory, { recursive: true });
    const { status, stderr, error } = spawnSync('jar', ['--extract', '--file', resolve(zip), 'java.base'], {
      cwd: directory,
      encoding: 'utf8',
    });
    if (status !== 0) throw new Error(`jar cannot unpack ${zip}: ${error?.message ?? stderr}`);
  }
  return { name: 'java.base', directory: join(directory, 'java.base') };
}

function installedSources() {
  if (!existsSync(JVM_DIRECTORY)) return [];
  return readdirSync(JVM_DIRECTORY)
    .sort()
    .map((home) => join(JVM_DIRECTORY, home, 'lib/src.zip'))
    .filter((path) => existsSync(path));
}

/** A module of 100 files, about 167 lines each in the mean. */
const MODULE = { handlers: 3, depth: 4, files: 100, lines: 205 };

/** @type {Map<number, Corpus & ReturnType<typeof generateProject>>} */
const generated = new Map();

/**
 * A generated project of `files` Java files (a multiple of 100), with the number of its findings.
 * @param {number} files
 */
export function generatedProject(files) {
  const known = generated.get(files);
  if (known !== undefined) return known;
  const directory = join(kept, `generated-${files}`);
  const totals = generateProject(directory, { ...MODULE, modules: files / MODULE.files });
  const corpus = { name: `generated, ${files} files`, directory, ...totals };
  generated.set(files, corpus);
  return corpus;
}

/**
 * All files whose names end with .java.
 * @param {string} directory
 * @returns {string[]} sorted, with the directory
 */
export function javaFilesBelow(directory) {
  return readdirSync(directory, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.java'))
    .sort()
    .map((name) => join(directory, name));
}
