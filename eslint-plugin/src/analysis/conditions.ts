import type { Evaluate } from './evaluate.ts';
import { isFunction, nameOf, unwrap, type CallNode, type Node } from './syntax.ts';
import type { Frame } from './values.ts';

/** A call and where it runs: what the condition of an entry is checked against. */
export interface CallSite {
  readonly node: CallNode;
  readonly frame: Frame | null;
  readonly evaluate: Evaluate;
}

/** The value of an option in any object among the arguments; null when it is absent or cannot be read. */
export function optionOf({ node, frame, evaluate }: CallSite, name: string): Node | null {
  for (const argument of node.arguments) {
    const value = argument.type === 'SpreadElement' ? null : evaluate(argument, frame);
    if (value?.kind !== 'object') continue;
    for (const property of value.node.properties) {
      if (property.type === 'Property' && nameOf(property.key, property.computed) === name) return property.value;
    }
  }
  return null;
}

function isTrue(option: Node | null): boolean {
  const node = option === null ? null : unwrap(option);
  return node?.type === 'Literal' && node.value === true;
}

function isPositive(option: Node | null): boolean {
  const node = option === null ? null : unwrap(option);
  return node?.type === 'Literal' && typeof node.value === 'number' && node.value > 0;
}

/** The conditions that entries may state, in the words of the data. */
const CONDITIONS: Readonly<Record<string, (site: CallSite) => boolean>> = {
  'option lazyConnect: true': (site) => isTrue(optionOf(site, 'lazyConnect')),
  'option sniffOnStart: true': (site) => isTrue(optionOf(site, 'sniffOnStart')),
  'option disablePrefetch: true': (site) => isTrue(optionOf(site, 'disablePrefetch')),
  'option sampleRateValue > 0': (site) => isPositive(optionOf(site, 'sampleRateValue')),
  'option credentials: an object copied from process.env': (site) => {
    const option = optionOf(site, 'credentials');
    return option !== null && unwrap(option).type === 'ObjectExpression';
  },
  'with an argument': ({ node }) => node.arguments.length > 0,
  'callback form': ({ node }) => isFunction(node.arguments.at(-1)),
};

/** Conditions that other parts of the analysis decide: the entry is only asked for where they hold. */
const PLACES = new Set(['property read', 'on import']);

/** `version below 4`: of the package that the entry is about. */
const VERSION_BELOW = /^version below (?<major>\d+)$/u;

/** Whether a condition is one that the plugin can check. */
export function isKnownCondition(when: string): boolean {
  return Object.hasOwn(CONDITIONS, when) || VERSION_BELOW.test(when) || PLACES.has(when);
}

/**
 * Whether a call fulfils a condition. One that cannot be read from the arguments counts as not fulfilled.
 * @param range the version range of the package, as package.json has it; undefined when it is not known
 */
export function isFulfilled(when: string, site: CallSite, range: string | undefined): boolean {
  const below = VERSION_BELOW.exec(when)?.groups?.major;
  if (below === undefined) return CONDITIONS[when]?.(site) ?? false;
  const major = range === undefined ? null : majorOf(range);
  return major !== null && major < Number(below);
}

/** The major version of a range that allows one only: `^3.1.2`, `~3.0`, `3.x`, `npm:redis@^3`; null for any other. */
function majorOf(range: string): number | null {
  const version = /^(?:npm:[^\s]+@)?[~^=v]{0,2}(?<major>\d{1,9})(?:\.[\w.*+-]{1,60})?$/u.exec(range.trim())?.groups;
  return version?.major === undefined ? null : Number(version.major);
}
