/** Java source text of a call that selects one catalogue entry: receiver, arguments and what has to stand before it. */
import { filledArgument } from '../../../src/knowledge/behaviour.ts';
import { catalogueFor } from '../../../src/knowledge/catalogue.ts';
import type { CatalogueEntry } from '../../../src/knowledge/entry.ts';
import { isLibraryType, libraryType, returnTypeOf } from '../../../src/knowledge/signatures.ts';
import { settingsHolderOf, valueFor } from './settings.ts';
import { specialCallOf } from './special-calls.ts';
import { textFor } from './texts.ts';

/** The call as statements to run first and an expression whose value is what a class may keep of it. */
export interface GeneratedCall {
  readonly statements: readonly string[];
  readonly kept: string;
  /** Declarations the call needs in its class. */
  readonly members: readonly string[];
  /** Qualified names to import. */
  readonly imports: readonly string[];
}

const MOST_ARGUMENTS = 16;

/** A call of the entry's member with an arity, a form and arguments that its condition asks for. */
export function callOf(entry: CatalogueEntry): GeneratedCall {
  const simple = entry.type.slice(entry.type.lastIndexOf('.') + 1);
  const members = ['private static native Object argument();'];
  const statements: string[] = [];
  const given = argumentsFor(entry, arityFor(entry), members);
  let receiver = simple;
  const special = specialCallOf(entry);
  if (special?.receiver !== undefined) {
    receiver = special.receiver;
  } else if (!entry.isStatic && entry.member !== '<init>') {
    members.push(`private static native ${simple} receiver();`);
    receiver = 'receiver()';
  }
  const holder = entry.when?.settings === undefined ? null : settingsHolderOf(entry);
  if (holder !== null) {
    statements.push(`var holder = ${holder.creation};`);
    for (const [name, test] of Object.entries(entry.when?.settings ?? {})) {
      if (holder.write !== null) statements.push(`${holder.write(name, valueFor(test))};`);
    }
    if (holder.argument === null) receiver = holder.use;
    else given[holder.argument] = holder.use;
  }
  const filled = filledArgument(entry.type, entry.member);
  if (filled !== null && filled < given.length) {
    statements.push('byte[] filled = new byte[16];');
    given[filled] = 'filled';
  }
  const kept = keepResult(entry, receiver, given, statements, filled);
  if (special?.then === undefined) return { statements, kept, members, imports: [entry.type] };
  statements.push(`var result = ${kept};`, ...special.then.statements);
  return { statements, kept: special.then.kept, members, imports: [entry.type] };
}

/** Gives the expression to keep; for a member without result, what it worked on. */
function keepResult(
  entry: CatalogueEntry,
  receiver: string,
  given: readonly string[],
  statements: string[],
  filled: number | null,
): string {
  const list = given.join(', ');
  if (entry.member === '<init>') return `new ${receiver}(${list})`;
  const isVoid = returnTypeOf(entry.type, entry.member, given.length)?.type === 'void';
  if (!isVoid) return `${receiver}.${entry.member}(${list})`;
  const target = entry.isStatic || filled !== null ? receiver : 'target';
  if (target === 'target') statements.push(`var target = ${receiver};`);
  statements.push(`${target}.${entry.member}(${list});`);
  if (filled !== null) return 'filled';
  return entry.isStatic ? 'new Object()' : target;
}

/** An argument count of the entry's range that the library really has in the entry's form, the smallest one. */
function arityFor(entry: CatalogueEntry): number {
  const [least, most] = entry.arity ?? [0, MOST_ARGUMENTS];
  const needed = Math.max(least, positionsOf(entry) + 1);
  const counts = Array.from({ length: Math.max(0, most - needed) + 1 }, (_, index) => needed + index);
  const own = counts.filter((count) => catalogueFor(entry.type, entry.member, count).includes(entry));
  const declared = own.find((count) => returnTypeOf(entry.type, entry.member, count)?.isStatic === entry.isStatic);
  const arity = declared ?? own[0];
  if (arity === undefined) throw new Error(`no call selects ${entry.type}#${entry.member}`);
  return arity;
}

/** The highest argument position the condition speaks of; -1 for none. */
function positionsOf({ when }: CatalogueEntry): number {
  const positions = [
    ...Object.keys(when?.argumentTypes ?? {}).map(Number),
    ...Object.keys(when?.argumentMatches ?? {}).map(Number),
    ...(when?.constantArguments ?? []),
  ];
  return Math.max(-1, ...positions);
}

function argumentsFor(entry: CatalogueEntry, arity: number, members: string[]): string[] {
  return Array.from({ length: arity }, (_, index) => {
    const pattern = entry.when?.argumentMatches?.[String(index)];
    if (pattern !== undefined) return textFor(entry, index, pattern);
    if (entry.when?.constantArguments?.includes(index) === true) return '42';
    const type = entry.when?.argumentTypes?.[String(index)];
    if (type === undefined) return 'argument()';
    members.push(`private static native ${qualify(type.split('|')[0] ?? type, entry.type)} argument${index}();`);
    return `argument${index}()`;
  });
}

const JAVA_PACKAGES = ['java.lang', 'java.io', 'java.net', 'java.nio.file', 'java.security', 'java.sql'];

/** A simple name in a condition is a type of the JDK or of the entry's own library. */
function qualify(name: string, owner: string): string {
  if (name.includes('.') || /^[a-z]/u.test(name)) return name;
  const packages = [owner.slice(0, owner.lastIndexOf('.')), ...JAVA_PACKAGES];
  return packages.map((one) => `${one}.${name}`).find((one) => isLibraryType(one)) ?? name;
}

/** Whether the library's own signatures agree with the entry's form; true where nothing is known of the member. */
export function formAgrees(entry: CatalogueEntry): boolean {
  if (entry.member === '<init>' || libraryType(entry.type) === undefined) return true;
  const declared = Object.entries(libraryType(entry.type)?.methods ?? {}).filter(
    ([key]) => key.slice(0, key.indexOf('/')) === entry.member,
  );
  return declared.length === 0 || declared.some(([, type]) => type.startsWith('static ') === entry.isStatic);
}
