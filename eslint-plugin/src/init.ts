import type { TSESLint, TSESTree } from '@typescript-eslint/utils';
import { analysisOf } from './analysis/analysis.ts';
import { exportedLibraries } from './analysis/exports.ts';
import { handlersOf } from './analysis/handlers.ts';
import type { CatalogueEntry } from './knowledge/entry.ts';
import { stepsOf, type ReportStep } from './reports.ts';
import { callText } from './rules/call-text.ts';
import type { ImportedLibrary } from './settings.ts';

/** A module that a file loads while it is loaded itself. */
export interface LoadedModule {
  /** The module specifier as written. */
  readonly source: string;
  readonly node: TSESTree.Node;
  /** The calls that lead there, first call first; empty at module scope. */
  readonly steps: readonly ReportStep[];
}

/** A call that a file makes, while it is loaded, of what another module exports. */
export interface OutsideCall extends LoadedModule {
  /** Exported names from the module on; empty for the module itself. `()` stands for constructing what is before it. */
  readonly path: readonly string[];
  /** Whether what the call gives is still held when the file is loaded. */
  readonly isKept: boolean;
}

/** What a file does with other modules while it is loaded. */
export interface ModuleInit {
  /** Functions and classes that other files call, as `calledExports` of the settings says, with the names there. */
  readonly entered: ReadonlyMap<TSESTree.Node, readonly string[]>;
  readonly loads: readonly LoadedModule[];
  readonly calls: readonly OutsideCall[];
  /** What it exports of packages and built-in modules, for files that import it: see `importedLibraries` of the settings. */
  readonly libraries: readonly Omit<ImportedLibrary, 'source'>[];
}

/**
 * What a file does with other modules while it is loaded: for tools that follow imports.
 * @param file its source code, and the settings that the rules ran with
 */
export function initOf(file: {
  readonly sourceCode: Readonly<TSESLint.SourceCode>;
  readonly settings: Readonly<Record<string, unknown>>;
}): ModuleInit {
  const { phase, keptAt, evaluate } = analysisOf(file);
  const libraries = exportedLibraries({ program: file.sourceCode.ast, evaluate });
  return {
    libraries: [...libraries].map(([name, { module, path, isResult, tail }]) => ({
      name,
      module,
      path,
      isResult,
      tail,
    })),
    entered: new Map([...phase.entered].map(([node, { names }]) => [node, names])),
    loads: phase.loads.map(({ source, node, frame }) => ({ source, node, steps: stepsOf(frame) })),
    calls: phase.calls.map(({ source, path, node, frame }) => {
      return { source, path, node, steps: stepsOf(frame), isKept: keptAt(node, frame) !== null };
    }),
  };
}

/** Something that the catalogue knows about and that a file does while it is loaded, reported or not. */
export interface KnownEvent {
  readonly node: TSESTree.Node;
  /** What is called or read, as messages name it. */
  readonly call: string;
  readonly entry: CatalogueEntry;
  readonly steps: readonly ReportStep[];
  /** Whether what it gives is still held after the restore. */
  readonly isKept: boolean;
}

/** Everything that the catalogue knows of what a file does while it is loaded, and the functions that run for it. */
export interface KnownInit {
  readonly events: readonly KnownEvent[];
  /** Functions and classes that run, with the calls that lead there. */
  readonly frames: ReadonlyMap<TSESTree.Node, readonly ReportStep[]>;
  /** The functions that the runtime calls with events. */
  readonly handlers: readonly TSESTree.Node[];
}

/** What the rules looked at in a file: for tools that explain a line. */
export function knownInit(file: Parameters<typeof initOf>[0]): KnownInit {
  const analysis = analysisOf(file);
  const { phase, keptBy, evaluate, settings } = analysis;
  return {
    events: phase.events.map((event) => ({
      node: event.node,
      call: callText(event, analysis),
      entry: event.entry,
      steps: stepsOf(event.frame),
      isKept: keptBy(event) !== null,
    })),
    frames: new Map([...phase.frames].map(([node, frame]) => [node, stepsOf(frame)])),
    handlers: handlersOf({ program: file.sourceCode.ast, settings, evaluate }),
  };
}
