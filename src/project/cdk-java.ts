/** CDK apps in Java: file facts to CDK code. */
import { positionAt } from '../java-ast/line-table.ts';
import type { Expression, FileFacts, MethodFact, Statement, TypeFact } from '../model/facts.ts';
import { perImports } from '../model/imports.ts';
import { visitAll } from '../model/visit.ts';
import { classPartOf, type Code, type CodeMethod, type CodeStep, type CodeUnit } from './cdk-code.ts';

const PACKAGE = 'software.amazon.awscdk';

/** Whether a file uses CDK's Lambda constructs or wraps them. */
export const isCdkFile = perImports((imports) =>
  imports.some(({ name }) => name === PACKAGE || name.startsWith(`${PACKAGE}.`)),
);

/** Lowers the bodies of one file. Lambdas' and anonymous classes' bodies count as conditional. */
export function javaCode(facts: FileFacts): CodeUnit {
  const lower = lowering(facts);
  const methods = facts.types.flatMap((type) => [
    ...type.methods.map((method) => methodOf(type, method, lower)),
    { owner: type.name, name: '', parameters: [], steps: type.initializers.flatMap((one) => lower.steps(one.body)) },
  ]);
  return { file: facts.file, methods };
}

interface Lowering {
  readonly steps: (body: readonly Statement[]) => CodeStep[];
}

function methodOf(type: TypeFact, method: MethodFact, { steps }: Lowering): CodeMethod {
  const superclass = type.superclass?.name ?? null;
  return {
    owner: type.name,
    name: method.name,
    parameters: method.parameters.map((parameter) => parameter.name),
    // `super(…)` in a class of constructs creates what the class extends.
    steps: steps(method.body ?? []).map((step) => (superclass === null ? step : withSuperclass(step, superclass))),
  };
}

function withSuperclass(step: CodeStep, superclass: string): CodeStep {
  const { value } = step;
  return value.kind === 'create' && value.type === 'super' ? { ...step, value: { ...value, type: superclass } } : step;
}

