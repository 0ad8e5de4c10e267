import { readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { parseWithJavaParser } from '../../src/java-ast/java-parser.ts';
import { loadOrchard } from '../../src/java-ast/orchard.ts';
import type { OrchardParser } from '../../src/java-ast/orchard.ts';
import { parseJava } from '../../src/java-ast/parse.ts';
import { disagreement } from './front-ends.ts';
import { findJdkSources, javaBaseFiles, JDK_SOURCES_MISSING } from './jdk-sources.ts';
import { openZip } from './zip.ts';

const FIXTURES = new URL('../fixtures/java-ast/', import.meta.url).pathname;
const BEYOND_JAVA_PARSER = join(FIXTURES, 'beyond-java-parser');
const BEYOND_ORCHARD = join(FIXTURES, 'beyond-orchard');

/** One file in so many is compared here; `npm run test:corpus` compares all of all modules. */
const EVERY = Math.max(1, Number(process.env.SNAPSAFE_EVERY ?? 20));
const JDK_TIMEOUT_MILLISECONDS = 15 * 60_000;
const MAX_REPORTED = 10;

let orchard: OrchardParser;

beforeAll(async () => {
  orchard = await loadOrchard();
});

function javaFilesIn(directory: string): string[] {
  return readdirSync(directory)
    .filter((name) => name.endsWith('.java'))
    .map((name) => join(directory, name));
}

describe('both front ends give the same tree', () => {
  test.each(javaFilesIn(FIXTURES).map((path) => [basename(path), path]))('for %s', (_name, path) => {
    expect(disagreement(orchard, readFileSync(path, 'utf8'))).toBeNull();
  });

  test(
    `for ${EVERY === 1 ? 'every file' : `one file in ${EVERY}`} of java.base`,
    () => {
      const path = findJdkSources(process.env);
      if (path === null) throw new Error(JDK_SOURCES_MISSING);
      const zip = openZip(path);
      const files = javaBaseFiles(zip.entries).filter((_file, index) => index % EVERY === 0);
      const disagreements = files.flatMap((file) => {
        const text = disagreement(orchard, file.read().toString('utf8'));
        return text === null ? [] : [`${file.name}: ${text}`];
      });
      zip.close();
      expect(files.length).toBeGreaterThan(100);
      const reported = disagreements.slice(0, MAX_REPORTED).join('\n\n');
      expect(disagreements, `${disagreements.length} of ${files.length} files differ\n${reported}`).toEqual([]);
    },
    JDK_TIMEOUT_MILLISECONDS,
  );
});

/** Valid Java that java-parser refuses, with its message. */
const REFUSED_BY_JAVA_PARSER = [
  ['AnnotatedDimension.java', "unexpected ']'"],
  ['ConstructorCallOnExpression.java', "unexpected '.'"],
  ['GenericOuterReference.java', "unexpected '.'"],
  ['GuardOfOneName.java', "expecting '->' but found 'default'"],
  ['ModuleImport.java', "java-parser does not know module imports ('import module java.base;')"],
] as const;

describe('what one grammar does not know', () => {
  test.each(REFUSED_BY_JAVA_PARSER)('java-parser refuses %s, which the default front end reads', (name, message) => {
    const text = readFileSync(join(BEYOND_JAVA_PARSER, name), 'utf8');
    const strict = parseWithJavaParser(text);
    expect(!strict.ok && strict.error.message).toBe(message);
    expect(orchard.parse(text).errors).toEqual([]);
  });

  test('the list of what java-parser refuses is complete', () => {
    const names = javaFilesIn(BEYOND_JAVA_PARSER).map((path) => basename(path));
    expect(names.sort()).toEqual(REFUSED_BY_JAVA_PARSER.map(([name]) => name));
  });

  test.each(javaFilesIn(BEYOND_ORCHARD).map((path) => [basename(path), path]))(
    'the default front end finds errors in %s, which java-parser reads and so is read without errors',
    async (_name, path) => {
      const text = readFileSync(path, 'utf8');
      expect(orchard.parse(text).errors).not.toEqual([]);
      const strict = parseWithJavaParser(text);
      expect(await parseJava(text, { parser: 'orchard' })).toEqual({ unit: strict.ok && strict.unit, errors: [] });
    },
  );
});
