import { describe, expect, it } from 'vitest';
import { readPom } from '../../src/project/maven-pom.ts';
import { mavenModules } from '../../src/project/maven.ts';
import type { DependencyFact } from '../../src/project/types.ts';

/** Dependencies by directory; the poms are valid. */
function modulesOf(poms: Readonly<Record<string, string>>): Readonly<Record<string, readonly DependencyFact[]>> {
  const read = Object.entries(poms).map(([file, body]) => readPom(`<project>${body}</project>`, file));
  expect(read.map(({ problem }) => problem).filter((problem) => problem !== null)).toEqual([]);
  const modules = mavenModules(read.flatMap(({ pom }) => pom ?? []));
  return Object.fromEntries(modules.map(({ directory, dependencies }) => [directory, dependencies]));
}

const names = (facts: readonly DependencyFact[] | undefined): string[] =>
  (facts ?? []).map(({ group, artifact, version, scope }) => [group, artifact, version, scope].join(':'));

const dependencyXml = (group: string, artifact: string, more = ''): string =>
  `<dependency><groupId>${group}</groupId><artifactId>${artifact}</artifactId>${more}</dependency>`;

const CRAC = (more = ''): string => dependencyXml('org.crac', 'crac', more);

describe('dependencies of a pom', () => {
  it('have version, scope and line', () => {
    const modules = modulesOf({
      'pom.xml': `
  <artifactId>shop</artifactId>
  <dependencies>
    <!-- ${CRAC('<version>0</version>')} -->
    ${CRAC('<version>1.5.0</version>')}
    ${dependencyXml('junit', 'junit', '<version>4.13</version><scope>test</scope>')}
  </dependencies>`,
    });
    expect(modules['']).toEqual([
      { group: 'org.crac', artifact: 'crac', version: '1.5.0', scope: null, profile: null, file: 'pom.xml', line: 5 },
      { group: 'junit', artifact: 'junit', version: '4.13', scope: 'test', profile: null, file: 'pom.xml', line: 6 },
    ]);
  });

  it('are none in a pom without dependencies, and in a file that is no project', () => {
    expect(modulesOf({ 'pom.xml': '<artifactId>shop</artifactId>' })).toEqual({ '': [] });
    expect(readPom('<settings/>', 'pom.xml')).toEqual({ pom: null, problem: null });
  });

  it('have properties replaced, also in properties; what is not defined stays unknown', () => {
    const modules = modulesOf({
      'pom.xml': `<groupId>shop</groupId><artifactId>shop</artifactId><version>2</version>
<properties><crac.version>\${major}.5.0</crac.version><major>1</major></properties>
<dependencies>${CRAC('<version>${crac.version}</version>')}
${dependencyXml('${project.groupId}', 'core', '<version>${project.version}</version>')}
${dependencyXml('a', 'b', '<version>${env.VERSION}</version>')}
${dependencyXml('a', 'c', '<version>${loop}</version>')}</dependencies>`,
    });
    expect(names(modules[''])).toEqual(['org.crac:crac:1.5.0:', 'shop:core:2:', 'a:b::', 'a:c::']);
  });

  it('end on properties that lead in a circle', () => {
    const modules = modulesOf({
      'pom.xml': `<properties><a>\${b}</a><b>\${a}\${a}</b></properties><dependencies>${CRAC('<version>${a}</version>')}</dependencies>`,
    });
    expect(names(modules[''])).toEqual(['org.crac:crac::']);
  });
});