function lowering(facts: FileFacts): Lowering {
  const lineOf = (node: { readonly span: readonly [number, number] }): number =>
    positionAt(facts.lineStarts, node.span[0]).line;

  function steps(body: readonly Statement[]): CodeStep[] {
    const result: CodeStep[] = [];
    const add = (name: string | null, expression: Expression, isConditional: boolean): void => {
      result.push({ name, value: code(expression), isConditional });
      for (const inner of storedBodies(expression)) walk(inner, true);
    };
    const walk = (statements: readonly Statement[], isConditional: boolean): void => {
      for (const statement of statements) visit(statement, isConditional);
    };
    const visit = (statement: Statement, isConditional: boolean): void => {
      switch (statement.kind) {
        case 'local':
          if (statement.initializer !== null) add(statement.name, statement.initializer, isConditional);
          break;
        case 'expression': {
          const { expression } = statement;
          const target =
            expression.kind === 'assign' && expression.operator === '=' ? fieldName(expression.left) : null;
          if (expression.kind === 'assign' && expression.right !== null) add(target, expression.right, isConditional);
          else add(null, expression, isConditional);
          break;
        }
        case 'return':
          if (statement.value !== null) add(null, statement.value, isConditional);
          break;
        case 'constructorCall': {
          const { target, arguments: given } = statement;
          const value: Code = {
            kind: 'create',
            type: target,
            arguments: given.map(code),
            line: lineOf(statement),
          };
          result.push({ name: null, value, isConditional });
          break;
        }
        case 'if':
          walk(statement.whenTrue, isConditional || !isNullCheck(statement.condition));
          walk(statement.whenFalse, true);
          break;
        case 'switch':
          for (const one of statement.cases) walk(one.body, true);
          break;
        case 'loop':
        case 'foreach':
          walk(statement.body, true);
          break;
        case 'block':
        case 'synchronized':
          walk(statement.body, isConditional);
          break;
        case 'try':
          walk([...statement.resources, ...statement.body, ...statement.finallyBody], isConditional);
          for (const one of statement.catches) walk(one.body, true);
          break;
        default:
          break;
      }
    };
    walk(body, false);
    return result;
  }

  /** Lowering has cut what is nested too deeply. */
  function code(expression: Expression): Code {
    switch (expression.kind) {
      case 'literal':
        if (expression.value === null) return { kind: 'nothing' };
        if (typeof expression.value === 'string') return { kind: 'text', text: expression.value };
        if (typeof expression.value === 'number') return { kind: 'number', value: expression.value };
        return typeof expression.value === 'boolean'
          ? { kind: 'flag', value: expression.value }
          : { kind: 'unknown', parts: [] };
      case 'local':
      case 'name':
        return { kind: 'reference', name: expression.name };
      case 'select':
        if (expression.target.kind === 'this') return { kind: 'reference', name: expression.name };
        return { kind: 'member', target: code(expression.target), name: expression.name };
      case 'call': {
        const className = classNameOf(expression, facts);
        if (className !== null) return { kind: 'text', text: className };
        const isOwn = expression.target === null || expression.target.kind === 'this';
        const target = expression.target === null || isOwn ? null : code(expression.target);
        const given = expression.arguments.map(code);
        return {
          kind: 'call',
          target,
          name: expression.name,
          arguments: given,
          line: lineOf({ span: expression.nameSpan }),
        };
      }
      case 'new': {
        const given = expression.arguments.map(code);
        return { kind: 'create', type: classPartOf(expression.type.name), arguments: given, line: lineOf(expression) };
      }
      case 'binary':
        if (expression.operator !== '+') break;
        return { kind: 'join', parts: [code(expression.left), code(expression.right)] };
      case 'cast':
        return code(expression.operand);
      case 'conditional':
        return { kind: 'choice', branches: [code(expression.whenTrue), code(expression.whenFalse)] };
      case 'array':
        return { kind: 'list', items: (expression.values ?? []).map(code) };
      default:
        break;
    }
    return { kind: 'unknown', parts: [] };
  }

  return { steps };
}

/** The name that `Orders.class.getName()` gives; null for other calls, and when an on-demand import may bring the class. */
function classNameOf({ target, name }: Extract<Expression, { kind: 'call' }>, facts: FileFacts): string | null {
  if (target?.kind !== 'classLiteral' || !/^get(?:Canonical|Type)?Name$/u.test(name)) return null;
  const written = target.type.name;
  if (/^[a-z]/u.test(written)) return written;
  const [outer = '', ...nested] = written.split('.');
  const imports = facts.imports.filter(({ form }) => form === 'type');
  const imported = imports.find((one) => !one.onDemand && one.name.endsWith(`.${outer}`))?.name;
  if (imported === undefined && imports.some((one) => one.onDemand)) return null;
  const qualified = imported ?? (facts.packageName === '' ? outer : `${facts.packageName}.${outer}`);
  return [qualified, ...nested].join('$');
}

/** `x = …` and `this.x = …`. */
function fieldName(left: Expression): string | null {
  if (left.kind === 'local' || left.kind === 'name') return left.name;
  return left.kind === 'select' && left.target.kind === 'this' ? left.name : null;
}

function isNullCheck(condition: Expression): boolean {
  const isNull = (one: Expression): boolean => one.kind === 'literal' && one.value === null;
  return (
    condition.kind === 'binary' && condition.operator === '!=' && (isNull(condition.left) || isNull(condition.right))
  );
}

/** Bodies of lambdas in an expression. */
function storedBodies(expression: Expression): readonly (readonly Statement[])[] {
  const bodies: (readonly Statement[])[] = [];
  visitAll([expression], (node) => {
    if (node.kind === 'lambda') bodies.push(node.body);
  });
  return bodies;
}
