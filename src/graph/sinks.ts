/** Turns a catalogue match into a record on the witness path. */
import { ruleOfEntry, settingOf } from './catalogue-choice.ts';
import type { Choice } from './catalogue-choice.ts';
import { placeOf } from './construction.ts';
import type { Hop, Site } from './event.ts';
import type { LibraryCall } from './library.ts';
import type { Frame, Machine } from './machine.ts';
import { holdsConnection, isBorrow } from './pools.ts';
import type { SinkRecord } from './sink-record.ts';

/** Families whose sinks produce a plain value: what is computed from it is as stale or as shared as the value itself. */
const VALUE_FAMILIES = new Set(['secret', 'token', 'credentials', 'time', 'host']);
const VALUE_EFFECTS = new Set(['draws-now', 'mints-now', 'captures-now']);
const VALUE_RULES = new Set([
  'http-call-in-init',
  'remote-read-in-init',
  'key-material-in-init',
  'unique-value-in-init',
  'dns-resolved-in-init',
]);

/** Records that the chosen entry's member runs here. Null when no rule reports it. */
export function recordSink(machine: Machine, frame: Frame, call: LibraryCall, choice: Choice): SinkRecord | null {
  const { entry } = choice;
  const rule = ruleOfEntry(entry);
  if (rule === null) return null;
  // One pool is one defect: where it was made, or where the first connection was borrowed.
  if (isBorrow(call) && holdsConnection(call.receiver)) return null;
  const path = [...machine.hops, hopOf(frame, call, choice)];
  const key = `${entry.type}#${entry.member}|${path.map(({ site }) => `${site.file}:${String(site.span[0])}`).join('|')}`;
  const known = machine.recordsByPath.get(key);
  if (known?.closed === null) return known;
  const record: SinkRecord = {
    entry,
    site: call.site,
    symbol: frame.symbol,
    phase: machine.phase,
    path,
    confidence: machine.uncertainty > 0 || !choice.certain ? 'likely' : 'definite',
    branch: machine.branch,
    isConditional: machine.branch.depth > 0 || machine.afterReturns > 0 || frame.returned !== null,
    suspendable: suspensionOf(call),
    flowsOn:
      VALUE_RULES.has(rule) ||
      (rule !== 'prng-in-init' && (VALUE_FAMILIES.has(entry.family) || VALUE_EFFECTS.has(entry.effect))),
    closed: null,
  };
  machine.records.push(record);
  machine.recordsByPath.set(key, record);
  return record;
}

/** `setAllowPoolSuspension(true)` on the pool or on what it is made of. */
function suspensionOf(call: LibraryCall): Site | null {
  const setting = settingOf(call, 'allowPoolSuspension');
  return setting !== undefined && String(setting.value.constant) === 'true' ? setting.site : null;
}

function hopOf(frame: Frame, call: LibraryCall, choice: Choice): Hop {
  const { type, member } = choice.entry;
  const simple = type.slice(type.lastIndexOf('.') + 1);
  const name = member === '<init>' ? `new ${simple}(…)` : `${simple}.${member}`;
  const does = choice.entry.effect === 'reads-on-iteration' ? `goes through what ${name} gives` : `calls ${name}`;
  return { site: call.site, message: `${placeOf(frame)} ${does}` };
}
