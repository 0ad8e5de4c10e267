/** `--why` for calls on a line that rules know and that init, as far as it was followed, does not come to. */
import { ruleOfEntry } from '../../graph/catalogue-choice.ts';
import type { CatalogueEntry } from '../../knowledge/entry.ts';
import type { FileFacts, Span } from '../../model/facts.ts';
import type { ProjectModel } from '../../model/project.ts';
import { effectOf } from './explain-event.ts';
import { knownEntries } from '../shared/keep.ts';
import { bodiesOf, callsIn, someNode, type Call, type SourceBody } from '../shared/source-calls.ts';
import { callOf } from '../shared/wording.ts';

/** A call and what the catalogue has on it. */
export interface KnownCall {
  readonly place: SourceBody;
  readonly call: Call;
  readonly entry: CatalogueEntry;
  /** The rule that reports it; null where none does, whatever the call leaves. */
  readonly rule: string | null;
  /** On what it depends that the rule is brought to it, in words; null where it always is. */
  readonly when: string | null;
}

/** The calls of a file that `isMeant` holds for and that the catalogue does not have as right in init, by the declared types of what they are called on. */
export function knownCalls(
  project: ProjectModel,
  facts: FileFacts,
  isMeant: (span: Span) => boolean,
): readonly KnownCall[] {
  const places = project.typesOf(facts).flatMap((type) => [...bodiesOf(project, type, true)]);
  return places.flatMap((place) =>
    callsIn(place.body)
      .filter(({ span }) => isMeant(span))
      .flatMap((call) => {
        const entries = knownEntries(place, call).filter(({ verdict }) => verdict !== 'ok');
        const rule = entries.map(ruleOfEntry).find((one) => one !== null) ?? null;
        const ofRule = entries.filter((one) => ruleOfEntry(one) === rule);
        const entry = ofRule.find(({ when }) => when === null) ?? ofRule[0];
        return entry === undefined ? [] : [{ place, call, entry, rule, when: entry.when?.text ?? null }];
      }),
  );
}

/** What a rule knows of a call in code that does not run before the snapshot. */
export function sayOutsideInit(known: KnownCall): string {
  const { entry, rule } = known;
  if (rule === null) return sayWithoutRule(known);
  return `${callOf({ entry })} is known to ${rule}, which speaks of what happens before the snapshot: ${effectOf(entry)}.`;
}

/** The same in code that does run. */
export function sayNotReached(known: KnownCall): string {
  const { entry, rule } = known;
  if (rule === null) return sayWithoutRule(known);
  return `${callOf({ entry })} is known to ${rule}: ${effectOf(entry)}. It is not reported: ${whyNotReached(known)}.`;
}

function sayWithoutRule({ entry }: KnownCall): string {
  return `${callOf({ entry })} is in the catalogue: ${effectOf(entry)}. No rule reports that.`;
}

function whyNotReached(known: KnownCall): string {
  if (isInLambda(known)) return 'it stands in a function that init hands on and does not run';
  return known.when === null
    ? 'no way through the code that init takes comes to it'
    : `that depends on its arguments or settings (${known.when}), and is not so here as far as the sources tell`;
}

function isInLambda({ place, call }: KnownCall): boolean {
  return someNode(
    place.body,
    (node) => node.kind === 'lambda' && node.span[0] <= call.span[0] && call.span[1] <= node.span[1],
  );
}
