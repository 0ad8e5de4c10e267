/** From which handlers a part of a module is reached, and on which way. */
import { rangeAt } from '../java-ast/line-table.ts';
import type { TraceStep } from '../types.ts';
import type { Link, LinkNode, ScriptModule } from './program.ts';
import type { ScriptRoot } from './roots.ts';

/** What runs: the top level of a module, or one of its exports that another module calls. */
export interface Part {
  readonly file: string;
  readonly called: string | null;
}

/** How a part is reached. */
export interface Reached {
  /** In the order of the roots. */
  readonly roots: readonly ScriptRoot[];
  /** The way from the first of them, the nearest: root first. */
  readonly trace: readonly TraceStep[];
}

type Modules = ReadonlyMap<string, ScriptModule>;

/** Answers for the parts of all modules. */
export type Reach = (part: Part) => Reached | null;

/** Follows links from each root. */
export function reachFrom(roots: readonly ScriptRoot[], modules: Modules): Reach {
  const reached = new Map<string, { roots: ScriptRoot[]; trace: readonly TraceStep[] }>();
  for (const root of roots) {
    for (const [key, trace] of waysFrom(root, modules)) {
      const known = reached.get(key);
      if (known === undefined) reached.set(key, { roots: [root], trace });
      else {
        known.roots.push(root);
        if (trace.length < known.trace.length) known.trace = trace;
      }
    }
  }
  return (part) => reached.get(keyOf(part)) ?? null;
}

/** The part of a module that a way of calls begins in, and the calls that are left. */
export function partOf(
  { file, linted }: ScriptModule,
  steps: Link['steps'],
): { readonly part: Part; readonly steps: Link['steps'] } {
  const [first, ...rest] = steps;
  const names = first === undefined ? undefined : linted.init.entered.get(first.site as never);
  if (names?.[0] === undefined) return { part: { file, called: null }, steps };
  return { part: { file, called: names[0] }, steps: rest };
}

/** The steps of a way as a trace has them. */
export function traceOf({ file, lineStarts }: ScriptModule, steps: Link['steps']): readonly TraceStep[] {
  return steps.map(({ name, site }) => ({ file, range: rangeOf(lineStarts, site), message: name }));
}

export function rangeOf(lineStarts: readonly number[], { range: [start, end] }: LinkNode): TraceStep['range'] {
  return rangeAt(lineStarts, start, end);
}

function keyOf({ file, called }: Part): string {
  return called === null ? file : `${file}#${called}`;
}

/** Breadth first: the first way to a part is a shortest. */
function waysFrom(root: ScriptRoot, modules: Modules): ReadonlyMap<string, readonly TraceStep[]> {
  const start: Part = { file: root.file, called: null };
  const ways = new Map<string, readonly TraceStep[]>();
  const queue: Part[] = [];
  const visit = (part: Part, trace: readonly TraceStep[]): void => {
    if (!modules.has(part.file) || ways.has(keyOf(part))) return;
    ways.set(keyOf(part), trace);
    queue.push(part);
  };
  visit(start, [rootStep(root)]);
  for (let part = queue.shift(); part !== undefined; part = queue.shift()) {
    const module = modules.get(part.file);
    const way = ways.get(keyOf(part)) ?? [];
    for (const link of module?.links ?? []) {
      if (module === undefined) continue;
      const from = partOf(module, link.steps);
      if (keyOf(from.part) !== keyOf(part)) continue;
      visit(canonical(link, modules), [...way, ...traceOf(module, from.steps), linkStep(module, link)]);
    }
  }
  return ways;
}

/** Several exported names may be one function: the first that was called stands for all. */
function canonical({ to, called }: Link, modules: Modules): Part {
  const names = [...(modules.get(to)?.linted.init.entered.values() ?? [])].find((all) => all.includes(called ?? ''));
  return { file: to, called: called === null ? null : (names?.[0] ?? called) };
}

function rootStep({ file, handler }: ScriptRoot): TraceStep {
  const start = { line: 1, column: 1 };
  return { file, range: { start, end: start }, message: handler === null ? 'module' : `module of ${handler}` };
}

function linkStep(module: ScriptModule, { node, called, source }: Link): TraceStep {
  const message = called === null ? `import of ${source}` : called.replaceAll('.().', '.');
  return { file: module.file, range: rangeOf(module.lineStarts, node), message };
}
