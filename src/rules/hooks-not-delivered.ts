import type { FunctionFact } from '../project/types.ts';
import { hookOf, hookOwners } from './shared/hooks.ts';
import type { Rule, RuleContext } from './rule.ts';
import { hasFunctions } from './shared/before-parsing.ts';

const rule: Rule = {
  meta: {
    id: 'hooks-not-delivered',
    family: 'hook',
    title: 'CRaC hooks in a process that Lambda does not call',
    severity: { snapstart: 'warning', crac: 'off' },
    preset: 'recommended',
    messages: {
      adapter:
        'This function runs behind the Lambda Web Adapter, so the process with the hooks ({owner}) is not the one that Lambda ' +
        'tells about snapshots: they never run. Give the adapter paths to call instead ' +
        '(AWS_LWA_SNAPSTART_BEFORE_CHECKPOINT_PATH and AWS_LWA_SNAPSTART_AFTER_RESTORE_PATH).',
      customRuntime:
        'This function brings its own runtime ({runtime}), which has to call the hooks ({owner}) itself: Lambda calls them in ' +
        'its Java runtimes only. Use a Java runtime, or let the runtime call them around /runtime/restore/next.',
    },
    sources: [
      'https://github.com/awslabs/aws-lambda-web-adapter/issues/184',
      'https://docs.aws.amazon.com/lambda/latest/dg/snapstart-runtime-hooks-custom.html',
    ],
  },
  mayReport: hasFunctions,
  *check(context) {
    const owner = ownerOfHooks(context);
    if (owner === null) return;
    for (const declared of context.facts.functions) {
      if (declared.snapStart !== 'on') continue;
      const messageId = undelivered(declared);
      if (messageId === null) continue;
      const data = { owner, runtime: declared.runtime ?? '' };
      yield { place: declared.source, symbol: declared.name, messageId, data };
    }
  },
};

export default rule;

/** The first class with a hook that does something. */
function ownerOfHooks({ project, init }: RuleContext): string | null {
  const registered = new Set(init.registrations.flatMap(({ resources }) => resources));
  const owner = hookOwners(project).find(
    (type) =>
      (init.registrations.length === 0 || registered.has(type.qualifiedName)) &&
      [hookOf(project, type, 'beforeCheckpoint'), hookOf(project, type, 'afterRestore')].some(
        (hook) => hook !== null && hook.body.length > 0,
      ),
  );
  return owner?.fact.name ?? null;
}

function undelivered({ layers, environment, runtime }: FunctionFact): 'adapter' | 'customRuntime' | null {
  const isAdapted =
    layers.some((layer) => /LambdaAdapterLayer/iu.test(layer)) ||
    environment.AWS_LAMBDA_EXEC_WRAPPER === '/opt/bootstrap';
  if (isAdapted) return Object.keys(environment).some((key) => key.startsWith('AWS_LWA_SNAPSTART_')) ? null : 'adapter';
  return runtime?.startsWith('provided') === true ? 'customRuntime' : null;
}
