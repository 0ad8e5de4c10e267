/** Tables of members by type, looked up through the supertypes that the signatures know. */
import { supertypesOf } from './signatures.ts';

/**
 * One line of a table. `type` is a qualified name, a pattern in which `*` stands for any part (`a.b.*`), or `*` alone for
 * a receiver of any or unknown type; `members` may be `*` for all of them.
 */
export interface MembersOfType {
  readonly type: string;
  readonly members: readonly string[];
}

/** Finds the lines for a member of a type: of the type itself first, then of its supertypes, then of patterns. */
export interface MemberTable<Line extends MembersOfType> {
  /** `type` '*' asks for the lines of any type only. */
  readonly find: (type: string, member: string) => readonly Line[];
}

/** Builds the look-up over a table; the lines are not copied. */
export function memberTable<Line extends MembersOfType>(lines: readonly Line[]): MemberTable<Line> {
  const linesByType = new Map<string, Line[]>();
  const patterns: { readonly matches: (type: string) => boolean; readonly line: Line }[] = [];
  for (const line of lines) {
    if (line.type !== '*' && line.type.includes('*')) patterns.push({ matches: typeMatcher([line.type]), line });
    else linesByType.set(line.type, [...(linesByType.get(line.type) ?? []), line]);
  }
  const answers = new Map<string, Map<string, readonly Line[]>>();
  const ofMember = (candidates: readonly Line[], member: string): readonly Line[] =>
    candidates.filter(({ members }) => members.includes(member) || members[0] === '*');
  const search = (type: string, member: string): readonly Line[] => {
    for (const name of [type, ...supertypesOf(type)]) {
      const found = ofMember(linesByType.get(name) ?? [], member);
      if (found.length > 0) return found;
    }
    const matching = patterns.filter(({ matches }) => matches(type)).map(({ line }) => line);
    return ofMember(matching, member);
  };
  return {
    find(type, member) {
      let ofType = answers.get(type);
      if (ofType === undefined) answers.set(type, (ofType = new Map<string, readonly Line[]>()));
      let found = ofType.get(member);
      if (found === undefined) ofType.set(member, (found = search(type, member)));
      return found;
    },
  };
}

/** A test whether a qualified name is one of the names, of which each may hold `*`. */
export function typeMatcher(patterns: readonly string[]): (type: string) => boolean {
  const sources = patterns.map((pattern) => pattern.replaceAll('.', '\\.').replaceAll('*', '.*'));
  const expression = new RegExp(`^(?:${sources.join('|')})$`, 'u');
  return remembered((type) => expression.test(type));
}

/** A function of a name that computes its answer once: the same names come at every step. */
export function remembered<T>(compute: (name: string) => T): (name: string) => T {
  const answers = new Map<string, T>();
  return (name) => {
    let answer = answers.get(name);
    if (answer === undefined) answers.set(name, (answer = compute(name)));
    return answer;
  };
}
