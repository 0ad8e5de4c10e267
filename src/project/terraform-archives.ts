/** Archives that Terraform packs itself: from the file that is deployed back to the directory of its sources. */
import { posix } from 'node:path';
import type { HclBlock } from './hcl.ts';
import { evaluateHcl } from './hcl-values.ts';
import type { HclScope } from './hcl-values.ts';
import { textOf } from './located.ts';
import type { FunctionFact } from './types.ts';

/** Source directories by the path of the archive, both relative to the module. */
export type Archives = ReadonlyMap<string, string>;

/** Whether a block packs an archive: `data "archive_file" "name"`. */
export function isArchive({ type, labels }: HclBlock): boolean {
  return type === 'data' && labels[0] === 'archive_file';
}

/** The archives of a module that are packed from a file or a directory of it. */
export function archivesOf(blocks: readonly HclBlock[], scope: HclScope): Archives {
  const archives = new Map<string, string>();
  for (const { body } of blocks.filter(isArchive)) {
    const text = (key: string): string | null => {
      const attribute = body.attributes.get(key);
      return attribute === undefined ? null : textOf(evaluateHcl(attribute.value, scope));
    };
    const [output, directory, file] = [text('output_path'), text('source_dir'), text('source_file')];
    const source = directory ?? (file === null ? null : posix.dirname(file));
    if (output !== null && source !== null) archives.set(posix.normalize(output), source);
  }
  return archives;
}

/** The function with the sources of its code in the place of an archive that the module packs. */
export function fromSources(declared: FunctionFact, archives: Archives): FunctionFact {
  const source = declared.codeUri === null ? undefined : archives.get(posix.normalize(declared.codeUri));
  return source === undefined ? declared : { ...declared, codeUri: source };
}
