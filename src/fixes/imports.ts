/** Names of types that new code needs: by import where the simple name is free, qualified where it is taken. */
import type { ImportDeclaration, Node } from '../java-ast/nodes.ts';
import { walk } from '../java-ast/walk.ts';
import { isTypeDeclaration, type JavaFile } from './java-file.ts';
import { layoutOf, lineEndAt, lineStart, pastLineEnd } from './layout.ts';
import type { OffsetEdit } from './text-edits.ts';

/** Collects the imports that one suggestion adds to, and takes from, a file. */
export class Imports {
  private readonly file: JavaFile;
  private readonly added = new Set<string>();
  private readonly removed = new Set<ImportDeclaration>();

  constructor(file: JavaFile) {
    this.file = file;
  }

  /**
   * How new code names a top-level type: its simple name when that means this type in the whole file, after an import if
   * need be, else the qualified name.
   */
  nameOf(qualified: string): string {
    const { packageName, simpleName } = split(qualified);
    const { unit } = this.file;
    if (this.added.has(qualified)) return simpleName;
    const typeImports = unit.imports.filter(({ form }) => form === 'type');
    const single = typeImports.find(({ name, onDemand }) => !onDemand && split(name).simpleName === simpleName);
    if (single !== undefined) return single.name === qualified ? simpleName : qualified;
    if ([...this.added].some((name) => split(name).simpleName === simpleName)) return qualified;
    if (declaresType(unit, simpleName)) return packageName === unit.packageName ? simpleName : qualified;
    const isVisible =
      packageName === 'java.lang' ||
      packageName === unit.packageName ||
      typeImports.some(({ name, onDemand }) => onDemand && name === packageName);
    if (isVisible) return simpleName;
    if (packageName === '' || mentions(unit, simpleName, [])) return qualified;
    this.added.add(qualified);
    return simpleName;
  }

  /** Takes the import of a type away when nothing but `replaced` (and what is below) names it, comments included. */
  release(qualified: string, replaced: readonly Node[]): void {
    const { unit, text } = this.file;
    const declaration = unit.imports.find(
      ({ form, name, onDemand }) => form === 'type' && !onDemand && name === qualified,
    );
    if (declaration === undefined) return;
    const { simpleName } = split(qualified);
    const inComments = unit.comments.some(({ start, end }) =>
      new RegExp(`\\b${simpleName}\\b`, 'u').test(text.slice(start, end)),
    );
    if (!inComments && !mentions(unit, simpleName, replaced)) this.removed.add(declaration);
  }

  /** The edits, one per import. */
  edits(): OffsetEdit[] {
    const { text } = this.file;
    const additions = [...this.added].sort().map((name) => this.addition(name));
    const removals = [...this.removed].map(({ start, end }) => ({
      start: lineStart(text, start),
      end: pastLineEnd(text, end),
      newText: '',
    }));
    return [...additions, ...removals];
  }

  /** Among its neighbours by name where they are sorted, else behind the imports. */
  private addition(name: string): OffsetEdit {
    const { text, unit } = this.file;
    const { lineEnd } = layoutOf(text);
    const line = `import ${name};`;
    const typeImports = unit.imports.filter(({ form }) => form === 'type');
    const related = nearest(name, typeImports);
    const after = related.filter((declaration) => declaration.name < name).at(-1);
    if (after !== undefined && this.removed.has(after)) return insertion(lineStart(text, after.start), line + lineEnd);
    if (after !== undefined) return insertion(lineEndAt(text, after.end), lineEnd + line);
    const [first] = related;
    if (first !== undefined) return insertion(lineStart(text, first.start), line + lineEnd);
    const [anyImport] = unit.imports;
    if (anyImport !== undefined) return insertion(lineStart(text, anyImport.start), line + lineEnd + lineEnd);
    const packageEnd = endOfPackage(this.file);
    if (packageEnd !== null) return insertion(lineEndAt(text, packageEnd), lineEnd + lineEnd + line);
    return insertion(unit.types[0]?.start ?? 0, line + lineEnd + lineEnd);
  }
}

/** The imports that share the most leading segments with a name; all of them when none shares any. */
function nearest(name: string, imports: readonly ImportDeclaration[]): readonly ImportDeclaration[] {
  const shared = (declaration: ImportDeclaration): number => {
    const theirs = declaration.name.split('.');
    return name.split('.').findIndex((segment, index) => segment !== theirs[index]);
  };
  const best = Math.max(0, ...imports.map(shared));
  if (best === 0) return imports;
  return imports.filter((declaration) => shared(declaration) === best);
}

function insertion(offset: number, newText: string): OffsetEdit {
  return { start: offset, end: offset, newText };
}

function split(qualified: string): { packageName: string; simpleName: string } {
  const dot = qualified.lastIndexOf('.');
  return { packageName: qualified.slice(0, Math.max(0, dot)), simpleName: qualified.slice(dot + 1) };
}

function declaresType(unit: Node, simpleName: string): boolean {
  let found = false;
  walk(unit, (node) => {
    if (isTypeDeclaration(node) && node.name.name === simpleName) found = true;
    return !found;
  });
  return found;
}

/** Whether a simple name is written anywhere but below `except`, as a type or as anything else. */
function mentions(unit: Node, simpleName: string, except: readonly Node[]): boolean {
  let found = false;
  walk(unit, (node) => {
    if (found || except.includes(node) || node.kind === 'ImportDeclaration') return false;
    found = namesOf(node).includes(simpleName);
    return true;
  });
  return found;
}

function namesOf(node: Node): string[] {
  const { kind, name } = node as Node & { readonly name?: unknown };
  const isName = kind === 'ClassType' || kind === 'Annotation' || kind === 'Identifier';
  return isName && typeof name === 'string' ? [name.split('.')[0] ?? ''] : [];
}

/** Behind the `;` of the package declaration, which has no node. */
function endOfPackage({ unit, text }: JavaFile): number | null {
  if (unit.packageName === '') return null;
  const { comments } = unit;
  let behind = 0;
  for (const { index } of text.matchAll(/\bpackage\s/gu)) {
    while ((comments[behind]?.end ?? Infinity) <= index) behind++;
    if (index < (comments[behind]?.start ?? Infinity)) return text.indexOf(';', index) + 1 || null;
  }
  return null;
}
