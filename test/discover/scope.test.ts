import { describe, expect, it } from 'vitest';
import { belowNamed, scopeOf } from '../../src/discover/scope.ts';

const SOURCES = ['orders/src/main/java/shop/Orders.java'];

async function scope(...paths: readonly string[]): Promise<(file: string) => boolean> {
  return scopeOf(await belowNamed('/work', paths), SOURCES);
}

describe('the files around the sources that a run speaks of', () => {
  it('are those below the paths that were named', async () => {
    const concerns = await scope('orders', 'infra/template.yaml');
    expect(concerns('orders/deploy/template.yaml')).toBe(true);
    expect(concerns('infra/template.yaml')).toBe(true);
    expect(concerns('infra/other.yaml')).toBe(false);
    expect(concerns('billing/pom.xml')).toBe(false);
  });

  it('are those whose directory holds an analysed source', async () => {
    const concerns = await scope('orders/src/main/java/shop/Orders.java');
    expect(concerns('pom.xml')).toBe(true);
    expect(concerns('orders/build.gradle')).toBe(true);
    expect(concerns('orders/src/main/resources/application.yml')).toBe(false);
  });

  it('are not those of tests, unless the test is what was named', async () => {
    expect((await scope())('tests/fixture/template.yaml')).toBe(false);
    expect((await scope())('orders/src/test/resources/template.yaml')).toBe(false);
    expect((await scope('tests/fixture'))('tests/fixture/template.yaml')).toBe(true);
  });

  it('are all sources that were analysed, wherever they lie', async () => {
    expect((await scope('orders'))('billing/Bill.java')).toBe(true);
  });
});
