import type { Expression } from '../model/facts.ts';
import type { ProjectModel, TypeModel } from '../model/project.ts';
import { mentionsLike } from '../model/mentions.ts';
import { inEachFile } from '../model/per-file.ts';
import { visitAll } from '../model/visit.ts';
import { hookOf, hookOwners, isOrderedResource, RESOURCE_TYPES } from './shared/hooks.ts';
import type { Rule } from './rule.ts';
import { mayHaveHooks } from './shared/before-parsing.ts';
import { bodiesOf, callsIn, declaredType, type SourceBody } from './shared/source-calls.ts';

/** Words of a body that may register something, or hand `this` to what does. */
const REGISTERS = /regist|^this$/i;

const rule: Rule = {
  meta: {
    id: 'resource-not-registered',
    family: 'hook',
    title: 'CRaC resources that are created and never registered',
    severity: { snapstart: 'error', crac: 'error' },
    preset: 'recommended',
    messages: {
      unregistered:
        '{type} implements Resource and is created before the snapshot, but nothing registers it: its hooks never run. ' +
        'Register it, Core.getGlobalContext().register(this), and keep it in a field.',
    },
    fixes: ['register'],
    sources: [
      'https://docs.aws.amazon.com/lambda/latest/dg/snapstart-runtime-hooks-java.html',
      'https://github.com/CRaC/docs/blob/master/best-practices.md',
    ],
  },
  mayReport: mayHaveHooks,
  *check({ project, init }) {
    const candidates = hookOwners(project).filter((type) => hasHooks(project, type));
    if (candidates.length === 0) return;
    const registering = inEachFile(project, 'registrations', (types) =>
      types
        .flatMap((type) => [...bodiesOf(project, type, true)])
        .filter(({ body }) => mentionsLike(body, REGISTERS))
        .flatMap(registrationsIn),
    );
    for (const type of candidates) {
      const symbol = `${type.qualifiedName}#<init>`;
      const path = init.executed.get(symbol);
      if (path === undefined || registering.some(({ place, argument }) => mayBe(place, argument, type))) continue;
      const site = { file: type.file.file, span: type.fact.nameSpan };
      const sink = { type: 'org.crac.Resource', member: '<init>' };
      yield {
        site,
        symbol,
        path,
        sink,
        messageId: 'unregistered',
        data: { type: type.fact.name },
        confidence: 'likely',
      };
    }
  },
};

export default rule;

/** A concrete class with a hook that does something. Micronaut registers its ordered resources by itself. */
function hasHooks(project: ProjectModel, type: TypeModel): boolean {
  const { kind, modifiers } = type.fact;
  if ((kind !== 'class' && kind !== 'record') || modifiers.includes('abstract')) return false;
  if (isOrderedResource(project, type)) return false;
  const hooks = [hookOf(project, type, 'beforeCheckpoint'), hookOf(project, type, 'afterRestore')];
  return hooks.some((hook) => hook !== null && hook.body.length > 0);
}

/** Null stands for anything: `context::register`. */
type Registered = Expression | null;

/** What may end in a context: arguments of whatever is called a registration, and `this` where it is handed on. */
function registrationsIn(place: SourceBody): { place: SourceBody; argument: Registered }[] {
  const found: { place: SourceBody; argument: Registered }[] = [];
  for (const call of callsIn(place.body)) {
    const isRegistration = call.kind === 'call' && /regist/i.test(call.name);
    for (const argument of call.arguments) {
      if (isRegistration || argument.kind === 'this') found.push({ place, argument });
    }
  }
  visitAll(place.body, (node) => {
    if (node.kind === 'methodReference' && /regist/i.test(node.name)) found.push({ place, argument: null });
  });
  return found;
}

/** Whether the argument may be an object of the class; what cannot be told may be. */
function mayBe(place: SourceBody, argument: Registered, type: TypeModel): boolean {
  if (argument === null) return true;
  if (
    argument.kind === 'literal' ||
    argument.kind === 'lambda' ||
    argument.kind === 'methodReference' ||
    argument.kind === 'classLiteral'
  ) {
    return false;
  }
  const declared = argument.kind === 'this' && argument.qualifier !== null ? null : declaredType(place, argument);
  if (!declared?.certain) return true;
  const { project } = place;
  if (declared.project !== null) {
    return project.isSubtype(type, declared.project) || project.isSubtype(declared.project, type);
  }
  return (
    RESOURCE_TYPES.has(declared.name) ||
    declared.name === 'java.lang.Object' ||
    project.allSupertypes(type).some(({ name }) => name === declared.name)
  );
}
