import type { Expression } from '../model/facts.ts';
import type { Rule } from './rule.ts';
import { mentions } from '../model/names.ts';
import {
  calledType,
  callsIn,
  functionBodies,
  placed,
  textOf,
  type Call,
  type SourceBody,
} from './shared/source-calls.ts';
import { table } from '../util/table.ts';

/** Seconds. Longer than this a moved name is missed for longer than most DNS records live (a rule of thumb). */
const LONGEST_TTL = 60;

/** The security property wins over the system property, which only the JDK's own cache reads. */
const PROPERTIES = table<string>({
  'networkaddress.cache.ttl': 'java.security.Security',
  'sun.net.inetaddr.ttl': 'java.lang.System',
});

const OWNERS = Object.values(PROPERTIES);

const rule: Rule = {
  meta: {
    id: 'dns-ttl-forever',
    family: 'host',
    title: 'DNS answers cached for long or for ever',
    severity: { snapstart: 'warning', crac: 'info' },
    preset: 'recommended',
    messages: {
      forever:
        '{property} is set to {value}: the JVM keeps a resolved address for as long as it runs, and an environment restored ' +
        'from a snapshot runs on with it when the name has moved. AWS advises 0.',
      long: '{property} is set to {value} seconds: a resolved address is used for that long after the name has moved. AWS advises 0.',
    },
    sources: [
      'https://docs.aws.amazon.com/lambda/latest/dg/snapstart-best-practices.html',
      'https://docs.aws.amazon.com/lambda/latest/dg/snapstart-troubleshooting.html',
      'https://github.com/coveo/source.coveo.com/pull/312',
    ],
  },
  mayReport: ({ names }) =>
    mentions(names, /networkaddress|inetaddr/) && !OWNERS.every((owner) => names.declares(owner, null)),
  *check({ project, init }) {
    for (const place of functionBodies(project, ['setProperty'])) {
      for (const call of callsIn(place.body)) {
        const owner = call.kind === 'call' && call.name === 'setProperty' ? calledType(place, call) : null;
        const property = textOf(place, call.arguments[0]);
        if (owner === null || property === null || PROPERTIES[property] !== owner) continue;
        if (project.findType(owner, place.type.file) !== null) continue;
        const seconds = secondsOf(place, call);
        if (seconds === null || (seconds >= 0 && seconds <= LONGEST_TTL)) continue;
        const data = { property, value: String(seconds) };
        yield {
          ...placed(place, call.span, init),
          sink: { type: owner, member: 'setProperty' },
          messageId: seconds < 0 ? 'forever' : 'long',
          data,
        };
      }
    }
  },
};

export default rule;

/** The value as text, or a number made text on the spot: `String.valueOf(-1)`, `Integer.toString(300)`. */
function secondsOf(place: SourceBody, call: Call): number | null {
  const [, value] = call.arguments;
  if (value === undefined) return null;
  const text = textOf(place, value);
  if (text !== null) return /^[+-]?\d+$/.test(text.trim()) ? Number(text) : null;
  const isConversion = value.kind === 'call' && /^(valueOf|toString)$/.test(value.name) && value.arguments.length === 1;
  return isConversion ? numberOf(value.arguments[0]) : null;
}

function numberOf(expression: Expression | undefined): number | null {
  if (expression?.kind === 'literal') return typeof expression.value === 'number' ? expression.value : null;
  if (expression?.kind !== 'unary' || expression.operator !== '-') return null;
  const positive = numberOf(expression.operand);
  return positive === null ? null : -positive;
}
