/** Answers about bodies that are looked up again and again. */
import type { Statement } from './facts.ts';

export type Body = readonly Statement[];

/** A function of a body that computes its answer once: bodies never change, a changed file brings new ones. */
export function perBody<T>(compute: (body: Body) => T): (body: Body) => T {
  const known = new WeakMap<Body, { readonly answer: T }>();
  return (body) => {
    let entry = known.get(body);
    if (entry === undefined) known.set(body, (entry = { answer: compute(body) }));
    return entry.answer;
  };
}
