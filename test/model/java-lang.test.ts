/** What every compilation unit imports is what a JDK declares. */
import { expect, it } from 'vitest';
import { JAVA_LANG } from '../../src/model/java-lang.ts';
import { allJdkSources, JDK_SOURCES_MISSING } from '../java-ast/jdk-sources.ts';
import { openZip } from '../java-ast/zip.ts';

it('java.lang has the public types of the JDKs that are installed, and these are known', () => {
  const declared = new Set<string>();
  for (const path of allJdkSources()) {
    const zip = openZip(path);
    for (const entry of zip.entries) {
      const name = /^(?:java\.base\/)?java\/lang\/(\w+)\.java$/u.exec(entry.name)?.[1];
      if (name === undefined) continue;
      const declaration = new RegExp(
        `^\\s*public [\\w\\s-]*(?:class|interface|enum|record|@interface) ${name}\\b`,
        'mu',
      );
      if (declaration.test(entry.read().toString('utf8'))) declared.add(name);
    }
    zip.close();
  }
  expect(declared.size, JDK_SOURCES_MISSING).toBeGreaterThan(90);
  expect([...declared].filter((name) => !JAVA_LANG.has(name))).toEqual([]);
});
