/**
 * The state of one interpretation: the abstract heap, the call stack and what was seen on the way. One machine follows
 * one start-up (one handler class with its hooks, or all otherwise unreached static initialisers).
 */
import type { StartConditions } from './start-conditions.ts';
import type { FileFacts, MethodFact, Span } from '../model/facts.ts';
import { projectType, type JavaType } from '../model/java-type.ts';
import type { FieldModel, MethodModel, ProjectModel, TypeModel } from '../model/project.ts';
import type { Scope } from '../model/resolve.ts';
import type { Phase, Target } from '../types.ts';
import { rootBranch, type Branch } from './branch.ts';
import { CallMemory } from './call-memory.ts';
import type { Environment } from './environment.ts';
import type { Hop, Site } from './event.ts';
import { missingAmong, type MissingType } from './missing-types.ts';
import type { Injector } from './frameworks/injector.ts';
import { contextOf, ObjectTable } from './object-table.ts';
import type { AbstractObject, ObjectKind } from './objects.ts';
import type { SinkRecord } from './sink-record.ts';
import { UNKNOWN, type Value } from './values.ts';

/** One activation: whose code runs, on what object, with which locals. */
export interface Frame {
  readonly type: TypeModel;
  readonly file: FileFacts;
  readonly method: MethodFact | null;
  readonly scope: Scope;
  /** `this`; null in static code. */
  readonly self: Value | null;
  readonly environment: Environment;
  /** `com.acme.Handler#connect`. */
  readonly symbol: string;
  /** What was returned or yielded so far; null while nothing was. */
  returned: Value | null;
}

/** A call of `Context.register`. */
export interface Registration {
  readonly site: Site;
  readonly symbol: string;
  readonly phase: Phase;
  readonly path: readonly Hop[];
  readonly resource: Value;
  /** What the argument is, for the message. */
  readonly argument: 'this' | 'new' | 'function' | 'other';
  readonly inHook: boolean;
}

/** A value that outlives init elsewhere than in a field: a system property, a library's static registry. */
export interface KeptElsewhere {
  readonly description: string;
  readonly value: Value;
}

/** Something renewed in `afterRestore`. */
export interface Renewal {
  readonly site: Site;
  readonly symbol: string;
}

/** A member of a library, looked up in the types that its receiver may have; '<init>' for constructors. */
export interface LibraryTarget {
  readonly types: readonly JavaType[];
  readonly member: string;
  readonly isGuess?: boolean | undefined;
}

/** Evaluation steps one start-up may take; then the rest of it is left unknown and a problem says so. */
const STEP_BUDGET = 400_000;
/** And those that code may take which no start-up is known to reach: what is found there is `possible` at most. */
const REST_STEP_BUDGET = 100_000;
const MAX_CALL_DEPTH = 48;
/** Nested evaluations that fit the JavaScript stack with room to spare: one takes up to a kilobyte of it. */
const MAX_NESTING = 500;

export class Machine {
  readonly project: ProjectModel;
  readonly target: Target;
  readonly conditions: StartConditions;
  private readonly root = rootBranch();
  branch: Branch = this.root;
  phase: Phase = 'static-initializer';
  /** In `restore` mode nothing is a sink; writes are noted as renewals and change nothing. */
  mode: 'init' | 'restore' = 'init';
  inHook = false;
  /** More than 0 while code is followed whose caller may have returned before: `if (known) return; create();`. */
  afterReturns = 0;
  /** More than 0 while code is followed that was handed over to be run: a lambda, a thread's body. */
  handedOver = 0;
  /** More than 0 while code is followed that was chosen by inference, not by resolution. */
  uncertainty = 0;
  readonly hops: Hop[] = [];
  readonly records: SinkRecord[] = [];
  /** The latest record of each entry and path. */
  readonly recordsByPath = new Map<string, SinkRecord>();
  readonly registrations: Registration[] = [];
  /** Beans that a container stops before the checkpoint and starts again after the restore, in the order they were started. */
  readonly stoppable: AbstractObject[] = [];
  readonly keptElsewhere: KeptElsewhere[] = [];
  readonly renewals = new Map<string, Renewal>();
  readonly initialized = new Set<TypeModel>();
  /** Classes whose initialisation counts as done and is followed when something touches them, as it was on its own. */
  isPutOff: (type: TypeModel) => boolean = () => false;
  readonly classObjects = new Map<TypeModel, AbstractObject>();
  /** Code that ran in init: symbol → the first path on which it did. */
  readonly executed = new Map<string, readonly Hop[]>();
  /** Types without code that init runs, by file and name. */
  readonly missing = new Map<string, MissingType>();
  /** The instance whose construction is the root, if any. */
  rootObject: AbstractObject | null = null;
  outOfBudget = false;
  /** What dependency injection does in this start-up; null when no framework takes part. */
  injector: Injector | null = null;
  private readonly summaries = new Map<TypeModel, AbstractObject>();
  private readonly objects = new ObjectTable();
  /** Results of calls. Between phases the same call may do something else. */
  readonly calls = new CallMemory();
  /** Values of constant variables that were read. */
  readonly constants = new Map<FieldModel, Value>();
  /** Where the hops stand, as numbers. */
  private readonly hopPlaces: number[] = [];
  private readonly active = new Map<MethodModel, number>();
  private nextId = 1;
  private steps = 0;
  private maxSteps = STEP_BUDGET;
  private depth = 0;
  constructor(project: ProjectModel, target: Target, conditions: StartConditions) {
    this.project = project;
    this.target = target;
    this.conditions = conditions;
  }

