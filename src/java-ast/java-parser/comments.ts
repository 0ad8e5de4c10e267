import type { IToken } from 'java-parser';
import type { Comment } from '../nodes.ts';
import { rangeOf } from './tokens.ts';

/** The comments of a file in textual order, from the tokens that the lexer sets aside for the whole file. */
export function lowerComments(tokens: readonly IToken[]): Comment[] {
  return tokens.map((token) => ({
    kind: 'Comment',
    ...rangeOf(token),
    style: token.image.startsWith('//') ? 'line' : 'block',
  }));
}
