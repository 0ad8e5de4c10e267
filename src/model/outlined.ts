/** Facts made of a file's outline: what its bodies say is found out when one of them is first read, and for most files never. */
import { isWhole, type FileFacts, type MethodFact, type Span, type Statement, type TypeFact } from './facts.ts';

/** Makes facts of the whole text (without BOM) that `outline` is of, at once. May throw. */
export type WholeLowering = (text: string, outline: FileFacts) => FileFacts;

interface OutlinedFile {
  /** As it was made, with ends of bodies. */
  readonly outline: FileFacts;
  readonly text: () => string;
  whole: FileFacts | null;
}

/** The files of one run whose bodies wait in their texts. */
export class OutlinedFiles {
  private readonly lower: WholeLowering;
  private readonly files = new Map<FileFacts, OutlinedFile>();
  private readonly refused = new Set<string>();

  constructor(lower: WholeLowering) {
    this.lower = lower;
  }

  /** Gives facts that read as if they were made of the whole text; `text` gives what the outline was made of. Whole facts are given back. */
  take(outline: FileFacts, text: () => string): FileFacts {
    if (isWhole(outline)) return outline;
    const file: OutlinedFile = { outline, text, whole: null };
    const ends = new Set(outline.outlined);
    const types = outline.types.map((type, index) => this.withBodies(file, type, index, ends));
    const live: FileFacts = { ...outline, types };
    this.files.set(live, file);
    return live;
  }

  /** What is known of a file that `take` gave: whole facts if a body was read, else the outline. Null for other facts. */
  known(live: FileFacts): FileFacts | null {
    const file = this.files.get(live);
    return file === undefined ? null : (file.whole ?? file.outline);
  }

  /**
   * The files that had to be read whole and are not what their outline promised, or have syntax errors: what was found with
   * them does not count, they have to be lowered whole from the start.
   */
  takeRefused(): readonly string[] {
    const refused = [...this.refused];
    this.refused.clear();
    return refused;
  }

  private withBodies(file: OutlinedFile, type: TypeFact, index: number, ends: ReadonlySet<number>): TypeFact {
    if (!type.methods.some((method) => isOutlined(method, ends))) return type;
    const methods = type.methods.map((method, position) =>
      isOutlined(method, ends) ? new OutlinedMethod(method, () => this.bodyAt(file, index, position)) : method,
    );
    return { ...type, methods };
  }

  private bodyAt(file: OutlinedFile, type: number, method: number): readonly Statement[] {
    const whole = (file.whole ??= this.lowerWhole(file));
    return whole.types[type]?.methods[method]?.body ?? [];
  }

  private lowerWhole({ outline, text }: OutlinedFile): FileFacts {
    const whole = this.lower(text(), outline);
    if (whole.syntaxErrors.length > 0 || !hasMembersOf(whole, outline)) this.refused.add(outline.file);
    return whole;
  }
}

function isOutlined({ body, span }: MethodFact, ends: ReadonlySet<number>): boolean {
  return body !== null && ends.has(span[1]);
}

/** A method whose body is read when it is asked for. A class, so that all of them have one shape: an accessor of its own costs each half a kilobyte. */
class OutlinedMethod implements MethodFact {
  readonly name: string;
  readonly parameters: MethodFact['parameters'];
  readonly variableArity: boolean;
  readonly returnType: MethodFact['returnType'];
  readonly typeParameters: MethodFact['typeParameters'];
  readonly modifiers: readonly string[];
  readonly annotations: MethodFact['annotations'];
  readonly isStatic: boolean;
  readonly isAbstract: boolean;
  readonly isCompact: boolean;
  readonly span: Span;
  readonly nameSpan: Span;
  private statements: (() => readonly Statement[]) | readonly Statement[];

  constructor(declaration: MethodFact, read: () => readonly Statement[]) {
    this.name = declaration.name;
    this.parameters = declaration.parameters;
    this.variableArity = declaration.variableArity;
    this.returnType = declaration.returnType;
    this.typeParameters = declaration.typeParameters;
    this.modifiers = declaration.modifiers;
    this.annotations = declaration.annotations;
    this.isStatic = declaration.isStatic;
    this.isAbstract = declaration.isAbstract;
    this.isCompact = declaration.isCompact;
    this.span = declaration.span;
    this.nameSpan = declaration.nameSpan;
    this.statements = read;
  }

  get body(): readonly Statement[] {
    if (typeof this.statements === 'function') this.statements = this.statements();
    return this.statements;
  }
}

function hasMembersOf(whole: FileFacts, outline: FileFacts): boolean {
  return (
    whole.types.length === outline.types.length &&
    whole.types.every(({ binaryName, methods }, index) => {
      const other = outline.types[index];
      return other?.binaryName === binaryName && other.methods.length === methods.length;
    })
  );
}
