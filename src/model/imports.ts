/** A file's imports by what is asked of them: most names that code mentions are looked for among them. */
import { groupBy } from '../util/group.ts';
import type { FileFacts, ImportFact } from './facts.ts';

interface ImportIndex {
  /** Those that name one type or member, by its simple name, in textual order. */
  readonly bySimpleName: ReadonlyMap<string, readonly ImportFact[]>;
  readonly statics: readonly ImportFact[];
}

const NONE: readonly ImportFact[] = [];

/** A function of a file's imports that computes its answer once: imports never change, a changed file brings new ones. */
export function perImports<T>(compute: (imports: FileFacts['imports']) => T): (file: FileFacts) => T {
  const known = new WeakMap<FileFacts['imports'], { readonly answer: T }>();
  return ({ imports }) => {
    let entry = known.get(imports);
    if (entry === undefined) known.set(imports, (entry = { answer: compute(imports) }));
    return entry.answer;
  };
}

const indexOf = perImports((imports): ImportIndex => {
  const naming = imports.filter(({ name, onDemand, form }) => !onDemand && form !== 'module' && name.includes('.'));
  const bySimpleName = groupBy(naming, ({ name }) => name.slice(name.lastIndexOf('.') + 1));
  return { bySimpleName, statics: imports.filter(({ form }) => form === 'static') };
});

/** Imports of types and static members that end with `name`, in textual order. */
export function importsNaming(file: FileFacts, name: string): readonly ImportFact[] {
  return indexOf(file).bySimpleName.get(name) ?? NONE;
}

/** `import static`, in textual order. */
export function staticImports(file: FileFacts): readonly ImportFact[] {
  return indexOf(file).statics;
}

/** Says that names are looked up in a file: reading its imports tells of it. */
export function noteNamesOf({ imports }: FileFacts): FileFacts['imports'] {
  return imports;
}
