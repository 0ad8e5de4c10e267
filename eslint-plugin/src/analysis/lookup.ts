import type { Evaluate } from './evaluate.ts';
import { isExport, spellingOf, type Frame, type LibraryValue } from './values.ts';
import type { CallNode, Node } from './syntax.ts';
import { catalogue } from '../knowledge/catalogue.ts';
import { isFulfilled } from './conditions.ts';
import type { CatalogueEntry } from '../knowledge/entry.ts';
import type { Settings } from '../settings.ts';

/** What is asked of the catalogue for one call. */
interface Question {
  readonly callee: LibraryValue;
  readonly node: CallNode;
  readonly frame: Frame | null;
  readonly evaluate: Evaluate;
  readonly versions: Settings['versions'];
}

/** Spellings to try for a callee, most specific first. */
function spellings({ callee, node }: Question): readonly string[] {
  const spelling = spellingOf(callee);
  if (callee.tail.length === 0 && callee.isResult) return [`${spelling}#()`];
  const wildcard = `${spelling.split('.')[0] ?? ''}.*`;
  const query = /^(?<object>[^#]+)#[^.#()]+\.[^.#()]+$/u.exec(spelling)?.groups?.object;
  return [
    ...(node.arguments.length === 0 ? [`${spelling}()`] : []),
    spelling,
    ...(spelling.includes('.') ? [wildcard] : []),
    ...(query === undefined ? [] : [`${query}#*.*`]),
  ];
}

/** `Array.from`-like spellings aside: an entry for `new` is about construction, the others are about calls. */
function fitsForm({ kind, when }: CatalogueEntry, node: CallNode): boolean {
  if (when === 'property read') return false;
  return (kind === 'new') === (node.type === 'NewExpression');
}

/** The entry whose condition holds; one with a fulfilled condition is preferred to one without any. */
function choose(entries: readonly CatalogueEntry[], question: Question): CatalogueEntry | null {
  const fitting = entries.filter((entry) => fitsForm(entry, question.node));
  const special = fitting.find(
    ({ when, module }) => when !== null && isFulfilled(when, question, question.versions[module]),
  );
  return special ?? fitting.find(({ when }) => when === null) ?? null;
}

/** Methods of aggregated AWS SDK v3 clients are named for their commands: `getSecretValue` sends a GetSecretValueCommand. */
function commandName(method: string): string {
  return `${method.charAt(0).toUpperCase()}${method.slice(1)}Command`;
}

/** The entry for what an AWS SDK v3 client sends; null when nothing is sent. */
function sentCommand({ callee, node, frame, evaluate }: Question): CatalogueEntry | null {
  const [method, ...more] = callee.tail;
  if (!callee.isResult || method === undefined || more.length > 0) return null;
  if (!isAwsClient(callee.module)) return null;
  if (method !== 'send') return catalogue.command(commandName(method))[0] ?? null;
  return commandEntry(node.arguments[0], frame, evaluate);
}

function isAwsClient(module: string): boolean {
  return module.startsWith('@aws-sdk/client-') || module === '@aws-sdk/lib-dynamodb';
}

/** A request of an AWS SDK v3 client that the catalogue knows nothing more of: it draws the identifier of the invocation. */
const ANY_COMMAND: CatalogueEntry = {
  module: '@aws-sdk/smithy-client',
  export: 'Client',
  member: 'send',
  kind: 'await',
  when: null,
  family: 'connection',
  effect: 'connects-now',
  verdict: 'risky',
  rule: null,
  draws: ['webcrypto.randomUUID'],
  remedy: 'Send the request from the handler; the client itself may stay at module scope.',
};

/** The entry for a command object; null when the expression is no command of an AWS SDK v3 client. */
function commandEntry(argument: Node | undefined, frame: Frame | null, evaluate: Evaluate): CatalogueEntry | null {
  const command = argument === undefined ? null : evaluate(argument, frame);
  if (command?.kind !== 'library' || !command.isResult || !isAwsClient(command.module)) return null;
  const [name] = command.path;
  return name === undefined ? null : (catalogue.command(name)[0] ?? ANY_COMMAND);
}

/** The entry for `client.send(new …Command())` where the client comes from another file; null for any other call. */
export function entryOfCommand(node: CallNode, frame: Frame | null, evaluate: Evaluate): CatalogueEntry | null {
  const { callee } = node;
  if (callee.type !== 'MemberExpression' || callee.property.type !== 'Identifier') return null;
  return callee.property.name === 'send' ? commandEntry(node.arguments[0], frame, evaluate) : null;
}

/** What the catalogue knows about a call; null when it knows nothing. */
export function entryOfCall(question: Question): CatalogueEntry | null {
  const sent = sentCommand(question);
  if (sent !== null) return sent;
  for (const spelling of spellings(question)) {
    const entry = choose(catalogue.find(question.callee.module, spelling), question);
    if (entry !== null) return entry;
  }
  if (question.node.type === 'NewExpression' && isAwsClient(question.callee.module)) {
    return awsClientEntry(question.callee);
  }
  return null;
}

/** Clients of the AWS SDK are alike: building one opens nothing. */
function awsClientEntry(callee: LibraryValue): CatalogueEntry | null {
  const [known] = catalogue.find('@aws-sdk/client-dynamodb', 'DynamoDBClient');
  const isClient = spellingOf(callee).endsWith('Client') || isExport(callee, callee.module, clientName(callee.module));
  return known !== undefined && isClient && !callee.isResult ? { ...known, module: callee.module } : null;
}

/** `@aws-sdk/client-s3` exports the aggregated client `S3`. */
function clientName(module: string): string {
  return module.replace('@aws-sdk/client-', '').replaceAll('-', '').toUpperCase();
}
