/**
 * File facts: everything the whole-project stages need from one Java file, as plain JSON-serialisable data.
 * They are a pure function of the file's text (and of the tool's version), so they can be cached by content hash,
 * produced in any process, and merged. Nothing here is resolved against other files: a type name is kept as written.
 */

/** Raise when the shape or the meaning of anything below changes: it is part of every cache key. */
export const FACTS_VERSION = 4;

/** Start and end offset (UTF-16, end exclusive) into the file's text without BOM. */
export type Span = readonly [start: number, end: number];

export interface FileFacts {
  readonly version: typeof FACTS_VERSION;
  /** Project-relative path with `/`. */
  readonly file: string;
  /** Offsets at which lines begin; lineStarts[0] is 0. CRLF, CR and LF end a line. */
  readonly lineStarts: readonly number[];
  /** Dotted, '' for the unnamed package. */
  readonly packageName: string;
  readonly imports: readonly ImportFact[];
  /** All types of the file, outer before inner: top level, nested, local and anonymous. */
  readonly types: readonly TypeFact[];
  /** Comments and annotations that speak to the linter, in textual order. */
  readonly markers: readonly MarkerFact[];
  /** What could not be parsed, or is nested too deeply to be followed. The members around it are present. */
  readonly syntaxErrors: readonly { readonly span: Span; readonly message: string }[];
  /** Every identifier and keyword of the text, and the value of every string and character, once each; comments left out. */
  readonly words: readonly string[];
  /** Simple names of class types after `new` or before `::new`, once each. */
  readonly created: readonly string[];
  /**
   * Types that the text calls by qualified names, imports aside, once each: `java.sql.Date`, without what is nested in them; or
   * `java.sql.*` where an annotation stands before the simple name.
   */
  readonly qualified: readonly string[];
  /**
   * The ends (exclusive) of the methods whose bodies are not there: they are empty, and what stands in them is
   * in the text alone. Omitted for whole facts. The model never sees it: see `outlined.ts`.
   */
  readonly outlined?: readonly number[];
}

/** Whether all bodies of a file are there. */
export function isWhole({ outlined }: FileFacts): boolean {
  return outlined === undefined;
}

/** 1-based lines, both included. */
export type LineRange = readonly [first: number, last: number];

/** As written: what it means is for `suppress/` to say. */
export type MarkerFact =
  /** `text` is what is between the delimiters of a comment. */
  | {
      readonly kind: 'comment';
      readonly text: string;
      /** Where `text` begins. */
      readonly textStart: number;
      readonly span: Span;
      /** The comment's lines and, when one ends or begins there, all lines of the simple statement or field. */
      readonly here: LineRange;
      /** The next line with code, and all lines of the simple statement or field that begins there; null at the end. */
      readonly next: LineRange | null;
      /** What goes when the comment does: its lines when nothing else is on them, else the white space before it too. */
      readonly removal: Span;
    }
  /** `@SuppressWarnings` with a string that names the linter. `text` is null for what is no string literal; `scope` is what it stands on. */
  | {
      readonly kind: 'annotation';
      readonly names: readonly { readonly text: string | null; readonly span: Span }[];
      readonly span: Span;
      readonly scope: Span;
      readonly removal: Span;
    };

/** `name` is the dotted name without `.*`. */
export interface ImportFact {
  readonly form: 'type' | 'static' | 'module';
  readonly name: string;
  readonly onDemand: boolean;
}

/** A type as written. */
export interface TypeName {
  /** 'Map.Entry', 'int', 'void', 'var', '?' (an unbounded or lower-bounded wildcard; an upper bound is taken as the type itself). */
  readonly name: string;
  readonly arguments?: readonly TypeName[];
  /** Array dimensions, omitted when 0. */
  readonly dimensions?: number;
}

export type TypeKind = 'class' | 'interface' | 'enum' | 'record' | 'annotation' | 'anonymous';

export interface TypeFact {
  /** '' for an anonymous class. */
  readonly name: string;
  /**
   * `Outer$Inner`, without the package. Anonymous: `Outer$1`; local: `Outer$1Local`; after the name of the type directly
   * around them, and numbered there in textual order for each simple name, as javac does.
   */
  readonly binaryName: string;
  readonly kind: TypeKind;
  /** Index in `FileFacts.types` of the type whose body encloses this one, or -1. */
  readonly outer: number;
  /** True when declared in a method body or as an anonymous class: it captures the enclosing locals. */
  readonly isLocal: boolean;
  readonly modifiers: readonly string[];
  readonly annotations: readonly AnnotationFact[];
  readonly typeParameters: readonly { readonly name: string; readonly bound: TypeName | null }[];
  /** For an anonymous class: the type after `new` (the model finds out whether it is an interface). */
  readonly superclass: TypeName | null;
  readonly interfaces: readonly TypeName[];
  readonly fields: readonly FieldFact[];
  /** Methods, constructors (name '<init>') and compact constructors. No synthetic members. */
  readonly methods: readonly MethodFact[];
  /** Field initialisers and initialiser blocks, static and instance, in textual order. Enum constants come first. */
  readonly initializers: readonly InitializerFact[];
  /** Record components in order; they are also in `fields` (private final). */
  readonly recordComponents: readonly string[];
  /** The whole declaration and its name (for an anonymous class: the body, and the type after `new`). */
  readonly span: Span;
  readonly nameSpan: Span;
}

