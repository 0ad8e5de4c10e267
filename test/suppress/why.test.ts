/** `--why` on a line whose finding is suppressed. */
import { describe, expect, it } from 'vitest';
import { whyIn } from '../helpers/tree.ts';

const source = (line: string): string => `package shop;
import com.amazonaws.services.lambda.runtime.*;
import java.util.UUID;
public class Orders implements RequestHandler<String, String> {
${line}
  private final String id = UUID.randomUUID().toString();
  @Override public String handleRequest(String input, Context context) { return id; }
}
`;

describe('--why on a suppressed line', () => {
  it.each([
    [
      'a comment: only a label of the log.',
      '  // snapsafe-disable-next-line unique-value-in-init -- only a label of the log',
    ],
    ['an annotation: no reason is given.', '  @SuppressWarnings("snapsafe:unique-value-in-init")'],
  ])('says that it is suppressed by %s', async (by, line) => {
    const text = await whyIn({ 'src/Orders.java': source(line) }, 'src/Orders.java', 6);
    expect(text).toContain('So it is reported: error unique-value-in-init.');
    expect(text.split('\n').at(-1)).toBe(`unique-value-in-init is suppressed by ${by}`);
  });

  it('says nothing of it where nothing suppresses', async () => {
    expect(await whyIn({ 'src/Orders.java': source('') }, 'src/Orders.java', 6)).not.toContain('suppressed');
  });
});
