/** Registers a resource that its class forgot to register. */
import type { Fix } from './fix.ts';
import { registrationEdits } from './hooks.ts';
import { Imports } from './imports.ts';
import { isTypeDeclaration } from './java-file.ts';
import { is } from './kinds.ts';
import { textEditsOf } from './text-edits.ts';

/** Each new object registers itself. Not safe by itself: hooks run that never ran. */
export const register: Fix = async ({ finding, file: open }) => {
  const file = await open(finding.file);
  const nodes = file?.nodesAt(finding.range) ?? [];
  if (file === null) return null;
  const named = nodes.find((node) => is(node, 'Identifier'));
  const owner = nodes.find(isTypeDeclaration) ?? (named === undefined ? null : file.parentOf(named));
  if (!is(owner, 'ClassDeclaration')) return null;
  const imports = new Imports(file);
  const place = { file, owner, isStatic: false, imports, methods: [], fields: [], madeIn: null };
  const edits = registrationEdits(place, owner);
  return {
    title: `Register ${owner.name.name} in its constructor`,
    kind: 'after-restore',
    safe: false,
    edits: textEditsOf(file.path, file.text, [...edits, ...imports.edits()]),
  };
};