export interface AnnotationFact {
  /** As written. */
  readonly name: string;
  /** Element values; a single element is 'value'. Literals and constant expressions only as expressions. */
  readonly elements: Readonly<Record<string, Expression>>;
  readonly span: Span;
}

export interface FieldFact {
  readonly name: string;
  readonly type: TypeName;
  readonly modifiers: readonly string[];
  readonly annotations: readonly AnnotationFact[];
  readonly isStatic: boolean;
  readonly isFinal: boolean;
  /** True for an enum constant. */
  readonly isEnumConstant: boolean;
  readonly span: Span;
  readonly nameSpan: Span;
}

export interface ParameterFact {
  readonly name: string;
  /** Of a variable arity parameter `T...` the array type. */
  readonly type: TypeName;
  readonly annotations: readonly AnnotationFact[];
  readonly span: Span;
}

export interface MethodFact {
  /** '<init>' for a constructor. */
  readonly name: string;
  readonly parameters: readonly ParameterFact[];
  readonly variableArity: boolean;
  /** void for constructors. */
  readonly returnType: TypeName;
  readonly typeParameters: readonly { readonly name: string; readonly bound: TypeName | null }[];
  readonly modifiers: readonly string[];
  readonly annotations: readonly AnnotationFact[];
  readonly isStatic: boolean;
  readonly isAbstract: boolean;
  /** A record's compact constructor: it assigns the components from the parameters after its body. */
  readonly isCompact: boolean;
  /** Null for abstract and native methods. */
  readonly body: readonly Statement[] | null;
  readonly span: Span;
  readonly nameSpan: Span;
}

/**
 * `field` names the field that `body` initialises; null for a block. That body is one `assign` expression to the field, after
 * temporaries when the value is a chain of hundreds of links.
 */
export interface InitializerFact {
  readonly isStatic: boolean;
  readonly field: string | null;
  readonly body: readonly Statement[];
  readonly span: Span;
}

// ---- bodies: a small IR --------------------------------------------------------------------------------------------
// Locals are told from everything else here (parameters, local variables, pattern bindings, captured ones); all other
// simple names stay `name` expressions for the model to resolve (field, type or package), as JLS 6.5 needs other files.
// A chain of hundreds of links (`a + a + …`, `b.append(…).append(…)…`) is continued from `var` locals called '<chain 1>', …,
// so that nothing is nested deeper than recursive walks, JSON.stringify and structuredClone can follow.

export type Statement =
  /** `initializer` null: declared without a value. `type.name` may be 'var'. */
  | {
      readonly kind: 'local';
      readonly name: string;
      readonly type: TypeName;
      readonly initializer: Expression | null;
      readonly span: Span;
    }
  | { readonly kind: 'expression'; readonly expression: Expression; readonly span: Span }
  | { readonly kind: 'return'; readonly value: Expression | null; readonly span: Span }
  | { readonly kind: 'throw'; readonly value: Expression; readonly span: Span }
  | { readonly kind: 'block'; readonly body: readonly Statement[]; readonly span: Span }
  | {
      readonly kind: 'if';
      readonly condition: Expression;
      readonly whenTrue: readonly Statement[];
      readonly whenFalse: readonly Statement[];
      readonly span: Span;
    }
  /** Every loop. `runsAtLeastOnce` for do-while. `for` headers come before it, updates at the end of `body`. */
  | {
      readonly kind: 'loop';
      readonly condition: Expression | null;
      readonly body: readonly Statement[];
      readonly runsAtLeastOnce: boolean;
      readonly span: Span;
    }
  /** `for (type name : iterable)`. */
  | {
      readonly kind: 'foreach';
      readonly name: string;
      readonly type: TypeName;
      readonly iterable: Expression;
      readonly body: readonly Statement[];
      readonly span: Span;
    }
  | {
      readonly kind: 'switch';
      readonly selector: Expression;
      readonly cases: readonly SwitchCase[];
      readonly span: Span;
    }
  /** A resource is a `local` statement or an `expression` statement; it is closed after `body`. */
  | {
      readonly kind: 'try';
      readonly resources: readonly Statement[];
      readonly body: readonly Statement[];
      readonly catches: readonly CatchFact[];
      readonly finallyBody: readonly Statement[];
      readonly span: Span;
    }
  | {
      readonly kind: 'synchronized';
      readonly lock: Expression;
      readonly body: readonly Statement[];
      readonly span: Span;
    }
  | { readonly kind: 'break' | 'continue'; readonly span: Span }
  | { readonly kind: 'yield'; readonly value: Expression; readonly span: Span }
  /** A local class, index in `FileFacts.types`. */
  | { readonly kind: 'type'; readonly type: number; readonly span: Span }
  /** `this(…)` or `super(…)`. */
  | {
      readonly kind: 'constructorCall';
      readonly target: 'this' | 'super';
      readonly arguments: readonly Expression[];
      readonly span: Span;
    };

