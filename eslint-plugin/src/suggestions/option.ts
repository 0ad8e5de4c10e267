import type { TSESLint } from '@typescript-eslint/utils';
import type { InitEvent } from '../analysis/events.ts';
import { nameOf, type CallNode } from '../analysis/syntax.ts';
import { spellingOf } from '../analysis/values.ts';
import type { Suggestion } from './suggest.ts';

/** The option that makes a call harmless; null when there is none. */
function optionFor({ value }: InitEvent): string | null {
  if (value === null) return null;
  const spelling = `${value.module}|${spellingOf(value)}`;
  if (/^@middy\/(?:secrets-manager|ssm|sts|rds-signer)\|default$/u.test(spelling)) return 'disablePrefetch';
  if (spelling === 'ioredis|Redis' || spelling === 'ioredis|Cluster') return 'lazyConnect';
  return spelling === 'node:crypto|randomUUID' ? 'disableEntropyCache' : null;
}

/** Sets an option to true in the last argument, or adds an argument for it; null where the arguments are not plain. */
export function withOption(
  fixer: TSESLint.RuleFixer,
  call: CallNode,
  option: string,
  text: string,
): TSESLint.RuleFix | null {
  const last = call.arguments.at(-1);
  const setting = `${option}: true`;
  if (last === undefined) {
    const open = text.lastIndexOf(')', call.range[1] - 1);
    return open < call.callee.range[1]
      ? fixer.insertTextAfter(call, `({ ${setting} })`)
      : fixer.insertTextBeforeRange([open, open], `{ ${setting} }`);
  }
  if (
    last.type === 'Literal' ||
    last.type === 'TemplateLiteral' ||
    last.type === 'ArrayExpression' ||
    last.type === 'MemberExpression'
  ) {
    return fixer.insertTextAfter(last, `, { ${setting} }`);
  }
  if (last.type !== 'ObjectExpression') return null;
  for (const property of last.properties) {
    if (property.type === 'Property' && nameOf(property.key, property.computed) === option) {
      return fixer.replaceText(property, setting);
    }
  }
  const end = last.properties.at(-1);
  return end === undefined ? fixer.replaceText(last, `{ ${setting} }`) : fixer.insertTextAfter(end, `, ${setting}`);
}

/** Suggests the option that makes a call harmless. */
export function optionSuggestion(event: InitEvent, text: string): Suggestion | null {
  const { node } = event;
  const option = optionFor(event);
  if (option === null || (node.type !== 'CallExpression' && node.type !== 'NewExpression')) return null;
  // The arguments have to be ones that an option can be added to.
  const probe = { insertTextAfter: () => 1, insertTextBeforeRange: () => 1, replaceText: () => 1 };
  if (withOption(probe as never, node, option, text) === null) return null;
  return {
    messageId: 'addOption',
    data: { option: `{ ${option}: true }` },
    fix: (fixer) => withOption(fixer, node, option, text),
  };
}
