/** `--why` for a line with calls that the catalogue knows: how they are reached, what they leave, and what follows from that. */
import { functionsOfRoots, snapStartStates } from '../../graph/deployment.ts';
import type { Handling, Hop, InitEvent } from '../../graph/event.ts';
import type { CatalogueEntry } from '../../knowledge/entry.ts';
import type { FunctionFact } from '../../project/types.ts';
import type { Finding, Phase, SnapStartState } from '../../types.ts';
import { isLeft, whyInformation, whySilent, type Silence } from './explain-silence.ts';
import type { Places } from './run-rules.ts';
import { callOf } from '../shared/wording.ts';

export interface Explanation extends Silence {
  readonly places: Places;
  /** Of the whole run. */
  readonly findings: readonly Finding[];
}

/** A paragraph for each call; what leaves nothing comes after what does. */
export function explainEvents(events: readonly InitEvent[], explanation: Explanation): string {
  const weight = (event: InitEvent): number => Number(event.kept !== null) * 2 + Number(event.open);
  const byHarm = [...events].sort((left, right) => weight(right) - weight(left));
  const told = new Set<string>();
  const paragraphs: string[] = [];
  for (const event of byHarm) {
    // One call may be known for two things: its value, and the connection it leaves in a pool.
    const key = `${String(event.site.span[0])} ${event.entry.type}.${event.entry.member}`;
    if (!told.has(key)) paragraphs.push(paragraph(event, explanation));
    told.add(key);
  }
  return paragraphs.join('\n\n');
}

function paragraph(event: InitEvent, explanation: Explanation): string {
  return [
    `${callOf(event)} runs before the snapshot, ${PHASES[event.phase]}:`,
    ...pathLines(event.path, explanation.places),
    `What it does: ${whatItDoes(event.entry)}.`,
    `What is left: ${whatIsLeft(event)}`,
    ...(isLeft(event) ? [`What handles it: ${whatHandles(event.handled, explanation.places)}`] : []),
    ...whatFunction(event, explanation),
    conclusion(event, explanation),
  ].join('\n');
}

/** Numbered hops with their places. */
export function pathLines(path: readonly Hop[], places: Places): string[] {
  return path.map(
    (hop, index) =>
      `  ${String(index + 1)}. ${hop.message} (${hop.site.file}:${String(places.rangeOf(hop.site).start.line)})`,
  );
}

const PHASES: Readonly<Record<Phase, string>> = {
  'static-initializer': 'when a class is initialised',
  constructor: 'when the handler is constructed',
  'instance-field': 'when the fields of an object are initialised',
  bean: 'when the container makes its beans',
  'before-checkpoint': 'in a beforeCheckpoint hook',
  main: 'in the main method',
  'module-scope': 'when the module is loaded',
  any: 'or after it',
};

const EFFECTS: Readonly<Record<CatalogueEntry['effect'], string>> = {
  'connects-now': 'it connects at once',
  'connects-in-background': 'it starts connecting in the background',
  'opens-on-first-use': 'it connects on its first use',
  'reads-on-iteration': 'it asks over the network as its result is iterated',
  'opens-now': 'it opens a file or socket at once',
  'listens-now': 'it binds a listening socket',
  'uses-connection': 'it works on an open connection',
  'starts-threads': 'it starts threads',
  'schedules-task': 'it schedules work for later',
  'spawns-now': 'it starts a process',
  'draws-now': 'it draws random numbers',
  'seeds-now': 'it takes the seed of its sequence',
  'captures-now': 'it reads what is true at this moment, of the host or the environment',
  'mints-now': 'it makes a key or a token',
  'maps-file': 'it maps a file into memory',
  none: 'nothing yet',
};

/** What the effect means to rules that ask for what it brings. */
const BROUGHT: Readonly<Record<string, string>> = {
  'secret-cached-in-init': 'it reads a secret, over the network as a rule',
  'token-cached-in-init': 'it brings or makes a token',
  'http-call-in-init': 'it sends a request and waits for the answer',
  'remote-read-in-init': 'it reads data over the network',
  'timer-in-init': 'it schedules work for later',
  'timestamp-in-init': 'it reads the clock',
};

/** What a call does, as a clause: `it connects at once`. */
export function effectOf({ effect, rule }: CatalogueEntry): string {
  return BROUGHT[rule ?? ''] ?? EFFECTS[effect];
}

function whatItDoes(entry: CatalogueEntry): string {
  const { library, measured } = entry;
  return measured && library.endsWith('.jar') ? `${effectOf(entry)} (measured with ${library})` : effectOf(entry);
}

function whatIsLeft({ entry, open, kept }: InitEvent): string {
  const state = entry.family === 'thread' ? 'still running' : 'still open';
  if (open) {
    return kept === null
      ? `it is ${state} at the snapshot.`
      : `it is ${state} at the snapshot, in ${kept.description}.`;
  }
  return kept === null
    ? 'nothing, its value is dropped before the snapshot.'
    : `its value is kept in ${kept.description}.`;
}

function whatHandles(handled: Handling | null, places: Places): string {
  if (handled === null) return 'nothing that was found.';
  const { site, description, place = { file: site.file, line: places.rangeOf(site).start.line } } = handled;
  return `${description} (${place.file}:${String(place.line)}).`;
}

/** What templates say of the functions whose start-up this is. */
function whatFunction(event: InitEvent, { project, options }: Explanation): readonly string[] {
  const { facts = null, target } = options;
  if (target === 'crac' || facts === null || !isLeft(event)) return [];
  const rootFile = event.path[0]?.site.file;
  const state = snapStartStates(project, facts)(event.roots, rootFile);
  const functions = functionsOfRoots(project, facts, event.roots, rootFile);
  const telling = functions.find(({ snapStart }) => snapStart === state) ?? functions[0];
  if (telling === undefined) {
    return ['The function: no template names it, so it is not known whether it is snapshotted.'];
  }
  return [`The function: ${saidOf(state, telling)}`];
}

function saidOf(state: SnapStartState, { name, source, snapStartSource }: FunctionFact): string {
  const { file, line } = snapStartSource ?? source;
  const place = `(${file}:${String(line)})`;
  if (state === 'on') return `SnapStart is on for ${name} ${place}.`;
  if (state === 'off' && snapStartSource !== null) return `SnapStart is off for ${name} ${place}.`;
  if (state === 'off') return `nothing switches SnapStart on for ${name} ${place}, as it is for other functions.`;
  return snapStartSource === null
    ? `nothing is set for ${name} ${place}, nor for any other function.`
    : `what is set for ${name} is not known before it is deployed ${place}.`;
}

function conclusion(event: InitEvent, explanation: Explanation): string {
  const { start } = explanation.places.rangeOf(event.site);
  const reported = explanation.findings.filter(
    ({ file, range }) =>
      file === event.site.file && range.start.line === start.line && range.start.column === start.column,
  );
  const rules = reported.map(({ severity, ruleId }) => `${severity} ${ruleId}`).join(', ');
  if (rules !== '') return `So it is reported: ${rules}.${whyInformation(event, reported, explanation)}`;
  const carried = explanation.findings.find(
    ({ file, trace }) =>
      file !== event.site.file &&
      trace.at(-1)?.file === event.site.file &&
      trace.at(-1)?.range.start.line === start.line,
  );
  return carried === undefined
    ? whySilent(event, explanation)
    : `So it is reported: ${carried.severity} ${carried.ruleId}, at ${carried.file}:${String(carried.range.start.line)}, as this is generated code.`;
}
