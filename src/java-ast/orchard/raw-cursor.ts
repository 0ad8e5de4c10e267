/**
 * A tree cursor that calls the grammar's runtime directly. The package's own copies the cursor in and out of the runtime's
 * memory around each question, which takes longer than the answers; while one tree is walked, it can stay there.
 */
import type { Tree } from 'web-tree-sitter';
import type { WasmMemory } from './wasm-memory.ts';

/** What the runtime exports: each takes a tree's address, and finds the cursor in the transfer buffer. */
export interface CursorExports {
  /** Gives the address of the transfer buffer. */
  readonly ts_init: () => number;
  readonly ts_tree_cursor_goto_first_child_wasm: (tree: number) => number;
  readonly ts_tree_cursor_goto_next_sibling_wasm: (tree: number) => number;
  readonly ts_tree_cursor_goto_parent_wasm: (tree: number) => number;
  readonly ts_tree_cursor_current_node_type_id_wasm: (tree: number) => number;
  readonly ts_tree_cursor_current_node_is_missing_wasm: (tree: number) => number;
  readonly ts_tree_cursor_start_index_wasm: (tree: number) => number;
  readonly ts_tree_cursor_end_index_wasm: (tree: number) => number;
}

/** What the package's classes keep of the runtime's: the first four words of the buffer, and the tree's address. */
interface CursorState {
  0: number;
  1: number;
  2: number;
  3: number;
}
interface TreeState {
  readonly 0: number;
}

/** Walks trees, one at a time. */
export interface RawCursor {
  /** Runs `walk` with the cursor at the root of `tree`. Nothing else may ask the package anything meanwhile. */
  readonly over: (tree: Tree, walk: () => void) => void;
  readonly gotoFirstChild: () => boolean;
  readonly gotoNextSibling: () => boolean;
  readonly gotoParent: () => boolean;
  readonly typeId: () => number;
  readonly isMissing: () => boolean;
  /** In UTF-16 code units of the text that was parsed, as `endIndex`. */
  readonly startIndex: () => number;
  /** Exclusive. */
  readonly endIndex: () => number;
}

/** `runtime` gives the exports of the runtime that has `memory`, once it is there. */
export function rawCursor(runtime: CursorExports, memory: WasmMemory): RawCursor {
  const buffer = runtime.ts_init() / Int32Array.BYTES_PER_ELEMENT;
  let tree = 0;
  return {
    over: (walked, walk) => {
      tree = (walked as unknown as TreeState)[0];
      // Leaves the new cursor in the buffer.
      const cursor = walked.walk();
      try {
        walk();
      } finally {
        // Its stack may have been moved: what is freed is what is there now.
        const words = new Int32Array(memory.buffer as ArrayBuffer);
        const state = cursor as unknown as CursorState;
        for (const index of [0, 1, 2, 3] as const) state[index] = words[buffer + index] ?? 0;
        cursor.delete();
      }
    },
    gotoFirstChild: () => runtime.ts_tree_cursor_goto_first_child_wasm(tree) === 1,
    gotoNextSibling: () => runtime.ts_tree_cursor_goto_next_sibling_wasm(tree) === 1,
    gotoParent: () => runtime.ts_tree_cursor_goto_parent_wasm(tree) === 1,
    typeId: () => runtime.ts_tree_cursor_current_node_type_id_wasm(tree),
    isMissing: () => runtime.ts_tree_cursor_current_node_is_missing_wasm(tree) === 1,
    startIndex: () => runtime.ts_tree_cursor_start_index_wasm(tree),
    endIndex: () => runtime.ts_tree_cursor_end_index_wasm(tree),
  };
}
