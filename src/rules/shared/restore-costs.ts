/**
 * What a body may take of the time that a restore has. Waiting is taken as written; work on the network by rules of thumb,
 * which docs/rules/restore-budget.md states.
 */
import { catalogueFor } from '../../knowledge/catalogue.ts';
import { isSubtype, supertypesOf } from '../../knowledge/signatures.ts';
import { isSdkRequest } from '../../knowledge/aws-sdk.ts';
import type { Expression, Span, Statement } from '../../model/facts.ts';
import { secondsOfArguments, secondsOfUnit } from './durations.ts';
import { calledType, constantNumber, declaredType, someNode, type Call, type SourceBody } from './source-calls.ts';

/** One thing that takes time. */
export interface Cost {
  readonly place: SourceBody;
  readonly span: Span;
  /** `Thread.sleep`, `DriverManager.getConnection`. */
  readonly name: string;
  /** All repetitions together; `Infinity` for a wait without bound. */
  readonly seconds: number;
  readonly isNetwork: boolean;
}

const NETWORK_SECONDS = 0.5;
const STARTUP_SECONDS = 5;
/** A loop over something of unknown length. */
const UNKNOWN_COUNT = 10;

const STARTUPS = new Set([
  'org.flywaydb.core.Flyway#migrate',
  'liquibase.Liquibase#update',
  'org.springframework.boot.SpringApplication#run',
  'io.micronaut.context.ApplicationContext#run',
]);

/** Waits that end when somebody else acts. */
const WAITS: Readonly<Record<string, string>> = {
  'java.lang.Thread': 'join',
  'java.util.concurrent.CountDownLatch': 'await',
  'java.util.concurrent.Semaphore': 'acquire',
  'java.lang.Process': 'waitFor',
};

/** Everything in a body that takes noticeable time, in textual order. */
export function costsOf(place: SourceBody): readonly Cost[] {
  const costs: Cost[] = [];
  const stack: { readonly value: unknown; readonly count: number }[] = [{ value: place.body, count: 1 }];
  for (let next = stack.pop(); next !== undefined; next = stack.pop()) {
    const { value, count } = next;
    if (typeof value !== 'object' || value === null) continue;
    const node = value as Expression | Statement;
    if (node.kind === 'call' || node.kind === 'new') costs.push(...costOfCall(place, node, count));
    const inside = node.kind === 'loop' || node.kind === 'foreach' ? count * repetitionsOf(place, node) : count;
    for (const [key, child] of Object.entries(value)) {
      if (key !== 'span') stack.push({ value: child, count: key === 'body' ? inside : count });
    }
  }
  return costs.sort((left, right) => left.span[0] - right.span[0]);
}

function costOfCall(place: SourceBody, call: Call, count: number): Cost[] {
  const wait = waitOf(place, call);
  if (wait !== null) {
    const seconds = wait.seconds === 0 ? 0 : wait.seconds * count;
    return [{ place, span: call.span, ...wait, seconds, isNetwork: false }];
  }
  const work = networkOf(place, call);
  return work === null ? [] : [{ place, span: call.span, ...work, seconds: work.seconds * count, isNetwork: true }];
}

function waitOf(place: SourceBody, call: Call): { name: string; seconds: number } | null {
  if (call.kind !== 'call' || call.target === null) return null;
  if (call.name === 'sleep') {
    const unit = secondsOfUnit(call.target);
    const isThread = calledType(place, call) === 'java.lang.Thread';
    if (unit === null && !isThread) return null;
    const seconds = secondsOfArguments(place, call.arguments.slice(0, 1), unit ?? 1e-3);
    return seconds === null ? null : { name: isThread ? 'Thread.sleep' : 'TimeUnit.sleep', seconds };
  }
  const type = declaredType(place, call.target)?.name ?? '';
  const [owner] = Object.entries(WAITS).find(([name, member]) => member === call.name && isSubtype(type, name)) ?? [];
  if (owner === undefined) return null;
  const name = `${owner.slice(owner.lastIndexOf('.') + 1)}.${call.name}`;
  if (call.arguments.length === 0) return { name, seconds: Infinity };
  const seconds = secondsOfArguments(place, call.arguments, 1e-3);
  return seconds === null ? null : { name, seconds };
}

function networkOf(place: SourceBody, call: Call): { name: string; seconds: number } | null {
  const member = call.kind === 'new' ? '<init>' : call.name;
  const type = typeOf(place, call);
  if (type === null) return null;
  const simple = type.slice(type.lastIndexOf('.') + 1);
  const name = call.kind === 'new' ? `new ${simple}` : `${simple}.${member}`;
  if (STARTUPS.has(`${type}#${member}`)) return { name, seconds: STARTUP_SECONDS };
  const owners = member === '<init>' ? [type] : [type, ...supertypesOf(type)];
  const entry = owners
    .flatMap((owner) => catalogueFor(owner, member, call.arguments.length))
    .find((one) => one.when === null);
  const connects = entry?.effect === 'connects-now' && entry.verdict !== 'ok';
  return connects || isSdkRequest(type, member) ? { name, seconds: NETWORK_SECONDS } : null;
}

function typeOf(place: SourceBody, call: Call): string | null {
  if (call.kind === 'new') return calledType(place, call);
  const declared = call.target === null ? null : declaredType(place, call.target);
  return declared === null ? calledType(place, call) : declared.project === null ? declared.name : null;
}

/** How often a loop runs its body; Infinity for one that waits and tries again until it succeeds. */
function repetitionsOf(place: SourceBody, loop: Statement & { kind: 'loop' | 'foreach' }): number {
  if (loop.kind === 'foreach') return UNKNOWN_COUNT;
  const { condition, body } = loop;
  const bound =
    condition?.kind === 'binary' && /^(<=?|!=)$/.test(condition.operator)
      ? constantNumber(place, condition.right)
      : null;
  if (bound !== null) return Math.max(1, bound);
  const counts = (node: Expression | Statement): boolean => node.kind === 'binary' && /^[<>]=?$/.test(node.operator);
  const sleeps = someNode(body, (node) => node.kind === 'call' && node.name === 'sleep');
  const isBounded = someNode(body, counts) || (condition !== null && someNode([condition], counts));
  return sleeps && !isBounded ? Infinity : UNKNOWN_COUNT;
}
