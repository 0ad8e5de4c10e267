/** Application settings: `application.properties` and `application.yml` of Spring, Micronaut and Quarkus, with profiles. */
import type { Problem } from '../types.ts';
import { profileInName } from './application-names.ts';
import type { Located } from './located.ts';
import { readPropertyLines } from './properties.ts';
import type { PropertyFact } from './types.ts';
import { readYaml } from './yaml.ts';

/** Settings of one document. `profile` is an expression as written, null when the document always holds. */
export interface SettingsDocument {
  readonly profile: string | null;
  readonly properties: ReadonlyMap<string, PropertyFact>;
}

export interface SettingsRead {
  /** In the order of the text: a later document wins. */
  readonly documents: readonly SettingsDocument[];
  readonly problems: readonly Problem[];
}

const ACTIVATION_KEYS = [
  'spring.config.activate.on-profile',
  'spring.profiles',
  'spring.config.activate.on-cloud-platform',
];

/**
 * Reads one file by the form that its name says. The profile is the suffix of the name (`application-prod.yml`), and in it
 * or without it that of a document (`spring.config.activate.on-profile`), or the prefix of a key (`%prod.` of Quarkus).
 */
export function readApplicationFile(text: string, file: string): SettingsRead {
  const suffix = profileInName(file);
  if (file.endsWith('.properties')) {
    return { documents: splitDocuments(text, file).flatMap((one) => withProfiles(one, suffix)), problems: [] };
  }
  const { documents, problem } = readYaml(text, file);
  return {
    documents: problem === null ? documents.flatMap((one) => withProfiles(flattened(one, file), suffix)) : [],
    problems: problem === null ? [] : [problem],
  };
}

/** Spring ends a document of a properties file with a comment of `#---` or `!---`. */
function splitDocuments(text: string, file: string): readonly Map<string, PropertyFact>[] {
  const documents = [new Map<string, PropertyFact>()];
  for (const one of readPropertyLines(text)) {
    if ('comment' in one) {
      if (/^[#!]---\s*$/u.test(one.comment)) documents.push(new Map());
    } else {
      documents.at(-1)?.set(one.key, { value: one.value, file, line: one.line });
    }
  }
  return documents;
}

/** Maps become dotted keys, lists get indexes (`a[0]`), as Spring and Micronaut have them. */
function flattened(root: Located, file: string): Map<string, PropertyFact> {
  const properties = new Map<string, PropertyFact>();
  const visit = (value: Located, key: string, line: number): void => {
    if (value.kind === 'map') {
      for (const [name, entry] of value.entries) visit(entry.value, key === '' ? name : `${key}.${name}`, entry.line);
    } else if (value.kind === 'list') {
      for (const [index, item] of value.items.entries()) visit(item, `${key}[${index}]`, item.line);
    } else if (key !== '') {
      properties.set(key, { value: value.text, file, line });
    }
  };
  visit(root, '', 1);
  return properties;
}

function withProfiles(properties: Map<string, PropertyFact>, suffix: string | null): readonly SettingsDocument[] {
  const own = ACTIVATION_KEYS.map((key) => activation(properties, key)).find((profile) => profile !== null) ?? null;
  const profile = suffix !== null && own !== null ? `${suffix} & ${own}` : (suffix ?? own);
  const always = new Map<string, PropertyFact>();
  const byPrefix = new Map<string, Map<string, PropertyFact>>();
  for (const [key, property] of properties) {
    // Quarkus: `%prod.key`, several as `%{a,b}.key`; quoted in YAML.
    const match = /^"?%(?:\{([^}]+)\}|([\w-]+))"?\.(.+)$/u.exec(key);
    if (match === null) always.set(key, property);
    for (const name of match === null ? [] : (match[1] ?? match[2] ?? '').split(',')) {
      const found = byPrefix.get(name.trim()) ?? new Map<string, PropertyFact>();
      byPrefix.set(name.trim(), found.set(match?.[3] ?? '', property));
    }
  }
  return [
    { profile, properties: always },
    ...[...byPrefix].map(([name, found]) => ({ profile: name, properties: found })),
  ];
}

/** A profile key may be a list. */
function activation(properties: ReadonlyMap<string, PropertyFact>, key: string): string | null {
  const values = [...properties].filter(([name]) => name === key || name.startsWith(`${key}[`));
  return values.length === 0 ? null : values.map(([, property]) => property.value).join(',');
}
