import type { Rule, RuleReport } from './rule.ts';
import { mentions } from '../model/names.ts';
import { nullUseOf } from './shared/null-checks.ts';
import {
  calledType,
  callsIn,
  declaredType,
  functionBodies,
  placed,
  textOf,
  type Call,
  type SourceBody,
} from './shared/source-calls.ts';

const VARIABLES = /^AWS_LAMBDA_LOG_(STREAM|GROUP)_NAME$/;
const GETTERS = new Set(['getLogStreamName', 'getLogGroupName']);
const CONTEXT = 'com.amazonaws.services.lambda.runtime.Context';

const rule: Rule = {
  meta: {
    id: 'log-stream-env',
    family: 'host',
    title: 'Log stream or group names taken for granted',
    severity: { snapstart: 'warning', crac: 'off' },
    preset: 'recommended',
    messages: {
      variable:
        '{name} is not set under SnapStart, and the code does not ask for that. Use AWS_LAMBDA_FUNCTION_NAME and ' +
        'AWS_LAMBDA_FUNCTION_VERSION with an id of your own, or check for null.',
      getter:
        'Context.{name}() can be null under SnapStart, where the variable behind it is not set, and a member is called on ' +
        'it without a check. Use the function name and version with an id of your own, or check for null.',
    },
    sources: [
      'https://docs.aws.amazon.com/lambda/latest/dg/snapstart-monitoring.html',
      'https://github.com/aws/aws-lambda-java-libs/issues/402',
    ],
  },
  mayReport: ({ names }) => mentions(names, /AWS_|^AWS$|LOG_STREAM|LOG_GROUP|getLog(?:Stream|Group)Name/),
  *check({ project, init }) {
    for (const place of functionBodies(project, ['getenv', ...GETTERS])) {
      for (const call of callsIn(place.body)) {
        const report = ofVariable(place, call) ?? ofContext(place, call);
        if (report !== null) yield { ...report, ...placed(place, call.span, init) };
      }
    }
  },
};

export default rule;

function ofVariable(place: SourceBody, call: Call): RuleReport | null {
  if (call.kind !== 'call' || call.name !== 'getenv' || calledType(place, call) !== 'java.lang.System') return null;
  const name = textOf(place, call.arguments[0]);
  if (name === null || !VARIABLES.test(name)) return null;
  const { isChecked, isOnlyLogged } = nullUseOf(place, call);
  if (isChecked || isOnlyLogged) return null;
  return { messageId: 'variable', data: { name }, sink: { type: 'java.lang.System', member: 'getenv' } };
}

function ofContext(place: SourceBody, call: Call): RuleReport | null {
  if (call.kind !== 'call' || !GETTERS.has(call.name) || call.arguments.length > 0 || call.target === null) return null;
  if (declaredType(place, call.target)?.name !== CONTEXT) return null;
  const { isChecked, isDereferenced } = nullUseOf(place, call);
  if (isChecked || !isDereferenced) return null;
  return { messageId: 'getter', data: { name: call.name }, sink: { type: CONTEXT, member: call.name } };
}
