/** The abstract heap: objects told apart by where they were created. */
import type { JavaType } from '../model/java-type.ts';
import type { TypeModel } from '../model/project.ts';
import { encloses, type Branch } from './branch.ts';
import type { Choice } from './catalogue-choice.ts';
import type { Site } from './event.ts';
import type { Environment } from './environment.ts';
import { isNull, join, UNKNOWN, type Value } from './values.ts';

/** What a lambda, method reference or functional object does when called. */
export type Invoke = (args: readonly Value[], site: Site) => Value;

export interface FieldCell {
  readonly value: Value;
  /** Where the last certain write stood. */
  readonly branch: Branch;
  readonly site: Site;
}

/**
 * - `instance`: an object of a project class.
 * - `class`: the static fields of a project class.
 * - `library`: an object of a library type; what was put into it is in `content`.
 * - `function`: a lambda or method reference.
 * - `summary`: all objects of a project class that came from code that was not followed.
 */
export type ObjectKind = 'instance' | 'class' | 'library' | 'function' | 'summary';

/** A setting made on a library object. */
export interface Setting {
  readonly value: Value;
  /** The call that made it. */
  readonly site: Site;
}

export interface AbstractObject {
  readonly id: number;
  readonly kind: ObjectKind;
  /** For a library object whose type was only guessed, a declaration that it is assigned to may tell better. */
  type: JavaType;
  readonly site: Site;
  /** The conditional region it was created in. */
  readonly branch: Branch;
  /** Fields of a project class by their keys. Unset fields have their default, except for summaries. */
  readonly fields: Map<string, FieldCell>;
  /** Everything put into a library object: elements, constructor arguments, builder settings. */
  content: Value;
  /** Constant settings made on a library object, by property name: `setMinimumIdle(0)` → minimumIdle. */
  readonly settings: Map<string, Setting>;
  /** The read that going through this object makes; null when nothing was put off. */
  readsLater: Choice | null;
  /** For functions. */
  readonly invoke: Invoke | null;
  /** Values a function, anonymous or local class holds from its surroundings. */
  readonly captured: Environment | null;
  /** Which of those its code mentions; null when it mentions none. */
  readonly capturedNames: ReadonlySet<string> | null;
  /** `this` of the code that created a function or an inner class. */
  readonly outer: Value | null;
  /** The class, for instance, class and summary objects. */
  readonly model: TypeModel | null;
}

/**
 * Writes a field. The old value is overwritten when this write surely runs whenever the old one did, and the object
 * stands for one object only; otherwise the field may hold either.
 */
export function writeField(object: AbstractObject, key: string, value: Value, branch: Branch, site: Site): void {
  const old = object.fields.get(key);
  const replaces = object.kind !== 'summary' && encloses(branch, old === undefined ? object.branch : old.branch);
  if (replaces) {
    object.fields.set(key, { value, branch, site });
    return;
  }
  const previous = old?.value ?? UNKNOWN;
  const merged = old === undefined && !isNull(value) ? { ...value, nonNull: false } : join(previous, value);
  object.fields.set(key, {
    value: merged,
    branch: old?.branch ?? branch,
    site: isNull(value) ? (old?.site ?? site) : site,
  });
}

/** Adds what a library object now holds. */
export function addContent(object: AbstractObject, value: Value): void {
  if (value.objects.length === 0 && value.marks.length === 0) return;
  object.content =
    object.content === UNKNOWN
      ? { ...value, constant: undefined }
      : { ...join(object.content, value), constant: undefined };
}
