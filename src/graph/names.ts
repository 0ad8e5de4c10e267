/** Names and field accesses: fields, types and packages told apart as JLS 6.5 does, now that all files are known. */
import type { Expression } from '../model/facts.ts';
import { supertypesOf } from '../knowledge/signatures.ts';
import { staticImports } from '../model/imports.ts';
import { isPrimitive, namedType, projectType, type JavaType } from '../model/java-type.ts';
import type { FieldModel, TypeModel } from '../model/project.ts';
import { resolveQualified, resolveSimple } from '../model/resolve.ts';
import { constantFieldValue, ensureInitialized } from './class-initialization.ts';
import { evaluate } from './expressions.ts';
import { fitting } from './fitting.ts';
import { siteIn, type Frame, type Machine } from './machine.ts';
import type { Site } from './event.ts';
import { learnType } from './statements.ts';
import { addContent, writeField, type AbstractObject } from './objects.ts';
import { declaredAs, join, NULL, typed, UNKNOWN, withMarks, withType, constantValue, type Value } from './values.ts';

/** What a name turned out to be. */
export type Designator =
  | { readonly kind: 'value'; readonly value: Value }
  | { readonly kind: 'type'; readonly type: JavaType }
  | { readonly kind: 'package'; readonly name: string };

/** Fields that a framework fills in: what they hold is not their default. */
const INJECTED =
  /(^|\.)(Inject|Autowired|Value|Resource|PersistenceContext|PersistenceUnit|ConfigProperty|Property|RestClient|EJB|Context|Mock|Parameter|Option)$/;

export function evaluateName(machine: Machine, frame: Frame, expression: Expression & { kind: 'name' }): Value {
  const designator = designate(machine, frame, expression);
  return designator.kind === 'value' ? designator.value : UNKNOWN;
}

export function evaluateSelect(machine: Machine, frame: Frame, expression: Expression & { kind: 'select' }): Value {
  const designator = designate(machine, frame, expression);
  return designator.kind === 'value' ? designator.value : UNKNOWN;
}

/** A field, else a type, else a package: the order of JLS 6.5.2 (locals were told apart when lowering). */
export function designate(machine: Machine, frame: Frame, expression: Expression): Designator {
  if (expression.kind === 'name') return designateName(machine, frame, expression.name, siteIn(frame, expression.span));
  if (expression.kind === 'select') return designateSelect(machine, frame, expression);
  return { kind: 'value', value: evaluate(machine, frame, expression) };
}

function designateName(machine: Machine, frame: Frame, name: string, site: Site): Designator {
  const field = lexicalField(machine, frame, name);
  if (field !== null) return { kind: 'value', value: readField(machine, field.field, field.holder, site) };
  const imported = staticImport(machine, frame, name, site);
  if (imported !== null) return { kind: 'value', value: imported };
  const type = resolveSimple(machine.project, name, frame.scope);
  if (type !== null) return { kind: 'type', type };
  // A captured local that was declared in a branch not followed looks like a name; so does an inherited library field.
  return /^\p{Lu}/u.test(name) ? { kind: 'type', type: namedType(name, false) } : { kind: 'package', name };
}

function designateSelect(machine: Machine, frame: Frame, expression: Expression & { kind: 'select' }): Designator {
  const target = designate(machine, frame, expression.target);
  const site = siteIn(frame, expression.span);
  if (target.kind === 'package') return selectInPackage(machine, frame, `${target.name}.${expression.name}`);
  if (target.kind === 'type') return selectInType(machine, target.type, expression.name, site);
  return { kind: 'value', value: selectInValue(machine, target.value, expression.name, site) };
}

function selectInPackage(machine: Machine, frame: Frame, name: string): Designator {
  const type = resolveQualified(machine.project, name.split('.'), frame.file);
  if (type !== null) return { kind: 'type', type };
  const last = name.slice(name.lastIndexOf('.') + 1);
  return /^\p{Lu}/u.test(last) ? { kind: 'type', type: namedType(name) } : { kind: 'package', name };
}

