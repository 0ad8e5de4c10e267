import type { ExpressionStatement, ForStatement, LocalVariableDeclaration, Statement } from '../nodes.ts';
import { modifiersOf } from './annotations.ts';
import type { Conversion } from './conversion.ts';
import { childOfKind, childrenOf, endOf, identifierAt, kindAt, placeOf, startOf } from './conversion.ts';
import { convertExpression, expressionOrMissing } from './expressions.ts';
import { Kind } from './kinds.ts';
import { nameOf } from './parameters.ts';
import { endBeforeSemicolon, statementOrMissing } from './statements.ts';
import { dimensionsAt, withDimensions } from './types.ts';
import { declaredType, localVariables } from './variables.ts';

/** Converts `for (init; condition; update) body`. A declaration in the header brings the first `;` itself. */
export function forStatement(conversion: Conversion, index: number): ForStatement {
  const place = placeOf(conversion, index);
  const children = childrenOf(conversion, index);
  const body = children.pop();
  const initializers: (LocalVariableDeclaration | ExpressionStatement)[] = [];
  const updates: number[] = [];
  let condition: number | null = null;
  let section = 0;
  for (const child of children) {
    if (kindAt(conversion, child) === Kind.semicolon) section++;
    else if (kindAt(conversion, child) === Kind.local_variable_declaration) {
      initializers.push(localVariables(conversion, child, endBeforeSemicolon(conversion, child)));
      section++;
    } else if (section === 0) initializers.push(initialExpression(conversion, child));
    else if (section === 1) condition = child;
    else updates.push(child);
  }
  return {
    kind: 'ForStatement',
    ...place,
    initializers,
    condition: condition === null ? null : convertExpression(conversion, condition),
    updates: updates.map((update) => convertExpression(conversion, update)),
    body: statementOrMissing(conversion, body, place.end),
  };
}

function initialExpression(conversion: Conversion, index: number): ExpressionStatement {
  const expression = convertExpression(conversion, index);
  return { kind: 'ExpressionStatement', ...placeOf(conversion, index), expression };
}

/** Converts `for (Type name : iterable) body`; the variable's range runs from its modifiers to its name. */
export function enhancedForStatement(conversion: Conversion, index: number): Statement {
  const place = placeOf(conversion, index);
  const children = childrenOf(conversion, index);
  const colon = children.findIndex((child) => kindAt(conversion, child) === Kind.colon);
  const name = nameOf(conversion, index);
  const dimensions = childOfKind(conversion, index, Kind.dimensions);
  const variablePlace = {
    start: startOf(conversion, children[0] ?? index),
    end: colon > 0 ? endOf(conversion, children[colon - 1] ?? index) : place.end,
  };
  return {
    kind: 'EnhancedForStatement',
    ...place,
    variable: {
      kind: 'FormalParameter',
      ...variablePlace,
      ...modifiersOf(conversion, index),
      type: withDimensions(declaredType(conversion, index), dimensionsAt(conversion, dimensions)),
      name: identifierAt(conversion, name, variablePlace),
      variableArity: false,
    },
    iterable: expressionOrMissing(conversion, children[colon + 1], place.end),
    body: statementOrMissing(conversion, children[colon + 2], place.end),
  };
}
