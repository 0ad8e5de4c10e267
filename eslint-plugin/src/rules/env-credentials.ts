import { analysisOf } from '../analysis/analysis.ts';
import { memberName, nameOf, type Node } from '../analysis/syntax.ts';
import { isExport } from '../analysis/values.ts';
import { isGuarded, isLocalCode, isProcessEnv, statementOf, takenProperties } from './any-phase.ts';
import { createRule } from './create-rule.ts';

/** Variables that hold keys on Lambda without SnapStart, and are not set with it. */
const KEYS: ReadonlySet<string> = new Set(['AWS_ACCESS_KEY_ID', 'AWS_SECRET_ACCESS_KEY', 'AWS_SESSION_TOKEN']);

/** What a file has to contain for anything to be reported: most contain none of it. */
const MENTIONED = /AWS_ACCESS_KEY_ID|AWS_SECRET_ACCESS_KEY|AWS_SESSION_TOKEN|fromEnv|EnvironmentCredentials/u;

export default createRule({
  name: 'env-credentials',
  meta: {
    type: 'problem',
    docs: {
      description: 'disallow AWS credentials taken from environment variables',
      family: 'credentials',
      preset: 'recommended',
      severity: 'error',
      targets: ['snapstart'],
    },
    schema: [],
    messages: {
      variable:
        '{{call}} is not set under SnapStart, where credentials come from the container credentials endpoint: leave it to the default provider chain of the SDK, in any phase.',
      provider:
        '{{call}} finds no keys under SnapStart, where credentials come from the container credentials endpoint: leave them to the default provider chain of the SDK, in any phase.',
    },
  },
  create(context) {
    if (!MENTIONED.test(context.sourceCode.text)) return {};
    const analysis = analysisOf(context);
    if (analysis.settings.target !== 'snapstart') return {};
    const statements = new Set<Node>();
    const report = (node: Node, messageId: 'variable' | 'provider', call: string): void => {
      const statement = statementOf(node);
      // Three keys of one object are one defect.
      if (statements.has(statement) || isLocalCode(node, analysis)) return;
      statements.add(statement);
      context.report({ node, messageId, data: { call } });
    };
    return {
      MemberExpression(node) {
        const name = memberName(node) ?? '';
        if (!KEYS.has(name) || isGuarded(node) || !isProcessEnv(node.object, analysis)) return;
        report(node, 'variable', `process.env.${name}`);
      },
      VariableDeclarator({ id, init }) {
        if (id.type !== 'ObjectPattern' || init === null) return;
        const [first] = takenProperties(id, KEYS);
        if (first === undefined || !isProcessEnv(init, analysis)) return;
        report(first, 'variable', `process.env.${nameOf(first.key, first.computed) ?? ''}`);
      },
      'CallExpression, NewExpression'(node: Node) {
        if (node.type !== 'CallExpression' && node.type !== 'NewExpression') return;
        // As a link of a chain, it is one of several places where keys are looked for.
        const { parent } = node;
        if (parent.type === 'CallExpression' && parent.callee !== node && parent.arguments.length > 1) return;
        const callee =
          node.callee.type === 'Identifier' || node.callee.type === 'MemberExpression' ? node.callee : null;
        if (callee === null || !/(?:fromEnv|EnvironmentCredentials)$/u.test(context.sourceCode.getText(callee))) return;
        const value = analysis.evaluate(callee, null);
        if (
          isExport(value, '@aws-sdk/credential-providers', 'fromEnv') ||
          isExport(value, '@aws-sdk/credential-provider-env', 'fromEnv') ||
          isExport(value, 'aws-sdk', 'EnvironmentCredentials')
        ) {
          report(node, 'provider', `${context.sourceCode.getText(callee)}()`);
        }
      },
    };
  },
});
