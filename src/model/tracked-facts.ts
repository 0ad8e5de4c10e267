/**
 * A file's facts that tell a `Memory` when they are read, and what they keep of themselves when the file changes: a member that
 * says the same at another place stays the same object, moved there. Whatever was found out about it holds on.
 */
import { isAlike, moveTo } from './alike.ts';
import type { FieldFact, FileFacts, InitializerFact, MethodFact, TypeFact } from './facts.ts';
import { isSameList, type Memory } from './memory.ts';

/** A fact with a body, told when the body is read. It stays the same object while only the body changes. */
class TrackedMember<T extends MethodFact | InitializerFact> {
  /** Token of the body. */
  readonly token = {};
  readonly tracked: T;
  private plain: T;

  constructor(plain: T, memory: Memory) {
    this.plain = plain;
    const copy: Record<string, unknown> = {};
    const get = (): T['body'] => {
      memory.note(this.token);
      return this.plain.body;
    };
    for (const key of Object.keys(plain)) {
      // A body that comes from the cache is decoded when it is first read.
      if (key === 'body') Object.defineProperty(copy, key, { enumerable: true, get });
      else copy[key] = plain[key as keyof T];
    }
    this.tracked = copy as unknown as T;
  }

  get body(): T['body'] {
    return this.plain.body;
  }

  isDeclaredLike(next: T): boolean {
    return isAlike(this.plain, next, BODY);
  }

  /** Takes the place and the body of a fact that is declared alike. Whether the body says something else now. */
  renew(next: T): boolean {
    const isSame = isAlike(this.plain.body, next.body);
    moveTo(this.plain, next, isSame ? undefined : BODY);
    if (!isSame) this.plain = { ...this.plain, body: next.body };
    return !isSame;
  }
}

interface TrackedType {
  readonly tracked: TypeFact;
  readonly fields: readonly FieldFact[];
  readonly methods: readonly TrackedMember<MethodFact>[];
  readonly initializers: readonly TrackedMember<InitializerFact>[];
  /** Token of which members there are, with all but their bodies. */
  readonly members: object;
}

/** The facts of one file, for the life of one memory. */
export interface TrackedFile {
  readonly facts: FileFacts;
  readonly types: readonly TrackedType[];
  /** Token of imports, of which types there are and of their headers. */
  readonly outline: object;
  /** Token of the line table. */
  readonly lines: object;
  /** Token of the words, created classes and qualified names. */
  readonly words: object;
}

const WORDS = ['words', 'created', 'qualified'] as const satisfies readonly (keyof FileFacts)[];
const BODY: ReadonlySet<string> = new Set(['body']);
const MEMBERS: ReadonlySet<string> = new Set(['fields', 'methods', 'initializers']);
const HEADER = [
  'kind',
  'modifiers',
  'annotations',
  'typeParameters',
  'superclass',
  'interfaces',
  'recordComponents',
] as const satisfies readonly (keyof TypeFact)[];

/** Facts that tell `memory` when bodies, lists of members or line tables are read. */
export function trackedFile(facts: FileFacts, memory: Memory): TrackedFile {
  const outline = {};
  const types = facts.types.map((plain) => newType(plain, memory, outline));
  return assembled(facts, types, { outline, lines: {}, words: {} }, memory);
}

/**
 * Whether two versions of a file have the same types in the same order, with the same headers, and the same imports, whatever
 * their members: then names mean the same in the whole project, and its hierarchy is as before.
 */
export function hasSameOutline(before: FileFacts, after: FileFacts): boolean {
  return (
    before.packageName === after.packageName &&
    before.types.length === after.types.length &&
    isAlike(before.imports, after.imports) &&
    before.types.every((type, index) => isAlike(type, after.types[index], MEMBERS))
  );
}

/**
 * Makes facts for `next` of what is alike in it and in `before`, and what is new. Gives the tokens of what is gone; that of the
 * outline, which stays the file's, is for the caller to give up when imports or headers are others.
 */
export function carriedOver(
  before: TrackedFile,
  next: FileFacts,
  memory: Memory,
): { readonly file: TrackedFile; readonly gone: readonly object[] } {
  const gone: object[] = [];
  const free = new Map(before.types.map((known) => [known.tracked.binaryName, known]));
  const types = next.types.map((type) => {
    const known = free.get(type.binaryName);
    free.delete(type.binaryName);
    if (known === undefined) return newType(type, memory, before.outline);
    return carriedType(known, type, memory, before.outline, gone);
  });
  for (const { members, methods, initializers } of free.values()) {
    gone.push(members, ...[...methods, ...initializers].map(({ token }) => token));
  }
  const isSameTable = isAlike(before.facts.lineStarts, next.lineStarts);
  if (!isSameTable) gone.push(before.lines);
  const hasSameWords = WORDS.every((key) => isAlike(before.facts[key], next[key]));
  if (!hasSameWords) gone.push(before.words);
  const { outline } = before;
  const tokens = { outline, lines: isSameTable ? before.lines : {}, words: hasSameWords ? before.words : {} };
  return { file: assembled(next, types, tokens, memory), gone };
}

