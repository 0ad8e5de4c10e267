/** A container of one start-up: bean definitions, which of them an injection point means, and the beans made so far. */
import { isSubtype as isLibrarySubtype } from '../../knowledge/signatures.ts';
import { projectType, type JavaType } from '../../model/java-type.ts';
import type { MethodModel, TypeModel } from '../../model/project.ts';
import type { Site } from '../event.ts';
import { addContent, type AbstractObject } from '../objects.ts';
import type { Machine } from '../machine.ts';
import { join, objectValue, typed, type Value } from '../values.ts';
import { buildObject } from './class-beans.ts';
import { pointOfParameter } from './injection-points.ts';

/** How a framework's containers differ from each other. */
export interface Dialect {
  /** Qualified names of the annotations on injected constructors, fields and setters. */
  readonly injects: ReadonlySet<string>;
  /** Types that hand out a bean only when asked: `Provider<T>`. */
  readonly providers: ReadonlySet<string>;
  /** Annotations whose text names a bean. */
  readonly names: ReadonlySet<string>;
  /** Annotations that make an annotation of the project a qualifier. */
  readonly qualifierMarkers: ReadonlySet<string>;
  /** Annotations that make a single injection point wait for its first use. */
  readonly lazyPoints: ReadonlySet<string>;
  /** True where a binding serves exactly its own type and qualifiers; false where subtypes and unqualified points match. */
  readonly isExact: boolean;
  /** A definition for a class that nobody bound; null when such a class is no bean. */
  readonly justInTime: ((container: Container, type: TypeModel) => Definition | null) | null;
  /** Lifecycle callbacks after construction and injection. */
  readonly initialize: (container: Container, type: TypeModel, object: AbstractObject) => void;
}

/** Something the container can make. */
export interface Definition {
  readonly type: JavaType;
  /** Names and qualifiers. */
  readonly names: ReadonlySet<string>;
  readonly rank: 'primary' | 'ordinary' | 'fallback';
  readonly lifetime: 'singleton' | 'each';
  /** True when injection points get a client proxy: the first call makes the bean. */
  readonly isProxied: boolean;
  /** True for a bean of a request or session: before there is one, a call of its proxy fails. */
  readonly isOfRequest?: boolean;
  /** False when a condition decides whether the bean exists. */
  readonly isCertain: boolean;
  /** True when the container makes it at start-up, asked or not. */
  readonly isEager: boolean;
  /** For messages: `the Spring bean OrderService`. */
  readonly label: string;
  /** The class, when the container calls its constructor; then `create` is not used. */
  readonly model: TypeModel | null;
  readonly create: () => Value;
}

/** A place that asks for a bean. */
export interface InjectionPoint {
  readonly type: JavaType;
  readonly qualifiers: readonly string[];
  /** Of the parameter or field: chooses among several candidates. */
  readonly name: string;
  readonly isLazy: boolean;
  readonly site: Site;
}

/** With more candidates than this nothing is known of the injected value but its type. */
const MAX_CANDIDATES = 3;
const COLLECTIONS = new Set([
  'java.util.List',
  'java.util.Set',
  'java.util.Collection',
  'java.lang.Iterable',
  'java.util.stream.Stream',
  'java.util.SortedSet',
]);
const OPTIONAL = 'java.util.Optional';

export class Container {
  readonly machine: Machine;
  readonly dialect: Dialect;
  private readonly keep: (value: Value, definition: Definition) => void;
  private readonly definitions: Definition[] = [];
  private readonly elements: Definition[] = [];
  private readonly byType = new Map<TypeModel | string, readonly Definition[]>();
  private readonly onDemand = new Map<TypeModel, Definition | null>();
  private readonly made = new Map<Definition, Value>();
  private readonly making = new Set<Definition>();
  /** Objects behind client proxies that nobody called yet. */
  private readonly sleeping = new Map<AbstractObject, Definition>();

  constructor(machine: Machine, dialect: Dialect, keep: (value: Value, definition: Definition) => void) {
    this.machine = machine;
    this.dialect = dialect;
    this.keep = keep;
  }

  add(definition: Definition): void {
    this.definitions.push(definition);
    this.byType.clear();
  }

  /** Adds what only injected collections of its type hold. */
  addElement(definition: Definition): void {
    this.elements.push(definition);
  }

  /** Takes over what another container defines; what that one makes once stays one. */
  inherit(parent: Container): void {
    for (const definition of parent.definitions) {
      this.add({ ...definition, lifetime: 'each', model: null, create: () => parent.obtain(definition, false) });
    }
    for (const definition of parent.elements) this.addElement(definition);
  }

  /** All definitions, in the order they were added. */
  all(): readonly Definition[] {
    return this.definitions;
  }

