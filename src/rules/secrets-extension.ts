import type { Expression } from '../model/facts.ts';
import { visitAll } from '../model/visit.ts';
import type { Rule } from './rule.ts';
import { bodiesOf, functionBodies, placed, type SourceBody } from './source-calls.ts';

/** The address the extension listens on, as the beginning of a URL or with nothing around it. */
const ADDRESS = /^(https?:\/\/)?(localhost|127\.0\.0\.1):2773(?=$|[/?])/;
/** What only calls to the extension need. */
const MARKS = new Set(['X-Aws-Parameters-Secrets-Token', 'PARAMETERS_SECRETS_EXTENSION_HTTP_PORT']);

/** What a body with one of them mentions. */
const SIGNS = /:2773|^X-Aws-Parameters-Secrets-Token$|^PARAMETERS_SECRETS_EXTENSION_HTTP_PORT$/;

type Literal = Expression & { kind: 'literal' };

const rule: Rule = {
  meta: {
    id: 'secrets-extension',
    family: 'secret',
    title: 'Calls to the AWS Parameters and Secrets extension',
    severity: { snapstart: 'error', crac: 'off' },
    preset: 'recommended',
    messages: {
      called:
        '{what} belongs to the AWS Parameters and Secrets extension, which does not work with SnapStart: it takes the ' +
        'credentials from variables that are not set there, and answers with 401. Use the SDK, or Powertools Parameters, ' +
        'whose entries expire by the wall clock.',
    },
    sources: [
      'https://docs.aws.amazon.com/lambda/latest/dg/snapstart-troubleshooting.html',
      'https://docs.aws.amazon.com/lambda/latest/dg/snapstart-activate.html',
    ],
  },
  *check({ project, init }) {
    const done = new Set<string>();
    for (const place of functionBodies(project, SIGNS)) {
      const { type } = place;
      // One finding for each class: its URL, port and header are parts of one call.
      if (done.has(type.qualifiedName)) continue;
      done.add(type.qualifiedName);
      const found = signOf([...bodiesOf(project, type)]);
      if (found === null) continue;
      const sink = { type: 'aws-parameters-and-secrets-extension', member: 'http' };
      yield {
        ...placed(found.place, found.literal.span, init),
        sink,
        messageId: 'called',
        data: { what: String(found.literal.value) },
      };
    }
  },
};

export default rule;

/** The first address of the class, or without one the first header or variable. */
function signOf(places: readonly SourceBody[]): { place: SourceBody; literal: Literal } | null {
  const signs: { place: SourceBody; literal: Literal; rank: number }[] = [];
  for (const place of places) {
    visitAll(place.body, (node) => {
      if (node.kind !== 'literal' || typeof node.value !== 'string') return;
      if (ADDRESS.test(node.value)) signs.push({ place, literal: node, rank: 0 });
      else if (MARKS.has(node.value)) signs.push({ place, literal: node, rank: 1 });
    });
  }
  return signs.sort((a, b) => a.rank - b.rank || a.literal.span[0] - b.literal.span[0])[0] ?? null;
}
