import type { TSESLint, TSESTree } from '@typescript-eslint/utils';
import type { Analysis } from '../analysis/analysis.ts';
import { isExport } from '../analysis/values.ts';
import { isNameTaken, type ModuleValue } from './declaration.ts';
import type { Suggestion } from './suggest.ts';

/** How the hook is called, and the import it needs; null when that is there already. */
interface Hook {
  readonly call: string;
  readonly importName: string;
  readonly importFrom: string | null;
  readonly isNamed: boolean;
}

/** The local name of Node's `v8` module; null when the file does not import it. */
function v8Name({ sourceCode, variables, evaluate }: Analysis): string | null {
  for (const variable of sourceCode.scopeManager?.scopes.flatMap((scope) => scope.variables) ?? []) {
    const [name] = variable.identifiers;
    if (name?.type !== 'Identifier' || variables.of(name) === null) continue;
    if (isExport(evaluate(name, null), 'node:v8', 'default')) return name.name;
  }
  return null;
}

/** The hook for the target: the project's own, or Node's callback for startup snapshots. */
function hookOf(analysis: Analysis, isAwaited: boolean): Hook | null {
  const { afterRestore, target } = analysis.settings;
  if (afterRestore !== null) {
    const { name, from } = afterRestore;
    const isDeclared = isNameTaken(name.split('.')[0] ?? name, analysis);
    return { call: name, importName: name, importFrom: isDeclared ? null : from, isNamed: true };
  }
  // Deserialize callbacks are called synchronously.
  if (target !== 'startup-snapshot' || isAwaited) return null;
  const name = v8Name(analysis);
  if (name === null && isNameTaken('v8', analysis)) return null;
  const call = `${name ?? 'v8'}.startupSnapshot.addDeserializeCallback`;
  return { call, importName: 'v8', importFrom: name === null ? 'node:v8' : null, isNamed: false };
}

/** The import of a hook in the file's own module system. */
function importText({ importName, importFrom, isNamed }: Hook, program: TSESTree.Program): string {
  const name = isNamed ? `{ ${importName} }` : importName;
  const isModule = program.body.some(({ type }) => type.startsWith('Import') || type.startsWith('Export'));
  return isModule
    ? `import ${name} from '${importFrom ?? ''}';\n`
    : `const ${name} = require('${importFrom ?? ''}');\n`;
}

/** The first statement that is no directive. */
function firstStatement(program: TSESTree.Program): TSESTree.Node | null {
  return program.body.find((statement) => !('directive' in statement && statement.directive !== undefined)) ?? null;
}

/**
 * Suggests to make the value again after each restore.
 * @param expression the value's text, as it is to be written in both places
 * @param isHeld whether a snapshot can hold the value; if not, it is only made after the start
 */
export function renewSuggestion(
  value: ModuleValue,
  expression: string,
  analysis: Analysis,
  { isHeld, isTyped }: { readonly isHeld: boolean; readonly isTyped: boolean },
): Suggestion | null {
  const hook = hookOf(analysis, value.isAwaited);
  if (hook === null) return null;
  const { sourceCode } = analysis;
  const { ast } = sourceCode;
  const first = firstStatement(ast);
  const made = value.isAwaited ? `await ${expression}` : expression;
  const callback = value.isAwaited ? 'async () =>' : '() =>';
  const annotation = value.declarator.id.typeAnnotation;
  const type = annotation === undefined ? '' : sourceCode.getText(annotation);
  // A variable without a value has no type of its own.
  if (!isHeld && isTyped && type === '') return null;
  const initial = isHeld ? ` = ${made}` : '';
  const text = `let ${value.name}${type}${initial};\n${hook.call}(${callback} {\n  ${value.name} = ${made};\n});`;
  return {
    messageId: 'renewAfterRestore',
    data: { name: value.name, hook: hook.call },
    fix: (fixer: TSESLint.RuleFixer) => {
      const added =
        hook.importFrom === null || first === null ? [] : [fixer.insertTextBefore(first, importText(hook, ast))];
      return [...added, fixer.replaceText(value.statement, text)];
    },
  };
}
