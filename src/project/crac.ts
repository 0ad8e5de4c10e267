/** Signs of CRaC in texts that start programs: flags of the JVM, `jcmd`, container images. */
import { entriesOf } from './located.ts';
import type { Located } from './located.ts';
import type { CracUse, CracUseKind } from './types.ts';
import { readYaml } from './yaml.ts';

const FLAGS: readonly (readonly [CracUseKind, RegExp])[] = [
  ['checkpoint', /-XX:CRaCCheckpointTo\b(?:=[^\s"',\]]*)?/gu],
  ['restore', /-XX:CRaCRestoreFrom\b(?:=[^\s"',\]]*)?/gu],
  ['engine', /-XX:CRaCEngine=[^\s"',\]]*/gu],
  ['resource-policies', /-Djdk\.crac\.resource-policies=[^\s"',\]]*/gu],
  ['spring-on-refresh', /-Dspring\.context\.checkpoint=onRefresh\b/gu],
  ['jcmd', /\bjcmd\b[^\n]{0,300}?\bJDK\.checkpoint\b/gu],
];

/** A use without its place. */
export type CracFlag = Pick<CracUse, 'kind' | 'text'>;

/** Whether a text may hold a sign of CRaC; for deciding whether to parse its file at all. */
export function mayUseCrac(text: string): boolean {
  return /CRaC|JDK\.checkpoint|spring\.context\.checkpoint|[-_:/.]crac\b/u.test(text);
}

/** The flags and commands in a text, in the order of {@link FLAGS}. */
export function cracFlags(text: string): readonly CracFlag[] {
  return FLAGS.flatMap(([kind, pattern]) => [...text.matchAll(pattern)].map(([flag]) => ({ kind, text: flag })));
}

/** Whether a container image is one with a CRaC JVM, by a part of its name or tag (`azul/zulu-openjdk:21-jre-crac`). */
export function isCracImage(image: string): boolean {
  return /(?:^|[-_:/.])crac(?:$|[-_:/.@])/iu.test(image);
}

/** The uses in a shell script, line by line; comments do not count. */
export function cracInScript(text: string, file: string): readonly CracUse[] {
  return text.split('\n').flatMap((content, index) => {
    if (/^\s*#/u.test(content)) return [];
    return cracFlags(content).map((flag) => ({ ...flag, file, line: index + 1 }));
  });
}

/** The uses in a YAML document that starts containers (Compose, Kubernetes): commands, variables, images. Broken YAML gives none. */
export function cracInYaml(text: string, file: string): readonly CracUse[] {
  const { documents, problem } = readYaml(text, file);
  return problem === null ? documents.flatMap((document) => usesIn(document, file)) : [];
}

function usesIn(root: Located, file: string): CracUse[] {
  const uses: CracUse[] = [];
  const stack: { readonly value: Located; readonly isImage: boolean }[] = [{ value: root, isImage: false }];
  for (let item = stack.pop(); item !== undefined; item = stack.pop()) {
    const { value, isImage } = item;
    if (value.kind === 'scalar') {
      const { text, line } = value;
      for (const flag of cracFlags(text)) uses.push({ ...flag, file, line });
      if (isImage && isCracImage(text)) uses.push({ kind: 'base-image', text, file, line });
    } else if (value.kind === 'list') {
      stack.push(...value.items.map((one) => ({ value: one, isImage: false })));
    } else {
      stack.push(...entriesOf(value).map(([key, entry]) => ({ value: entry.value, isImage: key === 'image' })));
    }
  }
  return uses;
}
