/** Follows statements in order, taking the branch a known condition chooses and both where nothing is known. */
import type { Expression, Statement, SwitchCase, TypeName } from '../model/facts.ts';
import { isPrimitive, type JavaType } from '../model/java-type.ts';
import { childBranch, type Branch } from './branch.ts';
import { closeValue } from './closing.ts';
import { explicitConstructorCall } from './construction.ts';
import { fitting } from './fitting.ts';
import { mayBreak, mayEnd } from './loop-ends.ts';
import { enumCase, movesOn } from './enum-cases.ts';
import { evaluate, truthOf } from './expressions.ts';
import { loopElements } from './library.ts';
import { siteIn, type Frame, type Machine } from './machine.ts';
import { declaredAs, join, NULL, typed, UNKNOWN, withType, type Value } from './values.ts';

/** How a statement ends: `leaves` when nothing after it in the same list runs. */
export type Completion = 'continues' | 'leaves';

/** Runs statements until one leaves. */
export function execute(machine: Machine, frame: Frame, statements: readonly Statement[]): Completion {
  for (const statement of statements) {
    if (executeOne(machine, frame, statement) === 'leaves') return 'leaves';
  }
  return 'continues';
}

function executeOne(machine: Machine, frame: Frame, statement: Statement): Completion {
  if (!machine.enter()) {
    machine.leave();
    return 'continues';
  }
  try {
    return dispatch(machine, frame, statement);
  } finally {
    machine.leave();
  }
}

function dispatch(machine: Machine, frame: Frame, statement: Statement): Completion {
  switch (statement.kind) {
    case 'local':
      declareLocal(machine, frame, statement);
      return 'continues';
    case 'expression':
      evaluate(machine, frame, statement.expression);
      return 'continues';
    case 'return':
    case 'yield': {
      const value = statement.value === null ? UNKNOWN : evaluate(machine, frame, statement.value);
      frame.returned = frame.returned === null ? value : join(frame.returned, value);
      return 'leaves';
    }
    case 'throw':
      evaluate(machine, frame, statement.value);
      return 'leaves';
    case 'block':
      return execute(machine, frame, statement.body);
    case 'synchronized':
      evaluate(machine, frame, statement.lock);
      return execute(machine, frame, statement.body);
    case 'if':
      return executeIf(machine, frame, statement);
    case 'loop':
      return executeLoop(machine, frame, statement);
    case 'foreach': {
      const iterable = evaluate(machine, frame, statement.iterable);
      const type = machine.project.resolve(statement.type, frame.scope);
      const element = loopElements(machine, frame, iterable, siteIn(frame, statement.iterable.span));
      // An element nobody has seen is what the variable's declaration says.
      frame.environment.declare(
        statement.name,
        statement.type.name === 'var' ? element : ofElement(machine, element, type),
      );
      optional(machine, frame, () => execute(machine, frame, statement.body));
      return 'continues';
    }
    case 'switch':
      return executeSwitch(machine, frame, statement);
    case 'try':
      return executeTry(machine, frame, statement);
    case 'break':
    case 'continue':
      return 'leaves';
    case 'constructorCall':
      explicitConstructorCall(machine, frame, statement);
      return 'continues';
    case 'type':
      return 'continues';
  }
}

function ofElement(machine: Machine, element: Value, type: JavaType): Value {
  return declaredAs(withType(fitting(machine.project, element, type), type), type);
}

function declareLocal(machine: Machine, frame: Frame, statement: Statement & { kind: 'local' }): void {
  const declared = statement.type.name === 'var' ? null : machine.project.resolve(statement.type, frame.scope);
  if (statement.initializer === null) {
    frame.environment.declare(statement.name, declaredAs(typed(declared), declared));
    return;
  }
  const value = evaluate(machine, frame, statement.initializer);
  frame.environment.declare(statement.name, declaredValue(machine, value, declared));
}

