/**
 * What rules share that look at source text in every phase: the bodies that can run in the function, the types that calls
 * name, constants, and the way a place becomes a report.
 */
import type { Site } from '../../graph/event.ts';
import type { InitPhase } from '../../graph/init-phase.ts';
import { isInfrastructure } from '../../graph/roots.ts';
import { returnTypeOf } from '../../knowledge/signatures.ts';
import type { Expression, InitializerFact, MethodFact, Span, Statement, TypeName } from '../../model/facts.ts';
import { namedType, projectType, type JavaType } from '../../model/java-type.ts';
import type { ProjectModel, TypeModel } from '../../model/project.ts';
import { mentions, mentionsLike } from '../../model/mentions.ts';
import { inEachFile } from '../../model/per-file.ts';
import { isTestCode } from '../../model/test-code.ts';
import { visitAll } from '../../model/visit.ts';
import { perBody } from '../../model/per-body.ts';
import type { RuleReport } from '../rule.ts';

export type Call = Expression & { kind: 'call' | 'new' };

/** One body and where it stands. */
export interface SourceBody {
  readonly project: ProjectModel;
  readonly type: TypeModel;
  /** Null for initialisers. */
  readonly method: MethodFact | null;
  readonly body: readonly Statement[];
}

/**
 * All bodies of the sources that may run in the function. Left out are a developer's `main` programs, infrastructure code
 * (CDK) and test support, which run elsewhere; and that mention one of `words`, or a word of that form.
 */
export function functionBodies(project: ProjectModel, words: readonly string[] | RegExp): readonly SourceBody[] {
  const question = words instanceof RegExp ? words : `bodies with ${words.join(' ')}`;
  return inEachFile(project, question, (types, file) => {
    if (!project.mayMention(file, words)) return [];
    return types
      .filter((type) => !isTestCode(type.file))
      .flatMap((type) => [...bodiesOf(project, type)])
      .filter(({ body }) => (words instanceof RegExp ? mentionsLike(body, words) : mentions(body, words)));
  }).filter(({ type }) => !isInfrastructure(project, type));
}

/** The bodies of one type, without `main` unless asked for. Nested and anonymous types have their own. */
export function* bodiesOf(project: ProjectModel, type: TypeModel, withMain = false): Iterable<SourceBody> {
  for (const method of type.fact.methods) {
    if (method.body === null || (!withMain && isMain(method))) continue;
    yield { project, type, method, body: method.body };
  }
  for (const { body } of type.fact.initializers) yield { project, type, method: null, body };
}

/** The body that holds a place; null when none does. */
export function bodyAt(project: ProjectModel, site: Site): SourceBody | null {
  const file = project.fileAt(site.file);
  const bodies = file === null ? [] : project.typesOf(file).flatMap((type) => [...bodiesOf(project, type, true)]);
  const around = bodies.filter(({ body }) => {
    const [first, last] = [body[0], body.at(-1)];
    return first !== undefined && last !== undefined && first.span[0] <= site.span[0] && site.span[1] <= last.span[1];
  });
  return around.at(-1) ?? null;
}

/** The calls and object creations below some nodes, in textual order. */
export function callsIn(roots: readonly (Expression | Statement)[]): Call[] {
  const calls: Call[] = [];
  visitAll(roots, (node) => {
    if (node.kind === 'call' || node.kind === 'new') calls.push(node);
  });
  return calls.sort((a, b) => a.span[1] - b.span[1] || a.span[0] - b.span[0]);
}

/** Whether any node below fulfils the test. */
export function someNode(
  roots: readonly (Expression | Statement)[],
  test: (node: Expression | Statement) => boolean,
): boolean {
  let found = false;
  visitAll(roots, (node) => {
    found ||= test(node);
  });
  return found;
}

/** Place, symbol, path and roots of a report about `span` of a body; the path is given where init is known to run it. */
export function placed(
  place: SourceBody,
  span: Span,
  init: InitPhase,
): Pick<RuleReport, 'site' | 'symbol' | 'path' | 'roots'> {
  const site = { file: place.type.file.file, span };
  const event = init.events.find(
    (one) => one.site.file === site.file && one.site.span[0] === span[0] && one.site.span[1] === span[1],
  );
  const symbol = `${place.type.qualifiedName}#${place.method?.name ?? '<clinit>'}`;
  return { site, symbol, path: event?.path ?? [], roots: event?.roots ?? [] };
}

