import { describe, expect, it } from 'vitest';
import { isApplicationFile } from '../../src/project/application-names.ts';
import { readApplicationFile } from '../../src/project/application.ts';
import { readPropertyLines } from '../../src/project/properties.ts';

/** Profile ('' for none), then `key=value:line` of each document; the file is valid. */
function documentsOf(file: string, text: string): (readonly [string, ...string[]])[] {
  const { documents, problems } = readApplicationFile(text, file);
  expect(problems).toEqual([]);
  return documents
    .filter(({ properties }) => properties.size > 0)
    .map(({ profile, properties }) => [
      profile ?? '',
      ...[...properties].map(([key, { value, line }]) => `${key}=${value}:${line}`),
    ]);
}

describe('.properties', () => {
  it('follow java.util.Properties', () => {
    const text = [
      '# comment \\',
      '! comment',
      '',
      'a=1',
      '  b : 2  ',
      'c 3',
      'd\\ e\\:f = x\\ty\\u0041',
      'long = one, \\',
      '       two\\\\',
      'empty=',
      'key\\',
      'part = z',
      'path=C:\\\\temp',
    ].join('\r\n');
    expect(
      readPropertyLines(text).flatMap((line) => ('key' in line ? [[line.key, line.value, line.line]] : [])),
    ).toEqual([
      ['a', '1', 4],
      ['b', '2  ', 5],
      ['c', '3', 6],
      ['d e:f', 'x\tyA', 7],
      ['long', 'one, two\\', 8],
      ['empty', '', 10],
      ['keypart', 'z', 11],
      ['path', 'C:\\temp', 13],
    ]);
  });

  it('have documents with profiles, and profiles of Quarkus before keys', () => {
    const text =
      'a=1\n#---\nspring.config.activate.on-profile=prod\na=2\n%dev.quarkus.http.port=1\n%{x,y}.q=2\n#--- no separator\n';
    expect(documentsOf('application.properties', text)).toEqual([
      ['', 'a=1:1'],
      ['prod', 'spring.config.activate.on-profile=prod:3', 'a=2:4'],
      ['dev', 'quarkus.http.port=1:5'],
      ['x', 'q=2:6'],
      ['y', 'q=2:6'],
    ]);
  });
});

describe('.yml', () => {
  it('give dotted keys with lines; lists have indexes, booleans their plain form', () => {
    const text = `spring:
  datasource:
    hikari:
      allow-pool-suspension: on
  application.name: shop
list: [ a, { b: 1 } ]
version: 1.10
nothing:
quoted: "true"
`;
    expect(documentsOf('application.yml', text)).toEqual([
      [
        '',
        'spring.datasource.hikari.allow-pool-suspension=true:4',
        'spring.application.name=shop:5',
        'list[0]=a:6',
        'list[1].b=1:6',
        'version=1.10:7',
        'nothing=:8',
        'quoted=true:9',
      ],
    ]);
  });

  it('have documents for profiles, also in the old form and as lists', () => {
    const text = `a: 1
---
spring.config.activate.on-profile: "prod & !eu"
a: 2
---
spring: { profiles: [ test, it ] }
a: 3
`;
    expect(documentsOf('application.yaml', text).map(([profile, ...keys]) => [profile, keys.at(-1)])).toEqual([
      ['', 'a=1:1'],
      ['prod & !eu', 'a=2:4'],
      ['test,it', 'a=3:7'],
    ]);
  });

  it('that activate a profile are no document of a profile', () => {
    expect(documentsOf('application.yml', 'spring:\n  profiles:\n    active: prod\n')[0]?.[0]).toBe('');
  });

  it('are one problem when broken', () => {
    const { documents, problems } = readApplicationFile('a: 1\nb: [ 1\nc: 2\n', 'application.yml');
    expect(documents).toEqual([]);
    expect(problems).toEqual([
      { file: 'application.yml', line: 3, column: 1, message: expect.stringMatching(/^not valid YAML/u) as string },
    ]);
  });
});

describe('file names', () => {
  it('tell which files hold settings, and of which profile', () => {
    expect(['application.yml', 'config/application-prod.properties', 'bootstrap.yaml'].every(isApplicationFile)).toBe(
      true,
    );
    expect(
      ['applications.yml', 'application.json', 'my-application.yml', 'messages.properties'].some(isApplicationFile),
    ).toBe(false);
    expect(documentsOf('application-prod.yml', 'a: 1\n')[0]?.[0]).toBe('prod');
    expect(documentsOf('application-prod.yml', 'spring.config.activate.on-profile: eu\n')[0]?.[0]).toBe('prod & eu');
  });
});
