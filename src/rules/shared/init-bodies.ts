/** The bodies that run before the snapshot. */
import type { Hop } from '../../graph/event.ts';
import type { InitPhase } from '../../graph/init-phase.ts';
import { isInfrastructure } from '../../graph/roots.ts';
import { mentions, mentionsLike } from '../../model/mentions.ts';
import type { ProjectModel, TypeModel } from '../../model/project.ts';
import { isTestCode } from '../../model/test-code.ts';
import type { WordQuestion } from '../../model/word-index.ts';
import type { RuleContext } from '../rule.ts';
import { initializerName, isMain, symbolOf, type SourceBody } from './source-calls.ts';

/** A body that init runs. */
export interface InitBody {
  readonly place: SourceBody;
  /** As `symbolOf` gives it. */
  readonly symbol: string;
  /** The first path from a root to the body. */
  readonly path: readonly Hop[];
}

/** What is known of a body that init runs; null for one that it does not run. */
export function initBody({ init }: Pick<RuleContext, 'init'>, place: SourceBody): InitBody | null {
  const symbol = symbolOf(place);
  const path = init.executed.get(symbol);
  return path === undefined ? null : { place, symbol, path };
}

/**
 * As `functionBodies`, of those bodies alone that init runs: others are not read, which in a large project are nearly all that
 * mention a common word.
 */
export function initBodiesWith({ project, init }: RuleContext, words: WordQuestion): readonly InitBody[] {
  const found: InitBody[] = [];
  for (const file of project.files) {
    if (!project.mayMention(file, words) || isTestCode(file)) continue;
    for (const type of project.typesOf(file)) {
      if (isInfrastructure(project, type)) continue;
      for (const one of executedIn(project, type, init)) {
        const { body } = one.place;
        if (words instanceof RegExp ? mentionsLike(body, words) : mentions(body, words)) found.push(one);
      }
    }
  }
  return found;
}

/** The bodies of a type that init runs, in the order of `bodiesOf`; `main` is none of them. */
function* executedIn(project: ProjectModel, type: TypeModel, init: InitPhase): Iterable<InitBody> {
  if (!executedTypes(init).has(type.qualifiedName)) return;
  const { executed } = init;
  for (const method of type.fact.methods) {
    const symbol = `${type.qualifiedName}#${method.name}`;
    const path = executed.get(symbol);
    if (path === undefined || isMain(method) || method.body === null) continue;
    yield { place: { project, type, method, body: method.body }, symbol, path };
  }
  for (const initializer of type.fact.initializers) {
    const symbol = `${type.qualifiedName}#${initializerName(initializer)}`;
    const path = executed.get(symbol);
    if (path !== undefined) yield { place: { project, type, method: null, body: initializer.body }, symbol, path };
  }
}

const known = new WeakMap<InitPhase, ReadonlySet<string>>();

/** The qualified names of the types that have code which init runs: few of a large project's. */
function executedTypes(init: InitPhase): ReadonlySet<string> {
  let names = known.get(init);
  if (names === undefined) {
    names = new Set(Array.from(init.executed.keys(), (symbol) => symbol.slice(0, symbol.indexOf('#'))));
    known.set(init, names);
  }
  return names;
}

/** All bodies that init runs, without test support and infrastructure code, in file order. Others are not read. */
export function initBodies(context: RuleContext): readonly InitBody[] {
  const { project, init } = context;
  return project.types
    .filter(
      (type) =>
        executedTypes(init).has(type.qualifiedName) && !isTestCode(type.file) && !isInfrastructure(project, type),
    )
    .flatMap((type) => [...executedIn(project, type, init)]);
}
