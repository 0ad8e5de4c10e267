/** Compiles texts before and after an edit with strict TypeScript, and compares the errors. */
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type TypeScript from 'typescript';

/** A text before and after an edit. */
export interface Compiled {
  readonly name: string;
  readonly filename: string;
  readonly before: string;
  readonly after: string;
}

const root = dirname(dirname(dirname(dirname(fileURLToPath(import.meta.url)))));

/** Libraries of the cases are not installed: whatever they export may be anything. */
const LIBRARIES = `declare module '*';`;

/**
 * Errors that the edits add, as `name: message`.
 * @param ts the compiler
 * @param edits the texts; all are compiled in one program, each as a module of its own
 */
export function declarationsFor(ts: typeof TypeScript, edits: readonly Compiled[]): readonly string[] {
  const texts = new Map<string, string>([[join(root, 'virtual/libraries.d.ts'), LIBRARIES]]);
  edits.forEach(({ before, after }, index) => {
    texts.set(join(root, `virtual/${index}/before.ts`), `${before}\nexport {};\n`);
    texts.set(join(root, `virtual/${index}/after.ts`), `${after}\nexport {};\n`);
  });
  const options: TypeScript.CompilerOptions = {
    strict: true,
    noEmit: true,
    target: ts.ScriptTarget.ES2023,
    module: ts.ModuleKind.ESNext,
    moduleResolution: ts.ModuleResolutionKind.Bundler,
    skipLibCheck: true,
    types: ['node'],
    typeRoots: [join(root, 'node_modules/@types')],
  };
  const host = ts.createCompilerHost(options);
  const onDisk = { ...host };
  host.readFile = (path) => texts.get(path) ?? onDisk.readFile(path);
  host.fileExists = (path) => texts.has(path) || onDisk.fileExists(path);
  host.getSourceFile = (path, version) => {
    const text = texts.get(path);
    return text === undefined ? onDisk.getSourceFile(path, version) : ts.createSourceFile(path, text, version);
  };
  const program = ts.createProgram([...texts.keys()], options, host);
  const errorsOf = (path: string): readonly string[] =>
    ts
      .getPreEmitDiagnostics(program, program.getSourceFile(join(root, path)))
      .map(({ code, messageText }) => `TS${code} ${ts.flattenDiagnosticMessageText(messageText, ' ')}`);
  return edits.flatMap(({ name, after }, index) => {
    const known = new Set(errorsOf(`virtual/${index}/before.ts`).map((error) => error.slice(0, 6)));
    return errorsOf(`virtual/${index}/after.ts`)
      .filter((error) => !known.has(error.slice(0, 6)))
      .map((error) => `${name}: ${error}\n${after}`);
  });
}
