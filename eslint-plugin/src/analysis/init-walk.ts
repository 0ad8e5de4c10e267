import type { TSESTree } from '@typescript-eslint/utils';
import { catalogue } from '../knowledge/catalogue.ts';
import { moduleNameOf } from '../knowledge/libraries.ts';
import { runsArguments } from './callbacks.ts';
import type { Evaluate } from './evaluate.ts';
import { ENVIRONMENT_COPY, isEnvironment, readEntries } from './events.ts';
import type { Closing, Entered, InitEvent, InitPhase, Load, OutsideCall } from './events.ts';
import { frameOf, isRunning } from './frames.ts';
import { exportedValue } from './exports.ts';
import { isLambdaOnly, isLocalOnly } from './guards.ts';
import { entryOfCall, entryOfCommand } from './lookup.ts';
import { constructorOf, lineageOf } from './members.ts';
import { childrenOf, isClass, isFunction, memberName, nameOf, staticString } from './syntax.ts';
import type { CallNode, ClassNode, FunctionNode, Node, VisitorKeys } from './syntax.ts';
import { isExport, libraryMember, plainArguments, spellingOf } from './values.ts';
import type { Frame, LibraryValue, Value } from './values.ts';
import type { Variables } from './variables.ts';
import type { Settings } from '../settings.ts';

/** What the walk needs of the file and of the settings. */
export interface WalkInput {
  readonly program: TSESTree.Program;
  readonly keys: VisitorKeys;
  readonly variables: Variables;
  readonly evaluate: Evaluate;
  /** Whether the file is a program that a shell starts: nothing takes a snapshot of it. */
  readonly isScript: boolean;
  /** Whether awaiting this call waits for the restore. */
  readonly isBarrier: (call: TSESTree.CallExpression) => boolean;
  /** Exports that another file calls while it is loaded; a dot stands before a member of one. */
  readonly calledExports: readonly string[];
  /** Those of them that give what the other file keeps. */
  readonly keptExports: readonly string[];
  readonly versions: Settings['versions'];
}

/** Calls followed from one file, and how deep: what lies beyond is not seen. */
const MAX_CALLS = 2000;
const MAX_DEPTH = 24;

/** Nesting of expressions and statements, calls included: generated code may nest deeper than the stack allows. */
const MAX_NESTING = 500;

const CLOSERS = new Set([
  'end',
  'close',
  'quit',
  'disconnect',
  'destroy',
  'terminate',
  'release',
  '$disconnect',
  'stop',
  'cancel',
  'clear',
  'kill',
]);

/** TypeScript nodes that hold code which runs; all others are types. */
const RUNNING_TS = new Set([
  'TSAsExpression',
  'TSNonNullExpression',
  'TSSatisfiesExpression',
  'TSTypeAssertion',
  'TSInstantiationExpression',
  'TSExportAssignment',
  'TSEnumDeclaration',
  'TSEnumBody',
  'TSEnumMember',
  'TSModuleDeclaration',
  'TSModuleBlock',
  'TSParameterProperty',
]);

function isAwaited(site: Node): boolean {
  const { parent } = site;
  return parent?.type === 'AwaitExpression' || (parent?.type === 'ChainExpression' && isAwaited(parent));
}

/** The walk through init in evaluation order. A class, because it gathers what it meets. */
class InitWalk {
  readonly #input: WalkInput;
  readonly #events: InitEvent[] = [];
  readonly #closings: Closing[] = [];
  readonly #loads: Load[] = [];
  readonly #outsideCalls: OutsideCall[] = [];
  readonly #immediate = new Set<FunctionNode>();
  readonly #frames = new Map<Node, Frame>();
  readonly #entered = new Map<Node, Entered>();
  #calls = 0;
  #nesting = 0;
  /** True once the restore barrier was passed: what follows runs in each copy. */
  #isRestored = false;

  constructor(input: WalkInput) {
    this.#input = input;
  }

