/** Closes what a field holds before the snapshot and makes it anew after a restore. */
import type { Suggestion } from '../types.ts';
import { anchorsOf, constructorOf, nullGuardOf, type Anchor } from './anchor.ts';
import { closingOf, harmlessUseOf } from './closing.ts';
import { isFinalByLombok, type Field } from './fields.ts';
import type { Fix, FixContext } from './fix.ts';
import { hookEdits, type HookCode } from './hooks.ts';
import { Imports } from './imports.ts';
import { is } from './kinds.ts';
import { addFieldsBelow, dropFinal, freeName } from './members.ts';
import { openerNames } from './names.ts';
import { isReadInInit, openerOf, type Opener } from './opener.ts';
import { textEditsOf } from './text-edits.ts';

/** Not safe by itself: the field changes while the program runs, which it did not before. */
export const afterRestore: Fix = (context) => ofFirst(context, false);

/**
 * Before the snapshot a connection is opened, used once and closed, which loads the classes of the driver; after a restore
 * it is opened anew. Only for types with a use that changes nothing.
 */
export const openUseClose: Fix = (context) => ofFirst(context, true);

async function ofFirst(context: FixContext, isUsed: boolean): Promise<Suggestion | null> {
  for (const anchor of await anchorsOf(context)) {
    const suggestion = ofAnchor(anchor, context, isUsed);
    if (suggestion !== null) return suggestion;
  }
  return null;
}

function ofAnchor(anchor: Anchor, context: FixContext, isUsed: boolean): Suggestion | null {
  const { field } = anchor;
  const { file, owner } = field;
  if (!is(owner, 'ClassDeclaration', 'EnumDeclaration') || isFinalByLombok(field)) return null;
  const guarded = nullGuardOf(anchor) !== null;
  const methodName = freeName(file, openerNames(field, context.finding));
  const opener = guarded || methodName === null ? null : openerOf(anchor, methodName);
  if (!guarded && (opener === null || isReadInInit(field, opener.taken))) return null;
  const plain = hookCodeOf(field, opener, context);
  const code = isUsed ? withUse(field, opener, plain) : plain;
  if (code === null) return null;
  const imports = new Imports(file);
  const method = opener?.method ?? null;
  const methods = method === null ? [] : [method];
  const place = { file, owner, isStatic: field.isStatic, imports, methods, fields: [field.name] };
  const hooks = hookEdits({ ...place, madeIn: constructorOf(anchor) }, code);
  if (hooks === null) return null;
  const edits = [
    ...dropFinal(file, field),
    ...(opener?.reuse ?? []),
    ...addFieldsBelow(file, field.declaration, opener?.kept ?? []),
    ...hooks,
    ...imports.edits(),
  ];
  return {
    title: isUsed ? usedTitleOf(field) : titleOf(field, code),
    kind: isUsed ? 'preload' : 'after-restore',
    safe: false,
    edits: textEditsOf(file.path, file.text, edits),
  };
}

/** Null when something is open that could not be closed. */
function hookCodeOf(field: Field, opener: Opener | null, { finding }: FixContext): HookCode | null {
  const closing = closingOf(field, finding.family);
  const isOpen = finding.family === 'connection' && finding.ruleId !== 'http-call-in-init';
  if (closing === null && (isOpen || finding.family === 'file')) return null;
  if (opener === null) {
    // A lazy getter opens again by itself once the field is null.
    const close = closing === null ? [] : [`    ${closing.call}`];
    const statement =
      closing === null
        ? `${field.name} = null;`
        : `if (${field.name} != null) {\n${close.join('\n')}\n    ${field.name} = null;\n}`;
    const beforeThrows = closing?.mayThrow ?? false;
    return closing === null
      ? { before: [], after: [statement], beforeThrows: false, afterThrows: false }
      : { before: [statement], after: [], beforeThrows, afterThrows: false };
  }
  return {
    before: closing === null ? [] : [closing.call],
    after: [opener.statement],
    beforeThrows: closing?.mayThrow ?? false,
    afterThrows: opener.throws.length > 0,
  };
}

/** Null where nothing is known to use, or nothing is closed. */
function withUse(field: Field, opener: Opener | null, code: HookCode | null): HookCode | null {
  const use = harmlessUseOf(field);
  if (use === null || opener === null || code === null || code.before.length === 0) return null;
  return { ...code, before: [use.call, ...code.before], beforeThrows: code.beforeThrows || use.mayThrow };
}

function usedTitleOf({ name }: Field): string {
  return `Use ${name} once before the snapshot, to load its classes; close it, and open it again in afterRestore`;
}

function titleOf({ name }: Field, { before, after }: HookCode): string {
  if (before.length === 0) return `Set ${name} again in afterRestore`;
  return after.length === 0
    ? `Close ${name} in beforeCheckpoint, so that the first use opens it again`
    : `Close ${name} in beforeCheckpoint and open it again in afterRestore`;
}
