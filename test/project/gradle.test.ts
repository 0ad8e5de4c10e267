import { describe, expect, it } from 'vitest';
import { readGradle } from '../../src/project/gradle.ts';
import type { DependencyFact } from '../../src/project/types.ts';

function modulesOf(files: Readonly<Record<string, string>>): Readonly<Record<string, readonly DependencyFact[]>> {
  const { modules, problems } = readGradle(Object.entries(files).map(([file, text]) => ({ file, text })));
  expect(problems).toEqual([]);
  return Object.fromEntries(modules.map(({ directory, dependencies }) => [directory, dependencies]));
}

const names = (facts: readonly DependencyFact[] | undefined): string[] =>
  (facts ?? []).map(({ group, artifact, version, scope }) => [group, artifact, version, scope].join(':'));

const groovy = (dependencies: string, before = ''): string[] =>
  names(modulesOf({ 'build.gradle': `${before}\ndependencies {\n${dependencies}\n}\n` })['']);

const kotlin = (dependencies: string, before = ''): string[] =>
  names(modulesOf({ 'build.gradle.kts': `${before}\ndependencies {\n${dependencies}\n}\n` })['']);

describe('notations', () => {
  it('of Groovy scripts', () => {
    expect(groovy("implementation 'org.crac:crac:1.5.0'")).toEqual(['org.crac:crac:1.5.0:implementation']);
    expect(groovy("runtimeOnly group: 'org.crac', name: 'crac', version: '1.5.0'")).toEqual([
      'org.crac:crac:1.5.0:runtimeOnly',
    ]);
    expect(groovy("implementation('a:b:1') { exclude group: 'x', module: 'y' }")).toEqual(['a:b:1:implementation']);
    expect(groovy("implementation 'a:b:1',\n  'c:d:2'")).toEqual(['a:b:1:implementation', 'c:d:2:implementation']);
    expect(groovy("implementation platform('a:bom:1')\nimplementation 'a:b'")).toEqual([
      'a:bom:1:import',
      'a:b::implementation',
    ]);
    expect(groovy("implementation 'a:b:1:linux@zip'")).toEqual(['a:b:1:implementation']);
  });

  it('of Kotlin scripts', () => {
    expect(kotlin('implementation("org.crac:crac:1.5.0")')).toEqual(['org.crac:crac:1.5.0:implementation']);
    expect(kotlin('"custom"("a:b:1"); add("more", "c:d:2")')).toEqual(['a:b:1:custom', 'c:d:2:more']);
    expect(kotlin('implementation(group = "a", name = "b", version = "1")')).toEqual(['a:b:1:implementation']);
    expect(kotlin('implementation(kotlin("stdlib"))')).toEqual(['org.jetbrains.kotlin:kotlin-stdlib::implementation']);
    expect(kotlin('implementation(platform("a:bom:1"))')).toEqual(['a:bom:1:import']);
  });

  it('with lines; comments and conditions do not count', () => {
    const facts = modulesOf({
      'build.gradle': `// dependencies { implementation 'a:comment:1' }
/* dependencies {
  implementation 'a:comment:2' } */
dependencies {
  // implementation 'a:comment:3'
  implementation 'a:b:1' // 'a:comment:4'
  if (project.hasProperty('x')) {
    implementation 'a:conditional:1'
  }
  implementation files('libs/a.jar'), fileTree(dir: 'libs')
}
`,
    })[''];
    expect(facts?.map(({ artifact, line, file }) => [artifact, line, file])).toEqual([['b', 6, 'build.gradle']]);
  });
});

describe('versions', () => {
  it('come from constants of the script', () => {
    expect(groovy('implementation "a:b:$v"', "def v = '1'")).toEqual(['a:b:1:implementation']);
    expect(groovy('implementation "a:b:${v}"', "ext { v = '1' }")).toEqual(['a:b:1:implementation']);
    expect(groovy("implementation 'a:b:' + v", "ext.v = '1'")).toEqual(['a:b:1:implementation']);
    expect(
      groovy('implementation "a:b:${versions.spring}"', "ext.versions = [\n  spring: '6.1', // x\n  junit: '5'\n]"),
    ).toEqual(['a:b:6.1:implementation']);
    expect(groovy('implementation "a:b:${property(\'v\')}"', "ext { set('v', '1') }")).toEqual([
      'a:b:1:implementation',
    ]);
    expect(kotlin('implementation("a:b:$v")', 'val v: String = "1"')).toEqual(['a:b:1:implementation']);
    expect(kotlin('implementation("a:b:${v}")', 'val v by extra("1")')).toEqual(['a:b:1:implementation']);
    expect(kotlin('implementation("a:b:${property("v")}")', 'extra["v"] = "1"')).toEqual(['a:b:1:implementation']);
  });

  it('are unknown when they are computed', () => {
    expect(groovy('implementation "a:b:${v}"', 'def v = System.getenv("V")')).toEqual(['a:b::implementation']);
    expect(groovy('implementation "a:b:${v()}"')).toEqual(['a:b::implementation']);
    expect(groovy('implementation "${group}:b:1"')).toEqual([]);
  });

  it('come from gradle.properties and scripts above', () => {
    const modules = modulesOf({
      'settings.gradle': "include ':app'",
      'gradle.properties': 'v=1\nw = 2\n',
      'build.gradle':
        "ext.w = '3'\nsubprojects {\n  dependencies { implementation 'x:below:1' }\n}\nallprojects { dependencies { api 'x:all:1' } }\ndependencies { api 'x:own:1' }\n",
      'app/build.gradle': 'dependencies { implementation "a:b:$v"; implementation "a:c:${rootProject.ext.w}" }',
    });
    expect(names(modules.app)).toEqual([
      'a:b:1:implementation',
      'a:c:3:implementation',
      'x:below:1:implementation',
      'x:all:1:api',
    ]);
    expect(names(modules[''])).toEqual(['x:all:1:api', 'x:own:1:api']);
  });

  it('come from constraints and the dependency management plugin', () => {
    expect(groovy("constraints { implementation 'a:b:1' }\nimplementation 'a:b'")).toEqual(['a:b:1:implementation']);
    const managed =
      'dependencyManagement {\n imports { mavenBom "o:bom:2" }\n dependencies { dependency \'a:b:1\' }\n}';
    expect(groovy("implementation 'a:b'", managed)).toEqual(['o:bom:2:import', 'a:b:1:implementation']);
  });
});

