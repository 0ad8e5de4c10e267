/**
 * The Java syntax tree: small, typed, immutable. Names follow the Java Language Specification (JLS, Java SE 25).
 * Both front ends (orchard.ts, java-parser.ts) produce exactly these shapes, so that they can be compared.
 *
 * Conventions that keep the two alike:
 * - `start`/`end` are UTF-16 offsets into the text after a leading BOM is removed; `end` is exclusive. They span the
 *   node's own tokens: no surrounding white space or comments. A declaration starts at its first modifier or annotation.
 * - Parentheses around an expression make no node; the inner expression keeps its own range.
 * - `a.b.c` where nothing is known about `a` is FieldAccess(FieldAccess(Identifier a, b), c).
 * - Javadoc and comments are in `CompilationUnit.comments`, in textual order, never in the tree.
 */

/** What every node has. */
export interface Node {
  readonly kind: string;
  readonly start: number;
  readonly end: number;
}

/** A name with its place. */
export interface Identifier extends Node {
  readonly kind: 'Identifier';
  readonly name: string;
}

/** `line` is `// …`, `block` covers traditional and Javadoc comments. The range includes the delimiters. */
export interface Comment extends Node {
  readonly kind: 'Comment';
  readonly style: 'line' | 'block';
}

// ---- compilation unit ----------------------------------------------------------------------------------------------

/** One source file. A compact source file (JLS 7.3, Java 25) has its members in `implicitMembers`, which is otherwise empty. */
export interface CompilationUnit extends Node {
  readonly kind: 'CompilationUnit';
  /** Dotted package name, '' for the unnamed package. */
  readonly packageName: string;
  readonly imports: readonly ImportDeclaration[];
  readonly types: readonly TypeDeclaration[];
  readonly implicitMembers: readonly MemberDeclaration[];
  /** Dotted module name of a module-info.java, else null. Directives are not kept. */
  readonly moduleName: string | null;
  readonly comments: readonly Comment[];
}

/** `import a.b.C;` → name 'a.b.C'; `import a.b.*;` → name 'a.b', onDemand; `import module m;` → form 'module'. */
export interface ImportDeclaration extends Node {
  readonly kind: 'ImportDeclaration';
  readonly form: 'type' | 'static' | 'module';
  readonly name: string;
  readonly onDemand: boolean;
}

// ---- declarations --------------------------------------------------------------------------------------------------

/** `public`, `static`, `final`, `sealed`, `non-sealed`, … as written, in order. */
export type Modifier = string;

/** `@Name`, `@Name(value)`, `@Name(a = 1)`. A single element has the name 'value'. */
export interface Annotation extends Node {
  readonly kind: 'Annotation';
  /** As written: 'Bean' or 'org.springframework.Bean'. */
  readonly name: string;
  readonly elements: readonly { readonly name: string; readonly value: Expression | Annotation }[];
}

export type TypeDeclaration =
  ClassDeclaration | InterfaceDeclaration | EnumDeclaration | RecordDeclaration | AnnotationInterfaceDeclaration;

interface TypeDeclarationBase extends Node {
  readonly name: Identifier;
  readonly modifiers: readonly Modifier[];
  readonly annotations: readonly Annotation[];
  /** Members in textual order; enum constants are apart. Empty `;` declarations make no node. */
  readonly members: readonly MemberDeclaration[];
  /** The braces' range of the body, inclusive of both. */
  readonly body: { readonly start: number; readonly end: number };
}

export interface ClassDeclaration extends TypeDeclarationBase {
  readonly kind: 'ClassDeclaration';
  readonly typeParameters: readonly TypeParameter[];
  readonly superclass: ReferenceType | null;
  readonly interfaces: readonly ReferenceType[];
  readonly permits: readonly ReferenceType[];
}

export interface InterfaceDeclaration extends TypeDeclarationBase {
  readonly kind: 'InterfaceDeclaration';
  readonly typeParameters: readonly TypeParameter[];
  /** The `extends` list. */
  readonly interfaces: readonly ReferenceType[];
  readonly permits: readonly ReferenceType[];
}