describe('inheritance', () => {
  const parent = `<groupId>shop</groupId><artifactId>parent</artifactId><version>1</version>
<properties><v>1.0</v></properties>
<dependencyManagement><dependencies>
${CRAC('<version>${v}</version><scope>runtime</scope>')}
</dependencies></dependencyManagement>
<dependencies>${dependencyXml('org.slf4j', 'slf4j-api', '<version>2.0</version>')}</dependencies>`;
  const child = (
    more: string,
  ): string => `<parent><groupId>shop</groupId><artifactId>parent</artifactId><version>1</version></parent>
<artifactId>child</artifactId>${more}`;

  it('gives dependencies, managed versions and scopes, with the properties of the child', () => {
    const modules = modulesOf({
      'pom.xml': parent,
      'child/pom.xml': child(`<properties><v>1.5.0</v></properties><dependencies>${CRAC()}</dependencies>`),
    });
    expect(names(modules.child)).toEqual(['org.crac:crac:1.5.0:runtime', 'org.slf4j:slf4j-api:2.0:']);
    expect(modules.child?.[1]?.file).toBe('pom.xml');
    expect(names(modules[''])).toEqual(['org.slf4j:slf4j-api:2.0:']);
  });

  it('follows relativePath, and finds a parent elsewhere in the project by its name', () => {
    const toBuild = child(`<dependencies>${CRAC()}</dependencies>`);
    const found = modulesOf({ 'build/parent/pom.xml': parent, 'app/pom.xml': toBuild });
    expect(names(found.app)).toContain('org.crac:crac:1.0:runtime');
    const named = toBuild.replace(
      '</version></parent>',
      '</version><relativePath>../build/parent</relativePath></parent>',
    );
    expect(names(modulesOf({ 'build/parent/pom.xml': parent, 'app/pom.xml': named }).app)).toContain(
      'org.crac:crac:1.0:runtime',
    );
  });

  it('ends when poms are each other’s parents', () => {
    const cyclic = (own: string, other: string): string =>
      `<parent><groupId>g</groupId><artifactId>${other}</artifactId><version>1</version></parent><artifactId>${own}</artifactId>`;
    expect(Object.keys(modulesOf({ 'a/pom.xml': cyclic('a', 'b'), 'b/pom.xml': cyclic('b', 'a') }))).toEqual([
      'a',
      'b',
    ]);
  });

  it('records a parent from outside, and Spring Boot with it', () => {
    const modules = modulesOf({
      'pom.xml': `<parent><groupId>org.springframework.boot</groupId><artifactId>spring-boot-starter-parent</artifactId>
<version>3.3.1</version><relativePath/></parent><artifactId>shop</artifactId>
<dependencies>${dependencyXml('org.springframework.boot', 'spring-boot-starter-web')}
${dependencyXml('com.zaxxer', 'HikariCP')}</dependencies>`,
    });
    expect(names(modules[''])).toEqual([
      'org.springframework.boot:spring-boot-starter-web:3.3.1:',
      'com.zaxxer:HikariCP::',
      'org.springframework.boot:spring-boot-starter-parent:3.3.1:parent',
      'org.springframework.boot:spring-boot:3.3.1:parent',
    ]);
  });

  it('opens bills of materials of the project and records others', () => {
    const bill = (artifact: string, more: string): string =>
      dependencyXml('shop', artifact, `<version>1</version><type>pom</type><scope>import</scope>${more}`);
    const modules = modulesOf({
      'bom/pom.xml': `<groupId>shop</groupId><artifactId>bom</artifactId><version>1</version>
<dependencyManagement><dependencies>${CRAC('<version>1.4.0</version>')}${bill('bom', '')}
${dependencyXml('org.springframework.boot', 'spring-boot-dependencies', '<version>3.2.0</version><scope>import</scope>')}
</dependencies></dependencyManagement>`,
      'app/pom.xml': `<artifactId>app</artifactId><dependencyManagement><dependencies>${bill('bom', '')}</dependencies></dependencyManagement>
<dependencies>${CRAC()}</dependencies>`,
    });
    expect(names(modules.app)).toEqual([
      'org.crac:crac:1.4.0:',
      'org.springframework.boot:spring-boot-dependencies:3.2.0:import',
      'org.springframework.boot:spring-boot:3.2.0:import',
    ]);
  });
});

describe('profiles', () => {
  const pom = (active: string): string => `<artifactId>shop</artifactId>
<properties><v>1</v></properties>
<dependencies>${dependencyXml('a', 'b', '<version>${v}</version>')}</dependencies>
<profiles><profile><id>crac</id>${active}<properties><v>2</v></properties>
<dependencies>${CRAC('<version>1.5.0</version>')}</dependencies></profile></profiles>`;

  it('mark what only they add, and change nothing else', () => {
    const facts = modulesOf({ 'pom.xml': pom('') })[''];
    expect(facts?.map(({ artifact, version, profile }) => [artifact, version, profile])).toEqual([
      ['b', '1', null],
      ['crac', '1.5.0', 'crac'],
    ]);
  });

  it('that are active by default hold like the rest', () => {
    const facts = modulesOf({ 'pom.xml': pom('<activation><activeByDefault>true</activeByDefault></activation>') })[''];
    expect(facts?.map(({ artifact, version, profile }) => [artifact, version, profile])).toEqual([
      ['b', '2', null],
      ['crac', '1.5.0', null],
    ]);
  });
});

describe('a pom that is not well-formed', () => {
  it('is a problem with its place', () => {
    const { pom, problem } = readPom('<project>\n  <dependencies>\n</project>', 'app/pom.xml');
    expect(pom).toBeNull();
    expect(problem).toMatchObject({ file: 'app/pom.xml', line: 3 });
    expect(problem?.message).toMatch(/^not valid XML: /u);
    expect(readPom('', 'pom.xml').problem).not.toBeNull();
  });

  it('cannot expand entities, read files or exhaust the stack', () => {
    const bomb =
      '<!DOCTYPE p [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;"><!ENTITY f SYSTEM "file:///etc/passwd">]><project><artifactId>&b;&f;</artifactId></project>';
    expect(readPom(bomb, 'pom.xml').pom?.coordinates.artifact ?? '').not.toMatch(/aaaa|root/u);
    const deep = `<project>${'<a>'.repeat(50_000)}${'</a>'.repeat(50_000)}</project>`;
    expect(() => readPom(deep, 'pom.xml')).not.toThrow();
  });
});
