/** Facts made of a file's outline: what its bodies say is found out when one of them is first read, and for most files never. */
import { isWhole, type FileFacts, type MethodFact, type Span, type Statement, type TypeFact } from './facts.ts';

/** Makes facts of the whole text (without BOM) that `outline` is of, at once. May throw. */
export type WholeLowering = (text: string, outline: FileFacts) => FileFacts;

/**
 * Gives the text that an outline was made of; null where it is not there any more. Texts are read again rather than held: those of
 * all files would be more than what is known of them, and few are asked for.
 */
export type TextAgain = () => string | null;

/** The files of one run whose bodies wait in their texts. */
export class OutlinedFiles {
  private readonly lower: WholeLowering;
  private readonly files = new Map<FileFacts, OutlinedFile>();
  private readonly refused = new Set<string>();

  constructor(lower: WholeLowering) {
    this.lower = lower;
  }

  /** Gives facts that read as if they were made of the whole text; `text` gives what the outline was made of. Whole facts are given back. */
  take(outline: FileFacts, text: TextAgain): FileFacts {
    if (isWhole(outline)) return outline;
    const file = new OutlinedFile(outline, (live) => this.readWhole(live, text));
    this.files.set(file.live, file);
    return file.live;
  }

  /** Whether a body was read of facts that `take` gave. */
  isRead(live: FileFacts): boolean {
    return this.files.get(live)?.isRead === true;
  }

  /** Facts that `take` gave, as plain ones: whole if a body was read, else the outline. Others are given back. */
  plain(live: FileFacts): FileFacts {
    return this.files.get(live)?.plain() ?? live;
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

  /** Null for a file that is refused. */
  private readWhole(live: FileFacts, text: TextAgain): FileFacts | null {
    const again = text();
    const whole = again === null ? null : this.lower(again, live);
    if (whole !== null && whole.syntaxErrors.length === 0 && hasMembersOf(whole, live)) return whole;
    this.refused.add(live.file);
    return null;
  }
}

/** A file whose bodies are read all at once, when one of them is. */
class OutlinedFile {
  readonly live: FileFacts;
  isRead = false;
  private readonly readWhole: (live: FileFacts) => FileFacts | null;

  constructor(outline: FileFacts, readWhole: (live: FileFacts) => FileFacts | null) {
    const ends = new Set(outline.outlined);
    this.live = { ...outline, types: outline.types.map((type) => this.withBodies(type, ends)) };
    this.readWhole = readWhole;
  }

  /** Fills every body. */
  read(): void {
    const whole = this.readWhole(this.live);
    this.isRead = whole !== null;
    for (const [index, { methods }] of this.live.types.entries()) {
      for (const [position, method] of methods.entries()) {
        if (method instanceof OutlinedMethod) method.fill(whole?.types[index]?.methods[position]?.body ?? []);
      }
    }
  }

  plain(): FileFacts {
    const { outlined, ...facts } = this.live;
    const types = facts.types.map((type) => ({
      ...type,
      methods: type.methods.map((method) => (method instanceof OutlinedMethod ? method.plain() : method)),
    }));
    return this.isRead || outlined === undefined ? { ...facts, types } : { ...this.live, types };
  }

  private withBodies(type: TypeFact, ends: ReadonlySet<number>): TypeFact {
    if (!type.methods.some((method) => isOutlined(method, ends))) return type;
    const methods = type.methods.map((method) =>
      isOutlined(method, ends) ? new OutlinedMethod(method, this) : method,
    );
    return { ...type, methods };
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
  /** Or the file that has them. */
  private statements: OutlinedFile | readonly Statement[];

  constructor(declaration: MethodFact, file: OutlinedFile) {
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
    this.statements = file;
  }

  get body(): readonly Statement[] {
    if (this.statements instanceof OutlinedFile) this.statements.read();
    return this.statements instanceof OutlinedFile ? [] : this.statements;
  }

  fill(statements: readonly Statement[]): void {
    this.statements = statements;
  }

  /** As it was declared, without a body where none was read. */
  plain(): MethodFact {
    return {
      name: this.name,
      parameters: this.parameters,
      variableArity: this.variableArity,
      returnType: this.returnType,
      typeParameters: this.typeParameters,
      modifiers: this.modifiers,
      annotations: this.annotations,
      isStatic: this.isStatic,
      isAbstract: this.isAbstract,
      isCompact: this.isCompact,
      body: this.statements instanceof OutlinedFile ? [] : this.statements,
      span: this.span,
      nameSpan: this.nameSpan,
    };
  }
}

/** Whether both have the same methods at the same places: else the outline is of another text. */
function hasMembersOf(whole: FileFacts, outline: FileFacts): boolean {
  return (
    whole.types.length === outline.types.length &&
    whole.types.every(({ binaryName, methods }, index) => {
      const other = outline.types[index];
      return (
        other?.binaryName === binaryName &&
        other.methods.length === methods.length &&
        methods.every(
          ({ name, span }, position) =>
            name === other.methods[position]?.name && span[1] === other.methods[position].span[1],
        )
      );
    })
  );
}