export interface EnumDeclaration extends TypeDeclarationBase {
  readonly kind: 'EnumDeclaration';
  readonly interfaces: readonly ReferenceType[];
  readonly constants: readonly EnumConstant[];
}

export interface RecordDeclaration extends TypeDeclarationBase {
  readonly kind: 'RecordDeclaration';
  readonly typeParameters: readonly TypeParameter[];
  readonly components: readonly FormalParameter[];
  readonly interfaces: readonly ReferenceType[];
}

export interface AnnotationInterfaceDeclaration extends TypeDeclarationBase {
  readonly kind: 'AnnotationInterfaceDeclaration';
}

export interface TypeParameter extends Node {
  readonly kind: 'TypeParameter';
  readonly name: Identifier;
  readonly bounds: readonly ReferenceType[];
}

export interface EnumConstant extends Node {
  readonly kind: 'EnumConstant';
  readonly name: Identifier;
  readonly annotations: readonly Annotation[];
  readonly arguments: readonly Expression[];
  readonly body: ClassBody | null;
}

/** The body of an anonymous class or of an enum constant; the range includes the braces. */
export interface ClassBody extends Node {
  readonly kind: 'ClassBody';
  readonly members: readonly MemberDeclaration[];
}

export type MemberDeclaration =
  | FieldDeclaration
  | MethodDeclaration
  | ConstructorDeclaration
  | CompactConstructorDeclaration
  | Initializer
  | TypeDeclaration;

export interface FieldDeclaration extends Node {
  readonly kind: 'FieldDeclaration';
  readonly modifiers: readonly Modifier[];
  readonly annotations: readonly Annotation[];
  readonly type: Type;
  readonly declarators: readonly VariableDeclarator[];
}

/** `name`, `name[]`, `name = initializer`. `dimensions` counts the `[]` after the name. */
export interface VariableDeclarator extends Node {
  readonly kind: 'VariableDeclarator';
  readonly name: Identifier;
  readonly dimensions: number;
  readonly initializer: Expression | null;
}

/** Also annotation elements: `String value() default "";` has `defaultValue`. */
export interface MethodDeclaration extends Node {
  readonly kind: 'MethodDeclaration';
  readonly modifiers: readonly Modifier[];
  readonly annotations: readonly Annotation[];
  readonly typeParameters: readonly TypeParameter[];
  /** `void` is PrimitiveType 'void'. Old-style `int f()[]` is folded into the type. */
  readonly returnType: Type;
  readonly name: Identifier;
  readonly parameters: readonly FormalParameter[];
  readonly throws: readonly ReferenceType[];
  readonly body: Block | null;
  readonly defaultValue: Expression | Annotation | null;
}

export interface ConstructorDeclaration extends Node {
  readonly kind: 'ConstructorDeclaration';
  readonly modifiers: readonly Modifier[];
  readonly annotations: readonly Annotation[];
  readonly typeParameters: readonly TypeParameter[];
  readonly name: Identifier;
  readonly parameters: readonly FormalParameter[];
  readonly throws: readonly ReferenceType[];
  readonly body: Block;
}

/** A record's compact constructor (JLS 8.10.4.2). */
export interface CompactConstructorDeclaration extends Node {
  readonly kind: 'CompactConstructorDeclaration';
  readonly modifiers: readonly Modifier[];
  readonly annotations: readonly Annotation[];
  readonly name: Identifier;
  readonly body: Block;
}

/** A `static { }` or `{ }` block in a class body. The range includes `static`. */
export interface Initializer extends Node {
  readonly kind: 'Initializer';
  readonly isStatic: boolean;
  readonly body: Block;
}

/** A parameter or record component. Receiver parameters (`Foo this`) make no node. `type` of an untyped lambda parameter is null. */
export interface FormalParameter extends Node {
  readonly kind: 'FormalParameter';
  readonly modifiers: readonly Modifier[];
  readonly annotations: readonly Annotation[];
  readonly type: Type | null;
  /** Name '_' for an unnamed variable. */
  readonly name: Identifier;
  readonly variableArity: boolean;
}