  phase(): InitPhase {
    if (!this.#input.isScript) this.#visitAll(this.#input.program.body, null);
    return {
      events: this.#events,
      loads: this.#loads,
      calls: this.#outsideCalls,
      closings: this.#closings,
      immediate: this.#immediate,
      frames: this.#frames,
      entered: this.#entered,
    };
  }

  /** Runs what another file calls during init under an exported name. `isKept`: whether it keeps what the call gives. */
  enter(name: string, isKept: boolean): void {
    const value = exportedValue(this.#input, name.split('.'));
    if (value?.kind === 'library') this.#noteOutside(value, this.#input.program, null);
    if (value?.kind !== 'function' && value?.kind !== 'class') return;
    const { names, isKept: wasKept } = this.#entered.get(value.node) ?? { names: [], isKept: false };
    this.#entered.set(value.node, { names: [...names, name], isKept: wasKept || isKept });
    if (names.length > 0) return;
    if (value.kind === 'function') this.#run(value, value.node, [], null);
    else this.#construct(value.node, value.node, null);
  }

  #noteOutside({ module, path, isResult, tail }: LibraryValue, node: Node, frame: Frame | null): void {
    if (module === 'global' || module.startsWith('node:') || tail.includes('()')) return;
    if (isResult && tail.length === 0) return;
    this.#outsideCalls.push({ source: module, path: isResult ? [...path, '()', ...tail] : path, node, frame });
  }

  #load(source: string | null, node: Node, frame: Frame | null): void {
    if (source !== null) this.#loads.push({ source, node, frame });
  }

