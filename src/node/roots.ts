/** Which files Lambda loads first: the modules of handlers, as deployment files name them. */
import { posix } from 'node:path';
import type { FunctionFact } from '../project/types.ts';
import { fileAt } from './resolve-import.ts';
import { sourcesOf } from './sources-of.ts';

/** A module that is loaded by itself: what is in it, and what it imports, runs before the snapshot. */
export interface ScriptRoot {
  /** Report path. */
  readonly file: string;
  /** Absolute. */
  readonly path: string;
  /** The export that handles events; null where nothing names it. */
  readonly handler: string | null;
  /** The functions that start with it, as deployment files declare them. */
  readonly functions: readonly FunctionFact[];
}

/** What is asked of the file system. */
export interface RootInput {
  readonly functions: readonly FunctionFact[];
  /** Whether there is a file at a report path. */
  readonly isFile: (file: string) => boolean;
}

/** `src/app.handler`, as the Node runtime takes it apart: the last segment's first dot ends the module's name. */
const HANDLER = /^(?<module>(?:.*\/)?[^./]+)\.(?<name>[^/]+)$/u;

/** Archives and addresses: no directory of the project. */
const NO_DIRECTORY = /^[a-z][\w+.-]*:\/\/|\.(?:zip|jar)$/iu;

/** The modules of the functions' handlers, by report path and export; functions with a handler in common share one. */
export function handlerModules({ functions, isFile }: RootInput): readonly Omit<ScriptRoot, 'path'>[] {
  const roots = new Map<string, { file: string; handler: string; functions: FunctionFact[] }>();
  for (const declared of functions) {
    const found = moduleOf(declared, isFile);
    if (found === null) continue;
    const key = `${found.file}#${found.handler}`;
    const known = roots.get(key);
    if (known === undefined) roots.set(key, { ...found, functions: [declared] });
    else known.functions.push(declared);
  }
  return [...roots.values()];
}

function moduleOf(
  declared: FunctionFact,
  isFile: (file: string) => boolean,
): { readonly file: string; readonly handler: string } | null {
  const { handler, handlerClass, runtime } = declared;
  if (handlerClass !== null || (runtime !== null && !/^(?:nodejs|provided)/u.test(runtime))) return null;
  const parts = HANDLER.exec(handler ?? '')?.groups;
  // A bundler's entry needs no more than the export's name.
  const name = parts?.name ?? (declared.entries === undefined ? null : handler) ?? 'handler';
  const modules = parts?.module === undefined ? [] : [...sourcesOf(parts.module), parts.module];
  for (const directory of directoriesOf(declared)) {
    for (const candidate of [...modules, ...(declared.entries ?? [])]) {
      const file = fileAt(posix.join(directory, candidate), isFile, (...parts) => posix.join(...parts));
      if (file !== null) return { file, handler: name };
    }
  }
  return null;
}

/** Where the code of a function is, relative to the working directory; none where its deployment file does not say. */
function directoriesOf({ tool, codeUri, packageType, source, entries }: FunctionFact): readonly string[] {
  const declaring = posix.dirname(source.file);
  if (tool === 'serverless') return [declaring];
  if (codeUri === null || NO_DIRECTORY.test(codeUri)) return entries === undefined ? [] : upward(declaring);
  // SAM names an image's Dockerfile; its directory is what is copied.
  const code =
    packageType === 'Image' && codeUri.slice(codeUri.lastIndexOf('/') + 1).includes('Dockerfile')
      ? posix.dirname(codeUri)
      : codeUri;
  const isRelativeToTemplate = tool === 'sam' || tool === 'cloudformation';
  const owners = isRelativeToTemplate ? [declaring] : upward(declaring);
  return owners.flatMap((owner) => [posix.join(owner, code), posix.join(owner, code, 'src')]);
}

/** A directory and those around it, up to the working directory: tools take paths from where they run. */
function upward(directory: string): readonly string[] {
  const found = [directory];
  for (let at = directory; at !== '.' && !at.endsWith('..');) {
    at = posix.dirname(at);
    found.push(at);
  }
  return found;
}