// ---- types ---------------------------------------------------------------------------------------------------------

export type Type = PrimitiveType | ClassType | ArrayType | VarType;
export type ReferenceType = ClassType | ArrayType;

/** `int`, `boolean`, … and `void`. */
export interface PrimitiveType extends Node {
  readonly kind: 'PrimitiveType';
  readonly name: string;
}

/**
 * `Map.Entry<K, V>` → name 'Map.Entry', typeArguments of the last segment. Annotations on types are dropped.
 * `<>` gives `diamond: true` and no arguments. An intersection (`A & B`) or union (`A | B`) has the rest in `others`.
 */
export interface ClassType extends Node {
  readonly kind: 'ClassType';
  readonly name: string;
  readonly typeArguments: readonly TypeArgument[];
  readonly diamond: boolean;
  readonly others: readonly ReferenceType[];
}

export interface ArrayType extends Node {
  readonly kind: 'ArrayType';
  readonly elementType: Type;
  /** At least 1. */
  readonly dimensions: number;
}

/** The reserved type name `var`. */
export interface VarType extends Node {
  readonly kind: 'VarType';
}

export type TypeArgument = Type | Wildcard;

export interface Wildcard extends Node {
  readonly kind: 'Wildcard';
  readonly boundKind: 'extends' | 'super' | null;
  readonly bound: ReferenceType | null;
}

// ---- statements ----------------------------------------------------------------------------------------------------

export type Statement =
  | Block
  | LocalVariableDeclaration
  | LocalTypeDeclaration
  | ExpressionStatement
  | IfStatement
  | WhileStatement
  | DoStatement
  | ForStatement
  | EnhancedForStatement
  | SwitchStatement
  | YieldStatement
  | ReturnStatement
  | ThrowStatement
  | BreakStatement
  | ContinueStatement
  | SynchronizedStatement
  | TryStatement
  | LabeledStatement
  | AssertStatement
  | EmptyStatement
  | ExplicitConstructorInvocation;

export interface Block extends Node {
  readonly kind: 'Block';
  readonly statements: readonly Statement[];
}

/** A statement, a `for` header or a try resource (the range then has no `;`). */
export interface LocalVariableDeclaration extends Node {
  readonly kind: 'LocalVariableDeclaration';
  readonly modifiers: readonly Modifier[];
  readonly annotations: readonly Annotation[];
  readonly type: Type;
  readonly declarators: readonly VariableDeclarator[];
}

export interface LocalTypeDeclaration extends Node {
  readonly kind: 'LocalTypeDeclaration';
  readonly declaration: TypeDeclaration;
}

export interface ExpressionStatement extends Node {
  readonly kind: 'ExpressionStatement';
  readonly expression: Expression;
}

export interface IfStatement extends Node {
  readonly kind: 'IfStatement';
  readonly condition: Expression;
  readonly thenStatement: Statement;
  readonly elseStatement: Statement | null;
}

export interface WhileStatement extends Node {
  readonly kind: 'WhileStatement';
  readonly condition: Expression;
  readonly body: Statement;
}

export interface DoStatement extends Node {
  readonly kind: 'DoStatement';
  readonly body: Statement;
  readonly condition: Expression;
}

export interface ForStatement extends Node {
  readonly kind: 'ForStatement';
  readonly initializers: readonly (LocalVariableDeclaration | ExpressionStatement)[];
  readonly condition: Expression | null;
  readonly updates: readonly Expression[];
  readonly body: Statement;
}

/** `for (Type name : iterable)`. */
export interface EnhancedForStatement extends Node {
  readonly kind: 'EnhancedForStatement';
  readonly variable: FormalParameter;
  readonly iterable: Expression;
  readonly body: Statement;
}

export interface SwitchStatement extends Node {
  readonly kind: 'SwitchStatement';
  readonly selector: Expression;
  readonly cases: readonly SwitchCase[];
}