function assembled(
  facts: FileFacts,
  types: readonly TrackedType[],
  { outline, lines, words }: Pick<TrackedFile, 'outline' | 'lines' | 'words'>,
  memory: Memory,
): TrackedFile {
  const copy = { ...facts, types: types.map(({ tracked }) => tracked) };
  watched(copy, ['imports', 'types'], outline, memory);
  watched(copy, ['lineStarts'], lines, memory);
  watched(copy, WORDS, words, memory);
  return { facts: copy, types, outline, lines, words };
}

function newType(plain: TypeFact, memory: Memory, outline: object): TrackedType {
  return trackedType(plain, memory, outline, {
    fields: plain.fields,
    methods: plain.methods.map((method) => new TrackedMember(method, memory)),
    initializers: plain.initializers.map((one) => new TrackedMember(one, memory)),
    members: {},
  });
}

function carriedType(
  before: TrackedType,
  next: TypeFact,
  memory: Memory,
  outline: object,
  gone: object[],
): TrackedType {
  const fields = next.fields.map((field) => {
    const known = before.fields.find((one) => one.name === field.name && isAlike(one, field));
    if (known !== undefined) moveTo(known, field);
    return known ?? field;
  });
  const methods = carriedMembers(before.methods, next.methods, ({ name }) => name, memory, gone);
  const initializers = carriedMembers(before.initializers, next.initializers, ({ field }) => field ?? '', memory, gone);
  const isSame =
    isSameList(fields, before.fields) &&
    isSameList(methods, before.methods) &&
    isSameList(initializers, before.initializers);
  const members = isSame ? before.members : {};
  if (!isSame) gone.push(before.members);
  const parts = { fields, methods, initializers, members };
  if (!isAlike(before.tracked, next, MEMBERS)) return trackedType(next, memory, outline, parts);
  moveTo(before.tracked, next, MEMBERS);
  return isSame ? before : trackedType(before.tracked, memory, outline, parts);
}

/** The members of `next`: those of `before` that are declared alike, with the bodies they have now, and new ones. */
function carriedMembers<T extends MethodFact | InitializerFact>(
  before: readonly TrackedMember<T>[],
  next: readonly T[],
  nameOf: (fact: T) => string,
  memory: Memory,
  gone: object[],
): readonly TrackedMember<T>[] {
  const free = new Map<string, TrackedMember<T>[]>();
  for (const member of before) {
    const known = free.get(nameOf(member.tracked));
    if (known === undefined) free.set(nameOf(member.tracked), [member]);
    else known.push(member);
  }
  const members = next.map((fact) => {
    const candidates = free.get(nameOf(fact)) ?? [];
    // Blocks without a name are declared alike all: one that says the same goes first.
    const same = candidates.findIndex((one) => one.isDeclaredLike(fact) && isAlike(one.body, fact.body));
    const index = same < 0 ? candidates.findIndex((one) => one.isDeclaredLike(fact)) : same;
    const [known] = index < 0 ? [] : candidates.splice(index, 1);
    if (known?.renew(fact) === true) gone.push(known.token);
    return known ?? new TrackedMember(fact, memory);
  });
  gone.push(...[...free.values()].flat().map(({ token }) => token));
  return members;
}

/** The header of `plain` over members. */
function trackedType(
  plain: TypeFact,
  memory: Memory,
  outline: object,
  parts: Omit<TrackedType, 'tracked'>,
): TrackedType {
  const { fields, methods, initializers, members } = parts;
  const copy: TypeFact = {
    ...plain,
    fields,
    methods: methods.map(({ tracked }) => tracked),
    initializers: initializers.map(({ tracked }) => tracked),
  };
  watched(copy, HEADER, outline, memory);
  return { tracked: watched(copy, ['fields', 'methods', 'initializers'], members, memory), ...parts };
}

/** Replaces properties of `copy` by accessors that note `token`. Gives `copy`. */
function watched<T extends object>(copy: T, keys: readonly (keyof T & string)[], token: object, memory: Memory): T {
  for (const key of keys) {
    const value = copy[key];
    Object.defineProperty(copy, key, {
      enumerable: true,
      get: () => {
        memory.note(token);
        return value;
      },
    });
  }
  return copy;
}
