/** From the syntax tree of one file to its facts. */

import type * as Ast from '../java-ast/nodes.ts';
import type { Outline } from '../java-ast/outline.ts';
import type * as Facts from './facts.ts';
import { FACTS_VERSION } from './facts.ts';
import { lowerExpression } from './lower-expressions.ts';
import { lowerStatement } from './lower-statements.ts';
import { lowerAnonymousClass, lowerImplicitClass, lowerLocalType, lowerMemberType } from './lower-types.ts';
import type { Lowering } from './lowering.ts';
import { createScope } from './scope.ts';

/** What the tree alone does not say. */
export interface LowerOptions {
  /** Project-relative path with `/`; a compact source file's class has its base name. */
  readonly file: string;
  /** Offsets at which lines begin. */
  readonly lineStarts: readonly number[];
  /** What the tokens tell, as `outlineOf` gives it. */
  readonly outline: Pick<Outline, 'words' | 'created' | 'qualified'>;
  /** What the parser could not understand, as `ParseResult.errors`. */
  readonly syntaxErrors: readonly { readonly start: number; readonly end: number; readonly message: string }[];
  /** As `markersOf` gives them; none when left out. */
  readonly markers?: readonly Facts.MarkerFact[];
}

/**
 * Lowers one compilation unit to facts that are plain JSON: no undefined, no NaN, no shared state with the tree.
 * Trees of broken files are lowered as far as they go. Expressions and statements nested too deeply to be followed are
 * left out and added to `syntaxErrors`.
 */
export function lowerUnit(unit: Ast.CompilationUnit, options: LowerOptions): Facts.FileFacts {
  const lowering = createLowering();
  if (unit.implicitMembers.length > 0) lowerImplicitClass(lowering, unit, implicitClassName(options.file));
  else for (const type of unit.types) lowerMemberType(lowering, type);
  const syntaxErrors = options.syntaxErrors.map(({ start, end, message }) => ({
    span: [start, end] as const,
    message,
  }));
  return {
    version: FACTS_VERSION,
    file: options.file,
    lineStarts: options.lineStarts,
    packageName: unit.packageName,
    imports: unit.imports.map(({ form, name, onDemand }) => ({ form, name, onDemand })),
    types: lowering.types.filter((type) => type !== null),
    markers: options.markers ?? [],
    syntaxErrors: [...syntaxErrors, ...lowering.problems],
    words: options.outline.words,
    created: options.outline.created,
    qualified: options.outline.qualified,
  };
}

function createLowering(): Lowering {
  const lowering: Lowering = {
    scope: createScope(),
    types: [],
    localNumbers: new Map(),
    problems: [],
    enclosing: { index: -1, binaryName: '', kind: null },
    sink: null,
    depth: 0,
    temporaries: 0,
    expression: (expression) => lowerExpression(lowering, expression),
    statement: (statement) => lowerStatement(lowering, statement),
    localType: (declaration) => lowerLocalType(lowering, declaration),
    anonymousClass: (body, superclass, nameSpan) => lowerAnonymousClass(lowering, body, superclass, nameSpan),
  };
  return lowering;
}

/** JLS 8.1.8: the file's name without `.java`. */
function implicitClassName(file: string): string {
  const base = file.slice(file.lastIndexOf('/') + 1);
  return base.endsWith('.java') ? base.slice(0, -'.java'.length) : base;
}
