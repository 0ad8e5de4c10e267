/** What cases are made of: real files that belong together. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { collectFixtures, filesBelow, type FixtureFile } from '../helpers/fixtures.ts';
import { findJdkSources, JDK_SOURCES_MISSING } from '../java-ast/jdk-sources.ts';
import { openZip, type ZipEntry } from '../java-ast/zip.ts';
import type { Random } from './random.ts';

/** `path` is relative to the project's directory. */
export type File = FixtureFile;

function once<T>(make: (root: string) => T): (root: string) => T {
  let made: { readonly value: T } | null = null;
  return (root) => (made ??= { value: make(root) }).value;
}

/** Fixtures of rules and engine, samples of grammar, and the example with its build file and template. */
const examples = once((root): readonly (readonly File[])[] => [
  ...['rules', 'engine'].flatMap((name) =>
    collectFixtures(join(root, 'test/fixtures', name)).map(({ files, projectFiles = [] }) => [
      ...files,
      ...projectFiles,
    ]),
  ),
  filesBelow(join(root, 'examples/orders'), (path) =>
    /^(?!target).*\.(?:java|xml|ya?ml|properties|gradle|json)$/u.test(path),
  ),
  ...readdirSync(join(root, 'test/fixtures/java-ast'))
    .filter((name) => name.endsWith('.java'))
    .map((name) => [{ path: name, text: readFileSync(join(root, 'test/fixtures/java-ast', name), 'utf8') }]),
]);

/** A project of a few sources, often with a defect. `root` is the directory of this project. */
export function anyExample(random: Random, root: string): readonly File[] {
  return random.pick(examples(root));
}

const allFiles = (directory: string): readonly File[] => filesBelow(directory, () => true);

/** One of the samples of build files, templates, settings and scripts. */
export function project(root: string, name: string): readonly File[] {
  return allFiles(join(root, 'test/fixtures/fuzz', name));
}

/** All samples but that of the configuration, and the fixtures of handlers in JavaScript. */
export const projects = once((root): readonly (readonly File[])[] => {
  const names = readdirSync(join(root, 'test/fixtures/fuzz')).filter((name) => name !== 'configuration');
  const scripts = join(root, 'test/fixtures/scripts');
  return [
    ...names.map((name) => project(root, name)),
    ...readdirSync(scripts).flatMap((topic) =>
      readdirSync(join(scripts, topic)).map((name) => allFiles(join(scripts, topic, name))),
    ),
  ];
});

/** Tables of characters and the like take seconds, and say nothing new. */
const MAX_LENGTH = 120_000;

const jdkEntries = once((): readonly ZipEntry[] => {
  const path = findJdkSources(process.env);
  if (path === null) throw new Error(JDK_SOURCES_MISSING);
  return openZip(path).entries.filter(({ name }) => /(?<!-info)\.java$/u.test(name));
});

/** One to three sources of the JDK that the system has, and a handler that calls what they declare. */
export function jdkFiles(random: Random): readonly File[] {
  const entries = jdkEntries('');
  const files = Array.from({ length: 1 + random.below(3) }, () => {
    const { name, read } = random.pick(entries);
    return { path: name, text: read().toString('utf8') };
  }).filter(({ text }) => text.length <= MAX_LENGTH);
  const calls = files.flatMap(({ text }) => callsOf(text));
  const handler = `package fuzz;
import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
public class FuzzedHandler implements RequestHandler<String, String> {
${calls.map((call, index) => `  private static final Object a${String(index)} = ${call};\n`).join('')}
  public String handleRequest(String input, Context context) { return input + ${calls.map((_, n) => `a${String(n)}`).join(' + ') || '""'}; }
}
`;
  return [...files, { path: 'fuzz/src/FuzzedHandler.java', text: handler }];
}

const TYPE = /^(?:public |final |abstract |sealed )*(?:class|enum|interface|record) (\w+)/mu;
const MAX_CALLS = 12;

/** Creations and static calls of what a file declares; they need not compile. */
function callsOf(text: string): readonly string[] {
  const [, packageName = ''] = /^package ([\w.]+);/mu.exec(text) ?? [];
  const [, type] = TYPE.exec(text) ?? [];
  if (type === undefined) return [];
  const name = packageName === '' ? type : `${packageName}.${type}`;
  const members = [...text.matchAll(/\bpublic (static )?[\w<>[\],.? ]+? (\w+)\(([^()]{0,200})\)/gu)];
  const calls = members.map(([, isStatic, member = '', parameters = '']) => {
    const list = parameters.trim() === '' ? [] : parameters.split(',').map(() => 'null');
    return `${isStatic === undefined ? `new ${name}()` : name}.${member}(${list.join(', ')})`;
  });
  return [`new ${name}()`, ...calls.slice(0, MAX_CALLS)];
}
