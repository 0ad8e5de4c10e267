/** Which catalogue entries the matrix puts into generated classes, and what each of them is expected to give there. */
import { catalogueEntries } from '../../../src/knowledge/catalogue.ts';
import type { CatalogueEntry } from '../../../src/knowledge/entry.ts';
import { rules } from '../../../src/rules/registry.ts';
import type { Target } from '../../../src/types.ts';

/** Why no class is generated for an entry. */
export const REASONS_TO_LEAVE_OUT = [
  'holds for one version of a library only',
  'has a condition that sources do not show',
  'its rule is not registered',
] as const;

export type ReasonToLeaveOut = (typeof REASONS_TO_LEAVE_OUT)[number];

/**
 * What the classes of an entry are expected to give:
 * - `found`: reported where init runs the call and keeps the result, silent elsewhere;
 * - `found-everywhere`: reported in every place;
 * - `silent`: never reported.
 */
export type Expected =
  | { readonly kind: 'found' | 'found-everywhere'; readonly rule: string; readonly target: Target }
  | { readonly kind: 'silent'; readonly because: string }
  | { readonly kind: 'left-out'; readonly because: ReasonToLeaveOut };

/** A rule that by its own documentation does not report some entries that carry its id. */
interface Exemption {
  readonly because: string;
  readonly holds: (entry: CatalogueEntry) => boolean;
}

const opens = new Set(['connects-now', 'listens-now', 'opens-now', 'connects-in-background']);
const connects = new Set(['connects-now', 'connects-in-background']);

const silentByDesign: readonly Exemption[] = [
  {
    because: 'a read that is put off is reported where its result is gone through',
    holds: ({ effect }) => effect === 'reads-on-iteration',
  },
  {
    because: 'the catalogue says to keep it in init',
    holds: ({ remedy, rule }) => remedy === 'keep' && rule !== 'token-cached-in-init' && rule !== 'http-call-in-init',
  },
  {
    because: 'connection-in-init reports where a connection is opened, not what works on it',
    holds: ({ rule, effect, verdict }) =>
      rule === 'connection-in-init' && !opens.has(effect) && !(effect === 'starts-threads' && verdict === 'unsafe'),
  },
  {
    because: 'messaging-client-in-init reports what reaches the broker by itself',
    holds: ({ rule, effect, verdict }) =>
      rule === 'messaging-client-in-init' &&
      !connects.has(effect) &&
      !(effect === 'starts-threads' && verdict === 'unsafe'),
  },
  {
    because: 'token-cached-in-init leaves objects alone that renew their tokens',
    holds: ({ rule, verdict, selfHeals }) =>
      rule === 'token-cached-in-init' && verdict === 'risky' && selfHeals === true,
  },
  {
    because: 'monotonic-ttl-cache reports the expiry of a cache, not what fills it or sets its clock',
    holds: ({ rule, member }) =>
      rule === 'monotonic-ttl-cache' && !/^(expireAfter\w*|expiration|memoizeWithExpiration|build)$/u.test(member),
  },
  {
    because: 'orm-boot-touches-db trusts a file that names the setting',
    holds: ({ rule, when }) =>
      rule === 'orm-boot-touches-db' && when?.settings?.['hibernate.boot.allow_jdbc_metadata_access'] !== undefined,
  },
  {
    because: 'env-credentials reports where a provider is made, not what it is asked',
    holds: ({ rule, isStatic, member }) => rule === 'env-credentials' && !isStatic && member !== '<init>',
  },
  {
    because: 'seeded-secure-random reports the generator where it is made, not the call that seeds it',
    holds: ({ rule, member }) => rule === 'seeded-secure-random' && member === 'setSeed',
  },
];

/** Reported under CRaC only although the rule is on for SnapStart. */
function isForCheckpointsOnly({ rule, effect, verdict }: CatalogueEntry): boolean {
  if (verdict !== 'risky') return false;
  return (rule === 'connection-in-init' && effect === 'opens-now') || rule === 'server-socket-in-init';
}

/** Rules about variables that are missing for the whole life of a function. */
const inEveryPhase = new Set(['env-credentials', 'log-stream-env']);

const ruleById = new Map(rules.map((rule) => [rule.meta.id, rule]));

/** Expectation and the group it puts the entry into. */
export function expectedOf(entry: CatalogueEntry): Expected {
  const condition = entry.when;
  if (condition?.libraryVersion !== undefined) {
    return { kind: 'left-out', because: 'holds for one version of a library only' };
  }
  if (condition?.undecidable === true) {
    return { kind: 'left-out', because: 'has a condition that sources do not show' };
  }
  if (entry.verdict === 'ok') return { kind: 'silent', because: 'the catalogue says ok' };
  if (entry.rule === null) return { kind: 'silent', because: 'no rule reports it' };
  const rule = ruleById.get(entry.rule);
  if (rule === undefined) return { kind: 'left-out', because: 'its rule is not registered' };
  const exemption = silentByDesign.find(({ holds }) => holds(entry));
  if (exemption !== undefined) return { kind: 'silent', because: exemption.because };
  const target = rule.meta.severity.snapstart === 'off' || isForCheckpointsOnly(entry) ? 'crac' : 'snapstart';
  return { kind: inEveryPhase.has(entry.rule) ? 'found-everywhere' : 'found', rule: entry.rule, target };
}

/** An entry with its number in the catalogue, from which its generated classes are named, and what is expected of them. */
export interface Case {
  readonly entry: CatalogueEntry;
  readonly name: string;
  readonly expected: Expected;
}

/** One case for each catalogue entry, in the catalogue's order. */
export function allCases(): readonly Case[] {
  return catalogueEntries().map((entry, index) => ({
    entry,
    name: `Entry${String(index).padStart(4, '0')}`,
    expected: expectedOf(entry),
  }));
}

/** For messages and lists: type, member, arity and condition. */
export function labelOf({ type, member, arity, when }: CatalogueEntry): string {
  const condition = when === null ? '' : ` (${when.text})`;
  return `${type}#${member}/${arity === null ? '*' : arity.join('-')}${condition}`;
}
