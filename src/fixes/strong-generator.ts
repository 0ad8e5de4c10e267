/** Puts a generator that the system seeds in the place of one that continues from the snapshot. */
import { nodesBelow } from './java-file.ts';
import type { Fix } from './fix.ts';
import { Imports } from './imports.ts';
import { is } from './kinds.ts';
import { textEditsOf } from './text-edits.ts';

const SECURE_RANDOM = 'java.security.SecureRandom';

/**
 * `SecureRandom.getInstance("SHA1PRNG")` asks for NativePRNG, which reads from the operating system; it keeps the checked
 * exception that the code around handles. Not safe by itself: Windows has no such algorithm.
 */
export const nativeAlgorithm: Fix = async ({ finding, file: open }) => {
  const { type, member } = finding.sink;
  const file = type === SECURE_RANDOM && member === 'getInstance' ? await open(finding.file) : null;
  const call = file?.callAt(finding.range);
  if (file === null || !is(call, 'MethodInvocation') || call.arguments.length !== 1) return null;
  const [algorithm] = call.arguments;
  const isReseeded = nodesBelow(file.unit, 'MethodInvocation').some(({ name }) => name.name === 'setSeed');
  if (!is(algorithm, 'Literal') || isReseeded) return null;
  return {
    title: 'Use NativePRNG, which the operating system seeds',
    kind: 'replace',
    safe: false,
    edits: textEditsOf(file.path, file.text, [{ start: algorithm.start, end: algorithm.end, newText: '"NativePRNG"' }]),
  };
};

/** `Collections.shuffle(list)` gets a SecureRandom. Safe: it promises no order, and the generator is used nowhere else. */
export const secureShuffle: Fix = async ({ finding, file: open }) => {
  const { type, member } = finding.sink;
  const file = type === 'java.util.Collections' && member === 'shuffle' ? await open(finding.file) : null;
  const call = file?.callAt(finding.range);
  const [list] = is(call, 'MethodInvocation') ? call.arguments : [];
  if (file === null || !is(call, 'MethodInvocation') || list === undefined || call.arguments.length !== 1) return null;
  const imports = new Imports(file);
  const name = imports.nameOf(SECURE_RANDOM);
  return {
    title: 'Shuffle with a SecureRandom',
    kind: 'replace',
    safe: true,
    edits: textEditsOf(file.path, file.text, [
      { start: list.end, end: list.end, newText: `, new ${name}()` },
      ...imports.edits(),
    ]),
  };
};
