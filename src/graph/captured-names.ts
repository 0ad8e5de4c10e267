/** Which enclosing locals the code of a lambda or of a local class mentions: only those does the object hold. */
import type { Expression } from '../model/facts.ts';
import type { TypeModel } from '../model/project.ts';
import { visitAll, visitBodies } from '../model/visit.ts';

const ofLambdas = new WeakMap<object, ReadonlySet<string>>();
const ofTypes = new WeakMap<TypeModel, ReadonlySet<string>>();

/** Names of locals in a lambda's body, its own parameters and variables included. */
export function localNamesIn(lambda: Expression & { kind: 'lambda' }): ReadonlySet<string> {
  let names = ofLambdas.get(lambda);
  if (names === undefined) {
    const found = new Set<string>();
    visitAll(lambda.body, (node) => {
      if (node.kind === 'local' && !('initializer' in node)) found.add(node.name);
    });
    ofLambdas.set(lambda, (names = found));
  }
  return names;
}

/** Names of locals in the bodies of a local or anonymous class; null for other classes, which capture nothing. */
export function localNamesOf(type: TypeModel): ReadonlySet<string> | null {
  if (!type.fact.isLocal && type.fact.kind !== 'anonymous') return null;
  let names = ofTypes.get(type);
  if (names === undefined) {
    const found = new Set<string>();
    visitBodies(type.fact, (node) => {
      if (node.kind === 'local' && !('initializer' in node)) found.add(node.name);
    });
    ofTypes.set(type, (names = found));
  }
  return names;
}
