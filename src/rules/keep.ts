/** What is right in init, and why: advice that would move it to requests or to afterRestore costs time there. */
import { catalogueFor } from '../knowledge/catalogue.ts';
import type { CatalogueEntry } from '../knowledge/entry.ts';
import { expensiveObject } from '../knowledge/expensive-objects.ts';
import { supertypesOf } from '../knowledge/signatures.ts';
import { calledType, declaredType, type Call, type SourceBody } from './source-calls.ts';

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
  const owners = member === '<init>' ? [type] : [type, ...supertypesOf(type)];
  const entries = owners
    .map((owner) => catalogueFor(owner, member, call.arguments.length))
    .find((one) => one.length > 0);
  const [entry] = entries ?? [];
  // With several entries it depends on arguments or settings.
  if (entry === undefined || entries?.length !== 1 || entry.verdict !== 'ok' || entry.remedy !== 'keep') return null;
  const simple = type.slice(type.lastIndexOf('.') + 1);
  return `${member === '<init>' ? `new ${simple}` : `${simple}.${member}`} is right in init: ${whyOf(entry)}`;
}

function typeOf(place: SourceBody, call: Call): string | null {
  const declared = call.kind === 'call' && call.target !== null ? declaredType(place, call.target) : null;
  if (declared !== null) return declared.project === null ? declared.name : null;
  return calledType(place, call);
}

function whyOf({ effect, family }: CatalogueEntry): string {
  if (effect === 'opens-on-first-use') return 'it opens nothing before its first use';
  if (family === 'randomness') return 'it draws nothing that restored environments would share';
  if (family === 'time') return 'it holds no time';
  if (effect === 'starts-threads') return 'its threads go on after a restore';
  return 'it opens nothing and holds nothing that gets old';
}
