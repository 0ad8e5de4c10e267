/** Lets the AWS SDK load what its clients need before the snapshot. */
import type { ClassDeclaration } from '../java-ast/nodes.ts';
import { isSdkClient } from '../knowledge/aws-sdk.ts';
import type { Fix } from './fix.ts';
import { Imports } from './imports.ts';
import { nodesBelow, type JavaFile } from './java-file.ts';
import { is } from './kinds.ts';
import { addBehindFields } from './members.ts';
import { textEditsOf } from './text-edits.ts';

const SDK_WARM_UP = 'software.amazon.awssdk.core.warmup.SdkWarmUp';

/**
 * A static block of the handler that warms the clients up which its requests use first, and which its file names. Only
 * where the rule found a version of the SDK that can (2.54.0). Not safe by itself: init takes longer.
 */
export const sdkWarmUp: Fix = async ({ finding, file: open }) => {
  const file = finding.sink.member === 'warmUp' ? await open(finding.file) : null;
  const owner = file === null ? null : handlerAt(file, file.nodesAt(finding.range)[0] ?? null);
  if (file === null || owner === null) return null;
  const imports = new Imports(file);
  const clients = [...new Set([finding.sink.type, ...clientsNamedIn(file)])].sort();
  const classes = clients.map((client) => `${imports.nameOf(client)}.class`).join(', ');
  const block = `static {\n    ${imports.nameOf(SDK_WARM_UP)}.warmUp(${classes});\n}`;
  return {
    title: `Warm up ${clients.map((client) => client.slice(client.lastIndexOf('.') + 1)).join(', ')} before the snapshot`,
    kind: 'preload',
    safe: false,
    edits: textEditsOf(file.path, file.text, [...addBehindFields(file, owner, [block]), ...imports.edits()]),
  };
};

function handlerAt(file: JavaFile, name: ReturnType<JavaFile['nodesAt']>[number] | null): ClassDeclaration | null {
  const owner = name === null ? null : file.parentOf(name);
  return is(owner, 'ClassDeclaration') ? owner : null;
}

/** The clients that a file imports and uses as types. */
function clientsNamedIn(file: JavaFile): string[] {
  const types = new Set(nodesBelow(file.unit, 'ClassType').map(({ name }) => name));
  return file.unit.imports
    .filter(({ form, onDemand, name }) => form === 'type' && !onDemand && name.startsWith('software.amazon.awssdk.'))
    .map(({ name }) => name)
    .filter((name) => isSdkClient(name) && types.has(name.slice(name.lastIndexOf('.') + 1)));
}
