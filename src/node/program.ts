/**
 * The modules that handlers load, linted: imports of local files are followed, and what a module calls of another one while
 * it is loaded is run there.
 */
import { isDeepStrictEqual } from 'node:util';
import { lineStartsOf } from '../java-ast/line-table.ts';
import { librariesFor, type ImportedLibrary } from './exported-libraries.ts';
import { lintScript, type LintedScript, type ScriptOptions } from './lint-script.ts';
import { reExportsOf, type ReExport } from './re-exports.ts';
import type { ResolveImport } from './resolve-import.ts';

/** A file by its report path and its absolute one. */
export interface ScriptFile {
  readonly file: string;
  readonly path: string;
}

/** A module that was linted. */
export interface ScriptModule extends ScriptFile {
  readonly text: string;
  readonly lineStarts: readonly number[];
  readonly linted: Extract<LintedScript, { ok: true }>;
  /** What it loads and calls of other modules of the project. */
  readonly links: readonly Link[];
  readonly reExports: readonly ReExport[];
}

/** A way from one module into another while it is loaded. */
export interface Link {
  /** Report path of the other module. */
  readonly to: string;
  /** The export that is called there; null when the module is loaded. */
  readonly called: string | null;
  /** The call, the import; and the calls that lead to it. */
  readonly node: LinkNode;
  readonly steps: readonly { readonly name: string; readonly site: LinkNode }[];
  /** The text of the specifier. */
  readonly source: string;
}

export interface LinkNode {
  readonly range: readonly [number, number];
}

/** What following modules needs of the run. */
export interface ProgramInput {
  /** The text of a file; null when it cannot be read, which a problem says elsewhere. */
  readonly read: (file: ScriptFile) => string | null;
  readonly resolve: ResolveImport;
  /** Report path of an absolute path. */
  readonly fileOf: (path: string) => string;
  readonly optionsOf: (file: ScriptFile) => Promise<ScriptOptions>;
  /** Is told of each file once it is linted. */
  readonly onModule: (file: string) => void;
  /** Is told of each file that cannot be parsed. */
  readonly onFailure: (file: string, failure: Extract<LintedScript, { ok: false }>) => void;
}

/** Modules followed from all handlers: what lies beyond is not seen. */
const MAX_MODULES = 20_000;

/** Times one module is linted again because another call of it came to light. */
const MAX_ROUNDS = 12;

/** Whether the caller keeps what the call gives, by exported name. */
type CalledExports = Map<string, boolean>;

/** Lints the given files and every module that they load. By report path. */
export async function lintProgram(
  files: readonly ScriptFile[],
  input: ProgramInput,
): Promise<ReadonlyMap<string, ScriptModule>> {
  const program = new Program(input);
  for (const file of files) program.add(file);
  await program.run();
  return program.modules;
}

/** A class, because modules are found while others are linted. */
class Program {
  readonly modules = new Map<string, ScriptModule>();
  readonly #input: ProgramInput;
  readonly #queue = new Map<string, ScriptFile>();
  readonly #called = new Map<string, CalledExports>();
  readonly #rounds = new Map<string, number>();
  readonly #texts = new Map<string, string | null>();
  /** For each file, the files behind the specifiers that it imports. */
  readonly #imports = new Map<string, Map<string, string>>();
  /** What each module was told of its imports when it was linted last. */
  readonly #given = new Map<string, readonly ImportedLibrary[]>();

  constructor(input: ProgramInput) {
    this.#input = input;
  }

  add(file: ScriptFile): void {
    this.#queue.set(file.file, file);
  }

