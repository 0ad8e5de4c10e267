import type { Hop } from '../graph/event.ts';
import { isInfrastructure } from '../graph/roots.ts';
import type { Statement } from '../model/facts.ts';
import type { ProjectModel, TypeModel } from '../model/project.ts';
import { isTestCode } from '../model/test-code.ts';
import { visitBranches } from '../model/visit.ts';
import { reasonToKeep } from './keep.ts';
import type { Rule } from './rule.ts';
import type { Call, SourceBody } from './source-calls.ts';

const rule: Rule = {
  meta: {
    id: 'right-in-init',
    family: 'preload',
    title: 'Calls that init is the right place for, and why',
    // A checkpoint of a CRaC JVM may follow requests: that something is made at start is no merit there.
    severity: { snapstart: 'info', crac: 'off' },
    isOpportunity: true,
    preset: 'strict',
    messages: { good: 'Good: paid once at publish. {reason}.' },
    sources: ['https://docs.aws.amazon.com/lambda/latest/dg/snapstart-best-practices.html'],
  },
  *check({ project, init }) {
    for (const { place, symbol, path } of bodiesOfInit(project, init.executed)) {
      for (const call of callsMadeAnyway(place.body)) {
        const reason = reasonToKeep(place, call);
        if (reason === null) continue;
        const site = { file: place.type.file.file, span: call.span };
        yield { messageId: 'good', site, symbol, path, data: { reason }, confidence: 'likely' };
      }
    }
  },
};

export default rule;

interface InitBody {
  readonly place: SourceBody;
  readonly symbol: string;
  readonly path: readonly Hop[];
}

/** Initialisers and constructors that a start-up runs. */
function* bodiesOfInit(project: ProjectModel, executed: ReadonlyMap<string, readonly Hop[]>): Iterable<InitBody> {
  for (const type of project.types) {
    if (isTestCode(type.file) || isInfrastructure(project, type)) continue;
    for (const [member, place] of membersOf(project, type)) {
      const symbol = `${type.qualifiedName}#${member}`;
      const path = executed.get(symbol);
      if (path !== undefined) yield { place, symbol, path };
    }
  }
}

/** Initialisers by the field they belong to, and constructors: only these run at one time only. */
function* membersOf(project: ProjectModel, type: TypeModel): Iterable<[member: string, place: SourceBody]> {
  for (const { field, isStatic, body } of type.fact.initializers) {
    yield [field ?? (isStatic ? '<clinit>' : '<init>'), { project, type, method: null, body }];
  }
  for (const method of type.fact.methods) {
    if (method.name === '<init>' && method.body !== null) {
      yield [method.name, { project, type, method, body: method.body }];
    }
  }
}

/** What is in a lambda or a branch may be for requests. */
function callsMadeAnyway(body: readonly Statement[]): readonly Call[] {
  const calls: Call[] = [];
  visitBranches(body, (node, isConditional) => {
    if (!isConditional && (node.kind === 'call' || node.kind === 'new')) calls.push(node);
  });
  return calls.sort((left, right) => left.span[0] - right.span[0]);
}