/** What a variable of a declared type holds after an assignment. */
export function declaredValue(machine: Machine, given: Value, declared: JavaType | null): Value {
  return declared === null ? given : declaredAs(converted(machine, given, declared), declared);
}

function converted(machine: Machine, given: Value, declared: JavaType): Value {
  learnType(given, declared);
  const value = fitting(machine.project, given, declared);
  if (value.objects.length > 0) return value;
  if (value.type !== null && value.type.certain && value.type.project !== null) return value;
  // A library value typed by its signature is often more exact than the declaration; Object never is.
  if (value.type !== null && value.type.certain && value.type.name !== 'java.lang.Object' && !isPrimitive(declared)) {
    return value;
  }
  return { ...value, type: declared };
}

/** Library objects of a guessed type are what the variable they are assigned to is declared as. */
export function learnType(value: Value, declared: JavaType): void {
  if (!declared.certain || declared.project !== null || isPrimitive(declared) || declared.name === 'java.lang.Object') {
    return;
  }
  for (const object of value.objects) if (object.kind === 'library' && !object.type.certain) object.type = declared;
}

function executeIf(machine: Machine, frame: Frame, statement: Statement & { kind: 'if' }): Completion {
  const truth = truthOf(evaluate(machine, frame, statement.condition));
  if (truth !== null) return execute(machine, frame, truth ? statement.whenTrue : statement.whenFalse);
  return alternatives(machine, frame, [
    () => execute(machine, frame, statement.whenTrue),
    () => execute(machine, frame, statement.whenFalse),
  ]);
}

/** Runs each alternative from the same state in a region of its own, then joins what they left. */
function alternatives(machine: Machine, frame: Frame, bodies: readonly (() => Completion)[]): Completion {
  const before = frame.environment.snapshot();
  let merged: ReadonlyMap<string, Value> | null = null;
  for (const body of bodies) {
    frame.environment.restore(before);
    const completion = machine.inBranch(childBranch(machine.branch), body);
    if (completion === 'leaves') continue;
    const after = frame.environment.snapshot();
    if (merged === null) merged = after;
    else {
      frame.environment.merge(merged, after);
      merged = frame.environment.snapshot();
    }
  }
  frame.environment.restore(merged ?? before);
  return merged === null ? 'leaves' : 'continues';
}

/** Runs something that may not run at all. */
function optional(machine: Machine, frame: Frame, body: () => unknown): void {
  const before = frame.environment.snapshot();
  machine.inBranch(childBranch(machine.branch), body);
  frame.environment.merge(before, frame.environment.snapshot());
}

function executeLoop(machine: Machine, frame: Frame, statement: Statement & { kind: 'loop' }): Completion {
  if (statement.runsAtLeastOnce) {
    execute(machine, frame, statement.body);
    if (statement.condition !== null) evaluate(machine, frame, statement.condition);
    return 'continues';
  }
  const truth = statement.condition === null ? true : truthOf(evaluate(machine, frame, statement.condition));
  if (truth === false) return 'continues';
  // What `main` does for ever is the work that start-up was for: a service's loop over what comes in.
  if (truth === true && isMainThread(machine) && !mayEnd(statement.body)) return 'leaves';
  if (truth === true) execute(machine, frame, statement.body);
  else optional(machine, frame, () => execute(machine, frame, statement.body));
  return 'continues';
}

function isMainThread(machine: Machine): boolean {
  return machine.phase === 'main' && machine.mode === 'init' && machine.handedOver === 0;
}

interface Switch {
  readonly selector: Expression;
  readonly cases: readonly SwitchCase[];
}

