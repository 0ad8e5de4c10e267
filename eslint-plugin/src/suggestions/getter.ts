import type { TSESLint, TSESTree } from '@typescript-eslint/utils';
import type { Analysis } from '../analysis/analysis.ts';
import { enclosingFunction } from '../analysis/syntax.ts';
import { derivedName, isNameTaken, type ModuleValue } from './declaration.ts';
import type { Suggestion } from './suggest.ts';

/** Whether every use stands in a function, an async one if it will have to wait. */
function areReachable({ reads, isAwaited }: ModuleValue): boolean {
  return reads.every((read) => {
    const fn = enclosingFunction(read);
    return fn !== null && (!isAwaited || fn.async);
  });
}

/** The declarations that replace the value: a variable for it, and the getter that fills it. */
function declarations(value: ModuleValue, getter: string, analysis: Analysis, isTyped: boolean): string {
  const { sourceCode } = analysis;
  const { name, isAwaited, declarator, expression } = value;
  const made = sourceCode.getText(expression);
  const annotation = declarator.id.typeAnnotation;
  const assign = (maker: string): string =>
    isAwaited
      ? `const ${getter} = async () => (${name} ??= await ${maker});`
      : `const ${getter} = () => (${name} ??= ${maker});`;
  if (!isTyped) return `let ${name};\n${assign(made)}`;
  if (annotation !== undefined) return `let ${name}${sourceCode.getText(annotation)} | undefined;\n${assign(made)}`;
  const creator = derivedName('create', name);
  const result = `ReturnType<typeof ${creator}>`;
  const type = isAwaited ? `Awaited<${result}>` : result;
  return `const ${creator} = () => ${wrapped(made, expression)};\nlet ${name}: ${type} | undefined;\n${assign(`${creator}()`)}`;
}

/** An object literal as the body of an arrow function needs parentheses. */
function wrapped(text: string, expression: TSESTree.Expression): string {
  return expression.type === 'ObjectExpression' ? `(${text})` : text;
}

/** A use of the value, asking the getter instead. */
function use(read: TSESTree.Identifier, getter: string, isAwaited: boolean): string {
  const { parent } = read;
  const call = isAwaited ? `await ${getter}()` : `${getter}()`;
  if (parent.type === 'Property' && parent.shorthand) return `${read.name}: ${call}`;
  const standsAlone =
    parent.type === 'ReturnStatement' ||
    (parent.type === 'VariableDeclarator' && parent.init === read) ||
    (parent.type === 'ArrowFunctionExpression' && parent.body === read) ||
    (parent.type === 'CallExpression' && parent.callee !== read);
  return isAwaited && !standsAlone ? `(${call})` : call;
}

/** Suggests a getter that makes the value on first use and keeps it; null where that cannot be written mechanically. */
export function getterSuggestion(value: ModuleValue, analysis: Analysis, isTyped: boolean): Suggestion | null {
  const getter = derivedName('get', value.name);
  const taken = [getter, ...(isTyped ? [derivedName('create', value.name)] : [])];
  if (!areReachable(value) || taken.some((name) => isNameTaken(name, analysis))) return null;
  return {
    messageId: 'useGetter',
    data: { name: value.name },
    fix: (fixer: TSESLint.RuleFixer) => [
      fixer.replaceText(value.statement, declarations(value, getter, analysis, isTyped)),
      ...value.reads.map((read) =>
        fixer.replaceText(
          read.parent.type === 'Property' && read.parent.shorthand ? read.parent : read,
          use(read, getter, value.isAwaited),
        ),
      ),
    ],
  };
}
