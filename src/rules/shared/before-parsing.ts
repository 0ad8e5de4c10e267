/** What rules can tell from names alone: whether there may be anything for them to look at. */
import { mentions, namesLike } from '../../model/names.ts';
import type { BeforeParsing } from '../rule.ts';

const CRAC = /^(?:org\.crac|jdk\.crac|javax\.crac|com\.amazonaws\.services\.lambda\.crac)(?:\.|$)/u;

/** Whether init can come to anything that the catalogue knows. */
export function mayRecord(known: BeforeParsing): boolean {
  return known.mayRecord;
}

/** Whether a class may have hooks: it implements an interface of CRaC, or Micronaut's, by whatever name that is imported. */
export function mayHaveHooks({ names }: BeforeParsing): boolean {
  return namesLike(names, CRAC) || mentions(names, ['OrderedResource']);
}

/** Whether there may be code that requests run. */
export function mayStart(known: BeforeParsing): boolean {
  return known.mayStart;
}

/** Whether a template declares a function. */
export function hasFunctions({ facts }: BeforeParsing): boolean {
  return facts.functions.length > 0;
}
