/** The objects that were created, by the place in the sources and the calls that led there. */
import type { Site } from './event.ts';
import type { AbstractObject, ObjectKind } from './objects.ts';

/** Where an object is created. */
export interface Creation {
  readonly kind: ObjectKind;
  readonly site: Site;
  /** The type's name there; what is known of the object's may change. */
  readonly typeName: string;
  /** A number for the calls on the way. */
  readonly context: number;
}

interface Created {
  readonly kind: ObjectKind;
  readonly end: number;
  readonly typeName: string;
  object: AbstractObject;
}

/** More places than a start-up can come to. */
const MAX_PLACES = 2 ** 26;

export class ObjectTable {
  private readonly places = new Map<string, Map<number, number>>();
  private nextPlace = 1;
  private readonly created = new Map<number, Map<number, Created[]>>();

  /** A number, 1 or more, for where a site begins. */
  placeOf({ file, span }: Site): number {
    let places = this.places.get(file);
    if (places === undefined) this.places.set(file, (places = new Map<number, number>()));
    let place = places.get(span[0]);
    if (place === undefined) places.set(span[0], (place = this.nextPlace++));
    return place;
  }

  get(creation: Creation): AbstractObject | undefined {
    return this.entry(creation)?.object;
  }

  set(creation: Creation, object: AbstractObject): void {
    const known = this.entry(creation);
    if (known !== undefined) {
      known.object = object;
      return;
    }
    const { kind, site, typeName, context } = creation;
    const place = this.placeOf(site);
    let there = this.created.get(place);
    if (there === undefined) this.created.set(place, (there = new Map<number, Created[]>()));
    const entry = { kind, end: site.span[1], typeName, object };
    const alike = there.get(context);
    if (alike === undefined) there.set(context, [entry]);
    else alike.push(entry);
  }

  private entry({ kind, site, typeName, context }: Creation): Created | undefined {
    return this.created
      .get(this.placeOf(site))
      ?.get(context)
      ?.find((one) => one.end === site.span[1] && one.kind === kind && one.typeName === typeName);
  }
}

/** The last two places of calls, 0 for none: enough to tell apart objects that one helper makes for several callers. */
export function contextOf(caller: number, last: number): number {
  return caller * MAX_PLACES + last;
}
