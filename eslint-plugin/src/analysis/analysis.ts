import type { TSESLint, TSESTree } from '@typescript-eslint/utils';
import { readSettings, type Settings } from '../settings.ts';
import { evaluatorFor, importKey, type Evaluate } from './evaluate.ts';
import type { InitEvent, InitPhase } from './events.ts';
import { walkInit } from './init-walk.ts';
import { keptFinder, type Kept, type KeptBy } from './kept.ts';
import { isFunction, memberName, unwrap, type Node, type VisitorKeys } from './syntax.ts';
import { isExport, spellingOf, type Frame } from './values.ts';
import { indexVariables, type Variables } from './variables.ts';

export type SourceCode = Readonly<TSESLint.SourceCode>;

/** Everything that the rules share about one file. */
export interface Analysis {
  readonly sourceCode: SourceCode;
  readonly settings: Settings;
  readonly variables: Variables;
  readonly evaluate: Evaluate;
  readonly phase: InitPhase;
  /** Where the value of an event is kept; null when it is dropped before the snapshot or renewed after it. */
  readonly keptBy: (event: InitEvent) => Kept | null;
  /** Where the value of an expression that runs in a frame is kept. */
  readonly keptAt: KeptBy;
  /** The variable that holds what an event opened; null when there is none. */
  readonly holderOf: (event: InitEvent) => TSESLint.Scope.Variable | null;
  /** Whether what an event opened is closed again during init. */
  readonly isClosed: (event: InitEvent) => boolean;
}

/** One analysis per file, whichever rules ask for it. */
const analyses = new WeakMap<TSESTree.Program, Analysis>();

/** Names under which a callee may be configured: as written, and as exported. */
function calleeNames(callee: Node, evaluate: Evaluate): readonly string[] {
  const node = unwrap(callee);
  const value = evaluate(node, null);
  const exported = value?.kind === 'library' ? [spellingOf(value)] : [];
  if (node.type === 'Identifier') return [node.name, ...exported];
  if (node.type !== 'MemberExpression') return exported;
  const name = memberName(node) ?? '';
  return node.object.type === 'Identifier' ? [name, `${node.object.name}.${name}`, ...exported] : [name, ...exported];
}

/** Whether a function is what a hook of Node or of the settings runs after each restore. */
function afterRestoreTest(settings: Settings, evaluate: Evaluate): (fn: Node) => boolean {
  return (fn) => {
    const call = fn.parent;
    if (!isFunction(fn) || call?.type !== 'CallExpression' || call.callee === fn) return false;
    const callee = evaluate(call.callee, null);
    const hooks = ['startupSnapshot.addDeserializeCallback', 'startupSnapshot.setDeserializeMainFunction'];
    if (isExport(callee, 'node:v8', ...hooks)) return true;
    const { afterRestore } = settings;
    return afterRestore !== null && calleeNames(call.callee, evaluate).includes(afterRestore.name);
  };
}

/** The variable of the object that an event's call is a method of; null when it is not a plain name, or a library. */
function ownerOf({ node, value }: InitEvent, variables: Variables): TSESLint.Scope.Variable | null {
  if (node.type !== 'CallExpression' && node.type !== 'NewExpression') return null;
  if (node.callee.type !== 'MemberExpression' || node.callee.object.type !== 'Identifier') return null;
  const owner = variables.of(node.callee.object);
  // An import may be a client that another file made; else it is a library, which holds nothing.
  const isImport = owner?.defs[0]?.type === ('ImportBinding' as never);
  return isImport && value?.isResult !== true ? null : owner;
}

/** The variable that holds what a call opened: the one it is assigned to, or the one it is a method of. */
function holderOf(event: InitEvent, variables: Variables): TSESLint.Scope.Variable | null {
  const owner = ownerOf(event, variables);
  if (owner !== null) return owner;
  const { node } = event;
  let at: Node = node;
  while (at.parent?.type === 'AwaitExpression' || at.parent?.type === 'TSAsExpression') at = at.parent;
  const { parent } = at;
  if (parent?.type === 'VariableDeclarator' && parent.id.type === 'Identifier') return variables.of(parent.id);
  if (parent?.type === 'AssignmentExpression' && parent.left.type === 'Identifier') return variables.of(parent.left);
  return null;
}

function analyse(sourceCode: SourceCode, settings: Settings): Analysis {
  const variables = indexVariables(sourceCode.scopeManager?.scopes ?? []);
  const keys: VisitorKeys = sourceCode.visitorKeys;
  const imported = settings.importedLibraries.map(({ source, name, module, path, isResult, tail }) => {
    return [importKey(source, name), { kind: 'library', module, path, isResult, tail }] as const;
  });
  const evaluate = evaluatorFor(variables, keys, new Map(imported));
  const barriers = new Set(settings.restoreBarrier);
  const phase = walkInit({
    program: sourceCode.ast,
    keys,
    variables,
    evaluate,
    isScript: sourceCode.text.startsWith('#!'),
    isBarrier: ({ callee }) => barriers.size > 0 && calleeNames(callee, evaluate).some((name) => barriers.has(name)),
    calledExports: settings.calledExports,
    keptExports: settings.keptExports,
    versions: settings.versions,
  });
  const kept = keptFinder({ phase, variables, evaluate, isAfterRestore: afterRestoreTest(settings, evaluate) });
  return {
    sourceCode,
    settings,
    variables,
    evaluate,
    phase,
    keptBy: ({ node, frame }) => keptEvent(node, frame, kept, variables),
    keptAt: kept,
    holderOf: (event) => holderOf(event, variables),
    isClosed: (event) => isClosedIn(event, phase, variables),
  };
}

/** A property of a pattern is kept by the name it is given there. */
function keptEvent(
  node: Node,
  frame: Frame | null,
  kept: (node: Node, frame: Frame | null) => Kept | null,
  variables: Variables,
): Kept | null {
  if (node.type === 'Property' || node.type === 'RestElement') {
    const target = node.type === 'Property' ? node.value : node.argument;
    const name = target.type === 'AssignmentPattern' ? target.left : target;
    const variable = variables.of(name);
    const reader = variable?.references.find((reference) => reference.isRead());
    return reader === undefined ? null : { variable };
  }
  return kept(node, frame);
}

function isClosedIn(event: InitEvent, { closings }: InitPhase, variables: Variables): boolean {
  const holder = holderOf(event, variables);
  return closings.some(({ variable, module }) => {
    if (holder !== null && variable === holder) return true;
    return variable === null && module !== null && module !== 'global' && module === event.value?.module;
  });
}

/**
 * The analysis of a file: made by the first rule that asks, shared by the others.
 * @param file the context of any rule, or as much of one
 */
export function analysisOf({
  sourceCode,
  settings,
}: Pick<Readonly<TSESLint.RuleContext<string, readonly unknown[]>>, 'sourceCode' | 'settings'>): Analysis {
  const known = analyses.get(sourceCode.ast);
  if (known !== undefined) return known;
  const analysis = analyse(sourceCode, readSettings(settings));
  analyses.set(sourceCode.ast, analysis);
  return analysis;
}
