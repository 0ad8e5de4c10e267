import { describe, expect, it } from 'vitest';
import { readServerless } from '../../src/project/serverless.ts';

const SERVICE = `service: shop
provider:
  name: aws
  runtime: java21
  environment: { STAGE: test, MAIN_CLASS: shop.Application }
custom:
  snap: true
  mode: \${opt:stage, 'dev'}
  package: shop
package:
  artifact: build/libs/shop.jar
functions:
  on:
    handler: \${self:custom.package}.On
    snapStart: true
    environment: { STAGE: prod, TABLE: '\${env:TABLE}' }
  off:
    handler: shop.Off::handle
    # snapStart: true
  variable:
    handler: shop.Variable
    snapStart: \${self:custom.snap}
  unknown:
    handler: \${opt:handler}
    snapStart: \${file(snap.yml):on}
  script:
    handler: src/index.handler
    runtime: nodejs22.x
  image: { image: { uri: x }, snapStart: false }
`;

describe('serverless.yml', () => {
  const { facts, problems } = readServerless(SERVICE, 'serverless.yml');
  const byName = Object.fromEntries(facts.map((fact) => [fact.name, fact]));

  it('gives each function with its state', () => {
    expect(problems).toEqual([]);
    expect(facts.map(({ name, snapStart }) => [name, snapStart])).toEqual([
      ['on', 'on'],
      ['off', 'off'],
      ['variable', 'on'],
      ['unknown', 'unknown'],
      ['script', 'off'],
      ['image', 'off'],
    ]);
  });

  it('follows variables within the file, and merges the environment', () => {
    expect(byName.on).toMatchObject({
      handlerClass: 'shop.On',
      runtime: 'java21',
      codeUri: 'build/libs/shop.jar',
      environment: { STAGE: 'prod', MAIN_CLASS: 'shop.Application' },
      source: { file: 'serverless.yml', line: 13 },
      snapStartSource: { file: 'serverless.yml', line: 15 },
    });
    expect(byName.unknown?.handler).toBeNull();
    expect(byName.script?.handlerClass).toBeNull();
    expect(byName.image?.packageType).toBe('Image');
  });

  it('may list functions in several maps', () => {
    const text =
      'service: s\nprovider: { name: aws, runtime: java17 }\nfunctions:\n  - a: { handler: s.A, snapStart: true }\n  - ${file(b.yml)}\n';
    expect(readServerless(text, 'serverless.yml').facts.map((fact) => fact.handlerClass)).toEqual(['s.A']);
  });

  it('is no service without a provider, and one problem when broken', () => {
    expect(readServerless('functions:\n  a: { handler: b.C }\n', 'serverless.yml').facts).toEqual([]);
    const { facts: none, problems: broken } = readServerless('service: a\nprovider: [\n', 'serverless.yml');
    expect(none).toEqual([]);
    expect(broken).toHaveLength(1);
  });

  it('ends on variables that lead in a circle or grow', () => {
    const custom = Array.from(
      { length: 40 },
      (_one, index) => `  v${index}: \${self:custom.v${index + 1}}\${self:custom.v${index + 1}}`,
    );
    const text = `service: s\nprovider: { name: aws }\ncustom:\n  loop: \${self:custom.loop}\n${custom.join('\n')}
functions:
  a: { handler: '\${self:custom.loop}', snapStart: '\${self:custom.v0}' }
`;
    expect(readServerless(text, 'serverless.yml').facts[0]).toMatchObject({ handler: null, snapStart: 'unknown' });
  });
});
