interface WasmInstance {
  readonly exports: Readonly<Record<string, unknown>>;
}

interface WasmRuntime {
  readonly Module: new (bytes: Uint8Array) => object;
  readonly Instance: new (module: object, imports: WasmImports) => WasmInstance;
}

/** What the grammar's runtime is given; its stack pointer is one of the imports. */
interface WasmImports {
  readonly env: { readonly __stack_pointer: { value: number } };
}

/** Ten times what the JavaScript engine's own stack lets the runtime use, so that this one never ends first. */
const STACK_BYTES = 2 ** 24;
const ALIGNMENT = 16;

/** The memory that the grammar's runtime uses as its stack. */
export interface WasmStack {
  /** The runtime's hook for its instantiation. */
  readonly instantiateWasm: (
    imports: WasmImports,
    receive: (instance: WasmInstance, module: object) => void,
  ) => Readonly<Record<string, never>>;
  /** Once the runtime is there: gives it this stack in place of its own. Once it has thrown: makes the stack empty again. */
  readonly reset: () => void;
  /** What the runtime exports. @throws before it is there */
  readonly runtimeExports: () => Readonly<Record<string, unknown>>;
}

/**
 * A larger stack for the grammar's runtime. Its own has 64 KB, and it writes over its data when code with thousands of
 * nested readings needs more. With this one the engine's limit comes first, which is an exception.
 *
 * @param runtime the bytes of the runtime's wasm file
 */
export function createStack(runtime: Uint8Array): WasmStack {
  const { WebAssembly } = globalThis as unknown as { readonly WebAssembly: WasmRuntime };
  let pointer = { value: 0 };
  let allocate = (_bytes: number): number => 0;
  let top = 0;
  let exported: Readonly<Record<string, unknown>> | null = null;
  return {
    instantiateWasm: (imports, receive) => {
      pointer = imports.env.__stack_pointer;
      const module = new WebAssembly.Module(runtime);
      const instance = new WebAssembly.Instance(module, imports);
      exported = instance.exports;
      allocate = exported.malloc as typeof allocate;
      receive(instance, module);
      return {};
    },
    reset: () => {
      if (top === 0) top = allocate(STACK_BYTES) + STACK_BYTES;
      pointer.value = top - (top % ALIGNMENT);
    },
    runtimeExports: () => {
      if (exported === null) throw new Error("the grammar's runtime is not there yet");
      return exported;
    },
  };
}
