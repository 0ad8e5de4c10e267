/** Code of the project that init runs and that was not there to read: a report says so, and of nothing else. */
import { expect, it } from 'vitest';
import { withOwnCatalogue } from '../../src/knowledge/catalogue.ts';
import { projectOf } from '../helpers/analyze.ts';
import { runRules } from '../../src/rules/runners/run-rules.ts';

const HEAD = `package com.acme.orders;
import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
`;

/** The problems of a handler with `imports` whose constructor runs `body`, beside other files of its project. */
async function problems(body: string, imports = '', others: readonly string[] = []): Promise<readonly string[]> {
  const handler = `${HEAD}${imports}
public class Orders implements RequestHandler<String, String> {
  private Object kept;
  public Orders() {
    ${body}
  }
  public String handleRequest(String input, Context context) { return new Late().toString(); }
}
`;
  const texts = [handler, ...others].map((text, index) => ({ path: `src/F${String(index)}.java`, text }));
  const { problems: found } = runRules(await projectOf(texts), { target: 'snapstart', severities: new Map() });
  return found.map(({ file, line, message }) => `${file}:${String(line)} ${message}`);
}

const about = (name: string): string =>
  `src/F0.java:8 init runs code of ${name}, whose source was not found; what it does is not known`;

it.each([
  ['created, of its own package', 'kept = new Ledger();', '', 'Ledger'],
  ['called, of its own package', 'kept = Ledgers.open();', '', 'Ledgers'],
  [
    'of an imported package',
    'kept = new Ledger();',
    'import com.acme.orders.generated.Ledger;',
    'com.acme.orders.generated.Ledger',
  ],
  [
    'beside a package of the project imported on demand',
    'kept = new Ledger();',
    'import com.acme.orders.db.*;',
    'Ledger',
  ],
  ['of a qualified name', 'kept = new com.acme.orders.Ledger();', '', 'com.acme.orders.Ledger'],
])('a class %s', async (_what, body, imports, name) => {
  expect(await problems(body, imports)).toEqual([about(name)]);
});

it('a superclass', async () => {
  const others = ['package com.acme.orders; class Store extends BaseStore { Store() { super(); } }'];
  expect(await problems('kept = new Store();', '', others)).toEqual([
    'src/F1.java:1 init runs code of BaseStore, whose source was not found; what it does is not known',
  ]);
});

it('classes of one package are one problem, also of several files', async () => {
  const others = ['package com.acme.orders; class Store { Object a = new Ledger(), b = new Bill(); }'];
  expect(await problems('kept = new Store(); new Ledger();', '', others)).toEqual([
    'src/F0.java:8 init runs code of Bill and Ledger (in 2 files), whose sources were not found; what they do is not known',
  ]);
});

it('several classes are one problem of a file, at the first place', async () => {
  const body = 'kept = new A1();\n new Bill(); new Cart(); new Bill(); new Dish(); new Egg(); new Fig(); new Gin();';
  expect(await problems(body)).toEqual([
    'src/F0.java:9 init runs code of Bill, Cart, Dish, Egg, Fig and 1 more, whose sources were not found; what they do is not known',
  ]);
});

it.each([
  ['a library that is not known', 'kept = new Ledger();', 'import org.ledger.Ledger;'],
  ['another product of the same company', 'kept = new Ledger();', 'import com.acme.ledger.Ledger;'],
  [
    'a known library, on demand',
    'kept = new ArrayList<String>(); Objects.requireNonNull(kept);',
    'import java.util.*;',
  ],
  ['java.lang', 'kept = new Object(); String.valueOf(1); Math.abs(2); new StringBuffer();', ''],
  ['what a library imported on demand may declare', 'kept = new Ledger();', 'import org.ledger.*;'],
  ['what only requests run', '', ''],
  ['what is only stored', 'kept = (Runnable) () -> new Ledger();', ''],
])('says nothing of %s', async (_what, body, imports) => {
  expect(await problems(body, imports)).toEqual([]);
});

it('says nothing of what annotation processors add to a class', async () => {
  const others = ['package com.acme.orders; import lombok.Builder; @Builder class Ledger { String name; }'];
  expect(await problems('kept = Ledger.builder().name("a").build(); new Ledger.LedgerBuilder();', '', others)).toEqual(
    [],
  );
});

it('says nothing of a class that the project says is safe', async () => {
  const text = `${HEAD}class Orders implements RequestHandler<String, String> { Object kept = new Ledger();
  public String handleRequest(String input, Context context) { return ""; } }`;
  // A model remembers what it found out: each question has one of its own.
  const [plain, declared] = [await projectOf([{ path: 'A.java', text }]), await projectOf([{ path: 'A.java', text }])];
  const options = { target: 'snapstart' as const, severities: new Map() };
  const safe = { members: [], safeTypes: ['com.acme.orders.Ledger'] };
  expect(runRules(plain, options).problems).toHaveLength(1);
  expect(withOwnCatalogue(safe, () => runRules(declared, options).problems)).toEqual([]);
});