/** The name that the init phase has for a body: `com.acme.Orders#load`, `com.acme.Orders#<clinit>`, `com.acme.Orders#field`. */
export function symbolOf({ type, method, body }: SourceBody): string {
  const initializer = type.fact.initializers.find((one) => one.body === body);
  return `${type.qualifiedName}#${method?.name ?? initializerName(initializer)}`;
}

/** What the code of an initialiser is called in symbols: its field, or as the JVM calls what it becomes a part of. */
export function initializerName(initializer: InitializerFact | undefined): string {
  return initializer?.field ?? (initializer?.isStatic === true ? '<clinit>' : '<init>');
}

/** `main`, which is not init code of a class unless it is asked for. */
export function isMain({ isStatic, name }: MethodFact): boolean {
  return isStatic && name === 'main';
}

/** The qualified type a constructor or static call names; null for calls on values. */
export function calledType(place: SourceBody, call: Call): string | null {
  if (call.kind === 'new') return resolved(place, call.type).name;
  const name = call.target === null ? null : dottedName(call.target);
  return name === null ? null : resolved(place, { name }).name;
}

/** `a.b.C` of an expression made of names; null for anything else. */
export function dottedName(expression: Expression): string | null {
  if (expression.kind === 'name') return expression.name;
  if (expression.kind !== 'select') return null;
  const target = dottedName(expression.target);
  return target === null ? null : `${target}.${expression.name}`;
}

export function resolved({ project, type, method }: SourceBody, name: TypeName): JavaType {
  return project.resolve(name, { type, file: type.file, method });
}

/** The text of a string literal, of a constant field of this or another class, or of literals joined by `+`; else null. */
export function textOf(place: SourceBody, expression: Expression | undefined, depth = 0): string | null {
  if (expression === undefined || depth > 8) return null;
  if (expression.kind === 'literal') return typeof expression.value === 'string' ? expression.value : null;
  if (expression.kind === 'binary' && expression.operator === '+') {
    const left = textOf(place, expression.left, depth + 1);
    const right = textOf(place, expression.right, depth + 1);
    return left === null || right === null ? null : left + right;
  }
  const field = constantField(place, expression);
  const value = field === null ? null : initializerOf(field.owner, field.name);
  return value === null || field === null
    ? null
    : textOf({ ...place, type: field.owner, method: null, body: [] }, value, depth + 1);
}

/** The number of a literal, of a constant field, or of a product or sum of them; null for anything else. */
export function constantNumber(place: SourceBody, expression: Expression | undefined, depth = 0): number | null {
  if (expression === undefined || depth > 8) return null;
  if (expression.kind === 'literal') return typeof expression.value === 'number' ? expression.value : null;
  if (expression.kind === 'cast') return constantNumber(place, expression.operand, depth + 1);
  if (expression.kind === 'binary' && /^[*+]$/.test(expression.operator)) {
    const left = constantNumber(place, expression.left, depth + 1);
    const right = constantNumber(place, expression.right, depth + 1);
    if (left === null || right === null) return null;
    return expression.operator === '*' ? left * right : left + right;
  }
  const field = constantField(place, expression);
  const value = field === null ? null : initializerOf(field.owner, field.name);
  return value === null || field === null
    ? null
    : constantNumber({ ...place, type: field.owner, method: null, body: [] }, value, depth + 1);
}

/** The class and name of a field that an expression names: `NAME`, `Names.NAME`, or one imported statically. */
export function constantField(
  { project, type, method }: SourceBody,
  expression: Expression,
): { owner: TypeModel; name: string } | null {
  if (expression.kind === 'name') {
    for (let owner: TypeModel | null = type; owner !== null; owner = owner.outer) {
      const field = project.findField(owner, expression.name);
      if (field !== null) return { owner: field.owner, name: expression.name };
    }
    const imported = type.file.imports.find(
      ({ form, name }) => form === 'static' && name.endsWith(`.${expression.name}`),
    );
    const owner =
      imported === undefined
        ? null
        : project.findType(imported.name.slice(0, imported.name.lastIndexOf('.')), type.file);
    return owner === null ? null : { owner, name: expression.name };
  }
  const target = expression.kind === 'select' ? dottedName(expression.target) : null;
  if (expression.kind !== 'select' || target === null) return null;
  const owner = project.resolve({ name: target }, { type, file: type.file, method }).project;
  return owner === null ? null : { owner, name: expression.name };
}

