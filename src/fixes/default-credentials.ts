/** Puts the default credentials chain in the place of a provider that reads the key variables, which SnapStart does not set. */
import type { Node } from '../java-ast/nodes.ts';
import type { Fix } from './fix.ts';
import { Imports } from './imports.ts';
import type { JavaFile } from './java-file.ts';
import { typeOfTarget } from './targets.ts';
import { textEditsOf, type OffsetEdit } from './text-edits.ts';

/** Environment provider → the default chain of the same SDK, and how one is made. */
const CHAINS: ReadonlyMap<string, { readonly type: string; readonly make: string }> = new Map([
  [
    'software.amazon.awssdk.auth.credentials.EnvironmentVariableCredentialsProvider',
    {
      type: 'software.amazon.awssdk.auth.credentials.DefaultCredentialsProvider',
      // `create()` is deprecated in later versions; the builder is in all of them.
      make: '.builder().build()',
    },
  ],
  [
    'com.amazonaws.auth.EnvironmentVariableCredentialsProvider',
    {
      type: 'com.amazonaws.auth.DefaultAWSCredentialsProviderChain',
      make: '.getInstance()',
    },
  ],
]);

/** Not safe by itself: outside Lambda, the chain may find other credentials first (system properties). */
export const defaultCredentials: Fix = async ({ finding, file: open }) => {
  const chain = CHAINS.get(finding.sink.type);
  const file = chain === undefined ? null : await open(finding.file);
  const call = file?.callAt(finding.range) ?? null;
  if (chain === undefined || file === null || call === null) return null;
  const imports = new Imports(file);
  const name = imports.nameOf(chain.type);
  const simple = chain.type.slice(chain.type.lastIndexOf('.') + 1);
  const declared = declaredType(file, call, finding.sink.type);
  const edits: OffsetEdit[] = [{ start: call.start, end: call.end, newText: `${name}${chain.make}` }];
  if (declared !== null) edits.push({ start: declared.start, end: declared.end, newText: name });
  imports.release(finding.sink.type, declared === null ? [call] : [call, declared]);
  return {
    title: `Use the default credentials chain (${simple})`,
    kind: 'replace',
    safe: false,
    edits: textEditsOf(file.path, file.text, [...edits, ...imports.edits()]),
  };
};

/** The type of the variable that takes the provider, when it names the environment provider and has to follow. */
function declaredType(file: JavaFile, call: Node, provider: string): Node | null {
  const simple = provider.slice(provider.lastIndexOf('.') + 1);
  const type = typeOfTarget(file, call);
  return type !== null && [simple, provider].includes(file.textOf(type)) ? type : null;
}