function selectInType(machine: Machine, type: JavaType, name: string, site: Site): Designator {
  if (type.project !== null) {
    const field = machine.project.findField(type.project, name);
    if (field !== null) return { kind: 'value', value: readField(machine, field, null, site) };
    const nested = type.project.nested.get(name);
    if (nested !== undefined) return { kind: 'type', type: projectType(nested) };
    return { kind: 'value', value: UNKNOWN };
  }
  if (type.name === 'java.lang.System' && (name === 'out' || name === 'err')) {
    return { kind: 'value', value: { ...typed(namedType('java.io.PrintStream')), nonNull: true } };
  }
  // Library constants are by custom instances of their class (enums, Region.US_EAST_1); a capitalised word is a nested type.
  if (/^\p{Lu}[\p{L}\d]*\p{Ll}/u.test(name)) {
    return { kind: 'type', type: namedType(`${type.name}.${name}`, type.certain) };
  }
  const isEnum = supertypesOf(type.name).includes('java.lang.Enum');
  const constant = typed({ ...type, certain: isEnum && type.certain });
  return { kind: 'value', value: { ...constant, nonNull: true } };
}

function selectInValue(machine: Machine, value: Value, name: string, site: Site): Value {
  if (name === 'length' && (value.type?.dimensions ?? 0) > 0) return typed(namedType('int'));
  let result: Value | null = null;
  for (const object of receiversOf(machine, value)) {
    if (object.model === null) continue;
    const field = machine.project.findField(object.model, name);
    if (field === null) continue;
    const read = readField(machine, field, object, site);
    result = result === null ? read : join(result, read);
  }
  // A field of an object that nobody saw being made is as stale or as shared as the object itself.
  const marks = value.objects.length > 0 ? [] : value.marks.filter((mark) => mark.flowsOn);
  return withMarks(result ?? UNKNOWN, marks);
}

/** The objects a value may be; for an unknown object of a project class, that class's summary. */
export function receiversOf(machine: Machine, value: Value): readonly AbstractObject[] {
  if (value.objects.length > 0) return value.objects;
  const model = value.type?.dimensions === 0 ? value.type.project : null;
  return model === null ? [] : [machine.summary(model)];
}

/** A field by simple name: of this class and its supertypes, then of the enclosing classes. */
function lexicalField(
  machine: Machine,
  frame: Frame,
  name: string,
): { field: FieldModel; holder: AbstractObject | null } | null {
  let holder: AbstractObject | null =
    frame.self?.objects[0] ?? (frame.self === null ? null : (receiversOf(machine, frame.self)[0] ?? null));
  for (let type: TypeModel | null = frame.type; type !== null; type = type.outer) {
    const field = machine.project.findField(type, name);
    if (field !== null) return { field, holder: field.fact.isStatic ? null : (holder ?? machine.summary(type)) };
    holder = outerObject(machine, holder, type);
  }
  return null;
}

/** The object whose body encloses the class of `object`. */
function outerObject(machine: Machine, object: AbstractObject | null, type: TypeModel): AbstractObject | null {
  const outer = object?.outer?.objects[0];
  if (outer !== undefined) return outer;
  return type.outer === null ? null : machine.summary(type.outer);
}

/** `this`, or `Outer.this`. */
export function selfOf(frame: Frame, qualifier: string | null): Value {
  if (qualifier === null || qualifier === frame.type.fact.name) return frame.self ?? UNKNOWN;
  let value = frame.self;
  for (let type: TypeModel | null = frame.type; type !== null; type = type.outer) {
    if (type.fact.name === qualifier) return value ?? typed(projectType(type));
    value = value?.objects[0]?.outer ?? null;
  }
  return frame.self ?? UNKNOWN;
}

/** `import static a.B.name` and `import static a.B.*`. */
function staticImport(machine: Machine, frame: Frame, name: string, site: Site): Value | null {
  for (const declaration of staticImports(frame.file)) {
    if (!declaration.onDemand && !declaration.name.endsWith(`.${name}`)) continue;
    const owner = declaration.onDemand ? declaration.name : declaration.name.slice(0, -name.length - 1);
    const type = machine.project.findType(owner, frame.file);
    const field = type === null ? null : machine.project.findField(type, name);
    if (field !== null) return readField(machine, field, null, site);
    if (type === null && !declaration.onDemand && /^\p{Lu}/u.test(name) && !/\p{Ll}/u.test(name)) {
      return typed(namedType(owner, false));
    }
  }
  return null;
}

