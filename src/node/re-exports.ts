/** What a module exports from other modules without naming it itself. */

export interface ReExport {
  /** The name here; null for all of `export * from`. */
  readonly exported: string | null;
  /** The name there; null for the module as a whole. */
  readonly imported: string | null;
  readonly source: string;
  readonly node: { readonly range: readonly [number, number] };
}

/** The parts of a syntax tree that are looked at. */
interface Statement {
  readonly type: string;
  readonly range?: readonly [number, number];
  readonly source?: { readonly value: unknown } | null;
  readonly exportKind?: string;
  readonly exported?: Name | null;
  readonly specifiers?: readonly { readonly exported?: Name; readonly local?: Name }[];
}

/** An identifier, or a string that stands for one. */
type Name = { readonly name: string } | { readonly value: unknown };

/** The re-exports of a program, in textual order; those of types left out. */
export function reExportsOf(program: { readonly body: readonly unknown[] }): readonly ReExport[] {
  return (program.body as readonly Statement[]).flatMap((statement): ReExport[] => {
    const { type, source, exportKind, range, exported, specifiers = [] } = statement;
    if (typeof source?.value !== 'string' || exportKind === 'type' || range === undefined) return [];
    const from = { source: source.value, node: { range } };
    if (type === 'ExportAllDeclaration') {
      return [
        { ...from, exported: exported === null || exported === undefined ? null : textOf(exported), imported: null },
      ];
    }
    if (type !== 'ExportNamedDeclaration') return [];
    return specifiers.flatMap((one) =>
      one.exported === undefined || one.local === undefined
        ? []
        : [{ ...from, exported: textOf(one.exported), imported: textOf(one.local) }],
    );
  });
}

function textOf(name: Name): string {
  return 'name' in name ? name.name : String(name.value);
}