/** One `case …:` group or one `case … ->` rule. Consecutive labels of an old-style group are one SwitchCase each, the earlier with an empty body. */
export interface SwitchCase extends Node {
  readonly kind: 'SwitchCase';
  readonly arrow: boolean;
  /** Empty for a plain `default`. */
  readonly labels: readonly (Expression | Pattern)[];
  readonly isDefault: boolean;
  readonly guard: Expression | null;
  /** An arrow rule with an expression holds one ExpressionStatement with the expression's range. */
  readonly body: readonly Statement[];
}

export interface YieldStatement extends Node {
  readonly kind: 'YieldStatement';
  readonly value: Expression;
}

export interface ReturnStatement extends Node {
  readonly kind: 'ReturnStatement';
  readonly value: Expression | null;
}

export interface ThrowStatement extends Node {
  readonly kind: 'ThrowStatement';
  readonly value: Expression;
}

export interface BreakStatement extends Node {
  readonly kind: 'BreakStatement';
  readonly label: string | null;
}

export interface ContinueStatement extends Node {
  readonly kind: 'ContinueStatement';
  readonly label: string | null;
}

export interface SynchronizedStatement extends Node {
  readonly kind: 'SynchronizedStatement';
  readonly lock: Expression;
  readonly body: Block;
}

export interface TryStatement extends Node {
  readonly kind: 'TryStatement';
  readonly resources: readonly (LocalVariableDeclaration | ExpressionStatement)[];
  readonly body: Block;
  readonly catches: readonly CatchClause[];
  readonly finallyBlock: Block | null;
}

export interface CatchClause extends Node {
  readonly kind: 'CatchClause';
  readonly parameter: FormalParameter;
  readonly body: Block;
}

export interface LabeledStatement extends Node {
  readonly kind: 'LabeledStatement';
  readonly label: string;
  readonly body: Statement;
}

export interface AssertStatement extends Node {
  readonly kind: 'AssertStatement';
  readonly condition: Expression;
  readonly detail: Expression | null;
}

export interface EmptyStatement extends Node {
  readonly kind: 'EmptyStatement';
}

/** `this(…);`, `super(…);`, `outer.super(…);`. */
export interface ExplicitConstructorInvocation extends Node {
  readonly kind: 'ExplicitConstructorInvocation';
  readonly keyword: 'this' | 'super';
  readonly qualifier: Expression | null;
  readonly arguments: readonly Expression[];
}

// ---- expressions ---------------------------------------------------------------------------------------------------

export type Expression =
  | Identifier
  | Literal
  | FieldAccess
  | MethodInvocation
  | ClassInstanceCreation
  | ArrayCreation
  | ArrayInitializer
  | ArrayAccess
  | Assignment
  | BinaryExpression
  | UnaryExpression
  | CastExpression
  | ConditionalExpression
  | InstanceofExpression
  | LambdaExpression
  | MethodReference
  | SwitchExpression
  | ThisExpression
  | SuperExpression
  | ClassLiteral
  | ErrorExpression;

/** `literal` is the source text (text blocks and quotes included); `value` is decoded for strings, text blocks, chars and booleans, else null. */
export interface Literal extends Node {
  readonly kind: 'Literal';
  readonly type: 'string' | 'char' | 'integer' | 'floating' | 'boolean' | 'null';
  readonly literal: string;
  readonly value: string | boolean | null;
}

export interface FieldAccess extends Node {
  readonly kind: 'FieldAccess';
  readonly target: Expression;
  readonly name: Identifier;
}

/** `target.name(args)`; `target` is null for an unqualified call. Explicit type arguments are dropped. */
export interface MethodInvocation extends Node {
  readonly kind: 'MethodInvocation';
  readonly target: Expression | null;
  readonly name: Identifier;
  readonly arguments: readonly Expression[];
}

/** `outer.new T(args) { body }`. */
export interface ClassInstanceCreation extends Node {
  readonly kind: 'ClassInstanceCreation';
  readonly outer: Expression | null;
  readonly type: ClassType;
  readonly arguments: readonly Expression[];
  readonly body: ClassBody | null;
}

