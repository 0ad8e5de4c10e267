/** CDK apps in TypeScript and JavaScript: text to CDK code. */
import { parse } from '@babel/parser';
import type { Problem } from '../types.ts';
import type { Code, CodeEntry, CodeMethod, CodeStep, CodeUnit } from './cdk-code.ts';

/** A node of the syntax tree, as far as it is read here: the parser's own types name two hundred kinds. */
interface SyntaxNode {
  readonly type: string;
  readonly loc?: { readonly start: { readonly line: number } } | null;
  readonly [property: string]: unknown;
}

export interface ScriptRead {
  readonly unit: CodeUnit | null;
  readonly problem: Problem | null;
}

/** Parts of a chain `a.b().c()`: the parser takes any number, and all are one inside the other. */
const MAX_DEPTH = 150;
const NOTHING: Code = { kind: 'unknown', parts: [] };

/** Reads a script; with a syntax error what is around it is read, if the parser can go on. */
export function scriptCode(text: string, file: string): ScriptRead {
  try {
    const isTypeScript = /\.[cm]?ts$/u.test(file);
    const tree = parse(text, {
      sourceType: 'unambiguous',
      errorRecovery: true,
      allowReturnOutsideFunction: true,
      plugins: isTypeScript ? ['typescript', 'decorators-legacy'] : ['jsx', 'decorators-legacy'],
    });
    const methods: CodeMethod[] = [];
    collectMethod(tree.program as unknown as SyntaxNode, { owner: '', superclass: null, name: '' }, methods);
    return { unit: { file, methods }, problem: null };
  } catch (error) {
    if (error instanceof RangeError) {
      return { unit: null, problem: { file, line: 1, column: 1, message: 'not read: nested too deeply' } };
    }
    if (!(error instanceof SyntaxError)) throw error;
    const { loc } = error as SyntaxError & { readonly loc?: { readonly line: number; readonly column: number } };
    const message = `not valid: ${error.message.replace(/ \(\d+:\d+\)$/u, '')}`;
    return { unit: null, problem: { file, line: loc?.line ?? 1, column: (loc?.column ?? 0) + 1, message } };
  }
}

interface MethodHead {
  readonly owner: string;
  /** What the class extends, for `super(…)`. */
  readonly superclass: string | null;
  readonly name: string;
}

/** Lowers a function or the program; functions and classes declared in it are collected as methods of their own. */
function collectMethod(node: SyntaxNode, head: MethodHead, methods: CodeMethod[]): void {
  const steps: CodeStep[] = [];
  const body = nodeAt(node, 'body');
  const walk = (one: SyntaxNode, isConditional: boolean): void => {
    const below = (key: string, condition = isConditional): void => {
      for (const child of nodesAt(one, key)) walk(child, condition);
    };
    const add = (name: string | null, value: SyntaxNode): void => {
      steps.push({ name, value: codeOf(value, head, 0), isConditional });
      for (const stored of storedFunctions(value)) walk(stored, true);
    };
    switch (one.type) {
      case 'ClassDeclaration':
      case 'ClassExpression':
        collectClass(one, methods);
        break;
      case 'FunctionDeclaration':
        collectMethod(one, { ...head, name: nameOf(nodeAt(one, 'id')) }, methods);
        break;
      case 'VariableDeclarator': {
        const [name, value] = [nameOf(nodeAt(one, 'id')), nodeAt(one, 'init')];
        if (value !== null && isFunction(value)) collectMethod(value, { ...head, name }, methods);
        else if (value !== null) add(name, value);
        break;
      }
      case 'ExpressionStatement': {
        const value = nodeAt(one, 'expression');
        const isPlain = value?.type === 'AssignmentExpression' && value.operator === '=';
        const target = isPlain ? assignedName(nodeAt(value, 'left')) : null;
        const right = isPlain ? nodeAt(value, 'right') : null;
        if (target !== null && right !== null) add(target, right);
        else if (value !== null) add(null, value);
        break;
      }
      case 'ReturnStatement': {
        const value = nodeAt(one, 'argument');
        if (value !== null) add(null, value);
        break;
      }
      case 'IfStatement':
        below('consequent', isConditional || !isPresenceCheck(nodeAt(one, 'test')));
        below('alternate', true);
        break;
      case 'ForStatement':
      case 'ForOfStatement':
      case 'ForInStatement':
      case 'WhileStatement':
      case 'DoWhileStatement':
      case 'ArrowFunctionExpression':
      case 'FunctionExpression':
      case 'CatchClause':
        if (one.type === 'ArrowFunctionExpression' && nodeAt(one, 'body')?.type !== 'BlockStatement') {
          steps.push({ name: null, value: codeOf(nodeAt(one, 'body'), head, 0), isConditional: true });
        } else below('body', true);
        break;
      case 'SwitchCase':
        below('consequent', true);
        break;
      default:
        for (const key of ['body', 'declarations', 'declaration', 'block', 'handler', 'finalizer', 'cases']) below(key);
    }
  };
  // An arrow function may have an expression for its body.
  if (body !== null && !Array.isArray(body) && body.type.endsWith('Expression')) {
    steps.push({ name: null, value: codeOf(body, head, 0), isConditional: false });
  } else {
    for (const statement of nodesAt(node, 'body')) walk(statement, false);
  }
  methods.push({ owner: head.owner, name: head.name, parameters: nodesAt(node, 'params').map(parameterName), steps });
}