  #visitAll(nodes: readonly (Node | null)[], frame: Frame | null): void {
    for (const node of nodes) if (node !== null) this.#visit(node, frame);
  }

  #visitChildren(node: Node, frame: Frame | null): void {
    for (const child of childrenOf(node, this.#input.keys)) this.#visit(child, frame);
  }

  #visit(node: Node, frame: Frame | null): void {
    if (this.#isRestored || isFunction(node) || this.#nesting >= MAX_NESTING) return;
    if (node.type.startsWith('TS') && !RUNNING_TS.has(node.type)) return;
    if ('declare' in node && node.declare) return;
    this.#nesting += 1;
    if (isClass(node)) this.#class(node, frame);
    else this.#node(node, frame);
    this.#nesting -= 1;
  }

  /** Nodes that need more than a walk through their children. */
  #node(node: Node, frame: Frame | null): void {
    switch (node.type) {
      case 'CallExpression':
      case 'NewExpression':
        this.#call(node, frame);
        break;
      case 'TaggedTemplateExpression':
        this.#tagged(node, frame);
        break;
      case 'MemberExpression':
        this.#visitChildren(node, frame);
        this.#read(node, frame);
        break;
      case 'AwaitExpression':
        this.#await(node, frame);
        break;
      case 'VariableDeclarator':
        this.#visitChildren(node, frame);
        this.#destructured(node, frame);
        break;
      case 'SpreadElement':
        this.#visitChildren(node, frame);
        this.#copied(node, node.argument, frame);
        break;
      case 'IfStatement':
      case 'ConditionalExpression':
        this.#branches(node, frame);
        break;
      case 'LogicalExpression':
        this.#visit(node.left, frame);
        if (!this.#isSkipped(node.operator, node.left)) this.#visit(node.right, frame);
        break;
      case 'ImportDeclaration':
        this.#import(node);
        break;
      case 'TSImportEqualsDeclaration':
        if (node.importKind === 'value' && node.moduleReference.type === 'TSExternalModuleReference') {
          this.#load(staticString(node.moduleReference.expression), node, frame);
        }
        break;
      case 'ImportExpression':
        this.#visit(node.source, frame);
        this.#load(staticString(node.source), node, frame);
        break;
      case 'ExportNamedDeclaration':
        if (node.declaration !== null) this.#visit(node.declaration, frame);
        if (node.exportKind !== 'type') this.#load(node.source?.value ?? null, node, frame);
        break;
      case 'ExportAllDeclaration':
        if (node.exportKind !== 'type') this.#load(node.source.value, node, frame);
        break;
      case 'Identifier':
      case 'Literal':
        break;
      default:
        this.#visitChildren(node, frame);
    }
  }

  #isSkipped(operator: string, test: Node): boolean {
    const { evaluate, keys } = this.#input;
    if (operator === '&&') return isLocalOnly(test, evaluate, keys);
    return operator === '||' && isLambdaOnly(test, evaluate, keys);
  }

  #branches(node: TSESTree.IfStatement | TSESTree.ConditionalExpression, frame: Frame | null): void {
    const { evaluate, keys } = this.#input;
    this.#visit(node.test, frame);
    if (!isLocalOnly(node.test, evaluate, keys)) this.#visit(node.consequent, frame);
    if (node.alternate !== null && !isLambdaOnly(node.test, evaluate, keys)) this.#visit(node.alternate, frame);
  }

  #await({ argument }: TSESTree.AwaitExpression, frame: Frame | null): void {
    this.#visit(argument, frame);
    if (argument.type === 'CallExpression' && this.#input.isBarrier(argument)) this.#isRestored = true;
  }

  #import(node: TSESTree.ImportDeclaration): void {
    if (node.importKind === 'type') return;
    this.#load(node.source.value, node, null);
    for (const entry of catalogue.onImport(moduleNameOf(node.source.value).module)) this.#emit(node, entry, null, null);
  }

  #emit(node: Node, entry: InitEvent['entry'], value: LibraryValue | null, frame: Frame | null): void {
    this.#events.push({ node, entry, value, frame });
  }

  #read(node: TSESTree.MemberExpression, frame: Frame | null): void {
    const { parent } = node;
    if (parent.type === 'AssignmentExpression' && parent.left === node) return;
    if (parent.type === 'UnaryExpression' && parent.operator === 'delete') return;
    const owner = this.#input.evaluate(node.object, frame);
    if (owner?.kind !== 'library' || owner.module !== 'global' || owner.isResult) return;
    this.#emitReads(node, libraryMember(owner, memberName(node) ?? '(computed)'), frame);
  }

  #emitReads(node: Node, value: LibraryValue, frame: Frame | null): void {
    for (const entry of readEntries(value)) this.#emit(node, entry, value, frame);
  }

  #destructured({ id, init }: TSESTree.VariableDeclarator, frame: Frame | null): void {
    if (id.type !== 'ObjectPattern' || init === null) return;
    const owner = this.#input.evaluate(init, frame);
    if (owner?.kind !== 'library') return;
    for (const property of id.properties) {
      if (property.type === 'RestElement') this.#copied(property, init, frame);
      else {
        const name = nameOf(property.key, property.computed);
        if (name !== null) this.#emitReads(property, libraryMember(owner, name), frame);
      }
    }
  }

  #copied(node: Node, source: Node, frame: Frame | null): void {
    const value = this.#input.evaluate(source, frame);
    if (value?.kind === 'library' && isEnvironment(value)) this.#emit(node, ENVIRONMENT_COPY, value, frame);
  }

  #tagged(node: TSESTree.TaggedTemplateExpression, frame: Frame | null): void {
    this.#visitChildren(node, frame);
    const tag = this.#input.evaluate(node.tag, frame);
    if (tag?.kind !== 'library') return;
    const [entry] = catalogue.find(tag.module, `${spellingOf(tag)}#\`\``);
    if (entry !== undefined) this.#emit(node, entry, tag, frame);
  }

  #call(node: CallNode, frame: Frame | null): void {
    const { evaluate, versions } = this.#input;
    if (!isFunction(node.callee)) this.#visit(node.callee, frame);
    this.#visitAll(node.arguments, frame);
    if (this.#isRestored) return;
    const callee = evaluate(node.callee, frame);
    this.#noteClosing(node, frame);
    if (callee?.kind === 'library') {
      const entry = entryOfCall({ callee, node, frame, evaluate, versions }) ?? entryOfCommand(node, frame, evaluate);
      if (entry !== null) this.#emit(node, entry, callee, frame);
      if (isExport(callee, 'global', 'require')) this.#load(staticString(node.arguments[0]), node, frame);
      this.#noteOutside(callee, node, frame);
    } else if (callee?.kind === 'class') {
      if (node.type === 'NewExpression') this.#construct(callee.node, node, frame);
    } else if (callee?.kind === 'function') {
      if (!isBinding(node)) this.#run(callee, node, this.#argumentsOf(node), frame);
    } else {
      const entry = entryOfCommand(node, frame, evaluate);
      if (entry !== null) this.#emit(node, entry, null, frame);
    }
    if (runsArguments(node, callee, frame, evaluate)) this.#runCallbacks(node, frame);
  }

  /** The arguments that the function gets: `call` passes `this` first. */
  #argumentsOf(node: CallNode): readonly TSESTree.Expression[] {
    const args = plainArguments(node);
    const { callee } = node;
    return callee.type === 'MemberExpression' && memberName(callee) === 'call' ? args.slice(1) : args;
  }

  #runCallbacks(node: CallNode, frame: Frame | null): void {
    const before = this.#isRestored;
    for (const argument of plainArguments(node)) {
      const value = this.#input.evaluate(argument, frame);
      if (value?.kind === 'library') this.#noteOutside(value, argument, frame);
      if (value?.kind !== 'function') continue;
      if (value.node === argument) this.#immediate.add(value.node);
      this.#run(value, node, [], frame);
    }
    if (!isAwaited(node)) this.#isRestored = before;
  }

  #run(fn: Value & { kind: 'function' }, site: Node, args: readonly TSESTree.Expression[], caller: Frame | null): void {
    const { node, closure, receiver } = fn;
    if (!this.#mayEnter(node, caller) || node.generator) return;
    const { variables } = this.#input;
    const frame = frameOf({ owner: node, site, caller, closure, receiver, args }, variables);
    this.#frames.set(node, frame);
    const before = this.#isRestored;
    this.#visitAll(node.params, frame);
    this.#visit(node.body, frame);
    if (!isAwaited(site)) this.#isRestored = before;
  }

  #mayEnter(owner: FunctionNode | ClassNode, caller: Frame | null): boolean {
    if (isRunning(owner, caller) || (caller?.depth ?? 0) >= MAX_DEPTH) return false;
    this.#calls += 1;
    return this.#calls <= MAX_CALLS;
  }

  /** Instance fields and constructors, the class that is extended first. */
  #construct(node: ClassNode, site: TSESTree.NewExpression | ClassNode, caller: Frame | null): void {
    const { evaluate, variables } = this.#input;
    const receiver: Value = { kind: 'instance', node, site };
    for (const at of [...lineageOf(node, evaluate)].reverse()) {
      if (!this.#mayEnter(at, caller)) return;
      const frame = frameOf({ owner: at, site, caller, closure: null, receiver, args: [] }, variables);
      this.#frames.set(at, frame);
      for (const member of at.body.body) {
        if (member.type === 'PropertyDefinition' && !member.static && member.value !== null) {
          this.#visit(member.value, frame);
        }
      }
      const constructor = constructorOf(at);
      const args = at === node && site.type === 'NewExpression' ? plainArguments(site) : [];
      if (constructor === null) continue;
      this.#run({ kind: 'function', node: constructor, closure: null, receiver }, site, args, caller);
    }
  }

  /** What evaluating a class definition runs: decorators, the parent, computed names, static fields and blocks. */
  #class(node: ClassNode, frame: Frame | null): void {
    this.#visitAll(decoratorsOf(node), frame);
    if (node.superClass !== null) this.#visit(node.superClass, frame);
    const receiver: Value = { kind: 'class', node };
    const { variables } = this.#input;
    const inner = frameOf({ owner: node, site: node, caller: frame, closure: frame, receiver, args: [] }, variables);
    for (const member of node.body.body) {
      if (member.type === 'StaticBlock') this.#visitAll(member.body, inner);
      if (!('key' in member)) continue;
      this.#visitAll(decoratorsOf(member), frame);
      if (member.computed) this.#visit(member.key, frame);
      if (member.type === 'PropertyDefinition' && member.static && member.value !== null) {
        this.#visit(member.value, inner);
      }
    }
  }

  #noteClosing({ callee, arguments: [first] }: CallNode, frame: Frame | null): void {
    const { variables, evaluate } = this.#input;
    if (callee.type === 'Identifier') {
      // `clearInterval(timer)`
      if (!/^clear(?:Interval|Timeout|Immediate)$/u.test(callee.name) || first?.type !== 'Identifier') return;
      this.#closings.push({ variable: variables.of(first), module: null });
      return;
    }
    if (callee.type !== 'MemberExpression' || !CLOSERS.has(memberName(callee) ?? '')) return;
    const { object } = callee;
    const variable = object.type === 'Identifier' ? variables.of(object) : null;
    const owner = variable === null ? evaluate(object, frame) : null;
    this.#closings.push({ variable, module: owner?.kind === 'library' ? owner.module : null });
  }
}

/** The decorators of a class or member; a parser without them gives no list. */
function decoratorsOf(node: { readonly decorators?: readonly Node[] }): readonly Node[] {
  return node.decorators ?? [];
}

/** `fn.bind(…)` runs nothing. */
function isBinding({ callee }: CallNode): boolean {
  return callee.type === 'MemberExpression' && memberName(callee) === 'bind';
}

/** Walks through everything that loading a file runs. */
export function walkInit(input: WalkInput): InitPhase {
  const walk = new InitWalk(input);
  const phase = walk.phase();
  for (const name of input.calledExports) walk.enter(name, input.keptExports.includes(name));
  return phase;
}
