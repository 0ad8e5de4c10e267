/** Which project classes the code of a class mentions: enough to tell whether request code may be the first to touch one. */
import type { Expression, Statement } from '../model/facts.ts';
import { perBody } from '../model/per-body.ts';
import type { ProjectModel, TypeModel } from '../model/project.ts';
import { resolveSimple } from '../model/resolve.ts';
import { bodiesIn, visitAll } from '../model/visit.ts';

/**
 * All classes that the code of `roots` mentions, directly or through the code of mentioned classes, roots included. A class
 * outside of it is touched by none of the roots as far as the sources show (reflection aside).
 */
export function mentionedClasses(project: ProjectModel, roots: Iterable<TypeModel>): ReadonlySet<TypeModel> {
  const reached = new Set<TypeModel>(roots);
  const queue = [...reached];
  for (let type = queue.pop(); type !== undefined; type = queue.pop()) {
    for (const next of neighbours(project, type)) {
      if (reached.has(next)) continue;
      reached.add(next);
      queue.push(next);
    }
  }
  return reached;
}

function neighbours(project: ProjectModel, type: TypeModel): ReadonlySet<TypeModel> {
  return project.memory.ask(neighbours, type, () => findNeighbours(project, type));
}

function findNeighbours(project: ProjectModel, type: TypeModel): ReadonlySet<TypeModel> {
  const found = new Set<TypeModel>();
  if (type.outer !== null) found.add(type.outer);
  for (const supertype of project.allSupertypes(type)) if (supertype.project !== null) found.add(supertype.project);
  const names = new Set<string>();
  for (const body of bodiesIn(type.fact)) for (const name of typeNamesIn(body)) names.add(name);
  const scope = { type, file: type.file, method: null };
  for (const name of names) {
    const resolved =
      project.resolve({ name }, scope).project ??
      resolveSimple(project, name.split('.')[0] ?? name, scope)?.project ??
      null;
    if (resolved !== null) found.add(resolved);
  }
  for (const local of project.typesOf(type.file)) if (local.outer === type && local.fact.isLocal) found.add(local);
  for (const declaration of type.file.imports) {
    if (declaration.form !== 'static') continue;
    const owner = project.findType(
      declaration.onDemand ? declaration.name : declaration.name.slice(0, declaration.name.lastIndexOf('.')),
      type.file,
    );
    if (owner !== null) found.add(owner);
  }
  return found;
}

const typeNamesIn = perBody((body): ReadonlySet<string> => {
  const names = new Set<string>();
  visitAll(body, (node) => {
    for (const name of namesIn(node)) names.add(name);
  });
  return names;
});

/** Names in an expression that may be types: after `new`, as a target, in a class literal or method reference. */
function namesIn(node: Expression | Statement): readonly string[] {
  switch (node.kind) {
    case 'new':
      return [node.type.name];
    case 'name':
      return /^\p{Lu}/u.test(node.name) ? [node.name] : [];
    case 'select':
      return dotted(node);
    case 'classLiteral':
      return [node.type.name];
    case 'methodReference':
      return node.type === null ? [] : [node.type.name];
    default:
      return [];
  }
}

function dotted(node: Expression & { kind: 'select' }): readonly string[] {
  const parts = [node.name];
  let target: Expression = node.target;
  while (target.kind === 'select') {
    parts.unshift(target.name);
    target = target.target;
  }
  return target.kind === 'name' ? [[target.name, ...parts].join('.')] : [];
}
