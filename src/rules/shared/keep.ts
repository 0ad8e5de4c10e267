/** What is right in init, and why: advice that would move it to requests or to afterRestore costs time there. */
import { catalogueFor } from '../../knowledge/catalogue.ts';
import type { CatalogueEntry } from '../../knowledge/entry.ts';
import { expensiveObject } from '../../knowledge/expensive-objects.ts';
import { supertypesOf } from '../../knowledge/signatures.ts';
import { calledType, declaredType, type Call, type SourceBody } from './source-calls.ts';

/**
 * Constants and what every class has: nobody would move them, and a sentence for each would bury the others. Loggers, variables of
 * the environment, collections, points in time that are written down.
 */
const SELF_EVIDENT =
  /^(org\.slf4j\.|org\.apache\.(logging|commons\.logging|log4j)\.|java\.util\.logging\.|org\.jboss\.logging\.|lombok\.|java\.lang\.System$|java\.util\.(\w*(Set|Map|List|Collections|Arrays)$|Date$)|java\.time\.(?!Clock$|format\.))/u;

/** Whether what the call makes is worth no sentence of its own: {@link reasonToKeep} still has one for who asks. */
export function isSelfEvident(place: SourceBody, call: Call): boolean {
  const type = typeOf(place, call);
  return type !== null && SELF_EVIDENT.test(type);
}

/** A sentence without full stop for a call that init is the right place for: `S3Client.create is right in init: it connects on first use`. */
export function reasonToKeep(place: SourceBody, call: Call): string | null {
  const reason = reasonFor(place, call);
  return reason === null ? null : `${reason.charAt(0).toUpperCase()}${reason.slice(1)}`;
}

function reasonFor(place: SourceBody, call: Call): string | null {
  const member = call.kind === 'new' ? '<init>' : call.name;
  const type = typeOf(place, call);
  if (type === null) return null;
  const object = expensiveObject(type, member);
  if (object !== null) return `${object.name} is right in init: it serves all requests`;
  const entries = entriesFor(type, call);
  const [entry] = entries;
  // With several entries it depends on arguments or settings.
  if (entry === undefined || entries.length !== 1 || entry.verdict !== 'ok' || entry.remedy !== 'keep') return null;
  const name = shortName(type);
  return `${member === '<init>' ? `new ${name}` : `${name}.${member}`} is right in init: ${whyOf(entry)}`;
}

/** What the catalogue has for a call by the declared type of its receiver, the nearest supertype that it knows; else nothing. */
export function knownEntries(place: SourceBody, call: Call): readonly CatalogueEntry[] {
  const type = typeOf(place, call);
  return type === null ? [] : entriesFor(type, call);
}

function entriesFor(type: string, call: Call): readonly CatalogueEntry[] {
  const member = call.kind === 'new' ? '<init>' : call.name;
  const owners = member === '<init>' ? [type] : [type, ...supertypesOf(type)];
  return owners.map((owner) => catalogueFor(owner, member, call.arguments.length)).find((one) => one.length > 0) ?? [];
}

function typeOf(place: SourceBody, call: Call): string | null {
  const declared = call.kind === 'call' && call.target !== null ? declaredType(place, call.target) : null;
  if (declared !== null) return declared.project === null ? declared.name : null;
  return calledType(place, call);
}

/** `SecureRandom`; with the class around it for a name that says nothing alone: `Caffeine.Builder`. */
function shortName(type: string): string {
  const [around = '', simple = ''] = type.split('.').slice(-2);
  return simple === 'Builder' ? `${around}.${simple}` : simple;
}

const COLLECTIONS = /^java\.util\.\w*(Set|Map|List|Collections|Arrays)$/u;

function whyOf({ type, member, effect, family }: CatalogueEntry): string {
  if (COLLECTIONS.test(type)) return 'its elements are the same in every environment';
  if (member === 'getenv') return 'the variables of a version are the same in all its environments';
  if (effect === 'opens-on-first-use') return 'it opens nothing before its first use';
  if (family === 'randomness') return 'it draws nothing that restored environments would share';
  if (family === 'time') return 'it holds no time';
  if (effect === 'starts-threads') return 'its threads go on after a restore';
  return 'it opens nothing and holds nothing that gets old';
}