  async run(): Promise<void> {
    do {
      await this.#drain();
      for (const file of this.#outdated()) this.add(file);
    } while (this.#hasWork());
  }

  #hasWork(): boolean {
    return [...this.#queue.keys()].some((file) => (this.#rounds.get(file) ?? 0) < MAX_ROUNDS);
  }

  async #drain(): Promise<void> {
    for (let [next] = this.#queue.values(); next !== undefined; [next] = this.#queue.values()) {
      this.#queue.delete(next.file);
      const rounds = this.#rounds.get(next.file) ?? 0;
      if (rounds >= MAX_ROUNDS || this.#rounds.size >= MAX_MODULES) continue;
      this.#rounds.set(next.file, rounds + 1);
      await this.#lint(next);
    }
  }

  async #lint({ file, path }: ScriptFile): Promise<void> {
    const text = this.#texts.get(file) ?? this.#input.read({ file, path });
    this.#texts.set(file, text);
    if (text === null) return;
    const { settings, ...options } = await this.#input.optionsOf({ file, path });
    const given = { ...this.#calledIn(file), importedLibraries: this.#librariesFor(file) };
    const linted = await lintScript(file, text, {
      ...options,
      settings: { snapsafe: { ...(settings.snapsafe as object), ...given } },
    });
    if (!linted.ok) {
      if (this.#rounds.get(file) === 1) this.#input.onFailure(file, linted);
      return;
    }
    if (this.#rounds.get(file) === 1) this.#input.onModule(file);
    const reExports = reExportsOf(linted.sourceCode.ast);
    const links = await this.#linksOf({ file, path }, linted, reExports);
    this.modules.set(file, { file, path, text, lineStarts: lineStartsOf(text), linted, links, reExports });
    this.#given.set(file, given.importedLibraries);
  }

  /** Modules that were linted before it was known what their imports export. */
  #outdated(): readonly ScriptFile[] {
    return [...this.modules.values()].filter(
      ({ file }) => !isDeepStrictEqual(this.#given.get(file), this.#librariesFor(file)),
    );
  }

  #librariesFor(file: string): readonly ImportedLibrary[] {
    return librariesFor(file, this.modules, (from) => this.#imports.get(from));
  }

  #calledIn(file: string): { readonly calledExports: readonly string[]; readonly keptExports: readonly string[] } {
    const called = [...(this.#called.get(file) ?? [])];
    return {
      calledExports: called.map(([name]) => name),
      keptExports: called.flatMap(([name, isKept]) => (isKept ? [name] : [])),
    };
  }

  /** The links of a module, and the files behind them into the queue. */
  async #linksOf(
    { file, path }: ScriptFile,
    linted: Extract<LintedScript, { ok: true }>,
    reExports: readonly ReExport[],
  ): Promise<readonly Link[]> {
    const links: Link[] = [];
    for (const load of linted.init.loads) {
      if (isTypesOnly(load.node, linted)) continue;
      const to = await this.#found(load.source, { file, path });
      if (to !== null) links.push({ ...load, to, called: null });
    }
    for (const call of linted.init.calls) {
      const to = await this.#found(call.source, { file, path });
      if (to === null || call.path.length === 0) continue;
      const called = call.path.join('.');
      links.push({ ...call, to, called });
      this.#call(to, called, call.isKept);
    }
    links.push(...(await this.#forwarded({ file, path }, linted, reExports)));
    return links;
  }

  /** Calls of what a module exports from another one go there. */
  async #forwarded(
    { file, path }: ScriptFile,
    linted: Extract<LintedScript, { ok: true }>,
    reExports: readonly ReExport[],
  ): Promise<readonly Link[]> {
    const called = [...(this.#called.get(file) ?? [])];
    if (called.length === 0) return [];
    const entered = new Set([...linted.init.entered.values()].flat());
    const links: Link[] = [];
    for (const { exported, imported, source, node } of reExports) {
      const to = await this.#found(source, { file, path });
      if (to === null) continue;
      for (const [name, isKept] of called) {
        const [first = '', ...members] = name.split('.');
        if (entered.has(name) || (exported !== null && exported !== first)) continue;
        const target = exported === null ? name : [...(imported === null ? [] : [imported]), ...members].join('.');
        if (target === '') continue;
        links.push({ to, called: target, node, steps: [], source });
        this.#call(to, target, isKept);
      }
    }
    return links;
  }

  async #found(source: string, from: ScriptFile): Promise<string | null> {
    const path = await this.#input.resolve(source, from.path);
    if (path === null) return null;
    const file = this.#input.fileOf(path);
    const imports = this.#imports.get(from.file) ?? new Map<string, string>();
    this.#imports.set(from.file, imports.set(source, file));
    if (!this.#rounds.has(file)) this.#queue.set(file, { file, path });
    this.#paths.set(file, path);
    return file;
  }

  readonly #paths = new Map<string, string>();

  #call(file: string, name: string, isKept: boolean): void {
    const known = this.#called.get(file) ?? new Map<string, boolean>();
    const before = known.get(name);
    if (before === true || before === isKept) return;
    this.#called.set(file, known.set(name, isKept));
    const path = this.#paths.get(file);
    if (path !== undefined) this.#queue.set(file, { file, path });
  }
}

/** An import of which TypeScript leaves nothing, because all its names are used as types alone. */
function isTypesOnly(node: unknown, { sourceCode }: Extract<LintedScript, { ok: true }>): boolean {
  const declaration = node as { readonly type: string; readonly specifiers?: readonly unknown[] };
  if (declaration.type !== 'ImportDeclaration' || (declaration.specifiers ?? []).length === 0) return false;
  const variables = sourceCode.scopeManager.getDeclaredVariables(node as never);
  // ESLint's own scopes know no types: there an import loads, whatever its names are used for.
  const isTyped = variables.some((variable) => 'isTypeVariable' in variable);
  return (
    isTyped &&
    variables.every(({ references }) => references.every((one) => 'isValueReference' in one && !one.isValueReference))
  );
}
