/** Keeps a client's diagnostics up to date: by push, or by asking it to pull again. Sends only what changed. */
import { createHash } from 'node:crypto';
import type { Diagnostic } from 'vscode-languageserver';

export type Diagnostics = ReadonlyMap<string, readonly Diagnostic[]>;

export interface DiagnosticSink {
  /** Replaces the diagnostics of one document. */
  readonly publish: (uri: string, diagnostics: readonly Diagnostic[]) => void;
  /** Asks the client to pull. */
  readonly refresh: () => void;
}

interface Known {
  readonly diagnostics: readonly Diagnostic[];
  readonly resultId: string;
}

export class Publisher {
  private readonly known = new Map<string, Known>();
  private readonly sink: DiagnosticSink;
  private readonly isPulled: boolean;

  constructor(sink: DiagnosticSink, isPulled: boolean) {
    this.sink = sink;
    this.isPulled = isPulled;
  }

  /** Takes the diagnostics of everything; a document that is not in them has none. */
  update(all: Diagnostics): void {
    let isChanged = false;
    for (const uri of new Set([...this.known.keys(), ...all.keys()])) {
      const diagnostics = all.get(uri) ?? [];
      const resultId = hashOf(diagnostics);
      if ((this.known.get(uri)?.resultId ?? EMPTY) === resultId) continue;
      isChanged = true;
      if (diagnostics.length === 0) this.known.delete(uri);
      else this.known.set(uri, { diagnostics, resultId });
      if (!this.isPulled) this.sink.publish(uri, diagnostics);
    }
    if (isChanged && this.isPulled) this.sink.refresh();
  }

  /** The current diagnostics of a document, with an id that changes when they do. */
  of(uri: string): Known {
    return this.known.get(uri) ?? { diagnostics: [], resultId: EMPTY };
  }

  /** The documents that have diagnostics. */
  get uris(): readonly string[] {
    return [...this.known.keys()];
  }
}

const EMPTY = hashOf([]);

function hashOf(diagnostics: readonly Diagnostic[]): string {
  return createHash('sha256').update(JSON.stringify(diagnostics)).digest('base64url');
}
