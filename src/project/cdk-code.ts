/**
 * What matters of a CDK app's code, in Java, TypeScript or JavaScript: constructs created, settings passed, constants. Both
 * languages are lowered to it, so that there is one evaluation.
 */

export type Code =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'flag'; readonly value: boolean }
  | { readonly kind: 'number'; readonly value: number }
  /** `null` and `undefined`: as if the setting were not written. */
  | { readonly kind: 'nothing' }
  /** A local, parameter, field, constant or type; `this.x` is `x`. */
  | { readonly kind: 'reference'; readonly name: string }
  | { readonly kind: 'member'; readonly target: Code; readonly name: string }
  /** `target` null for a method of the class itself. An assignment `a.b = c` is a call of `setB`. */
  | {
      readonly kind: 'call';
      readonly target: Code | null;
      readonly name: string;
      readonly arguments: readonly Code[];
      readonly line: number;
    }
  /** `type` is the last part of the name, `Function.Builder` for nested builders. */
  | { readonly kind: 'create'; readonly type: string; readonly arguments: readonly Code[]; readonly line: number }
  /** An object literal; a spread has the key null. */
  | { readonly kind: 'record'; readonly entries: readonly CodeEntry[] }
  | { readonly kind: 'list'; readonly items: readonly Code[] }
  | { readonly kind: 'join'; readonly parts: readonly Code[] }
  | { readonly kind: 'choice'; readonly branches: readonly [Code, Code] }
  /** Whatever else; what is in it still runs. */
  | { readonly kind: 'unknown'; readonly parts: readonly Code[] };

export interface CodeEntry {
  readonly key: string | null;
  readonly value: Code;
  readonly line: number;
}

/** One statement's code: `name` is what is declared or assigned, null for a mere expression. */
export interface CodeStep {
  readonly name: string | null;
  readonly value: Code;
  /** Inside of a branch, loop or stored function: it may run never or often. A check for null is no branch. */
  readonly isConditional: boolean;
}

export interface CodeMethod {
  /** The class, '' for a module. */
  readonly owner: string;
  /** '<init>' for a constructor, '' for code of a module or of initialisers. */
  readonly name: string;
  readonly parameters: readonly string[];
  readonly steps: readonly CodeStep[];
}

/** The code of one file. */
export interface CodeUnit {
  /** Project-relative. */
  readonly file: string;
  readonly methods: readonly CodeMethod[];
}

/** Calls `visit` for `root` and all code in it. */
export function visitCode(root: Code, visit: (code: Code) => void): void {
  const stack: Code[] = [root];
  for (let code = stack.pop(); code !== undefined; code = stack.pop()) {
    visit(code);
    stack.push(...partsOf(code));
  }
}

function partsOf(code: Code): readonly Code[] {
  switch (code.kind) {
    case 'member':
      return [code.target];
    case 'call':
      return code.target === null ? code.arguments : [code.target, ...code.arguments];
    case 'create':
      return code.arguments;
    case 'record':
      return code.entries.map((entry) => entry.value);
    case 'list':
      return code.items;
    case 'join':
    case 'unknown':
      return code.parts;
    case 'choice':
      return code.branches;
    default:
      return [];
  }
}

/** Whether a script may create functions with CDK; for deciding whether to load the parser at all. */
export function mayBeCdkScript(text: string): boolean {
  return (
    /aws-cdk-lib|@aws-cdk\/aws-(?:lambda|sam)/u.test(text) &&
    /\b(?:Nodejs)?Function\b|CfnFunction|[sS]napStart/u.test(text)
  );
}

/** Characters of a name that are looked at: its end says which class it is. */
const MAX_NAME = 300;

/** `software.amazon…lambda.Function.Builder` is `Function.Builder`; `lambda.Code` is `Code`; a name without a class is itself. */
export function classPartOf(name: string): string {
  return /(?:[A-Z]\w*\.)?[A-Z]\w*$/u.exec(name.slice(-MAX_NAME))?.[0] ?? name;
}
