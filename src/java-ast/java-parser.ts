import { parse } from 'java-parser';
import type { CompilationUnitCstNode } from 'java-parser';
import { lowerClassBody, lowerTypeDeclaration } from './java-parser/declarations.ts';
import { describeProblem } from './java-parser/errors.ts';
import { lowerConditional, lowerExpression } from './java-parser/expressions.ts';
import type { Lowering } from './java-parser/lowering.ts';
import { lowerUnary } from './java-parser/operators.ts';
import { parserText } from './java-parser/parser-text.ts';
import { lowerBlock, lowerBlockStatements } from './java-parser/statements.ts';
import { lowerSwitchCases } from './java-parser/switches.ts';
import { lowerCompilationUnit } from './java-parser/units.ts';
import type { CompilationUnit } from './nodes.ts';

/**
 * The strict front end: parses a Java file with java-parser. Importing this module takes about a second of CPU time, so
 * it is imported only when it is needed.
 *
 * @param text a source file without byte order mark, its Unicode escapes translated
 * @returns the whole file's tree, or the first error with its range (UTF-16 offsets, 0-based, `end` exclusive) and a
 *   message for the reader. Never throws: code too deeply nested for the parser's recursion is an error like another
 */
export function parseWithJavaParser(
  text: string,
): { ok: true; unit: CompilationUnit } | { ok: false; error: { start: number; end: number; message: string } } {
  try {
    const tree = parse(parserText(text));
    const comments = tree.comments ?? [];
    return { ok: true, unit: lowerCompilationUnit(loweringOf(text), tree as CompilationUnitCstNode, comments) };
  } catch (error) {
    return { ok: false, error: describeProblem(error, text) };
  }
}

function loweringOf(text: string): Lowering {
  const lower: Lowering = {
    text,
    expression: (node) => lowerExpression(lower, node),
    conditional: (node) => lowerConditional(lower, node),
    unary: (node) => lowerUnary(lower, node),
    block: (node) => lowerBlock(lower, node),
    blockStatements: (nodes) => lowerBlockStatements(lower, nodes),
    switchCases: (node) => lowerSwitchCases(lower, node),
    classBody: (node) => lowerClassBody(lower, node),
    typeDeclaration: (node) => lowerTypeDeclaration(lower, node),
  };
  return lower;
}
