/** The version in package.json (a test holds them equal): part of every report. */
export const version = '0.1.0';

declare const SNAPSAFE_FACTS_BUILD: string | undefined;

/**
 * Names the code, grammars and data that turn a text into facts: part of the name of whatever is cached. The bundle has a hash
 * of them; sources that are run as they are have the version only.
 */
export const factsBuild: string =
  typeof SNAPSAFE_FACTS_BUILD === 'undefined' ? `v${version.replaceAll('.', 'x')}` : SNAPSAFE_FACTS_BUILD;
