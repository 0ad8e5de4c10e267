/** Which parts of a module run before the snapshot, for editors that mark them. */
import type { Range } from '../types.ts';
import type { LinkNode, ScriptModule } from './program.ts';
import { partOf, rangeOf, type Reach } from './reach.ts';

/** The module scope, a function, or a class whose instances init makes. */
export interface ScriptMember {
  /** 1-based range of its name; the first character of the file for the module scope. */
  readonly range: Range;
  /** The first step of the path to it, in words: `module of handler`. */
  readonly from: string;
  /** How many steps the path has. */
  readonly steps: number;
}

/** A function of the module's tree, as far as it is looked at. */
interface FunctionNode extends LinkNode {
  readonly id?: LinkNode | null;
  readonly parent?: { readonly id?: LinkNode | null; readonly key?: LinkNode } | null;
}

/** In textual order; none for a module that no handler loads. */
export function membersInInit(module: ScriptModule, reach: Reach): readonly ScriptMember[] {
  const loaded = reach({ file: module.file, called: null });
  if (loaded === null) return [];
  const start = { line: 1, column: 1 };
  const scope: ScriptMember = {
    range: { start, end: start },
    from: loaded.trace[0]?.message ?? '',
    steps: loaded.trace.length,
  };
  const functions = [...module.linted.known().frames].flatMap(([node, steps]): readonly [number, ScriptMember][] => {
    const { part, steps: own } = partOf(module, steps);
    const trace = reach(part)?.trace;
    if (trace?.[0] === undefined) return [];
    const named = nameNode(node as unknown as FunctionNode);
    const member = {
      range: rangeOf(module.lineStarts, named),
      from: trace[0].message,
      steps: trace.length + own.length,
    };
    return [[named.range[0], member]];
  });
  return [scope, ...functions.sort(([left], [right]) => left - right).map(([, member]) => member)];
}

/** What names the function: its own name, or that of the variable or property it is given to; else the function itself. */
function nameNode(node: FunctionNode): LinkNode {
  return node.id ?? node.parent?.id ?? node.parent?.key ?? node;
}
