/** A setting in files of settings: where it goes, and what stays as it is. */
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { inProperties } from '../../src/fixes/settings/properties-file.ts';
import { inYaml } from '../../src/fixes/settings/yaml-file.ts';
import type { OffsetEdit } from '../../src/fixes/text-edits.ts';

const KEY = 'spring.datasource.hikari.allow-pool-suspension';

const changed = (text: string, edit: OffsetEdit | null): string | null =>
  edit === null ? null : text.slice(0, edit.start) + edit.newText + text.slice(edit.end);

describe('a setting in a properties file', () => {
  it.each([
    ['an empty file', '', `${KEY}=true\n`],
    ['no line end at the end', 'a=1', `a=1\n${KEY}=true\n`],
    [
      'behind the nearest relatives, with their separator',
      'spring.datasource.url = x\nspring.datasource.hikari.pool-name = y\nserver.port = 1\n',
      `spring.datasource.url = x\nspring.datasource.hikari.pool-name = y\n${KEY} = true\nserver.port = 1\n`,
    ],
    ['CRLF', 'spring.datasource.url: x\r\n# end\r\n', `spring.datasource.url: x\r\n${KEY}: true\r\n# end\r\n`],
    [
      'a value that goes on',
      'spring.datasource.url=a\\\n  b\nz=1\n',
      `spring.datasource.url=a\\\n  b\n${KEY}=true\nz=1\n`,
    ],
    [
      'a comment with a key',
      '#spring.datasource.hikari.a=1\nz=1\n',
      `#spring.datasource.hikari.a=1\nz=1\n${KEY}=true\n`,
    ],
  ])('%s', (_name, text, result) => {
    expect(changed(text, inProperties(text, KEY, 'true'))).toBe(result);
  });
});

describe('a setting in a YAML file', () => {
  it.each([
    [
      'in the mapping of its neighbours',
      'spring:\n  datasource:\n    hikari:\n      pool-name: x # why\nserver:\n  port: 1\n',
      'spring:\n  datasource:\n    hikari:\n      allow-pool-suspension: true\n      pool-name: x # why\nserver:\n  port: 1\n',
    ],
    [
      'with the mappings that are missing, in steps of the file',
      '# settings\nspring:\n    datasource:\n        url: x\n',
      '# settings\nspring:\n    datasource:\n        hikari:\n            allow-pool-suspension: true\n        url: x\n',
    ],
    [
      'from the beginning',
      'server:\n  port: 1\n',
      'spring:\n  datasource:\n    hikari:\n      allow-pool-suspension: true\nserver:\n  port: 1\n',
    ],
    [
      'below a key of several segments, CRLF',
      'spring.datasource:\r\n  url: x\r\n',
      'spring.datasource:\r\n  hikari:\r\n    allow-pool-suspension: true\r\n  url: x\r\n',
    ],
    [
      'not in the document of a profile',
      'spring:\n  config:\n    activate:\n      on-profile: a\n---\nspring:\n  datasource:\n    url: x\n',
      'spring:\n  config:\n    activate:\n      on-profile: a\n---\nspring:\n  datasource:\n    hikari:\n      allow-pool-suspension: true\n    url: x\n',
    ],
    ['not in a flow mapping', 'spring: { datasource: { url: x } }\n', null],
    ['not below a scalar', 'spring:\n  datasource: *other\n', null],
    ['not in what is no YAML', 'spring: [\n', null],
    ['not in an empty file', '', null],
  ])('%s', (_name, text, result) => {
    expect(changed(text, inYaml(text, KEY, 'true'))).toBe(result);
  });

  it('is read back as a truth value', () => {
    const text = 'spring:\n  datasource:\n    url: x\n';
    expect(parse(changed(text, inYaml(text, KEY, 'true')) ?? '')).toEqual({
      spring: { datasource: { hikari: { 'allow-pool-suspension': true }, url: 'x' } },
    });
  });
});
