import type { RegistrationEvent } from '../graph/event.ts';
import type { ProjectModel, TypeModel } from '../model/project.ts';
import type { Rule, RuleReport } from './rule.ts';
import { mayRecord } from './shared/before-parsing.ts';
import { bodiesOf, callsIn, initializerOf, someNode } from './shared/source-calls.ts';

/** Lombok's annotations that generate both methods. */
const GENERATES = /(^|\.)(Data|Value|EqualsAndHashCode)$/;

const rule: Rule = {
  meta: {
    id: 'equal-resources',
    family: 'hook',
    title: 'CRaC resources that are equal to each other, or registered twice',
    severity: { snapstart: 'warning', crac: 'warning' },
    preset: 'recommended',
    messages: {
      equal:
        'Several objects of {type} are registered, and it defines equality by value. Contexts keep resources in a map by ' +
        'equals and hashCode: of equal ones only one is called. Leave equals and hashCode out.',
      twice:
        'This object is registered a second time: its beforeCheckpoint then runs twice, and its place in the order of hooks ' +
        'changes. Register it once.',
    },
    sources: [
      'https://docs.aws.amazon.com/lambda/latest/dg/snapstart-runtime-hooks-java.html',
      'https://github.com/aws/aws-lambda-java-libs/tree/main/aws-lambda-java-runtime-interface-client',
    ],
  },
  mayReport: mayRecord,
  *check({ project, init }) {
    const registrations = init.registrations.filter(({ phase }) => phase !== 'before-checkpoint');
    for (const registration of registrations) {
      if (registration.isRepeated) yield report(registration, 'twice', {});
    }
    for (const type of project.types) {
      const own = registrations.filter(
        ({ resources, isRepeated }) => !isRepeated && resources.includes(type.qualifiedName),
      );
      const count = own.flatMap(({ resources }) => resources).filter((name) => name === type.qualifiedName).length;
      const [first] = own;
      if (first === undefined || count < 2 || !isEqualByValue(project, type) || haveDifferentConstants(project, own)) {
        continue;
      }
      yield report(first, 'equal', { type: type.fact.name });
    }
  },
};

export default rule;

function report(
  { site, symbol, phase, path, roots }: RegistrationEvent,
  messageId: string,
  data: Readonly<Record<string, string>>,
): RuleReport {
  return { site, symbol, phase, path, roots, sink: { type: 'org.crac.Context', member: 'register' }, messageId, data };
}

function isEqualByValue(project: ProjectModel, type: TypeModel): boolean {
  if (type.fact.kind === 'enum' || type.fact.name === '') return false;
  const own = project.findMethods(type, 'equals').find(({ fact }) => fact.parameters.length === 1 && !fact.isStatic);
  if (own !== undefined) {
    const isIdentity =
      (own.fact.body ?? []).length === 1 &&
      !someNode(own.fact.body ?? [], ({ kind }) => kind === 'call' || kind === 'instanceof');
    return !isIdentity && project.findMethods(type, 'hashCode').length > 0;
  }
  if (type.fact.kind === 'record') return true;
  const classes = [
    type,
    ...project.allSupertypes(type).flatMap(({ project: declared }) => (declared === null ? [] : [declared])),
  ];
  return classes.some(({ fact }) => fact.annotations.some(({ name }) => GENERATES.test(name)));
}

/** `register(new Pool("a"))` and `register(new Pool("b"))` are not equal. */
function haveDifferentConstants(project: ProjectModel, registrations: readonly RegistrationEvent[]): boolean {
  const keys = registrations.map((registration) => constantArguments(project, registration));
  return keys.length > 1 && keys.every((key) => key !== null) && new Set(keys).size === keys.length;
}

function constantArguments(project: ProjectModel, { site }: RegistrationEvent): string | null {
  for (const type of project.types.filter(({ file }) => file.file === site.file)) {
    for (const { body } of bodiesOf(project, type, true)) {
      const call = callsIn(body).find(({ span }) => span[0] === site.span[0] && span[1] === site.span[1]);
      const [argument] = call?.arguments ?? [];
      const resource = argument?.kind === 'name' ? initializerOf(type, argument.name) : argument;
      if (resource?.kind !== 'new' || resource.arguments.length === 0) continue;
      const values = resource.arguments.flatMap((argument) =>
        argument.kind === 'literal' ? [String(argument.value)] : [],
      );
      return values.length === resource.arguments.length ? values.join('|') : null;
    }
  }
  return null;
}