/** What a field is initialised with where it is declared; null without initialiser. */
export function initializerOf(type: TypeModel, field: string): Expression | null {
  const statement = type.fact.initializers.find((one) => one.field === field)?.body[0];
  return statement?.kind === 'expression' && statement.expression.kind === 'assign' ? statement.expression.right : null;
}

/**
 * The declared type of an expression: a variable, a field, a created object, or what a call gives as far as signatures
 * tell. Null when it cannot be told without following the code.
 */
export function declaredType(place: SourceBody, expression: Expression, depth = 0): JavaType | null {
  if (depth > 8) return null;
  switch (expression.kind) {
    case 'this':
      return projectType(place.type);
    case 'new':
    case 'cast':
      return resolved(place, expression.type);
    case 'local':
      return localType(place, expression.name, depth);
    case 'name':
    case 'select':
      return fieldType(place, expression);
    case 'call':
      return resultType(place, expression, depth);
    default:
      return null;
  }
}

function localType(place: SourceBody, name: string, depth: number): JavaType | null {
  const parameter = place.method?.parameters.find((one) => one.name === name);
  if (parameter !== undefined) return resolved(place, parameter.type);
  const found = variablesOf(place.body).get(name) ?? [];
  const [only] = found;
  if (only === undefined || found.some(({ type }) => type.name !== only.type.name)) return null;
  if (only.type.name !== 'var') return resolved(place, only.type);
  return only.value === null ? null : declaredType(place, only.value, depth + 1);
}

interface Variable {
  readonly type: TypeName;
  readonly value: Expression | null;
}

/** The variables that a body declares, by name; several may have the same name in different blocks. */
const variablesOf = perBody((body): ReadonlyMap<string, readonly Variable[]> => {
  const variables = new Map<string, Variable[]>();
  const add = (name: string, type: TypeName, value: Expression | null): void => {
    const known = variables.get(name);
    if (known === undefined) variables.set(name, [{ type, value }]);
    else known.push({ type, value });
  };
  visitAll(body, (node) => {
    if (node.kind === 'local' && 'type' in node) add(node.name, node.type, node.initializer);
    else if (node.kind === 'foreach') add(node.name, node.type, null);
    else if (node.kind === 'lambda') for (const { name, type } of node.parameters) add(name, type, null);
  });
  return variables;
});

function fieldType(place: SourceBody, expression: Expression & { kind: 'name' | 'select' }): JavaType | null {
  const ofThis = expression.kind === 'name' || expression.target.kind === 'this';
  const owner = ofThis ? null : constantField(place, expression)?.owner;
  for (let type: TypeModel | null = owner ?? (ofThis ? place.type : null); type !== null; type = type.outer) {
    const field = place.project.findField(type, expression.name);
    if (field !== null) {
      return place.project.resolve(field.fact.type, { type: field.owner, file: field.owner.file, method: null });
    }
  }
  return null;
}

function resultType(place: SourceBody, call: Expression & { kind: 'call' }, depth: number): JavaType | null {
  const target = call.target === null ? projectType(place.type) : declaredType(place, call.target, depth + 1);
  const name = call.target === null ? null : dottedName(call.target);
  const receiver = target ?? (name === null ? null : resolved(place, { name }));
  if (receiver === null || receiver.dimensions > 0) return null;
  if (receiver.project === null) {
    const known = returnTypeOf(receiver.name, call.name, call.arguments.length);
    return known === undefined ? null : namedType(known.type);
  }
  const methods = place.project
    .findMethods(receiver.project, call.name)
    .filter(({ fact }) => fact.parameters.length === call.arguments.length);
  const [method] = methods;
  if (method === undefined || methods.length > 1) return null;
  return place.project.resolve(method.fact.returnType, {
    type: method.owner,
    file: method.owner.file,
    method: method.fact,
  });
}