  /** Notes that a body runs, for explanations. */
  noteExecuted(symbol: string): void {
    if (this.mode === 'init' && !this.executed.has(symbol)) this.executed.set(symbol, [...this.hops]);
  }

  /**
   * Told of what a call, a creation or a method reference at `site` is resolved to: code of the project, or a member looked up
   * in library types. Does nothing; the comparison with a compiler listens here.
   */
  noteTarget(_site: Site, _target: MethodModel | LibraryTarget): void {
    // Whoever listens puts a function of its own here.
  }

  /** Notes types whose code `frame` runs and that are nowhere. */
  noteMissing({ file }: Frame, types: readonly JavaType[], site: Site): void {
    if (this.mode !== 'init') return;
    for (const one of missingAmong(this.project, file, types, site)) {
      const key = `${site.file}|${one.name}`;
      if (!this.missing.has(key)) this.missing.set(key, one);
    }
  }

  /** Counts one evaluation step; false when the budget is used up or expressions nest too deep. */
  enter(): boolean {
    this.depth++;
    if (++this.steps > this.maxSteps) this.outOfBudget = true;
    return !this.outOfBudget && this.depth < MAX_NESTING;
  }

  /** Starts counting anew: for code that is followed on its own, though on the same heap, and that nothing is known to reach. */
  renewBudget(): void {
    this.steps = 0;
    this.maxSteps = REST_STEP_BUDGET;
    this.outOfBudget = false;
  }

  leave(): void {
    this.depth--;
  }

  /** Runs `body` with a hop on the witness path. */
  withHop<T>(hop: Hop, body: () => T): T {
    this.hops.push(hop);
    this.hopPlaces.push(this.objects.placeOf(hop.site));
    try {
      return body();
    } finally {
      this.hops.pop();
      this.hopPlaces.pop();
    }
  }

  /** Runs `body` as if it ran before all else: in no call, phase or conditional region of the code at hand, and on steps of its own. */
  apart(body: () => void): void {
    const { branch, phase, mode, inHook, afterReturns, handedOver, uncertainty, steps, maxSteps, outOfBudget } = this;
    const saved = { branch, phase, mode, inHook, afterReturns, handedOver, uncertainty, steps, maxSteps, outOfBudget };
    const hops = this.hops.splice(0);
    const hopPlaces = this.hopPlaces.splice(0);
    this.branch = this.root;
    this.phase = 'static-initializer';
    this.mode = 'init';
    this.inHook = false;
    this.afterReturns = this.handedOver = this.uncertainty = 0;
    this.renewBudget();
    try {
      body();
    } finally {
      Object.assign(this, saved);
      this.hops.push(...hops);
      this.hopPlaces.push(...hopPlaces);
    }
  }

  /** Runs `body` in a conditional region. */
  inBranch<T>(branch: Branch, body: () => T): T {
    const saved = this.branch;
    this.branch = branch;
    try {
      return body();
    } finally {
      this.branch = saved;
    }
  }

  /** True when another call may be followed. */
  mayGoDeeper(): boolean {
    return this.hops.length < MAX_CALL_DEPTH && this.depth < MAX_NESTING && !this.outOfBudget;
  }

  /** True when a call of `method` may be followed: not too deep, not already running twice. */
  mayEnter(method: MethodModel): boolean {
    return this.mayGoDeeper() && (this.active.get(method) ?? 0) < 2;
  }

