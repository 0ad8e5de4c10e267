/** From findings to suggestions: for each finding, the edits that its rule offers and its place allows. */
import type { FixName } from '../rules/rule.ts';
import type { Finding, Suggestion, Target } from '../types.ts';
import { afterRestore, openUseClose } from './after-restore.ts';
import { again } from './again.ts';
import { cracDependency, usesCrac } from './build-file/crac-dependency.ts';
import { defaultCredentials } from './default-credentials.ts';
import type { Fix } from './fix.ts';
import { fixedDelay } from './fixed-delay.ts';
import { hold } from './hold.ts';
import { JavaFile } from './java-file.ts';
import { lazy } from './lazy.ts';
import { liveProvider } from './live-provider.ts';
import { makeOnce } from './make-once.ts';
import { perInvocation } from './per-invocation.ts';
import { register } from './register.ts';
import { reopen } from './reopen.ts';
import { rethrow } from './rethrow.ts';
import { isScript } from '../util/language.ts';
import { poolSuspension } from './settings/pool-suspension.ts';
import { sdkWarmUp } from './sdk-warm-up.ts';
import { secureRandom } from './secure-random.ts';
import { nativeAlgorithm, secureShuffle } from './strong-generator.ts';

const FIXES: Readonly<Record<FixName, Fix>> = {
  'after-restore': afterRestore,
  again,
  lazy,
  'per-invocation': perInvocation,
  'secure-random': secureRandom,
  'secure-shuffle': secureShuffle,
  'native-algorithm': nativeAlgorithm,
  'default-credentials': defaultCredentials,
  'live-provider': liveProvider,
  'fixed-delay': fixedDelay,
  'make-once': makeOnce,
  'open-use-close': openUseClose,
  'sdk-warm-up': sdkWarmUp,
  'pool-suspension': poolSuspension,
  hold,
  register,
  reopen,
  rethrow,
};

export interface SuggestOptions {
  readonly target: Target;
  /** What each rule offers, by its id, preferred first. */
  readonly fixesOf: (ruleId: string) => readonly FixName[];
  /** A file's text without byte order mark by its report path; null when it cannot be read. */
  readonly read: (path: string) => string | null;
}

/**
 * Gives the findings with their suggestions, the preferred one first. Reads and parses only files that findings lie in
 * or lead through. What a finding brings along stays; one
 * whose rule or place allows no honest edit gets nothing.
 */
export async function withSuggestions(findings: readonly Finding[], options: SuggestOptions): Promise<Finding[]> {
  const open = fileCache(options.read);
  const result: Finding[] = [];
  for (const finding of findings) {
    // What a line carries for generated code is no call of that line.
    if (isCarried(finding) || isScript(finding.file)) {
      result.push(finding);
      continue;
    }
    result.push({
      ...finding,
      suggestions: [...finding.suggestions, ...(await suggestionsFor(finding, open, options))],
    });
  }
  return result;
}

async function suggestionsFor(
  finding: Finding,
  file: (path: string) => Promise<JavaFile | null>,
  { target, fixesOf, read }: SuggestOptions,
): Promise<Suggestion[]> {
  const suggestions: Suggestion[] = [];
  for (const name of fixesOf(finding.ruleId)) {
    const suggestion = await FIXES[name]({ finding, target, file, read });
    if (suggestion !== null) suggestions.push(suggestion);
  }
  const user = suggestions.find(usesCrac);
  const dependency = user === undefined ? null : cracDependency(user.edits[0]?.file ?? finding.file, read);
  return dependency === null ? suggestions : [...suggestions, dependency];
}

/** Each file is parsed once. */
function fileCache(read: (path: string) => string | null): (path: string) => Promise<JavaFile | null> {
  const files = new Map<string, Promise<JavaFile | null>>();
  return (path) => {
    const known = files.get(path);
    if (known !== undefined) return known;
    const text = read(path);
    const parsed = text === null ? Promise.resolve(null) : JavaFile.parse(path, text);
    files.set(path, parsed);
    return parsed;
  };
}

function isCarried({ file, trace }: Finding): boolean {
  const last = trace.at(-1)?.file ?? file;
  return last !== file && last.endsWith('.java') && file.endsWith('.java');
}