export interface CatchFact {
  readonly name: string;
  /** The alternatives of a multi-catch. */
  readonly types: readonly TypeName[];
  readonly body: readonly Statement[];
}

export interface SwitchCase {
  /** Constant labels and type patterns' bindings; empty with `isDefault`. */
  readonly labels: readonly Expression[];
  /** Pattern variables this label binds. */
  readonly bindings: readonly { readonly name: string; readonly type: TypeName }[];
  readonly isDefault: boolean;
  readonly guard: Expression | null;
  /** Arrow form: no fall through. An arrow expression in a switch expression is a `yield`. */
  readonly arrow: boolean;
  readonly body: readonly Statement[];
}

export type LiteralValue = string | number | boolean | null;

export type Expression =
  /** Numbers are JS numbers (a long beyond 2^53 is rounded), chars one-character strings, text blocks decoded. */
  | {
      readonly kind: 'literal';
      readonly type: 'string' | 'char' | 'int' | 'long' | 'float' | 'double' | 'boolean' | 'null';
      readonly value: LiteralValue;
      readonly span: Span;
    }
  | { readonly kind: 'local'; readonly name: string; readonly span: Span }
  /** An identifier that is no local: a field, a type or a package's first part. */
  | { readonly kind: 'name'; readonly name: string; readonly span: Span }
  /** `target.name`, where target may turn out to be a type or package. */
  | {
      readonly kind: 'select';
      readonly target: Expression;
      readonly name: string;
      readonly nameSpan: Span;
      readonly span: Span;
    }
  | { readonly kind: 'this'; readonly qualifier: string | null; readonly span: Span }
  | { readonly kind: 'super'; readonly qualifier: string | null; readonly span: Span }
  | {
      readonly kind: 'call';
      readonly target: Expression | null;
      readonly name: string;
      readonly nameSpan: Span;
      readonly arguments: readonly Expression[];
      readonly span: Span;
    }
  /** `body`: index in `FileFacts.types` of the anonymous class, or -1. */
  | {
      readonly kind: 'new';
      readonly type: TypeName;
      readonly arguments: readonly Expression[];
      readonly outer: Expression | null;
      readonly body: number;
      readonly span: Span;
    }
  /** Array creation and array initialisers; `values` null when only sizes are given. */
  | {
      readonly kind: 'array';
      readonly type: TypeName | null;
      readonly sizes: readonly Expression[];
      readonly values: readonly Expression[] | null;
      readonly span: Span;
    }
  | { readonly kind: 'index'; readonly array: Expression; readonly index: Expression; readonly span: Span }
  /** `operator` '=' or compound ('+=', …, also '++' and '--' with right null). */
  | {
      readonly kind: 'assign';
      readonly left: Expression;
      readonly operator: string;
      readonly right: Expression | null;
      readonly span: Span;
    }
  | {
      readonly kind: 'binary';
      readonly operator: string;
      readonly left: Expression;
      readonly right: Expression;
      readonly span: Span;
    }
  /** '+', '-', '!', '~'. */
  | { readonly kind: 'unary'; readonly operator: string; readonly operand: Expression; readonly span: Span }
  | { readonly kind: 'cast'; readonly type: TypeName; readonly operand: Expression; readonly span: Span }
  | {
      readonly kind: 'conditional';
      readonly condition: Expression;
      readonly whenTrue: Expression;
      readonly whenFalse: Expression;
      readonly span: Span;
    }
  /** `type` is what is tested for, also by a pattern. `bindings` are the pattern's variables, `local` where JLS 6.3 has them in scope. */
  | {
      readonly kind: 'instanceof';
      readonly operand: Expression;
      readonly type: TypeName | null;
      readonly bindings: readonly { readonly name: string; readonly type: TypeName }[];
      readonly span: Span;
    }
  /** An expression body is one `return` statement. Parameter type 'var' when not written. */
  | {
      readonly kind: 'lambda';
      readonly parameters: readonly { readonly name: string; readonly type: TypeName }[];
      readonly body: readonly Statement[];
      readonly span: Span;
    }
  /** `target::name`; exactly one of target and type is given; name 'new' for constructors. */
  | {
      readonly kind: 'methodReference';
      readonly target: Expression | null;
      readonly type: TypeName | null;
      readonly name: string;
      readonly span: Span;
    }
  | {
      readonly kind: 'switch';
      readonly selector: Expression;
      readonly cases: readonly SwitchCase[];
      readonly span: Span;
    }
  | { readonly kind: 'classLiteral'; readonly type: TypeName; readonly span: Span }
  /** Something not parsed. */
  | { readonly kind: 'unknown'; readonly span: Span };
