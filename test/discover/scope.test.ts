import { describe, expect, it } from 'vitest';
import { scopeOf } from '../../src/discover/scope.ts';

const SOURCES = ['orders/src/main/java/shop/Orders.java'];

describe('the files around the sources that a run speaks of', () => {
  it('are those below the paths that were named', () => {
    const concerns = scopeOf('/work', ['orders', 'infra/template.yaml'], SOURCES);
    expect(concerns('orders/deploy/template.yaml')).toBe(true);
    expect(concerns('infra/template.yaml')).toBe(true);
    expect(concerns('infra/other.yaml')).toBe(false);
    expect(concerns('billing/pom.xml')).toBe(false);
  });

  it('are those whose directory holds an analysed source', () => {
    const concerns = scopeOf('/work', ['orders/src/main/java/shop/Orders.java'], SOURCES);
    expect(concerns('pom.xml')).toBe(true);
    expect(concerns('orders/build.gradle')).toBe(true);
    expect(concerns('orders/src/main/resources/application.yml')).toBe(false);
  });

  it('are not those of tests, unless the test is what was named', () => {
    expect(scopeOf('/work', [], SOURCES)('tests/fixture/template.yaml')).toBe(false);
    expect(scopeOf('/work', [], SOURCES)('orders/src/test/resources/template.yaml')).toBe(false);
    expect(scopeOf('/work', ['tests/fixture'], SOURCES)('tests/fixture/template.yaml')).toBe(true);
  });

  it('are all sources that were analysed, wherever they lie', () => {
    expect(scopeOf('/work', ['orders'], SOURCES)('billing/Bill.java')).toBe(true);
  });
});
