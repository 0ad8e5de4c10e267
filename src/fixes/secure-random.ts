/** Puts SecureRandom in the place of a pseudo-random generator. */
import type { Node } from '../java-ast/nodes.ts';
import type { Fix } from './fix.ts';
import { Imports } from './imports.ts';
import { nodesBelow, type JavaFile } from './java-file.ts';
import { is } from './kinds.ts';
import { typeOfTarget } from './targets.ts';
import { textEditsOf } from './text-edits.ts';

const SECURE_RANDOM = 'java.security.SecureRandom';

/** Types of variables that can hold a SecureRandom. */
const ASSIGNABLE: ReadonlySet<string> = new Set([
  'Random',
  'java.util.Random',
  'RandomGenerator',
  'java.util.random.RandomGenerator',
  'SecureRandom',
  'Object',
]);

/**
 * `new Random()` and `RandomGenerator.of(…)` become `new SecureRandom()`. Safe where nothing sets a seed: an unseeded
 * Random promises no sequence, and SecureRandom is one.
 */
export const secureRandom: Fix = async ({ finding, file: open }) => {
  const { type, member } = finding.sink;
  const isReplaceable =
    (type === 'java.util.Random' && member === '<init>') ||
    (type === 'java.util.random.RandomGenerator' && (member === 'of' || member === 'getDefault'));
  const file = isReplaceable ? await open(finding.file) : null;
  const call = file?.callAt(finding.range) ?? null;
  if (file === null || call === null || (is(call, 'ClassInstanceCreation') && call.body !== null)) return null;
  const variable = variableOf(file, call);
  if (variable !== null && !ASSIGNABLE.has(variable)) return null;

  const imports = new Imports(file);
  const name = imports.nameOf(SECURE_RANDOM);
  if (type === 'java.util.Random') imports.release(type, [call]);
  return {
    title: `Use ${call.kind === 'ClassInstanceCreation' ? 'SecureRandom' : 'a SecureRandom'} instead of ${file.textOf(call)}`,
    kind: 'replace',
    safe: !setsSeed(file),
    edits: textEditsOf(file.path, file.text, [
      { start: call.start, end: call.end, newText: `new ${name}()` },
      ...imports.edits(),
    ]),
  };
};

/** The declared type of the variable that the value initialises or is assigned to; null when it goes elsewhere or is `var`. */
function variableOf(file: JavaFile, value: Node): string | null {
  const type = typeOfTarget(file, value);
  return type === null || type.kind === 'VarType' ? null : file.textOf(type);
}

/** A generator that is seeded on purpose has a sequence someone may rely on. */
function setsSeed(file: JavaFile): boolean {
  return nodesBelow(file.unit, 'MethodInvocation').some(({ name }) => name.name === 'setSeed');
}
