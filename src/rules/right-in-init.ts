import type { Statement } from '../model/facts.ts';
import { visitBranches } from '../model/visit.ts';
import { initBodies } from './shared/init-bodies.ts';
import { isSelfEvident, reasonToKeep } from './shared/keep.ts';
import { requestCode } from './shared/request-code.ts';
import type { Rule } from './rule.ts';
import { type Call, type SourceBody } from './shared/source-calls.ts';

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
  *check(context) {
    const requests = new Set(requestCode(context.project, context.facts).map(({ place }) => place.body));
    for (const { place, symbol, path } of initBodies(context)) {
      if (!runsOnce(place, requests)) continue;
      for (const call of callsMadeAnyway(place.body)) {
        const reason = reasonToKeep(place, call);
        if (reason === null || isSelfEvident(place, call)) continue;
        const site = { file: place.type.file.file, span: call.span };
        yield { messageId: 'good', site, symbol, path, data: { reason }, confidence: 'likely' };
      }
    }
  },
};

export default rule;

/** What containers call once for each object they hold: methods that make beans, and those right after a bean is made. */
const CALLED_ONCE = /(^|\.)(Bean|PostConstruct|Produces|Provides|Singleton)$/u;

/**
 * Initialisers and constructors, methods that containers call at start, and methods that only code of the start-up calls. The last
 * is known where requests are, and for a name that is not overloaded: the init phase knows methods by their names.
 */
function runsOnce({ type, method, body }: SourceBody, requests: ReadonlySet<SourceBody['body']>): boolean {
  if (method === null || method.name === '<init>') return true;
  if (method.annotations.some(({ name }) => CALLED_ONCE.test(name))) return true;
  if (requests.size === 0 || requests.has(body)) return false;
  return type.fact.methods.filter(({ name }) => name === method.name).length === 1;
}

/** What is in a lambda or a branch may be for requests. */
function callsMadeAnyway(body: readonly Statement[]): readonly Call[] {
  const calls: Call[] = [];
  visitBranches(body, (node, isConditional) => {
    if (!isConditional && (node.kind === 'call' || node.kind === 'new')) calls.push(node);
  });
  return calls.sort((left, right) => left.span[0] - right.span[0]);
}