/** `new T[n][]` has one entry in `sizes` and dimensions 2. */
export interface ArrayCreation extends Node {
  readonly kind: 'ArrayCreation';
  readonly elementType: Type;
  readonly dimensions: number;
  readonly sizes: readonly Expression[];
  readonly initializer: ArrayInitializer | null;
}

/** `{ a, b }`, also as an annotation element's value (then entries may be annotations). */
export interface ArrayInitializer extends Node {
  readonly kind: 'ArrayInitializer';
  readonly values: readonly (Expression | Annotation)[];
}

export interface ArrayAccess extends Node {
  readonly kind: 'ArrayAccess';
  readonly array: Expression;
  readonly index: Expression;
}

/** `operator` is '=', '+=', … */
export interface Assignment extends Node {
  readonly kind: 'Assignment';
  readonly left: Expression;
  readonly operator: string;
  readonly right: Expression;
}

/** Left-associative: `a + b + c` is Binary(Binary(a, b), c). */
export interface BinaryExpression extends Node {
  readonly kind: 'BinaryExpression';
  readonly operator: string;
  readonly left: Expression;
  readonly right: Expression;
}

/** `++`, `--`, `+`, `-`, `!`, `~`. */
export interface UnaryExpression extends Node {
  readonly kind: 'UnaryExpression';
  readonly operator: string;
  readonly prefix: boolean;
  readonly operand: Expression;
}

export interface CastExpression extends Node {
  readonly kind: 'CastExpression';
  readonly type: Type;
  readonly operand: Expression;
}

export interface ConditionalExpression extends Node {
  readonly kind: 'ConditionalExpression';
  readonly condition: Expression;
  readonly whenTrue: Expression;
  readonly whenFalse: Expression;
}

export interface InstanceofExpression extends Node {
  readonly kind: 'InstanceofExpression';
  readonly operand: Expression;
  /** Plain `instanceof T` has the type, the pattern forms the pattern. */
  readonly type: Type | null;
  readonly pattern: Pattern | null;
}

export interface LambdaExpression extends Node {
  readonly kind: 'LambdaExpression';
  readonly parameters: readonly FormalParameter[];
  readonly body: Expression | Block;
}

/** `target::name`; 'new' for constructor references. `target` is a Type when it cannot be an expression (`int[]::new`, `List<String>::new`). */
export interface MethodReference extends Node {
  readonly kind: 'MethodReference';
  readonly target: Expression | Type;
  readonly name: string;
}

export interface SwitchExpression extends Node {
  readonly kind: 'SwitchExpression';
  readonly selector: Expression;
  readonly cases: readonly SwitchCase[];
}

/** `this` or `Outer.this`. */
export interface ThisExpression extends Node {
  readonly kind: 'ThisExpression';
  readonly qualifier: string | null;
}

/** `super` or `Outer.super`, only as a target. */
export interface SuperExpression extends Node {
  readonly kind: 'SuperExpression';
  readonly qualifier: string | null;
}

/** `T.class`, `int[].class`. */
export interface ClassLiteral extends Node {
  readonly kind: 'ClassLiteral';
  readonly type: Type;
}

/** What a tolerant front end keeps of a stretch it could not parse. Never produced for valid Java. */
export interface ErrorExpression extends Node {
  readonly kind: 'ErrorExpression';
}

// ---- patterns ------------------------------------------------------------------------------------------------------

export type Pattern = TypePattern | RecordPattern | MatchAllPattern;

/** `Type name`. */
export interface TypePattern extends Node {
  readonly kind: 'TypePattern';
  readonly variable: FormalParameter;
}

/** `Point(int x, var y)`. */
export interface RecordPattern extends Node {
  readonly kind: 'RecordPattern';
  readonly type: ClassType;
  readonly patterns: readonly Pattern[];
}

/** `_` inside a record pattern. */
export interface MatchAllPattern extends Node {
  readonly kind: 'MatchAllPattern';
}

/** What a front end gives: the tree and the places it could not understand (offsets into the text). Never throws for bad Java. */
export interface ParseResult {
  readonly unit: CompilationUnit;
  readonly errors: readonly { readonly start: number; readonly end: number; readonly message: string }[];
}