  enterMethod(method: MethodModel): void {
    this.active.set(method, (this.active.get(method) ?? 0) + 1);
  }

  leaveMethod(method: MethodModel): void {
    this.active.set(method, (this.active.get(method) ?? 1) - 1);
  }

  /** The object created at a place in the current calling context: the same each time it is reached that way. */
  allocate(
    kind: ObjectKind,
    type: JavaType,
    site: Site,
    parts: Partial<Pick<AbstractObject, 'invoke' | 'captured' | 'capturedNames' | 'outer' | 'model'>> = {},
  ): AbstractObject {
    const model = parts.model ?? null;
    const context = contextOf(this.hopPlaces.at(-2) ?? 0, this.hopPlaces.at(-1) ?? 0);
    const creation = { kind, site, typeName: type.name, context };
    const known = this.objects.get(creation);
    // A function made again captures the new locals: it must not keep the old closure.
    if (known !== undefined && kind !== 'function') return known;
    const object = this.create(kind, type, site, { ...parts, model });
    this.objects.set(creation, object);
    return object;
  }

  /** The static fields of a class. */
  classObject(type: TypeModel): AbstractObject {
    let object = this.classObjects.get(type);
    if (object === undefined) {
      object = this.create(
        'class',
        projectType(type),
        { file: type.file.file, span: type.fact.nameSpan },
        { model: type },
      );
      this.classObjects.set(type, object);
    }
    return object;
  }

  /** Stands for all objects of a class that were not seen being created. */
  summary(type: TypeModel): AbstractObject {
    let object = this.summaries.get(type);
    if (object === undefined) {
      object = this.create(
        'summary',
        projectType(type),
        { file: type.file.file, span: type.fact.nameSpan },
        { model: type },
      );
      this.summaries.set(type, object);
    }
    return object;
  }

  private create(
    kind: ObjectKind,
    type: JavaType,
    site: Site,
    parts: Partial<Pick<AbstractObject, 'invoke' | 'captured' | 'capturedNames' | 'outer' | 'model'>>,
  ): AbstractObject {
    return {
      id: this.nextId++,
      kind,
      type,
      site,
      branch: kind === 'class' ? rootBranchOf(this.branch) : this.branch,
      fields: new Map(),
      content: UNKNOWN,
      settings: new Map(),
      readsLater: null,
      invoke: parts.invoke ?? null,
      captured: parts.captured ?? null,
      capturedNames: parts.capturedNames ?? null,
      outer: parts.outer ?? null,
      model: parts.model ?? null,
    };
  }
}

function rootBranchOf(branch: Branch): Branch {
  let current = branch;
  while (current.parent !== null) current = current.parent;
  return current;
}

/** A frame for code of `type`. */
export function makeFrame(
  type: TypeModel,
  method: MethodFact | null,
  self: Value | null,
  environment: Environment,
  symbol: string,
): Frame {
  return {
    type,
    file: type.file,
    method,
    scope: { type, file: type.file, method },
    self,
    environment,
    symbol,
    returned: null,
  };
}

export function siteIn(frame: Frame, span: Span): Site {
  return { file: frame.file.file, span };
}

/** `com.acme.Outer$Inner#name`. */
export function symbolOf(type: TypeModel, member: string): string {
  let ofType = symbols.get(type);
  if (ofType === undefined) symbols.set(type, (ofType = new Map<string, string>()));
  let symbol = ofType.get(member);
  if (symbol === undefined) ofType.set(member, (symbol = `${type.qualifiedName}#${member}`));
  return symbol;
}

/** How messages name a class: without package, nested with `.`; anonymous classes by what they extend. */
export function displayName(type: TypeModel): string {
  let name = displayNames.get(type);
  if (name === undefined) displayNames.set(type, (name = findDisplayName(type)));
  return name;
}

// A step of the interpretation names the code that it is in; the names of a type never change.
const symbols = new WeakMap<TypeModel, Map<string, string>>();
const displayNames = new WeakMap<TypeModel, string>();

function findDisplayName(type: TypeModel): string {
  if (type.fact.kind === 'anonymous') return `anonymous ${type.fact.superclass?.name ?? 'class'}`;
  const simple = type.canonicalName.slice(type.file.packageName === '' ? 0 : type.file.packageName.length + 1);
  return simple.replaceAll('$', '.');
}
