/** The CRaC dependency in build files: where it goes, how it is written, and when it is not needed. */
import { XmlDocument, parseXml } from '@rgrove/parse-xml';
import { parse as parseToml } from 'smol-toml';
import { describe, expect, it } from 'vitest';
import { cracDependency } from '../../src/fixes/build-file/crac-dependency.ts';
import { applyEdits } from '../../src/fixes/text-edits.ts';
import { buildFileCases, type BuildFileCase } from '../helpers/build-file-cases.ts';

const source = 'src/main/java/shop/Handler.java';

/** The files with the suggestion applied; null when there is none. */
function changed(files: Readonly<Record<string, string>>, of = source): Record<string, string> | null {
  const suggestion = cracDependency(of, (path) => files[path] ?? null);
  if (suggestion === null) return null;
  const entries = Object.entries(files).map(([path, text]) => {
    const edits = suggestion.edits.filter(({ file }) => file === path);
    return [path, applyEdits(text, edits)] as const;
  });
  return Object.fromEntries(entries.filter(([path, text]) => text !== files[path]));
}

/** Gradle's scripts are code: only Maven's files and catalogues are read back. */
function hasData({ result }: BuildFileCase): boolean {
  return Object.keys(result ?? {}).some((path) => /\.(?:xml|toml)$/u.test(path));
}

describe('the org.crac dependency', () => {
  it.each(buildFileCases)('$name', ({ files, result }) => {
    expect(changed(files)).toEqual(result);
  });

  it.each(buildFileCases.filter(hasData))('$name: the result is well-formed', ({ result }) => {
    for (const [path, text] of Object.entries(result ?? {})) {
      if (path.endsWith('.xml')) expect(parseXml(text)).toBeInstanceOf(XmlDocument);
      if (path.endsWith('.toml')) expect(parseToml(text)).toHaveProperty('libraries');
    }
  });

  it('goes into the module of the source, not into one above it', () => {
    const files = {
      'build.gradle': 'dependencies {\n}\n',
      'orders/build.gradle': "dependencies {\n    api 'a:b:1'\n}\n",
    };
    expect(changed(files, `orders/${source}`)).toEqual({
      'orders/build.gradle': "dependencies {\n    api 'a:b:1'\n    implementation 'org.crac:crac:1.5.0'\n}\n",
    });
  });

  it('is not added for a source outside the project', () => {
    expect(changed({ 'pom.xml': '<project></project>' }, `../other/${source}`)).toBeNull();
  });
});
