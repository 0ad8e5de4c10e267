/** Makes a value anew at each use instead of keeping one from init. */
import type { Suggestion } from '../types.ts';
import { anchorsOf, nullGuardOf, type Anchor } from './anchor.ts';
import { closingOf } from './closing.ts';
import type { Fix } from './fix.ts';
import { is } from './kinds.ts';
import { indentAt, layoutOf } from './layout.ts';
import { memberLines } from './lines.ts';
import { usesOf } from './lazy.ts';
import { addMethods, freeMethodName } from './members.ts';
import { accessorNames, camelCase } from './names.ts';
import { openerOf } from './opener.ts';
import { textEditsOf } from './text-edits.ts';

/** Names of fields that stand for the present, not for a moment that was. */
const CURRENT = /^(?:now|today|current|date|year|month|day)/u;

/**
 * Offered where each method uses the value once: two uses that get different values could contradict each other. Not safe
 * by itself: the value is made more often.
 */
export const perInvocation: Fix = async (context) => {
  const [anchor] = await anchorsOf(context);
  if (anchor === undefined) return null;
  // What was read once to be compared with later must stay that; a client is made once.
  const isMoment = context.finding.family === 'time' && !CURRENT.test(camelCase(anchor.field.name));
  if (isMoment || closingOf(anchor.field, 'connection') !== null) return null;
  // What else a helper, or the statements before, would do at each use is not in sight: they may make a client.
  const call = anchor.field.file.path === context.finding.file ? anchor.field.file.callAt(context.finding.range) : null;
  const isInValue = call !== null && anchor.value.start <= call.start && call.end <= anchor.value.end;
  return isInValue ? ofAnchor(anchor) : null;
};

function ofAnchor(anchor: Anchor): Suggestion | null {
  const { field } = anchor;
  const { file, owner, declaration } = field;
  const isSingle = declaration.declarators.length === 1 && declaration.modifiers.includes('private');
  if (!is(owner, 'ClassDeclaration') || !isSingle || nullGuardOf(anchor) !== null) return null;
  const accessor = freeMethodName(file, accessorNames(field));
  const opener = accessor === null ? null : openerOf(anchor, accessor);
  const value = opener?.value ?? null;
  const uses = opener === null ? null : usesOf(field, opener);
  if (accessor === null || opener === null || value === null || uses === null || uses.length === 0) return null;
  const bodies = uses.map((use) => file.bodyAround(use));
  if (new Set(bodies).size < bodies.length || opener.throws.length > 0) return null;
  const type = file.textOf(declaration.type);
  const method =
    opener.method ?? `private ${field.isStatic ? 'static ' : ''}${type} ${accessor}() {\n    return ${value};\n}`;
  const separator = layoutOf(file.text).lineEnd + indentAt(file.text, declaration.start);
  const isInDeclaration = anchor.kind === 'initializer';
  return {
    title: `Make ${field.name} anew at each use`,
    kind: 'per-invocation',
    safe: false,
    edits: textEditsOf(file.path, file.text, [
      ...(isInDeclaration ? [] : opener.removal),
      opener.kept.length === 0
        ? memberLines(file, declaration)
        : { start: declaration.start, end: declaration.end, newText: opener.kept.join(separator) },
      ...uses.map(({ start, end }) => ({ start, end, newText: `${accessor}()` })),
      ...addMethods(file, owner, [method]),
    ]),
  };
}