describe('version catalogues', () => {
  const catalogue = `[versions]
crac = "1.5.0"
boot = { strictly = "3.3.0" }
[libraries]
crac = { module = "org.crac:crac", version.ref = "crac" }
spring-web = { group = "org.springframework", name = "spring-web", version = "6.1" }
plain = "a:b:1"
loose = { module = "a:c" }
[bundles]
all = ["crac", "spring-web"]
[plugins]
spring-boot = { id = "org.springframework.boot", version.ref = "boot" }
`;

  it('resolve libraries, bundles, versions and plugins in both languages', () => {
    const dependencies =
      'api(libs.crac)\nimplementation(libs.bundles.all)\nimplementation(libs.plain)\nimplementation(libs.loose)\nimplementation("a:d:${libs.versions.crac.get()}")\nimplementation(libs.missing)';
    const modules = modulesOf({
      'gradle/libs.versions.toml': catalogue,
      'app/build.gradle.kts': `plugins {\n  alias(libs.plugins.spring.boot)\n}\ndependencies {\n${dependencies}\n}\n`,
    });
    expect(names(modules.app)).toEqual([
      'org.crac:crac:1.5.0:api',
      'org.crac:crac:1.5.0:implementation',
      'org.springframework:spring-web:6.1:implementation',
      'a:b:1:implementation',
      'a:c::implementation',
      'a:d:1.5.0:implementation',
      'org.springframework.boot:org.springframework.boot.gradle.plugin:3.3.0:plugin',
      'org.springframework.boot:spring-boot:3.3.0:plugin',
    ]);
    expect(modules.app?.[0]).toMatchObject({ file: 'app/build.gradle.kts', line: 5 });
  });

  it('that are no TOML are a problem with its place', () => {
    const { problems } = readGradle([{ file: 'gradle/libs.versions.toml', text: '[versions]\na = \n' }]);
    expect(problems).toHaveLength(1);
    expect(problems[0]).toMatchObject({ file: 'gradle/libs.versions.toml', line: 2 });
    expect(problems[0]?.message).toMatch(/^not valid TOML: /u);
  });
});

describe('plugins', () => {
  it('fix the version of Spring Boot and of what it manages', () => {
    const before = "plugins {\n  id 'java'\n  id 'org.springframework.boot' version '3.2.1'\n}";
    expect(groovy("implementation 'org.springframework.boot:spring-boot-starter'", before)).toEqual([
      'org.springframework.boot:spring-boot-starter:3.2.1:implementation',
      'java:java.gradle.plugin::plugin',
      'org.springframework.boot:org.springframework.boot.gradle.plugin:3.2.1:plugin',
      'org.springframework.boot:spring-boot:3.2.1:plugin',
    ]);
  });

  it('take their version from scripts and settings above, where apply false only fixes it', () => {
    const modules = modulesOf({
      'settings.gradle.kts': 'pluginManagement { plugins { id("io.micronaut.crac") version "4.4" } }',
      'build.gradle': "plugins { id 'org.springframework.boot' version '3.2.1' apply false }",
      'app/build.gradle': "plugins { id 'org.springframework.boot' }\napply plugin: 'io.micronaut.crac'",
    });
    expect(names(modules[''])).toEqual([]);
    expect(names(modules.app)).toEqual([
      'org.springframework.boot:org.springframework.boot.gradle.plugin:3.2.1:plugin',
      'io.micronaut.crac:io.micronaut.crac.gradle.plugin:4.4:plugin',
      'org.springframework.boot:spring-boot:3.2.1:plugin',
    ]);
  });
});

describe('projects of a build', () => {
  it('are configured by blocks elsewhere, and build on each other', () => {
    const { modules } = readGradle([
      { file: 'settings.gradle', text: 'include "app", "core:base"' },
      {
        file: 'build.gradle',
        text: "project(':app') {\n  dependencies { implementation project(':core:base')\n testImplementation project(path: ':app') }\n}\n",
      },
      { file: 'core/base/build.gradle', text: "dependencies { api 'a:b:1' }" },
    ]);
    expect(modules.map(({ directory, siblings }) => [directory, siblings])).toEqual([
      ['', []],
      ['app', ['core/base']],
      ['core/base', []],
    ]);
  });
});

it('never throws for broken scripts', () => {
  for (const text of [
    'dependencies {',
    'dependencies { implementation "a:b:${',
    "'''",
    '}}}',
    '{'.repeat(10_000),
    'a('.repeat(5_000),
    '\\',
    '/*',
  ]) {
    expect(() => readGradle([{ file: 'build.gradle', text }])).not.toThrow();
  }
});
