/** Keeps the credentials provider instead of what it gave once. */
import type { Fix } from './fix.ts';
import { Imports } from './imports.ts';
import { is } from './kinds.ts';
import { textEditsOf } from './text-edits.ts';

const STATIC_PROVIDER = 'software.amazon.awssdk.auth.credentials.StaticCredentialsProvider';

/** `StaticCredentialsProvider.create(p.resolveCredentials())` becomes `p`. Safe: the provider gives the same, and fresh ones later. */
export const liveProvider: Fix = async ({ finding, file: open }) => {
  const file = finding.sink.member === 'resolveCredentials' ? await open(finding.file) : null;
  const call = file?.callAt(finding.range);
  if (file === null || !is(call, 'MethodInvocation') || call.target === null) return null;
  const around = file.parentOf(call);
  const isFrozen =
    is(around, 'MethodInvocation') &&
    around.name.name === 'create' &&
    is(around.target, 'Identifier') &&
    around.target.name === 'StaticCredentialsProvider' &&
    around.arguments.length === 1;
  if (!isFrozen) return null;
  const imports = new Imports(file);
  imports.release(STATIC_PROVIDER, [around]);
  const provider = file.textOf(call.target);
  return {
    title: `Use ${provider} itself, which refreshes its credentials`,
    kind: 'replace',
    safe: false,
    edits: textEditsOf(file.path, file.text, [
      { start: around.start, end: around.end, newText: provider },
      ...imports.edits(),
    ]),
  };
};
