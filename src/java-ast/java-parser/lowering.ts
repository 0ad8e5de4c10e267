import type {
  BlockCstNode,
  BlockStatementsCstNode,
  ClassBodyCstNode,
  ClassDeclarationCstNode,
  ConditionalExpressionCstNode,
  ExpressionCstNode,
  InterfaceDeclarationCstNode,
  SwitchBlockCstNode,
  UnaryExpressionCstNode,
  UnaryExpressionNotPlusMinusCstNode,
} from 'java-parser';
import type { Block, ClassBody, Expression, Statement, SwitchCase, TypeDeclaration } from '../nodes.ts';

/**
 * The productions that Java's grammar reaches again from below: an expression can hold a class body, whose members hold
 * expressions. They are handed down as an argument, so that no module has to import one that imports it.
 */
export interface Lowering {
  /** The real text, which the tokens' own texts may differ from: see parser-text.ts. */
  readonly text: string;
  readonly expression: (node: ExpressionCstNode) => Expression;
  readonly conditional: (node: ConditionalExpressionCstNode) => Expression;
  readonly unary: (node: UnaryExpressionCstNode | UnaryExpressionNotPlusMinusCstNode) => Expression;
  readonly block: (node: BlockCstNode) => Block;
  readonly blockStatements: (nodes: readonly BlockStatementsCstNode[] | undefined) => Statement[];
  readonly switchCases: (node: SwitchBlockCstNode) => SwitchCase[];
  readonly classBody: (node: ClassBodyCstNode) => ClassBody;
  readonly typeDeclaration: (node: ClassDeclarationCstNode | InterfaceDeclarationCstNode) => TypeDeclaration;
}