  /** What an injection point gets: the bean, a handle for it, or just any value of the type when none is known. */
  resolve(point: InjectionPoint): Value {
    const { type } = point;
    const argument = type.arguments[0];
    if (argument !== undefined && type.dimensions === 0) {
      if (this.dialect.providers.has(withoutJavax(type.name))) return this.provider({ ...point, type: argument });
      const direct = this.candidates(type).length > 0;
      if (!direct && type.name === OPTIONAL) {
        return this.several(point, argument, this.choose({ ...point, type: argument }).slice(0, 1));
      }
      if (!direct && COLLECTIONS.has(type.name)) {
        return this.several(point, argument, this.members({ ...point, type: argument }));
      }
      const valueType = type.arguments[1];
      if (!direct && type.name === 'java.util.Map' && valueType !== undefined) {
        return this.several(point, valueType, this.members({ ...point, type: valueType }));
      }
    }
    const chosen = this.choose(point);
    const [first, ...others] = chosen;
    if (first === undefined || chosen.length > MAX_CANDIDATES) return typed(type);
    if (others.length === 0) return this.obtain(first, point.isLazy);
    return this.uncertainly(() => chosen.map((definition) => this.obtain(definition, point.isLazy)).reduce(join));
  }

  /** The bean of that name, or null. */
  named(name: string): Value | null {
    const found = this.definitions.find((definition) => definition.names.has(name));
    return found === undefined ? null : this.obtain(found, false);
  }

  /** What the container passes to a method's or constructor's parameters. */
  argumentsOf(method: MethodModel): readonly Value[] {
    return method.fact.parameters.map((parameter) => this.resolve(pointOfParameter(this, method, parameter)));
  }

  /** The definitions an injection point means: qualifiers first, then rank, the point's name, and certainty. */
  choose(point: InjectionPoint): readonly Definition[] {
    let left = this.qualified(point);
    if (left.length === 0) {
      const own = point.qualifiers.length === 0 ? this.justInTime(point.type) : null;
      return own === null ? [] : [own];
    }
    const narrow = (holds: (definition: Definition) => boolean): void => {
      const some = left.length > 1 ? left.filter(holds) : [];
      if (some.length > 0) left = some;
    };
    narrow((definition) => definition.rank === 'primary');
    narrow((definition) => definition.rank !== 'fallback');
    narrow((definition) => definition.names.has(point.name));
    narrow((definition) => definition.isCertain);
    return left;
  }

  private qualified(point: InjectionPoint): readonly Definition[] {
    const candidates = byArguments(this, this.candidates(point.type), point.type);
    return candidates.filter((definition) => {
      if (this.dialect.isExact && definition.names.size !== point.qualifiers.length) return false;
      return point.qualifiers.every((qualifier) => definition.names.has(qualifier));
    });
  }

  /** What a collection of beans holds: where bindings are exact, only what was bound as an element. */
  private members(point: InjectionPoint): readonly Definition[] {
    if (!this.dialect.isExact) return this.qualified(point);
    return this.elements.filter((definition) => this.serves(definition.type, point.type));
  }

  private justInTime(type: JavaType): Definition | null {
    const model = type.dimensions === 0 ? type.project : null;
    if (model === null || this.dialect.justInTime === null) return null;
    let known = this.onDemand.get(model);
    if (known === undefined) this.onDemand.set(model, (known = this.dialect.justInTime(this, model)));
    return known;
  }

  private candidates(type: JavaType): readonly Definition[] {
    const key = type.project ?? type.name;
    let known = this.byType.get(key);
    if (known === undefined) {
      this.byType.set(key, (known = this.definitions.filter((definition) => this.serves(definition.type, type))));
    }
    return known.filter((definition) => definition.type.dimensions === type.dimensions);
  }

  private serves(provided: JavaType, wanted: JavaType): boolean {
    const { project } = this.machine;
    if (provided.project === wanted.project && provided.name === wanted.name) return true;
    if (this.dialect.isExact || wanted.name === 'java.lang.Object') return false;
    if (wanted.project !== null) {
      return provided.project !== null && project.isSubtype(provided.project, wanted.project);
    }
    const known = provided.project === null ? [provided] : project.allSupertypes(provided.project);
    return known.some(
      (type) => type.name === wanted.name || (type.project === null && isLibrarySubtype(type.name, wanted.name)),
    );
  }

  /** Makes a bean, or gives the one made before. With `lazily` a class's object exists, but is not constructed yet. */
  obtain(definition: Definition, lazily: boolean): Value {
    return this.give(definition, definition.isProxied || lazily);
  }

  /** Makes the bean that a client proxy stands for, without waiting for its first use. */
  makeNow(definition: Definition): Value {
    return this.give(definition, false);
  }

