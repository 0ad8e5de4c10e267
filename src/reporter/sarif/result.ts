/** A finding as a SARIF result. */
import type { CodeFlow, Fix, Location, Message, Result } from 'sarif';
import type { Confidence, Finding, Suggestion, TraceStep } from '../../types.ts';
import { groupBy } from '../../util/group.ts';
import { artifactAt, placeAt, regionOf } from './place.ts';
import { LEVELS } from './rules.ts';

export interface ResultDetails {
  /** Index of the rule in the driver's list. */
  readonly ruleIndex: number;
  /** GitHub's hash of the first line, or null when the source is not at hand; then `upload-sarif` computes it. */
  readonly lineHash: string | null;
}

/** From 0 to 100, as SARIF ranks. */
const RANKS: Readonly<Record<Confidence, number>> = { definite: 90, likely: 60, possible: 30 };

/** Gives the result, without suppressions. */
export function findingResult(finding: Finding, { ruleIndex, lineHash }: ResultDetails): Result {
  const fixes = finding.suggestions.filter(({ edits }) => edits.length > 0).map(fixOf);
  const hops = hopsOf(finding);
  return {
    ruleId: finding.ruleId,
    ruleIndex,
    level: LEVELS[finding.severity],
    message: messageOf(finding.message, hops),
    locations: [
      {
        physicalLocation: placeAt(finding.file, finding.range),
        ...(finding.symbol === ''
          ? {}
          : { logicalLocations: [{ fullyQualifiedName: finding.symbol, kind: 'member' }] }),
      },
    ],
    partialFingerprints: {
      ...(lineHash === null ? {} : { primaryLocationLineHash: lineHash }),
      'snapsafe/v1': finding.fingerprint,
    },
    ...(finding.trace.length === 0 ? {} : { codeFlows: [codeFlowOf(finding)] }),
    ...(hops.length === 0 ? {} : { relatedLocations: hops.map(relatedLocation) }),
    ...(fixes.length === 0 ? {} : { fixes }),
    rank: RANKS[finding.confidence],
    properties: {
      confidence: finding.confidence,
      family: finding.family,
      phase: finding.phase,
      snapStart: finding.snapStart,
      roots: [...finding.roots],
    },
  };
}

/** The way to the sink; the sink itself is the result's location. */
function hopsOf({ trace }: Finding): readonly TraceStep[] {
  return trace.slice(0, -1);
}

/** The message, then the hops as links to the related locations. */
function messageOf(message: string, hops: readonly TraceStep[]): Message {
  // `[text](target)` is a link in SARIF: what comes from sources must not look like one.
  const text = message.replaceAll('](', '] (');
  if (hops.length === 0) return { text };
  const links = hops.map((hop, index) => `[${linkText(hop.message)}](${index + 1})`);
  return { text: `${text}\n\nReached through: ${links.join(' → ')}` };
}

function linkText(text: string): string {
  return text.replace(/[\\[\]]/g, '\\$&');
}

function relatedLocation(hop: TraceStep, index: number): Location {
  return { id: index + 1, physicalLocation: placeAt(hop.file, hop.range), message: { text: plainText(hop.message) } };
}

function plainText(text: string): string {
  return text.replaceAll('](', '] (');
}

function codeFlowOf({ trace }: Finding): CodeFlow {
  const locations = trace.map((step, index) => ({
    location: { physicalLocation: placeAt(step.file, step.range), message: { text: plainText(step.message) } },
    nestingLevel: index,
    executionOrder: index + 1,
  }));
  return { threadFlows: [{ locations }] };
}

function fixOf({ title, edits }: Suggestion): Fix {
  const changes = [...groupBy(edits, ({ file }) => file)].map(([file, inFile]) => ({
    artifactLocation: artifactAt(file),
    replacements: inFile.map(({ range, newText }) => ({
      deletedRegion: regionOf(range),
      insertedContent: { text: newText },
    })),
  }));
  return { description: { text: plainText(title) }, artifactChanges: changes };
}
