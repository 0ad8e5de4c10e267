/** A file's imports by what is asked of them: most names that code mentions are looked for among them. */
import { groupBy } from '../util/group.ts';
import type { FileFacts, ImportFact } from './facts.ts';

interface ImportIndex {
  /** Those that name one type or member, by its simple name, in textual order. */
  readonly bySimpleName: ReadonlyMap<string, readonly ImportFact[]>;
  readonly statics: readonly ImportFact[];
}

const NONE: readonly ImportFact[] = [];
const indexes = new WeakMap<FileFacts['imports'], ImportIndex>();

/** Imports of types and static members that end with `name`, in textual order. */
export function importsNaming({ imports }: FileFacts, name: string): readonly ImportFact[] {
  return indexOf(imports).bySimpleName.get(name) ?? NONE;
}

/** `import static`, in textual order. */
export function staticImports({ imports }: FileFacts): readonly ImportFact[] {
  return indexOf(imports).statics;
}

function indexOf(imports: FileFacts['imports']): ImportIndex {
  const known = indexes.get(imports);
  if (known !== undefined) return known;
  const naming = imports.filter(({ name, onDemand, form }) => !onDemand && form !== 'module' && name.includes('.'));
  const bySimpleName = groupBy(naming, ({ name }) => name.slice(name.lastIndexOf('.') + 1));
  const index = { bySimpleName, statics: imports.filter(({ form }) => form === 'static') };
  indexes.set(imports, index);
  return index;
}
