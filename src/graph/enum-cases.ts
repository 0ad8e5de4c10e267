/** Which case a `switch` on an enum enters (JLS 14.11), where the constant is known. */
import type { Expression, Statement, SwitchCase } from '../model/facts.ts';
import { perBody } from '../model/per-body.ts';
import type { TypeModel } from '../model/project.ts';
import { visitAll } from '../model/visit.ts';
import type { Frame, Machine } from './machine.ts';
import type { Value } from './values.ts';

/** The index of the case, -1 where none is entered; null where it is not known. */
export function enumCase(
  machine: Machine,
  frame: Frame,
  { selector, cases }: { readonly selector: Expression; readonly cases: readonly SwitchCase[] },
  value: Value,
): number | null {
  const name = constantNameOf(machine, value);
  if (name === null || !isFixed(machine, frame, selector)) return null;
  // A pattern may take any constant.
  if (cases.some(({ bindings, guard }) => bindings.length > 0 || guard !== null)) return null;
  const chosen = cases.findIndex(({ labels }) => labels.some((label) => labelName(label) === name));
  return chosen >= 0 ? chosen : cases.findIndex(({ isDefault }) => isDefault);
}

/** The name of the enum constant that a value certainly is. */
function constantNameOf(machine: Machine, { objects, nonNull }: Value): string | null {
  const [object] = objects;
  if (object?.kind !== 'instance' || objects.length > 1 || !nonNull) return null;
  const type = enumOf(object.model);
  if (type === null) return null;
  const { fields } = machine.classObject(type);
  for (const field of type.fields.values()) {
    if (!field.fact.isEnumConstant) continue;
    const held = fields.get(field.key)?.value.objects ?? [];
    if (held.length === 1 && held[0] === object) return field.fact.name;
  }
  return null;
}

/** The enum that an object of the class is a constant of; constants with a body have a class of their own (JLS 8.9.1). */
function enumOf(model: TypeModel | null): TypeModel | null {
  if (model?.fact.kind === 'enum') return model;
  return model?.fact.kind === 'anonymous' && model.outer?.fact.kind === 'enum' ? model.outer : null;
}

/** `RED`, and since Java 21 `Color.RED`. */
function labelName(label: Expression): string | null {
  return label.kind === 'name' || label.kind === 'select' ? label.name : null;
}

/** Whether what is switched on is the same each time: the body of a loop is followed once, and a variable may move on in it. */
function isFixed(machine: Machine, { type, method }: Frame, selector: Expression): boolean {
  if (selector.kind === 'local') return (method?.body ?? null) !== null && !movesOn({ method }, selector);
  return selector.kind === 'name' && machine.project.findField(type, selector.name)?.fact.isFinal === true;
}

/** Whether an expression is a local that is assigned after its declaration: it may be another value in the next pass of a loop. */
export function movesOn({ method }: Pick<Frame, 'method'>, expression: Expression): boolean {
  const body = method?.body ?? null;
  return expression.kind === 'local' && body !== null && assignedLocals(body).has(expression.name);
}

/** Locals that are assigned after their declaration. */
const assignedLocals = perBody((body: readonly Statement[]): ReadonlySet<string> => {
  const names = new Set<string>();
  visitAll(body, (node) => {
    if (node.kind === 'assign' && node.left.kind === 'local') names.add(node.left.name);
  });
  return names;
});