/** A field's value. Reading a static field that is no constant initialises its class (JLS 12.4.1). */
export function readField(machine: Machine, field: FieldModel, holder: AbstractObject | null, site: Site): Value {
  const { owner, fact } = field;
  const type = machine.project.resolve(fact.type, { type: owner, file: owner.file, method: null });
  if (fact.isStatic) {
    const constant = constantFieldValue(machine, field);
    if (constant !== null) return constant;
    ensureInitialized(machine, owner, site);
    return declaredRead(machine, cellValue(machine.classObject(owner), field, type), type);
  }
  return declaredRead(machine, holder === null ? typed(type) : cellValue(holder, field, type), type);
}

function declaredRead(machine: Machine, value: Value, type: JavaType): Value {
  const known = withType(fitting(machine.project, value, type), type);
  // Of a field of a type variable's type the receiver's type arguments decide, which are not followed.
  return declaredAs(known, type.name === 'java.lang.Object' ? null : type);
}

function cellValue(object: AbstractObject, field: FieldModel, type: JavaType): Value {
  const cell = object.fields.get(field.key);
  if (object.kind === 'summary' || isInjected(field)) {
    return cell === undefined ? typed(type) : join(typed(type), cell.value);
  }
  if (cell !== undefined) return cell.value;
  if (!isPrimitive(type)) return NULL;
  return constantValue(type.name === 'boolean' ? false : 0, type);
}

function isInjected(field: FieldModel): boolean {
  return field.fact.annotations.some((annotation) => INJECTED.test(annotation.name));
}

/** Stores a value where an assignment's left side says. */
export function assignTo(machine: Machine, frame: Frame, left: Expression, value: Value, site: Site): void {
  if (left.kind === 'local') {
    const { type, declared } = frame.environment.get(left.name);
    const isUntyped = value.type === null && value.objects.length === 0 && value.constant !== null;
    frame.environment.assign(left.name, { ...value, type: isUntyped ? type : value.type, declared });
    return;
  }
  if (left.kind === 'index') {
    for (const object of evaluate(machine, frame, left.array).objects) {
      // Elements are not told apart: one that is set again stands for all, as an entry of a map does.
      if (machine.mode === 'restore') machine.renewals.set(`${String(object.id)}|*`, { site, symbol: frame.symbol });
      else addContent(object, value);
    }
    evaluate(machine, frame, left.index);
    return;
  }
  if (left.kind === 'name') {
    const target = lexicalField(machine, frame, left.name);
    if (target !== null) storeField(machine, frame, target.field, target.holder, value, site);
    return;
  }
  if (left.kind === 'select') assignSelected(machine, frame, left, value, site);
}

function assignSelected(
  machine: Machine,
  frame: Frame,
  left: Expression & { kind: 'select' },
  value: Value,
  site: Site,
): void {
  const target = designate(machine, frame, left.target);
  if (target.kind === 'type' && target.type.project !== null) {
    const field = machine.project.findField(target.type.project, left.name);
    if (field !== null) storeField(machine, frame, field, null, value, site);
  } else if (target.kind === 'value') {
    for (const object of receiversOf(machine, target.value)) {
      const field = object.model === null ? null : machine.project.findField(object.model, left.name);
      if (field !== null) storeField(machine, frame, field, object, value, site);
    }
  }
}

function storeField(
  machine: Machine,
  frame: Frame,
  field: FieldModel,
  holder: AbstractObject | null,
  value: Value,
  site: Site,
): void {
  const object = field.fact.isStatic ? machine.classObject(field.owner) : holder;
  if (object === null) return;
  if (field.fact.isStatic) ensureInitialized(machine, field.owner, site);
  const key = field.key;
  if (machine.mode === 'restore') {
    machine.renewals.set(`${String(object.id)}|${key}`, { site, symbol: frame.symbol });
    return;
  }
  learnType(
    value,
    machine.project.resolve(field.fact.type, { type: field.owner, file: field.owner.file, method: null }),
  );
  writeField(object, key, value, machine.branch, site);
}