function collectClass(node: SyntaxNode, methods: CodeMethod[]): void {
  const owner = nameOf(nodeAt(node, 'id'));
  const superclass = lastName(nodeAt(node, 'superClass'));
  const initializers: CodeStep[] = [];
  for (const member of nodesAt(nodeAt(node, 'body'), 'body')) {
    const name = nameOf(nodeAt(member, 'key'));
    const value = nodeAt(member, 'value');
    const head = { owner, superclass, name };
    if (member.type === 'ClassMethod') {
      collectMethod(member, { ...head, name: member.kind === 'constructor' ? '<init>' : name }, methods);
    } else if (value !== null && isFunction(value)) collectMethod(value, head, methods);
    else if (value !== null) initializers.push({ name, value: codeOf(value, head, 0), isConditional: false });
  }
  methods.push({ owner, name: '', parameters: [], steps: initializers });
}

function codeOf(node: SyntaxNode | null, head: MethodHead, depth: number): Code {
  if (node === null || depth > MAX_DEPTH) return NOTHING;
  const inner = (one: SyntaxNode | null): Code => codeOf(one, head, depth + 1);
  const line = node.loc?.start.line ?? 1;
  switch (node.type) {
    case 'StringLiteral':
      return { kind: 'text', text: String(node.value) };
    case 'BooleanLiteral':
      return { kind: 'flag', value: node.value === true };
    case 'NumericLiteral':
      return { kind: 'number', value: Number(node.value) };
    case 'TemplateLiteral':
      return { kind: 'join', parts: templateParts(node, inner) };
    case 'NullLiteral':
      return { kind: 'nothing' };
    case 'Identifier':
      if (node.name === 'undefined') return { kind: 'nothing' };
      return { kind: 'reference', name: nameOf(node) };
    case 'MemberExpression':
    case 'OptionalMemberExpression': {
      const [object, name] = [nodeAt(node, 'object'), nameOf(nodeAt(node, 'property'))];
      if (object?.type === 'ThisExpression') return { kind: 'reference', name };
      return { kind: 'member', target: inner(object), name };
    }
    case 'CallExpression':
    case 'OptionalCallExpression':
      return callCode(node, head, inner, line);
    case 'NewExpression': {
      const type = lastName(nodeAt(node, 'callee')) ?? '';
      return { kind: 'create', type, arguments: nodesAt(node, 'arguments').map(inner), line };
    }
    case 'ObjectExpression':
      return { kind: 'record', entries: nodesAt(node, 'properties').map((property) => entryOf(property, inner)) };
    case 'ArrayExpression':
      return { kind: 'list', items: nodesAt(node, 'elements').map(inner) };
    case 'ConditionalExpression':
      return { kind: 'choice', branches: [inner(nodeAt(node, 'consequent')), inner(nodeAt(node, 'alternate'))] };
    case 'BinaryExpression':
      if (node.operator !== '+') return NOTHING;
      return { kind: 'join', parts: [inner(nodeAt(node, 'left')), inner(nodeAt(node, 'right'))] };
    case 'AssignmentExpression':
      return assignmentCode(node, inner, line);
    case 'TSAsExpression':
    case 'TSNonNullExpression':
    case 'TSSatisfiesExpression':
    case 'TSTypeAssertion':
    case 'ParenthesizedExpression':
    case 'AwaitExpression':
      return inner(nodeAt(node, 'expression') ?? nodeAt(node, 'argument'));
    default:
      return NOTHING;
  }
}

