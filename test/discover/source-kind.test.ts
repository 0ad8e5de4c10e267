import { describe, expect, it } from 'vitest';
import { isBuildOutput, isResource, isTestSource } from '../../src/discover/source-kind.ts';

describe('isTestSource', () => {
  it.each([
    'src/test/java/com/acme/Fixture.java',
    'service/src/it/java/A.java',
    'src/jmh/java/Bench.java',
    'src/integrationTest/java/A.java',
    'src/integration-test/java/A.java',
    'src/testFixtures/java/A.java',
    'src/tests/A.java',
    'test/com/acme/HandlerTest.java',
    'tests/HandlerIT.java',
  ])('holds for %s', (path) => expect(isTestSource(path)).toBe(true));

  it.each([
    'src/main/java/com/acme/Handler.java',
    'src/main/java/com/acme/test/HandlerTest.java',
    'src/latest/java/A.java',
    'src/contest/A.java',
    'src/main/java/com/acme/LoadTest.java',
    'test/com/acme/Handler.java',
    'HandlerTest.java',
  ])('does not hold for %s', (path) => expect(isTestSource(path)).toBe(false));
});

describe('isBuildOutput', () => {
  it('holds below target, build and out, but not for packages of these names', () => {
    expect(isBuildOutput('target/generated-sources/A.java')).toBe(true);
    expect(isBuildOutput('app/build/generated/A.java')).toBe(true);
    expect(isBuildOutput('src/main/java/build/A.java')).toBe(false);
    expect(isBuildOutput('app/out.java')).toBe(false);
  });
});

describe('isResource', () => {
  it('holds for templates that are packed, not compiled', () => {
    expect(isResource('archetype/src/main/resources/archetype-resources/src/main/java/Handler.java')).toBe(true);
    expect(isResource('src/main/java/com/acme/resources/Orders.java')).toBe(false);
    expect(isResource('src/com/resources/Orders.java')).toBe(false);
  });
});
