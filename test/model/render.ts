/**
 * Facts as short text, so that tests can state a whole body in a line: locals are `$name`, everything else reads like
 * Java with the statement kinds spelled out.
 */
import type { Expression, Statement, SwitchCase, TypeName } from '../../src/model/facts.ts';

/** `Map<String,int[]>`. */
export function renderType(type: TypeName | null): string {
  if (type === null) return 'none';
  const parts = type.arguments === undefined ? '' : `<${type.arguments.map(renderType).join(',')}>`;
  return type.name + parts + '[]'.repeat(type.dimensions ?? 0);
}

/** Statements joined by `; `. */
export function renderStatements(statements: readonly Statement[]): string {
  return statements.map(renderStatement).join('; ');
}

function block(statements: readonly Statement[]): string {
  return statements.length === 0 ? '{}' : `{ ${renderStatements(statements)} }`;
}

function optional(prefix: string, expression: Expression | null): string {
  return expression === null ? '' : `${prefix}${renderExpression(expression)}`;
}

function renderStatement(statement: Statement): string {
  switch (statement.kind) {
    case 'local':
      return `local ${renderType(statement.type)} ${statement.name}${optional(' = ', statement.initializer)}`;
    case 'expression':
      return renderExpression(statement.expression);
    case 'return':
      return `return${optional(' ', statement.value)}`;
    case 'throw':
    case 'yield':
      return `${statement.kind} ${renderExpression(statement.value)}`;
    case 'block':
      return block(statement.body);
    case 'if': {
      const otherwise = statement.whenFalse.length === 0 ? '' : ` else ${block(statement.whenFalse)}`;
      return `if ${renderExpression(statement.condition)} ${block(statement.whenTrue)}${otherwise}`;
    }
    case 'loop': {
      const keyword = statement.runsAtLeastOnce ? 'do-loop' : 'loop';
      return `${keyword}${optional(' ', statement.condition)} ${block(statement.body)}`;
    }
    case 'foreach': {
      const variable = `${renderType(statement.type)} ${statement.name}`;
      return `foreach ${variable} in ${renderExpression(statement.iterable)} ${block(statement.body)}`;
    }
    case 'switch':
      return `switch ${renderExpression(statement.selector)} ${renderCases(statement.cases)}`;
    case 'try':
      return renderTry(statement);
    case 'synchronized':
      return `synchronized ${renderExpression(statement.lock)} ${block(statement.body)}`;
    case 'break':
    case 'continue':
      return statement.kind;
    case 'type':
      return `type #${statement.type}`;
    case 'constructorCall':
      return `${statement.target}(${renderAll(statement.arguments)})!`;
  }
}

function renderTry(statement: Extract<Statement, { kind: 'try' }>): string {
  const resources = statement.resources.length === 0 ? '' : `(${renderStatements(statement.resources)}) `;
  const catches = statement.catches.map(
    ({ name, types, body }) => ` catch ${types.map(renderType).join('|')} ${name} ${block(body)}`,
  );
  const finallyText = statement.finallyBody.length === 0 ? '' : ` finally ${block(statement.finallyBody)}`;
  return `try ${resources}${block(statement.body)}${catches.join('')}${finallyText}`;
}

function renderCases(cases: readonly SwitchCase[]): string {
  return `[${cases.map(renderCase).join(' | ')}]`;
}

function renderCase({ labels, bindings, isDefault, guard, arrow, body }: SwitchCase): string {
  const parts = [
    ...labels.map(renderExpression),
    ...bindings.map(({ name, type }) => `${renderType(type)} ${name}`),
    ...(isDefault ? ['default'] : []),
  ];
  return `${parts.join(', ')}${optional(' when ', guard)} ${arrow ? '->' : ':'} ${block(body)}`;
}

function renderAll(expressions: readonly Expression[]): string {
  return expressions.map(renderExpression).join(', ');
}

/** One expression; binary operations are fully parenthesised. */
export function renderExpression(expression: Expression): string {
  switch (expression.kind) {
    case 'literal':
      return expression.type === 'string' || expression.type === 'char'
        ? JSON.stringify(expression.value)
        : `${String(expression.value)}${expression.type === 'long' ? 'L' : ''}`;
    case 'local':
      return `$${expression.name}`;
    case 'name':
      return expression.name;
    case 'select':
      return `${renderExpression(expression.target)}.${expression.name}`;
    case 'this':
    case 'super':
      return expression.qualifier === null ? expression.kind : `${expression.qualifier}.${expression.kind}`;
    case 'call': {
      const target = expression.target === null ? '' : `${renderExpression(expression.target)}.`;
      return `${target}${expression.name}(${renderAll(expression.arguments)})`;
    }
    case 'new': {
      const outer = expression.outer === null ? '' : `${renderExpression(expression.outer)}.`;
      const body = expression.body < 0 ? '' : ` #${expression.body}`;
      return `${outer}new ${renderType(expression.type)}(${renderAll(expression.arguments)})${body}`;
    }
    default:
      return renderOperation(expression);
  }
}

type Operation = Exclude<
  Expression,
  { kind: 'literal' | 'local' | 'name' | 'select' | 'this' | 'super' | 'call' | 'new' }
>;

function renderOperation(expression: Operation): string {
  switch (expression.kind) {
    case 'array': {
      const sizes = expression.sizes.map((size) => `[${renderExpression(size)}]`).join('');
      const values = expression.values === null ? '' : `{${renderAll(expression.values)}}`;
      return `array ${renderType(expression.type)}${sizes}${values}`;
    }
    case 'index':
      return `${renderExpression(expression.array)}[${renderExpression(expression.index)}]`;
    case 'assign':
      return `${renderExpression(expression.left)} ${expression.operator}${optional(' ', expression.right)}`;
    case 'binary':
      return `(${renderExpression(expression.left)} ${expression.operator} ${renderExpression(expression.right)})`;
    case 'unary':
      return `${expression.operator}${renderExpression(expression.operand)}`;
    case 'cast':
      return `(${renderType(expression.type)}) ${renderExpression(expression.operand)}`;
    case 'conditional': {
      const { condition, whenTrue, whenFalse } = expression;
      return `(${renderExpression(condition)} ? ${renderExpression(whenTrue)} : ${renderExpression(whenFalse)})`;
    }
    case 'instanceof': {
      const bindings = expression.bindings.map(({ name, type }) => `${renderType(type)} ${name}`).join(', ');
      const suffix = bindings === '' ? '' : ` [${bindings}]`;
      return `(${renderExpression(expression.operand)} instanceof ${renderType(expression.type)}${suffix})`;
    }
    case 'lambda': {
      const parameters = expression.parameters.map(({ name, type }) => `${renderType(type)} ${name}`).join(', ');
      return `(${parameters}) => ${block(expression.body)}`;
    }
    case 'methodReference': {
      const target =
        expression.target === null ? `<${renderType(expression.type)}>` : renderExpression(expression.target);
      return `${target}::${expression.name}`;
    }
    case 'switch':
      return `switch ${renderExpression(expression.selector)} ${renderCases(expression.cases)}`;
    case 'classLiteral':
      return `${renderType(expression.type)}.class`;
    case 'unknown':
      return '?';
  }
}
