/** Local variables of one activation; lambdas and local classes see the enclosing ones. */
import { join, NULL, UNKNOWN, type Value } from './values.ts';

export class Environment {
  private variables = new Map<string, Value>();
  /** Whether somebody holds the map as it is: most branches set no variable, so it is copied by the first that does. */
  private isShared = false;
  readonly enclosing: Environment | null;

  constructor(enclosing: Environment | null = null) {
    this.enclosing = enclosing;
  }

  /** A variable's value; unknown when it was never set. */
  get(name: string): Value {
    return this.variables.get(name) ?? this.enclosing?.get(name) ?? UNKNOWN;
  }

  declare(name: string, value: Value): void {
    if (this.isShared) this.variables = copyOf(this.variables);
    this.isShared = false;
    this.variables.set(name, value);
  }

  /** Assigns where the variable is declared (Java lets only the declaring body assign it). */
  assign(name: string, value: Value): void {
    this.declare(name, value);
  }

  /** The variables as they are now, for a branch: what is set later is not in it. */
  snapshot(): ReadonlyMap<string, Value> {
    this.isShared = true;
    return this.variables;
  }

  /** Goes back to what a snapshot holds. */
  restore(variables: ReadonlyMap<string, Value>): void {
    this.isShared = true;
    this.variables = variables as Map<string, Value>;
  }

  /** Joins the variables of two branches into this environment. */
  merge(a: ReadonlyMap<string, Value>, b: ReadonlyMap<string, Value>): void {
    // Neither branch set anything: a value joined with itself is itself.
    if (a === b) {
      this.restore(a);
      return;
    }
    const merged = copyOf(a);
    let common = 0;
    for (const [name, value] of b) {
      const other = a.get(name);
      if (other !== undefined) common++;
      if (other !== value) merged.set(name, other === undefined ? value : join(other, value));
    }
    if (common < a.size) for (const [name, value] of a) if (!b.has(name)) merged.set(name, join(value, NULL));
    this.variables = merged;
    this.isShared = false;
  }

  /** All values visible here, innermost first. */
  *values(): Iterable<readonly [string, Value]> {
    yield* this.variables;
    if (this.enclosing !== null) yield* this.enclosing.values();
  }
}

/** Written out: the constructor of a map makes a pair of each entry. */
function copyOf(variables: ReadonlyMap<string, Value>): Map<string, Value> {
  const copy = new Map<string, Value>();
  for (const [name, value] of variables) copy.set(name, value);
  return copy;
}
