import type {
  CompilationUnitCstNode,
  CstNode,
  ImportDeclarationCstNode,
  IToken,
  ModularCompilationUnitCstNode,
  OrdinaryCompilationUnitCstNode,
  TypeDeclarationCstNode,
} from 'java-parser';
import type { CompilationUnit, ImportDeclaration, MemberDeclaration, TypeDeclaration } from '../nodes.ts';
import { lowerComments } from './comments.ts';
import type { Lowering } from './lowering.ts';
import { lowerField, lowerMethod } from './members.ts';
import { dottedName, first, isToken, onlyChild, rangeOf } from './tokens.ts';

/** What the kinds of compilation units differ in. */
type Contents = Pick<CompilationUnit, 'packageName' | 'imports' | 'types' | 'implicitMembers' | 'moduleName'>;

const NO_CONTENTS: Contents = { packageName: '', imports: [], types: [], implicitMembers: [], moduleName: null };

/**
 * A whole file. The unit spans all of the text.
 *
 * @param comments the file's comment tokens in textual order
 */
export function lowerCompilationUnit(
  lower: Lowering,
  node: CompilationUnitCstNode,
  comments: readonly IToken[],
): CompilationUnit {
  return {
    kind: 'CompilationUnit',
    start: 0,
    end: lower.text.length,
    ...lowerContents(lower, node),
    comments: lowerComments(comments),
  };
}

function lowerContents(lower: Lowering, { children }: CompilationUnitCstNode): Contents {
  if ('ordinaryCompilationUnit' in children) return lowerOrdinaryUnit(lower, first(children.ordinaryCompilationUnit));
  if (!('modularCompilationUnit' in children)) return NO_CONTENTS;
  // java-parser's types say that this is an ordinary unit.
  const unit = first(children.modularCompilationUnit as CstNode[]) as ModularCompilationUnitCstNode;
  const module = first(unit.children.moduleDeclaration).children.Identifier;
  return {
    ...NO_CONTENTS,
    imports: lowerImports(unit.children.importDeclaration),
    moduleName: dottedName(module),
  };
}

function lowerOrdinaryUnit(lower: Lowering, { children }: OrdinaryCompilationUnitCstNode): Contents {
  const packageNames = children.packageDeclaration?.[0]?.children.Identifier ?? [];
  const types: TypeDeclaration[] = [];
  const implicitMembers: MemberDeclaration[] = [];
  for (const node of children.typeDeclaration ?? []) lowerTopLevel(lower, node, types, implicitMembers);
  return {
    packageName: dottedName(packageNames),
    imports: lowerImports(children.importDeclaration),
    types,
    implicitMembers,
    moduleName: null,
  };
}

/** Fields and methods can stand beside types at the top level of a compact source file. */
function lowerTopLevel(
  lower: Lowering,
  node: TypeDeclarationCstNode,
  types: TypeDeclaration[],
  implicitMembers: MemberDeclaration[],
): void {
  const child = onlyChild(node);
  if (isToken(child)) return;
  switch (child.name) {
    case 'fieldDeclaration':
      implicitMembers.push(lowerField(lower, child));
      break;
    case 'methodDeclaration':
      implicitMembers.push(lowerMethod(lower, child));
      break;
    default:
      types.push(lower.typeDeclaration(child));
  }
}

/** Stray semicolons between imports come as imports of nothing. */
function lowerImports(nodes: readonly ImportDeclarationCstNode[] | undefined): ImportDeclaration[] {
  return (nodes ?? []).flatMap((node) => {
    const { Static, packageOrTypeName, Star } = node.children;
    if (packageOrTypeName === undefined) return [];
    return {
      kind: 'ImportDeclaration',
      ...rangeOf(node),
      form: Static === undefined ? 'type' : 'static',
      name: dottedName(first(packageOrTypeName).children.Identifier),
      onDemand: Star !== undefined,
    };
  });
}
