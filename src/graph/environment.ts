/** Local variables of one activation; lambdas and local classes see the enclosing ones. */
import { join, NULL, UNKNOWN, type Value } from './values.ts';

export class Environment {
  private variables = new Map<string, Value>();
  readonly enclosing: Environment | null;

  constructor(enclosing: Environment | null = null) {
    this.enclosing = enclosing;
  }

  /** A variable's value; unknown when it was never set. */
  get(name: string): Value {
    return this.variables.get(name) ?? this.enclosing?.get(name) ?? UNKNOWN;
  }

  declare(name: string, value: Value): void {
    this.variables.set(name, value);
  }

  /** Assigns where the variable is declared (Java lets only the declaring body assign it). */
  assign(name: string, value: Value): void {
    this.variables.set(name, value);
  }

  /** A copy for a branch. */
  snapshot(): ReadonlyMap<string, Value> {
    return new Map(this.variables);
  }

  restore(variables: ReadonlyMap<string, Value>): void {
    this.variables = new Map(variables);
  }

  /** Joins the variables of two branches into this environment. */
  merge(a: ReadonlyMap<string, Value>, b: ReadonlyMap<string, Value>): void {
    const merged = new Map<string, Value>();
    for (const [name, value] of a) merged.set(name, join(value, b.get(name) ?? NULL));
    for (const [name, value] of b) if (!a.has(name)) merged.set(name, value);
    this.variables = merged;
  }

  /** All values visible here, innermost first. */
  *values(): Iterable<readonly [string, Value]> {
    yield* this.variables;
    if (this.enclosing !== null) yield* this.enclosing.values();
  }
}
