/** What is done to a document of keys and values to get one that nobody wrote: its text stays well-formed. */
import fc from 'fast-check';
import { parse, stringify } from 'yaml';
import type { Random } from './random.ts';

/** Values that readers did not ask for; fast-check makes them, small ones more often than large ones. */
const ANY_VALUE = fc.oneof(
  fc.jsonValue({ maxDepth: 4, noUnicodeString: false }),
  fc.constantFrom<unknown>(null, '', '\0', '\u2028', '__proto__', 'constructor', -1, 1.5, 2 ** 53, 1e308, true, [], {}),
  fc.constantFrom<unknown>(
    '../../etc/passwd',
    '/etc/passwd',
    'C:\\x',
    '\u001b[2J',
    '<script>',
    '${self:custom}',
    '!Ref x',
  ),
  fc.constantFrom<unknown>('x'.repeat(5_000), Array(200).fill('x'), { ref: { ref: { ref: [[[[]]]] } } }),
);

type Document = unknown;

/** Where a value stands in a document. */
interface Slot {
  readonly holder: Record<string, unknown>;
  readonly key: string;
}

function slotsOf(value: Document, found: Slot[] = []): Slot[] {
  if (typeof value !== 'object' || value === null) return found;
  const holder = value as Record<string, unknown>;
  for (const key of Object.keys(holder)) {
    found.push({ holder, key });
    slotsOf(holder[key], found);
  }
  return found;
}

function anyValue(random: Random): unknown {
  // The arbitrary's constants are the same objects each time.
  return structuredClone(fc.sample(ANY_VALUE, { numRuns: 1, seed: random.below(2 ** 31) })[0]);
}

/** One change at a random place: another value, no value, a value from elsewhere, another key, once more, or nested. */
function change(document: Document, random: Random): Document {
  const slots = slotsOf(document);
  if (slots.length === 0 || random.chance(0.02)) return anyValue(random);
  const { holder, key } = random.pick(slots);
  const elsewhere = random.pick(slots);
  const copy = (value: unknown): unknown => structuredClone(value);
  switch (random.below(7)) {
    case 0:
      if (Array.isArray(holder)) holder.splice(Number(key), 1);
      else Reflect.deleteProperty(holder, key);
      break;
    case 1:
      holder[key] = copy(elsewhere.holder[elsewhere.key]);
      break;
    case 2: {
      const name = random.pick([elsewhere.key, '', 'constructor', 'Fn::If', 'Ref', '<<', '0', 'x y', `${key} `]);
      if (!Array.isArray(holder)) holder[name] = copy(holder[key]);
      break;
    }
    case 3: {
      let nested = copy(holder[key]);
      for (let depth = random.below(60); depth > 0; depth--) nested = random.chance(0.5) ? [nested] : { [key]: nested };
      holder[key] = nested;
      break;
    }
    case 4:
      if (Array.isArray(holder)) holder.push(...Array<unknown>(1 + random.below(50)).fill(copy(holder[Number(key)])));
      else holder[key] = [copy(holder[key]), copy(holder[key])];
      break;
    default:
      holder[key] = anyValue(random);
  }
  return document;
}

const PIECES = [
  '*',
  '**',
  '/',
  '!',
  '#',
  '?',
  '[',
  ']',
  '[^',
  '{',
  '}',
  ',',
  '\\\\',
  '..',
  '.',
  '$',
  ' ',
  '(',
  '|',
  '+',
  ':',
  '\u0130',
  'a',
  'shop',
] as const;

/** A text that means something to patterns of names, in any order. */
export function oddPattern(random: Random): string {
  return Array.from({ length: 1 + random.below(12) }, () => random.pick(PIECES)).join('');
}

/** The text of a JSON or YAML document after some changes (`count` or one to four) of what it says; null when it is none. */
export function changedDocument(
  file: string,
  text: string,
  random: Random,
  count = 1 + random.below(4),
): string | null {
  const isYaml = /\.ya?ml$/u.test(file);
  if (!isYaml && !file.endsWith('.json')) return null;
  let document: Document;
  try {
    document = isYaml ? parse(text, { logLevel: 'silent' }) : JSON.parse(text);
  } catch {
    return null;
  }
  for (let left = count; left > 0; left--) document = change(document, random);
  return isYaml && random.chance(0.7) ? stringify(document) : JSON.stringify(document, null, random.below(3));
}