function callCode(node: SyntaxNode, head: MethodHead, inner: (one: SyntaxNode | null) => Code, line: number): Code {
  const callee = nodeAt(node, 'callee');
  const given = nodesAt(node, 'arguments').map(inner);
  if (callee?.type === 'Super') return { kind: 'create', type: head.superclass ?? 'super', arguments: given, line };
  const object = nodeAt(callee, 'object');
  const name = nameOf(object === null ? callee : nodeAt(callee, 'property'));
  const target = object === null || object.type === 'ThisExpression' ? null : inner(object);
  return { kind: 'call', target, name, arguments: given, line };
}

/** `cfn.snapStart = { … }` sets what Java's `setSnapStart` does. */
function assignmentCode(node: SyntaxNode, inner: (one: SyntaxNode | null) => Code, line: number): Code {
  const left = nodeAt(node, 'left');
  const name = nameOf(nodeAt(left, 'property'));
  if (left?.type !== 'MemberExpression' || name === '') return NOTHING;
  const setter = `set${name.charAt(0).toUpperCase()}${name.slice(1)}`;
  return {
    kind: 'call',
    target: inner(nodeAt(left, 'object')),
    name: setter,
    arguments: [inner(nodeAt(node, 'right'))],
    line,
  };
}

function templateParts(node: SyntaxNode, inner: (one: SyntaxNode) => Code): Code[] {
  const expressions = nodesAt(node, 'expressions');
  return nodesAt(node, 'quasis').flatMap((quasi, index): Code[] => {
    const { cooked } = quasi.value as { readonly cooked?: string | null };
    const expression = expressions[index];
    const text: Code = { kind: 'text', text: cooked ?? '' };
    return expression === undefined ? [text] : [text, inner(expression)];
  });
}

function entryOf(property: SyntaxNode, inner: (one: SyntaxNode | null) => Code): CodeEntry {
  const line = property.loc?.start.line ?? 1;
  if (property.type === 'SpreadElement') return { key: null, value: inner(nodeAt(property, 'argument')), line };
  const key = nodeAt(property, 'key');
  const isComputed = property.computed === true && key?.type !== 'StringLiteral';
  return { key: isComputed ? '' : nameOf(key), value: inner(nodeAt(property, 'value')), line };
}

/** `x = …` and `this.x = …`. */
function assignedName(left: SyntaxNode | null): string | null {
  if (left?.type === 'Identifier') return nameOf(left);
  const isOwn = left?.type === 'MemberExpression' && nodeAt(left, 'object')?.type === 'ThisExpression';
  return isOwn ? nameOf(nodeAt(left, 'property')) : null;
}

/** `if (x !== undefined)`: whether something is there, which no setting decides. A bare `if (x)` may ask for a setting. */
function isPresenceCheck(test: SyntaxNode | null): boolean {
  if (test?.type !== 'BinaryExpression' || !/^!==?$/u.test(String(test.operator))) return false;
  const right = nodeAt(test, 'right');
  return right?.type === 'NullLiteral' || (right?.type === 'Identifier' && right.name === 'undefined');
}

function storedFunctions(node: SyntaxNode): readonly SyntaxNode[] {
  const found: SyntaxNode[] = [];
  const stack: unknown[] = [node];
  while (stack.length > 0) {
    const one = stack.pop();
    if (Array.isArray(one)) stack.push(...(one as unknown[]));
    else if (isNode(one)) {
      if (isFunction(one)) found.push(one);
      else stack.push(...Object.values(one));
    }
  }
  return found;
}

function isFunction(node: SyntaxNode): boolean {
  return node.type === 'ArrowFunctionExpression' || node.type === 'FunctionExpression';
}

function parameterName(parameter: SyntaxNode): string {
  return nameOf(nodeAt(parameter, 'parameter') ?? nodeAt(parameter, 'left') ?? parameter);
}

/** The name of an identifier, or the value of a string that stands for one. */
function nameOf(node: SyntaxNode | null): string {
  const name = node?.name ?? (node?.type === 'StringLiteral' ? node.value : '');
  return typeof name === 'string' ? name : '';
}

/** `lambda.Function` is `Function`. */
function lastName(node: SyntaxNode | null): string | null {
  if (node === null) return null;
  const property = nodeAt(node, 'property');
  return nameOf(property ?? node) || null;
}

function isNode(value: unknown): value is SyntaxNode {
  return typeof value === 'object' && value !== null && 'type' in value && typeof value.type === 'string';
}

function nodeAt(node: SyntaxNode | null, key: string): SyntaxNode | null {
  const value = node?.[key];
  return isNode(value) ? value : null;
}

function nodesAt(node: SyntaxNode | null, key: string): readonly SyntaxNode[] {
  const value = node?.[key];
  if (Array.isArray(value)) return value.filter(isNode);
  return isNode(value) ? [value] : [];
}
