/**
 * What a change of imports, of headers of types, or of which types there are reaches: the files in which a name may mean
 * something else now, and what was asked of the project as a whole.
 */
import { NamesInType, type DeclaredType, type TypeModel } from './declared-type.ts';
import type { FileFacts } from './facts.ts';
import type { JavaType } from './java-type.ts';
import { partsNaming, type TypesChanged } from './type-table.ts';

/** Project types by a direct supertype of theirs. */
export type SubtypeIndex = ReadonlyMap<TypeModel, readonly TypeModel[]>;

/** A file's new facts, and whether imports and headers say what they did. */
export interface ReplacedFile {
  readonly previous: FileFacts;
  readonly next: FileFacts;
  readonly hasSameOutline: boolean;
}

/** What no longer holds: all that was found out with names in `files`, and the named pieces (see `Memory.noteNamed`). */
export interface NamesChanged {
  readonly files: ReadonlySet<FileFacts>;
  readonly pieces: readonly string[];
}

export const NO_NAMES_CHANGED: NamesChanged = { files: new Set(), pieces: [] };

/** Piece: which types there are. */
export const ALL_TYPES = 'types';

/** Piece: whether and where a type is declared that is written as `part`, alone or behind a dot. */
export function pieceOfName(part: string): string {
  return `type ${part}`;
}

/** Piece: which types have it as a direct or indirect supertype. */
export function pieceOfSubtypes(type: TypeModel): string {
  return `subtypes of ${type.qualifiedName}`;
}

/** What `namesAfter` asks, of the project as it is now. */
export interface Reshaped {
  readonly typesOf: (file: FileFacts) => readonly DeclaredType[];
  readonly supertypes: (type: TypeModel) => readonly JavaType[];
  /** Files that have one of the words, and perhaps others. */
  readonly mentioning: (words: ReadonlySet<string>) => readonly FileFacts[];
}

/**
 * Gives up what names were found to mean where they may mean something else, and says where that is. A name means another
 * type when its file's imports or headers changed, when a type of that name came or went, or when that befell a file that
 * declares a supertype of its class: its member types are inherited.
 */
export function namesAfter(
  reshaped: readonly FileFacts[],
  { gone, added }: TypesChanged,
  before: SubtypeIndex,
  { typesOf, supertypes, mentioning }: Reshaped,
): NamesChanged & { readonly isHierarchySame: boolean } {
  const names = new Set([...gone, ...added].flatMap(partsNaming));
  const naming = names.size === 0 ? [] : mentioning(names);
  const files = withHeirs([...reshaped, ...naming], gone, before, typesOf);
  const earlier = new Map<TypeModel, readonly TypeModel[]>();
  for (const type of [...gone, ...[...files].flatMap(typesOf)]) {
    earlier.set(type, declaredAmong(type.names.supertypes ?? []));
    type.names = new NamesInType();
  }
  const isGone = new Set<TypeModel>(gone);
  const now = (type: TypeModel): readonly TypeModel[] => (isGone.has(type) ? [] : declaredAmong(supertypes(type)));
  const touched = new Set<TypeModel>();
  for (const [type, was] of earlier) {
    const is = now(type);
    for (const one of was) if (!is.includes(one)) touched.add(one);
    for (const one of is) if (!was.includes(one)) touched.add(one);
  }
  // Subtypes of a type are those of its supertypes, before and after.
  for (const type of touched) for (const above of [...(earlier.get(type) ?? []), ...now(type)]) touched.add(above);
  const pieces = [...[...names].map(pieceOfName), ...[...touched].map(pieceOfSubtypes)];
  if (names.size > 0) pieces.push(ALL_TYPES);
  return { files, pieces, isHierarchySame: touched.size === 0 };
}

/** The files, those that declare a subtype of one of their types or of `gone`, of one of theirs, and so on. */
function withHeirs(
  files: readonly FileFacts[],
  gone: readonly TypeModel[],
  subtypes: SubtypeIndex,
  typesOf: (file: FileFacts) => readonly TypeModel[],
): ReadonlySet<FileFacts> {
  const reached = new Set(files);
  const add = (type: TypeModel): void => {
    for (const heir of subtypes.get(type) ?? []) reached.add(heir.file);
  };
  gone.forEach(add);
  // What is added while it is gone through has its turn as well.
  for (const file of reached) typesOf(file).forEach(add);
  return reached;
}

function declaredAmong(types: readonly JavaType[]): readonly TypeModel[] {
  return types.flatMap(({ project }) => project ?? []);
}
