/** What makes a finding the same finding in the next run. */
import { createHash } from 'node:crypto';
import type { Finding } from '../types.ts';

/** 96 bits: collisions are out of reach for any number of findings a project can have. */
const FINGERPRINT_LENGTH = 24;

/**
 * Gives each finding its fingerprint, in the order given (which must be the report's order). It is made of the rule, the
 * symbol, the sink and the ordinal among findings that are alike in all three; neither lines nor paths enter it, so it
 * survives edits elsewhere and moved files. A finding that has one keeps it.
 */
export function withFingerprints(findings: readonly Finding[]): Finding[] {
  const seen = new Map<string, number>();
  return findings.map((finding) => {
    const meaning = JSON.stringify([finding.ruleId, finding.symbol, finding.sink.type, finding.sink.member]);
    const ordinal = seen.get(meaning) ?? 0;
    seen.set(meaning, ordinal + 1);
    if (finding.fingerprint !== '') return finding;
    const fingerprint = createHash('sha256').update(`${meaning}#${ordinal}`).digest('hex').slice(0, FINGERPRINT_LENGTH);
    return { ...finding, fingerprint };
  });
}
