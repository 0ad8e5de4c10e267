import type { CatalogueEntry } from './entry.ts';
import { sinks } from './sinks.generated.ts';

/** How a fact is looked up: the spelling of a call, without its module. */
type Spelling = string;

/** Entries by module and spelling. */
export interface Catalogue {
  /** Entries of `module` for a spelling (`Pool`, `Pool#query`, `crypto.randomUUID`); empty when there are none. */
  readonly find: (module: string, spelling: Spelling) => readonly CatalogueEntry[];
  /** Entries for an AWS SDK v3 command, whichever client sends it; empty when there are none. */
  readonly command: (name: string) => readonly CatalogueEntry[];
  /** Entries for importing a module at all; empty when there are none. */
  readonly onImport: (module: string) => readonly CatalogueEntry[];
}

const COMMAND = /^send\(new (?<command>\w+)\(\)\)$/u;

/** Spellings under which a call of the entry may be written: as a static member and as a member of a result. */
function spellingsOf({ export: name, member }: CatalogueEntry): readonly Spelling[] {
  if (member === null) return [name];
  const fixed = /^\(static\) (?<name>\w+)$/u.exec(member)?.groups?.name;
  if (fixed !== undefined) return [`${name}.${fixed}`];
  if (member === '(tagged query)') return [`${name}#\`\``];
  if (member === '(invoked)') return [`${name}#()`];
  if (member === '()') return [`${name}#()`];
  if (member === '(any)') return [`${name}.*`];
  if (member === '(model query)') return [`${name}#*.*`];
  if (name === 'default') return [member, `default#${member}`];
  return [`${name}.${member}`, `${name}#${member}`];
}

/**
 * Indexes entries.
 * @param entries the facts; one may occur several times with different conditions
 */
export function indexCatalogue(entries: readonly CatalogueEntry[]): Catalogue {
  const bySpelling = new Map<string, CatalogueEntry[]>();
  const add = (key: string, entry: CatalogueEntry): void => {
    const known = bySpelling.get(key);
    if (known === undefined) bySpelling.set(key, [entry]);
    else known.push(entry);
  };
  for (const entry of entries) {
    const command = COMMAND.exec(entry.member ?? '')?.groups?.command;
    if (command !== undefined) add(`command|${command}`, entry);
    else if (entry.member === '(import)') add(`import|${entry.module}`, entry);
    else for (const spelling of spellingsOf(entry)) add(`${entry.module}|${spelling}`, entry);
  }
  return {
    find: (module, spelling) => bySpelling.get(`${module}|${spelling}`) ?? [],
    command: (name) => bySpelling.get(`command|${name}`) ?? [],
    onImport: (module) => bySpelling.get(`import|${module}`) ?? [],
  };
}

/** The catalogue that comes with the plugin. */
export const catalogue: Catalogue = indexCatalogue(sinks);
