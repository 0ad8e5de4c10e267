/** A WebAssembly memory; `buffer` is a new one after each growth. */
export interface WasmMemory {
  readonly buffer: { readonly byteLength: number };
}

interface WasmRuntime {
  readonly Memory: new (sizes: { readonly initial: number; readonly maximum: number }) => WasmMemory;
}

const PAGE_BYTES = 2 ** 16;

/** The sizes that the grammar's runtime asks for when it makes its memory itself. */
const INITIAL_BYTES = 2 ** 25;
const MAXIMUM_BYTES = 2 ** 31;

/**
 * A file for which the memory grows above this is given up: usual ones take a few megabytes. At the maximum the runtime
 * would abort, for good and for all files after it.
 */
const GROWTH_LIMIT_BYTES = 2 ** 30;

/** Makes the memory for the grammar's runtime, so that its growth can be watched. */
export function createMemory(): WasmMemory {
  const { WebAssembly } = globalThis as unknown as { readonly WebAssembly: WasmRuntime };
  return new WebAssembly.Memory({ initial: INITIAL_BYTES / PAGE_BYTES, maximum: MAXIMUM_BYTES / PAGE_BYTES });
}

/**
 * Starts watching: the result tells whether the memory has grown above the limit since. Memory never shrinks, but what is
 * free is used again: after a file that met the limit, the others go on in what there is.
 */
export function watchGrowth(memory: WasmMemory): () => boolean {
  const limit = Math.max(GROWTH_LIMIT_BYTES, memory.buffer.byteLength);
  return () => memory.buffer.byteLength > limit;
}