  private give(definition: Definition, waits: boolean): Value {
    const known = this.made.get(definition);
    if (known !== undefined) {
      if (!waits) this.awaken(known);
      return known;
    }
    if (this.machine.mode === 'restore' || this.making.has(definition)) return typed(definition.type);
    if (definition.model !== null) return this.obtainObject(definition, definition.model, waits);
    if (waits && definition.lifetime === 'singleton') return typed(definition.type);
    const value = this.whileMaking(definition, definition.create);
    if (definition.lifetime === 'singleton') this.remember(definition, value);
    return value;
  }

  private obtainObject(definition: Definition, model: TypeModel, waits: boolean): Value {
    const site = { file: model.file.file, span: model.fact.nameSpan };
    if (definition.isOfRequest === true) {
      return objectValue(this.machine.allocate('library', { ...projectType(model), project: null }, site));
    }
    const object = this.machine.allocate('instance', projectType(model), site, { model });
    const value = objectValue(object);
    // Whoever asks while the bean is being made gets the unfinished object, as with setter injection.
    if (definition.lifetime === 'singleton') this.remember(definition, value);
    if (waits && definition.lifetime === 'singleton') this.sleeping.set(object, definition);
    else this.whileMaking(definition, () => (buildObject(this, model, object), value));
    return value;
  }

  private remember(definition: Definition, value: Value): void {
    this.made.set(definition, value);
    this.keep(value, definition);
  }

  /** Another definition of the type takes the place of a fallback. */
  isReplaced(definition: Definition): boolean {
    if (definition.rank !== 'fallback') return false;
    return this.candidates(definition.type).some((other) => other.rank !== 'fallback');
  }

  /** Runs code on behalf of a bean: in its phase, and uncertain where the bean is. */
  onBehalfOf<T>(definition: Definition, body: () => T): T {
    const run = (): T => inBeanPhase(this.machine, body);
    return definition.isCertain ? run() : this.uncertainly(run);
  }

  /** Constructs the objects of a value that were only promised so far. */
  awaken(value: Value): void {
    if (this.sleeping.size === 0 || this.machine.mode === 'restore') return;
    for (const object of value.objects) {
      const definition = this.sleeping.get(object);
      if (definition === undefined || definition.model === null) continue;
      const { model } = definition;
      this.sleeping.delete(object);
      this.whileMaking(definition, () => (buildObject(this, model, object), value));
    }
  }

  private whileMaking(definition: Definition, make: () => Value): Value {
    this.making.add(definition);
    const value = this.onBehalfOf(definition, make);
    this.making.delete(definition);
    return value;
  }

  private uncertainly<T>(body: () => T): T {
    this.machine.uncertainty++;
    const result = body();
    this.machine.uncertainty--;
    return result;
  }

  private provider(point: InjectionPoint): Value {
    const invoke = (): Value => this.resolve({ ...point, isLazy: false });
    return objectValue(this.machine.allocate('function', { ...point.type }, point.site, { invoke }));
  }

  /** A collection, map or Optional of beans. */
  private several(point: InjectionPoint, elementType: JavaType, definitions: readonly Definition[]): Value {
    const holder = this.machine.allocate('library', { ...point.type, arguments: [elementType] }, point.site);
    for (const definition of definitions) addContent(holder, this.obtain(definition, point.isLazy));
    return objectValue(holder);
  }
}

/** Runs `body` with sinks counted as a bean's, unless a hook is running. */
export function inBeanPhase<T>(machine: Machine, body: () => T): T {
  const { phase } = machine;
  if (phase !== 'before-checkpoint') machine.phase = 'bean';
  const result = body();
  machine.phase = phase;
  return result;
}

function withoutJavax(name: string): string {
  return name.replace(/^javax\.(?=inject\.|enterprise\.)/, 'jakarta.');
}

/** Those whose type arguments fit, where both sides say them: a `Store<Order>` is not what a `Store<User>` wants. */
function byArguments(container: Container, candidates: readonly Definition[], wanted: JavaType): readonly Definition[] {
  if (wanted.arguments.length === 0 || candidates.length < 2) return candidates;
  const fitting = candidates.filter((definition) => {
    const given = argumentsAs(container, definition.type, wanted);
    return given.length === 0 || given.every((argument, index) => fits(argument, wanted.arguments[index]));
  });
  return fitting.length === 0 ? candidates : fitting;
}

function argumentsAs(container: Container, provided: JavaType, wanted: JavaType): readonly JavaType[] {
  if (provided.name === wanted.name) return provided.arguments;
  const supertypes = provided.project === null ? [] : container.machine.project.allSupertypes(provided.project);
  return supertypes.find((type) => type.name === wanted.name)?.arguments ?? [];
}

function fits(given: JavaType, wanted: JavaType | undefined): boolean {
  const open = (type: JavaType): boolean => type.name === '?' || type.name === 'java.lang.Object';
  return wanted === undefined || open(given) || open(wanted) || given.name === wanted.name;
}
