/** Lets a failure in a hook be seen: what is caught around a close or a reopen is thrown again. */
import type { Fix } from './fix.ts';
import { is } from './kinds.ts';
import { addStatements } from './members.ts';
import { textEditsOf } from './text-edits.ts';

/** Not safe by itself: a hook that fails ends the publish or the restore, which is the point. */
export const rethrow: Fix = async ({ finding, file: open }) => {
  const file = await open(finding.file);
  const [node] = file?.nodesAt(finding.range) ?? [];
  if (file === null || node === undefined) return null;
  for (const ancestor of file.ancestorsOf(node)) {
    if (is(ancestor, 'MethodDeclaration', 'LambdaExpression')) return null;
    if (!is(ancestor, 'TryStatement') || node.end > ancestor.body.end) continue;
    const clause = ancestor.catches.find(
      ({ body }) => !is(body.statements.at(-1), 'ThrowStatement', 'ReturnStatement'),
    );
    if (clause === undefined) return null;
    const { name } = clause.parameter.name;
    if (name === '_') return null;
    const statement = `throw new IllegalStateException(${name});`;
    return {
      title: `Throw ${name} again, so that the publish or the restore fails visibly`,
      kind: 'replace',
      safe: false,
      edits: textEditsOf(file.path, file.text, [addStatements(file, clause.body, 'last', [statement])]),
    };
  }
  return null;
};
