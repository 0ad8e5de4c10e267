import type { Expression } from '../model/facts.ts';
import { visitAll } from '../model/visit.ts';
import { moduleOf } from '../project/queries.ts';
import type { FunctionFact } from '../project/types.ts';
import type { Rule, RuleContext, RuleReport } from './rule.ts';
import { hasFunctions } from './shared/before-parsing.ts';
import { mentions } from '../model/names.ts';
import { bodiesOf, functionBodies, placed, type SourceBody } from './shared/source-calls.ts';

/** The address the extension listens on, as the beginning of a URL or with nothing around it. */
const ADDRESS = /^(https?:\/\/)?(localhost|127\.0\.0\.1):2773(?=$|[/?])/;
/** What only calls to the extension need. */
const MARKS = new Set(['X-Aws-Parameters-Secrets-Token', 'PARAMETERS_SECRETS_EXTENSION_HTTP_PORT']);

/** What a body with one of them mentions. */
const SIGNS = /:2773|^X-Aws-Parameters-Secrets-Token$|^PARAMETERS_SECRETS_EXTENSION_HTTP_PORT$/;

/** Layers of the extension itself and of the one that HashiCorp makes for Vault, by a part of their names. */
const LAYERS: readonly { readonly name: RegExp; readonly messageId: string }[] = [
  { name: /AWS-Parameters-and-Secrets-Lambda-Extension/u, messageId: 'layer' },
  { name: /(^|:)vault-lambda-extension(:|$)/u, messageId: 'vaultLayer' },
];

type Literal = Expression & { kind: 'literal' };

const rule: Rule = {
  meta: {
    id: 'secrets-extension',
    family: 'secret',
    title: 'Extensions that read secrets with credentials which SnapStart does not give them',
    severity: { snapstart: 'error', crac: 'off' },
    preset: 'recommended',
    messages: {
      called:
        '{what} belongs to the AWS Parameters and Secrets extension, which does not work with SnapStart: it takes the ' +
        'credentials from variables that are not set there, and answers with 401. Use the SDK, or Powertools Parameters, ' +
        'whose entries expire by the wall clock.',
      layer:
        'SnapStart is on, and the function has the layer of the AWS Parameters and Secrets extension ({layer}), which takes ' +
        'the credentials from variables that are not set there, and answers with 401. Use the SDK, or Powertools ' +
        'Parameters, whose entries expire by the wall clock.',
      vaultLayer:
        'SnapStart is on, and the function has the layer of the Vault Lambda extension ({layer}): its documentation says that ' +
        'it does not work with SnapStart, and its token was seen to expire in restored environments. Ask Vault from the ' +
        'function, with a token that is obtained after the restore.',
    },
    sources: [
      'https://docs.aws.amazon.com/lambda/latest/dg/snapstart-troubleshooting.html',
      'https://docs.aws.amazon.com/lambda/latest/dg/snapstart-activate.html',
      'https://github.com/hashicorp/vault/pull/27329',
      'https://github.com/hashicorp/vault-lambda-extension/issues/113',
    ],
  },
  mayReport: (known) => hasFunctions(known) || mentions(known.names, SIGNS),
  *check(context) {
    const calls = callsToExtension(context);
    yield* calls;
    yield* layers(context, new Set(calls.flatMap(({ site }) => site?.file ?? [])));
  },
};

export default rule;

/** One report for each class: its URL, port and header are parts of one call. */
function callsToExtension({ project, init }: RuleContext): readonly RuleReport[] {
  const reports: RuleReport[] = [];
  const done = new Set<string>();
  for (const place of functionBodies(project, SIGNS)) {
    const { type } = place;
    if (done.has(type.qualifiedName)) continue;
    done.add(type.qualifiedName);
    const found = signOf([...bodiesOf(project, type)]);
    if (found === null) continue;
    const sink = { type: 'aws-parameters-and-secrets-extension', member: 'http' };
    reports.push({
      ...placed(found.place, found.literal.span, init),
      sink,
      messageId: 'called',
      data: { what: String(found.literal.value) },
    });
  }
  return reports;
}

/** Functions with SnapStart on that have such a layer; where code of the function's module calls it, that says it already. */
function* layers({ project, facts }: RuleContext, calling: ReadonlySet<string>): Iterable<RuleReport> {
  const callers = new Set([...calling].map((file) => moduleOf(facts, file)));
  for (const declared of facts.functions) {
    const found = declared.snapStart === 'on' ? layerOf(declared) : null;
    const [type] = declared.handlerClass === null ? [] : project.typesNamed(declared.handlerClass);
    const module = type === undefined ? null : moduleOf(facts, type.file.file);
    if (found === null || (found.messageId === 'layer' && module !== null && callers.has(module))) continue;
    const { layer, messageId } = found;
    const sink = { type: 'aws-parameters-and-secrets-extension', member: 'layer' };
    yield { place: declared.source, symbol: declared.name, sink, messageId, data: { layer } };
  }
}

function layerOf({ layers: names }: FunctionFact): { readonly layer: string; readonly messageId: string } | null {
  for (const { name, messageId } of LAYERS) {
    const layer = names.find((one) => name.test(one));
    if (layer !== undefined) return { layer, messageId };
  }
  return null;
}

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
