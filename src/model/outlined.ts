/** Facts made of a file's outline: what its bodies say is found out when one of them is first read, and for most files never. */
import type { FileFacts, MethodFact, Statement, TypeFact } from './facts.ts';

/** Makes facts of a whole text (without BOM), at once. May throw. */
export type WholeLowering = (text: string, file: string) => FileFacts;

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

  /** Gives facts that read as if they were made of the whole text. `outline` has `outlined`; `text` gives what it was made of. */
  take(outline: FileFacts, text: () => string): FileFacts {
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
      isOutlined(method, ends) ? withBody(method, () => this.bodyAt(file, index, position)) : method,
    );
    return { ...type, methods };
  }

  private bodyAt(file: OutlinedFile, type: number, method: number): readonly Statement[] {
    const whole = (file.whole ??= this.lowerWhole(file));
    return whole.types[type]?.methods[method]?.body ?? [];
  }

  private lowerWhole({ outline, text }: OutlinedFile): FileFacts {
    const whole = this.lower(text(), outline.file);
    if (whole.syntaxErrors.length > 0 || !hasMembersOf(whole, outline)) this.refused.add(outline.file);
    return whole;
  }
}

function isOutlined({ body, span }: MethodFact, ends: ReadonlySet<number>): boolean {
  return body !== null && ends.has(span[1]);
}

/** A literal with an accessor: an order of magnitude cheaper than `defineProperty`. */
function withBody(method: MethodFact, read: () => readonly Statement[]): MethodFact {
  let known: readonly Statement[] | null = null;
  return {
    ...method,
    get body() {
      return (known ??= read());
    },
  };
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
