/** Answers that a client may stop waiting for. */
import { LSPErrorCodes, ResponseError, type CancellationToken } from 'vscode-languageserver';

/**
 * `answer`, or a rejection that the protocol knows as a cancelled request, as soon as the client cancels it. What the answer is
 * made of goes on: it is the work of whoever asks next.
 */
export function unlessCancelled<T>(token: CancellationToken, answer: Promise<T>): Promise<T> {
  return new Promise((done, fail) => {
    const cancel = (): void => fail(new ResponseError(LSPErrorCodes.RequestCancelled, 'cancelled by the client'));
    if (token.isCancellationRequested) cancel();
    const listener = token.onCancellationRequested(cancel);
    void answer.then(done, fail).finally(() => listener.dispose());
  });
}
