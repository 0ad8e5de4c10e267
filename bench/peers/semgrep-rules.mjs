// @ts-check
/** The catalogue as rules for Semgrep: every call that a rule of ours reports, wherever it stands. */
import { readFileSync } from 'node:fs';

/**
 * @typedef {object} Entry
 * @property {string} type qualified, nested types with `.`
 * @property {string} member '<init>' for constructors
 * @property {boolean} isStatic
 * @property {string} verdict
 * @property {string | null} rule
 */

/**
 * A rules file (JSON is YAML): one rule for each of ours that the catalogue feeds, with a pattern for each member. Conditions and arity are
 * left out, as is what only shows across files.
 */
export function rulesOfCatalogue() {
  /** @type {Map<string, Set<string>>} */
  const patterns = new Map();
  for (const entry of catalogue()) {
    if (entry.rule === null || entry.verdict === 'ok') continue;
    const ofRule = patterns.get(entry.rule) ?? new Set();
    patterns.set(entry.rule, ofRule.add(patternOf(entry)));
  }
  const rules = [...patterns].map(([rule, ofRule]) => ({
    id: rule,
    languages: ['java'],
    severity: 'WARNING',
    message: `See ${rule}.`,
    'pattern-either': [...ofRule].map((pattern) => ({ pattern })),
  }));
  return JSON.stringify({ rules });
}

/** @param {Entry} entry */
function patternOf({ type, member, isStatic }) {
  if (member === '<init>') return `new ${type}(...)`;
  return isStatic ? `${type}.${member}(...)` : `(${type} $RECEIVER).${member}(...)`;
}

/** @returns {readonly Entry[]} */
function catalogue() {
  return JSON.parse(readFileSync(new URL('../../src/knowledge/data/catalogue.json', import.meta.url), 'utf8'));
}
