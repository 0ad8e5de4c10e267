/** What is still reachable when the snapshot is taken: the abstract heap walked from static fields and live objects. */
import type { TypeModel } from '../model/project.ts';
import type { KeptPlace } from './event.ts';
import type { Machine, Renewal } from './machine.ts';
import type { AbstractObject } from './objects.ts';
import type { SinkRecord } from './sink-record.ts';
import type { Value } from './values.ts';

export interface Reachable {
  readonly objects: ReadonlySet<AbstractObject>;
  /** Where each record's value is kept: the field nearest to it on the first way found. */
  readonly places: ReadonlyMap<SinkRecord, HeldIn>;
}

/** A kept place with the field's declaring class, to look for guards around its uses. */
export interface HeldIn extends KeptPlace {
  readonly owner: TypeModel | null;
}

/** Objects that live besides static fields: the handler instance, beans. */
export interface LiveObject {
  readonly value: Value;
  readonly description: string;
}

interface Edge {
  readonly value: Value;
  readonly place: HeldIn;
}

/** Everything strongly reachable at the snapshot. */
export function reachable(machine: Machine, live: readonly LiveObject[]): Reachable {
  return walk(machine.classObjects.values(), startEdges(machine, live), () => null, []);
}

/**
 * The same, without what `afterRestore` sets again. `renewed` tells for each record that only renewed fields hold, what
 * renews it.
 */
export function reachableUnlessRenewed(
  machine: Machine,
  live: readonly LiveObject[],
): Reachable & { readonly renewed: ReadonlyMap<SinkRecord, Renewal> } {
  const skipped: { edge: Edge; renewal: Renewal }[] = [];
  const renewalOf = (object: AbstractObject, key: string | null): Renewal | null =>
    machine.renewals.get(`${String(object.id)}|${key ?? '*'}`) ?? null;
  const result = walk(machine.classObjects.values(), startEdges(machine, live), renewalOf, skipped);
  const renewed = new Map<SinkRecord, Renewal>();
  for (const { edge, renewal } of skipped) {
    for (const record of walk([], [edge], () => null, []).places.keys()) {
      if (!result.places.has(record) && !renewed.has(record)) renewed.set(record, renewal);
    }
  }
  return { ...result, renewed };
}

function startEdges(machine: Machine, live: readonly LiveObject[]): Edge[] {
  return [...live, ...machine.keptElsewhere].map(({ value, description }) => ({
    value,
    place: { description, fieldName: null, declaring: null, owner: null },
  }));
}

function walk(
  classes: Iterable<AbstractObject>,
  start: readonly Edge[],
  renewalOf: (object: AbstractObject, key: string | null) => Renewal | null,
  skipped: { edge: Edge; renewal: Renewal }[],
): Reachable {
  const objects = new Set<AbstractObject>();
  const places = new Map<SinkRecord, HeldIn>();
  // A field says more than a registry or a bean that holds the same value: what is not a field's comes last.
  const queue: Edge[] = [];
  let next = 0;
  const last = [...start];
  // By index: taking the first of a long array moves all others.
  const nextEdge = (): Edge | undefined => (next < queue.length ? queue[next++] : last.shift());
  const visit = (object: AbstractObject, place: HeldIn | null): void => {
    if (objects.has(object)) return;
    objects.add(object);
    for (const { edge, key } of edgesOf(object, place)) {
      const renewal = renewalOf(object, key);
      if (renewal === null) queue.push(edge);
      else skipped.push({ edge, renewal });
    }
  };
  for (const object of classes) visit(object, null);
  for (let edge = nextEdge(); edge !== undefined; edge = nextEdge()) {
    const renewedObject =
      edge.value.objects.map((object) => renewalOf(object, null)).find((renewal) => renewal !== null) ?? null;
    if (renewedObject !== null) {
      skipped.push({ edge, renewal: renewedObject });
      continue;
    }
    for (const mark of edge.value.marks) if (!places.has(mark)) places.set(mark, edge.place);
    for (const object of edge.value.objects) visit(object, edge.place);
  }
  return { objects, places };
}

/** Ways out of an object. `key` is the field's key, null for anything that is no field. */
function edgesOf(object: AbstractObject, place: HeldIn | null): { edge: Edge; key: string }[] {
  const edges: { edge: Edge; key: string }[] = [];
  for (const [key, cell] of object.fields) {
    edges.push({ edge: { value: cell.value, place: placeOfField(object, key) }, key });
  }
  const inherited = place ?? { description: object.type.name, fieldName: null, declaring: null, owner: null };
  edges.push({ edge: { value: object.content, place: inherited }, key: '' });
  if (object.outer !== null) edges.push({ edge: { value: object.outer, place: inherited }, key: '' });
  for (const name of object.capturedNames ?? []) {
    edges.push({ edge: { value: object.captured?.get(name) ?? object.content, place: inherited }, key: '' });
  }
  return edges;
}

function placeOfField({ kind, model }: AbstractObject, key: string): HeldIn {
  return new FieldOf(kind === 'class', key, model);
}

/** A field, put into words when somebody asks: all fields of all objects are walked, and few hold what is reported. */
class FieldOf implements HeldIn {
  readonly owner: TypeModel | null;
  private readonly isStatic: boolean;
  private readonly key: string;

  constructor(isStatic: boolean, key: string, owner: TypeModel | null) {
    this.owner = owner;
    this.isStatic = isStatic;
    this.key = key;
  }

  get description(): string {
    const name = this.declaring.slice(this.declaring.lastIndexOf('.') + 1).replaceAll('$', '.');
    return `${this.isStatic ? 'static field' : 'field'} ${name}.${this.fieldName}`;
  }

  get fieldName(): string {
    return this.key.slice(this.key.indexOf('#') + 1);
  }

  get declaring(): string {
    return this.key.slice(0, this.key.indexOf('#'));
  }
}