/** A switch statement or expression. Fall through is taken as: each case may be entered on its own. */
export function executeSwitch(machine: Machine, frame: Frame, node: Switch): Completion {
  const { cases } = node;
  const selector = evaluate(machine, frame, node.selector);
  const chosen = chooseCase(machine, frame, selector, cases) ?? enumCase(machine, frame, node, selector);
  if (chosen !== null) {
    const completion = runCases(machine, frame, selector, fallThrough(cases, chosen));
    return movesOn(frame, node.selector) ? 'continues' : completion;
  }
  const exhaustive = cases.some((one) => one.isDefault);
  const bodies = cases.map((_, index) => () => runCases(machine, frame, selector, fallThrough(cases, index)));
  if (!exhaustive) bodies.push(() => 'continues');
  // Another case may be entered: whatever happens inside one, code after the switch may run.
  alternatives(
    machine,
    frame,
    bodies.map((body) => () => {
      body();
      return 'continues';
    }),
  );
  return 'continues';
}

function runCases(machine: Machine, frame: Frame, selector: Value, cases: readonly SwitchCase[]): Completion {
  let isBroken = false;
  for (const one of cases) {
    for (const binding of one.bindings) {
      frame.environment.declare(
        binding.name,
        withType({ ...selector, constant: undefined }, machine.project.resolve(binding.type, frame.scope)),
      );
    }
    if (one.guard !== null) evaluate(machine, frame, one.guard);
    const completion = execute(machine, frame, one.body);
    // `break` leaves the switch, not the method.
    isBroken ||= mayBreak(one.body);
    if (completion === 'leaves' || one.arrow) return isBroken ? 'continues' : completion;
  }
  return 'continues';
}

/** An old-style group runs on into the next until something leaves. */
function fallThrough(cases: readonly SwitchCase[], index: number): readonly SwitchCase[] {
  const first = cases[index];
  if (first === undefined) return [];
  return first.arrow ? [first] : cases.slice(index);
}

/** The case that a selector of a constant value enters, or null when that is not known. */
function chooseCase(machine: Machine, frame: Frame, selector: Value, cases: readonly SwitchCase[]): number | null {
  const wanted = selector.constant;
  if (wanted === undefined || wanted === null) return null;
  for (const [index, one] of cases.entries()) {
    for (const label of one.labels) {
      const value = constantLabel(machine, frame, label);
      if (value === undefined) return null;
      if (value === wanted) return index;
    }
  }
  const fallback = cases.findIndex((one) => one.isDefault);
  return fallback < 0 ? null : fallback;
}

function constantLabel(machine: Machine, frame: Frame, label: Expression): Value['constant'] {
  return label.kind === 'literal' ? label.value : evaluate(machine, frame, label).constant;
}

function executeTry(machine: Machine, frame: Frame, statement: Statement & { kind: 'try' }): Completion {
  const resources: Value[] = [];
  for (const resource of statement.resources) {
    if (resource.kind === 'local') {
      executeOne(machine, frame, resource);
      resources.push(frame.environment.get(resource.name));
    } else if (resource.kind === 'expression') {
      resources.push(evaluate(machine, frame, resource.expression));
    }
  }
  let completion = execute(machine, frame, statement.body);
  for (const resource of resources.reverse()) closeValue(machine, frame, resource, siteIn(frame, statement.span));
  const afterBody = frame.environment.snapshot();
  for (const clause of statement.catches) {
    frame.environment.declare(clause.name, caughtValue(machine, frame, clause.types));
    const caught = machine.inBranch(exceptional(machine), () => execute(machine, frame, clause.body));
    if (caught === 'continues' && completion === 'leaves') completion = 'continues';
    frame.environment.merge(afterBody, frame.environment.snapshot());
  }
  const last = execute(machine, frame, statement.finallyBody);
  return last === 'leaves' ? 'leaves' : completion;
}

function caughtValue(machine: Machine, frame: Frame, types: readonly TypeName[]): Value {
  const [first] = types;
  if (first === undefined) return NULL;
  const type = machine.project.resolve(first, frame.scope);
  return types.length > 1 ? typed(type) : declaredAs(typed(type), type);
}

function exceptional(machine: Machine): Branch {
  return childBranch(machine.branch);
}
