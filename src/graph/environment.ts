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
    if (this.isShared) this.variables = new Map(this.variables);
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
    const merged = new Map<string, Value>();
    for (const [name, value] of a) merged.set(name, join(value, b.get(name) ?? NULL));
    for (const [name, value] of b) if (!a.has(name)) merged.set(name, value);
    this.variables = merged;
    this.isShared = false;
  }

  /** All values visible here, innermost first. */
  *values(): Iterable<readonly [string, Value]> {
    yield* this.variables;
    if (this.enclosing !== null) yield* this.enclosing.values();
  }
}
