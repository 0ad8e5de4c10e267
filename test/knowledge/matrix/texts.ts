/** String constants for conditions that match a text. */
import { catalogueFor } from '../../../src/knowledge/catalogue.ts';
import type { CatalogueEntry } from '../../../src/knowledge/entry.ts';

const SAMPLES = [
  'AWS_SESSION_TOKEN',
  'AWS_LAMBDA_LOG_STREAM_NAME',
  'HOSTNAME',
  'POD_IP',
  'user.dir',
  '10.0.0.1',
  'localhost',
  'SHA1PRNG',
  'NONCEANDIV',
  'SecureRandom',
  'jdbc:h2:./orders',
  'jdbc:h2:mem:orders',
  'jdbc:derby:memory:orders',
  'jdbc:hsqldb:mem:orders',
  'jdbc:sqlite::memory:',
  'https://example.com/settings.xml',
  'redis://cache:6379',
  'insert into orders values (1)',
] as const;

/**
 * A literal that matches the pattern and, where there is one, no pattern of another entry of the member.
 * Throws when no sample matches: a new condition needs one.
 */
export function textFor(entry: CatalogueEntry, index: number, pattern: string): string {
  if (new RegExp(pattern, 'u').test('false')) return 'false';
  const matching = SAMPLES.filter((sample) => new RegExp(pattern, 'u').test(sample));
  const others = catalogueFor(entry.type, entry.member, entry.arity?.[0] ?? index + 1)
    .filter((other) => other !== entry && other.verdict !== entry.verdict)
    .flatMap((other) => other.when?.argumentMatches?.[String(index)] ?? []);
  const sample = matching.find((text) => others.every((other) => !new RegExp(other, 'u').test(text))) ?? matching[0];
  if (sample === undefined) throw new Error(`no sample text matches ${pattern}`);
  return JSON.stringify(sample);
}
