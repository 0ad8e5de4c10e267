/** Calls without a target (JLS 15.12.1): a method of this class or of one around it, inherited ones too, else a static import. */
import { libraryType } from '../knowledge/signatures.ts';
import { staticImports } from '../model/imports.ts';
import type { JavaType } from '../model/java-type.ts';
import type { TypeModel } from '../model/project.ts';
import { evaluateArguments } from './arguments.ts';
import { callOn, callStatic, invokeStatic, libraryCall, runTargets, type Call } from './calls.ts';
import { callLibrary } from './library.ts';
import { isMemberOf, libraryAncestors } from './library-receivers.ts';
import { siteIn, type Frame, type Machine } from './machine.ts';
import { chooseMethod, inherits, mayInherit } from './overloads.ts';
import { typed, UNKNOWN, type Value } from './values.ts';

/** `name(…)`: a method of this class or an enclosing one, else a static import. */
export function callUnqualified(machine: Machine, frame: Frame, call: Call): Value {
  const given = evaluateArguments(machine, frame, call.arguments);
  let self = frame.self;
  for (let type: TypeModel | null = frame.type; type !== null; type = type.outer) {
    if (machine.project.findMethods(type, call.name).length > 0) {
      const chosen = chooseMethod(machine, type, call.name, given, frame.type);
      if (chosen === null) return callInherited(machine, frame, call, given, type, self);
      if (chosen.fact.isStatic) return invokeStatic(machine, frame, chosen, given, siteIn(frame, call.span));
      // Nothing overrides a private method (JLS 15.12.4.4).
      if (self !== null && chosen.fact.modifiers.includes('private')) {
        const only = [{ method: chosen, self, inferred: false }];
        return runTargets(machine, frame, only, given, siteIn(frame, call.span));
      }
      return callOn(
        machine,
        frame,
        self ?? typed({ name: type.canonicalName, project: type, arguments: [], dimensions: 0, certain: true }),
        call,
        given,
      );
    }
    // A member of the class around is hidden by one that this class inherits (JLS 15.12.1).
    if (inherits(machine, type, call.name, given.length)) return callInherited(machine, frame, call, given, type, self);
    self = self?.objects[0]?.outer ?? null;
  }
  return callImported(machine, frame, call, given) ?? callOfSurroundings(machine, frame, call, given);
}

/**
 * A method that neither the sources nor an import declares: of the nearest class around that may inherit it from a library. One
 * that no library is known to have is protected, of the nearest class around that extends one of a library.
 */
function callOfSurroundings(machine: Machine, frame: Frame, call: Call, given: readonly Value[]): Value {
  const { type, self } = nearestAround(frame, (one) => mayInherit(machine, one, call.name, given.length)) ??
    nearestAround(frame, (one) =>
      libraryAncestors(machine, one).some(({ name }) => libraryType(name)?.isInterface !== true),
    ) ?? { type: frame.type, self: frame.self };
  return callInherited(machine, frame, call, given, type, self);
}

/** The innermost class around for which `holds`, with its object; null when it holds for none. */
function nearestAround(
  frame: Frame,
  holds: (type: TypeModel) => boolean,
): { readonly type: TypeModel; readonly self: Value | null } | null {
  let { self } = frame;
  for (let type: TypeModel | null = frame.type; type !== null; type = type.outer) {
    if (holds(type)) return { type, self };
    self = self?.objects[0]?.outer ?? null;
  }
  return null;
}

/** What neither the sources nor an import declares is inherited from a library supertype, if there is one. */
function callInherited(
  machine: Machine,
  frame: Frame,
  call: Call,
  given: readonly Value[],
  type: TypeModel,
  self: Value | null,
): Value {
  const inherited = libraryAncestors(machine, type);
  return inherited.length === 0
    ? UNKNOWN
    : callLibrary(machine, frame, libraryCall(call, given, inherited, self, frame));
}

/** `name(…)` through `import static`: a named import first, then the on-demand import whose type has such a member. */
function callImported(machine: Machine, frame: Frame, call: Call, given: readonly Value[]): Value | null {
  const imports = staticImports(frame.file);
  if (imports.length === 0) return null;
  const named = imports.filter((declaration) => !declaration.onDemand && declaration.name.endsWith(`.${call.name}`));
  for (const { name } of named) {
    const owner = importedType(machine, frame, name.slice(0, -call.name.length - 1));
    if (hasMember(machine, owner, call)) return callStatic(machine, frame, owner, call, given);
  }
  for (const { name } of imports.filter((declaration) => declaration.onDemand)) {
    const owner = importedType(machine, frame, name);
    if (declaresMember(machine, owner, call)) return callStatic(machine, frame, owner, call, given);
  }
  return null;
}

function importedType(machine: Machine, frame: Frame, name: string): JavaType {
  return { name, project: machine.project.findType(name, frame.file), arguments: [], dimensions: 0, certain: true };
}

/** A library type may have any member it is imported with. */
function hasMember(machine: Machine, type: JavaType, call: Call): boolean {
  return type.project === null || machine.project.findMethods(type.project, call.name).length > 0;
}

/** Known to have the member: by the sources, the signature facts or the catalogue. */
function declaresMember(machine: Machine, type: JavaType, call: Call): boolean {
  if (type.project !== null) return machine.project.findMethods(type.project, call.name).length > 0;
  return isMemberOf(type.name, call.name, call.arguments.length);
}
