/** Build files before and after the CRaC dependency is added; `result` has the changed files, null where nothing is to be done. */

export interface BuildFileCase {
  readonly name: string;
  readonly files: Readonly<Record<string, string>>;
  readonly result: Readonly<Record<string, string>> | null;
}

const HEAD = `<?xml version="1.0" encoding="UTF-8"?>
<project xmlns="http://maven.apache.org/POM/4.0.0" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xsi:schemaLocation="http://maven.apache.org/POM/4.0.0 https://maven.apache.org/xsd/maven-4.0.0.xsd">
  <modelVersion>4.0.0</modelVersion>
  <groupId>shop</groupId>
  <artifactId>orders</artifactId>
  <version>1</version>
`;

const CORE = `    <dependency>
      <groupId>com.amazonaws</groupId>
      <artifactId>aws-lambda-java-core</artifactId>
      <version>1.2.3</version>
    </dependency>
`;

const CRAC = `    <dependency>
      <groupId>org.crac</groupId>
      <artifactId>crac</artifactId>
      <version>1.5.0</version>
    </dependency>
`;

const BUILD = `  <build>
    <plugins>
      <plugin>
        <artifactId>maven-compiler-plugin</artifactId>
        <dependencies>
          <dependency>
            <groupId>org.ow2.asm</groupId>
            <artifactId>asm</artifactId>
            <version>9.7</version>
          </dependency>
        </dependencies>
      </plugin>
    </plugins>
  </build>
`;

const MANAGEMENT = `  <dependencyManagement>
    <dependencies>
${CORE}    </dependencies>
  </dependencyManagement>
`;

const listed = (dependencies: string): string => `  <dependencies>\n${dependencies}  </dependencies>\n`;
const pom = (body: string): string => `${HEAD}${body}</project>\n`;
const tabs = (text: string): string => text.replaceAll(/^(?: {2})+/gmu, (blanks) => '\t'.repeat(blanks.length / 2));
const windows = (text: string): string => text.replaceAll('\n', '\r\n');

const COMMENTED = `  <!-- <dependencies><dependency><groupId>org.crac</groupId><artifactId>crac</artifactId></dependency></dependencies> -->\n`;

const maven: BuildFileCase[] = [
  {
    name: 'pom: behind the last dependency of the project, not of its management and plugins',
    files: { 'pom.xml': pom(MANAGEMENT + listed(CORE) + BUILD) },
    result: { 'pom.xml': pom(MANAGEMENT + listed(CORE + CRAC) + BUILD) },
  },
  {
    name: 'pom: dependencies above their management',
    files: { 'pom.xml': pom(listed(CORE) + MANAGEMENT) },
    result: { 'pom.xml': pom(listed(CORE + CRAC) + MANAGEMENT) },
  },
  {
    name: 'pom: without the element dependencies',
    files: { 'pom.xml': pom(`  <properties>\n    <a>1</a>\n  </properties>\n${BUILD}`) },
    result: { 'pom.xml': pom(`  <properties>\n    <a>1</a>\n  </properties>\n\n${listed(CRAC)}${BUILD}`) },
  },
  {
    name: 'pom: with an empty element dependencies',
    files: { 'pom.xml': pom(`  <dependencies/>\n${BUILD}`) },
    result: { 'pom.xml': pom(`${listed(CRAC)}${BUILD}`) },
  },
  {
    name: 'pom: managed, so without a version',
    files: {
      'pom.xml': pom(
        `  <dependencyManagement>\n    <dependencies>\n${CRAC}    </dependencies>\n  </dependencyManagement>\n${listed(CORE)}`,
      ),
    },
    result: {
      'pom.xml': pom(
        `  <dependencyManagement>\n    <dependencies>\n${CRAC}    </dependencies>\n  </dependencyManagement>\n${listed(
          CORE + CRAC.replace('      <version>1.5.0</version>\n', ''),
        )}`,
      ),
    },
  },
  {
    name: 'pom: a comment names it',
    files: { 'pom.xml': pom(COMMENTED + listed(`    <!-- the runtime -->\n${CORE}    <!-- no more -->\n`)) },
    result: { 'pom.xml': pom(COMMENTED + listed(`    <!-- the runtime -->\n${CORE}${CRAC}    <!-- no more -->\n`)) },
  },
  {
    name: 'pom: tabs',
    files: { 'pom.xml': tabs(pom(listed(CORE))) },
    result: { 'pom.xml': tabs(pom(listed(CORE + CRAC))) },
  },
  {
    name: 'pom: CRLF',
    files: { 'pom.xml': windows(pom(listed(CORE))) },
    result: { 'pom.xml': windows(pom(listed(CORE + CRAC))) },
  },
  {
    name: 'pom: CRLF, without the element dependencies',
    files: { 'pom.xml': windows(pom(BUILD)) },
    result: { 'pom.xml': windows(pom(`\n${listed(CRAC)}${BUILD}`)) },
  },
  {
    name: 'pom: it is there, in test scope',
    files: { 'pom.xml': pom(listed(CRAC.replace('</version>', '</version><scope>test</scope>'))) },
    result: null,
  },
  {
    name: 'pom: a parent has it',
    files: { 'src/pom.xml': pom(listed(CORE)), 'pom.xml': pom(listed(CRAC)) },
    result: null,
  },
  { name: 'pom: not well-formed', files: { 'pom.xml': '<project><dependencies>' }, result: null },
];

const SCRIPT = `plugins { id 'java' }

repositories {
    maven { url "https://repo.example/" } // } not the end
}

dependencies {
    implementation 'com.amazonaws:aws-lambda-java-core:1.2.3'
    testImplementation 'org.junit.jupiter:junit-jupiter:5.11.0'
    testRuntimeOnly 'org.junit.platform:junit-platform-launcher'
}

task printClasspath { doLast { println '}' } }
`;

const CATALOGUE_SCRIPT = `plugins {
	id "java"
}

dependencies {
	implementation libs.lambdaCore,
			libs.jackson, // json
			(project(":libs:common"))

	testImplementation(libs.junit) {
		exclude group: "org.hamcrest"
	}
	testRuntimeOnly(libs.junitPlatform)
}
`;

const TOML = `[versions]
jackson = "2.18.0"

[libraries]
lambdaCore = "com.amazonaws:aws-lambda-java-core:1.2.3"
jackson = { module = "com.fasterxml.jackson.core:jackson-databind", version.ref = "jackson" } # [json]

[plugins]
shadow = { id = "com.gradleup.shadow", version = "8.3.0" }
`;

const catalogued = CATALOGUE_SCRIPT.replace('common"))\n', 'common"))\n\timplementation libs.crac\n');

const gradle: BuildFileCase[] = [
  {
    name: 'Gradle: behind the last dependency that is deployed',
    files: { 'build.gradle': SCRIPT },
    result: {
      'build.gradle': SCRIPT.replace("1.2.3'\n", "1.2.3'\n    implementation 'org.crac:crac:1.5.0'\n"),
    },
  },
  {
    name: 'Gradle: only tests have dependencies',
    files: { 'build.gradle': "dependencies {\n  testImplementation 'a:b:1'\n}\n" },
    result: {
      'build.gradle': "dependencies {\n  implementation 'org.crac:crac:1.5.0'\n  testImplementation 'a:b:1'\n}\n",
    },
  },
  {
    name: 'Gradle: a block on one line',
    files: { 'build.gradle': "dependencies { implementation 'a:b:1' }\n" },
    result: { 'build.gradle': "dependencies { implementation 'a:b:1' \n    implementation 'org.crac:crac:1.5.0'\n}\n" },
  },
  {
    name: 'Gradle: an empty block',
    files: { 'build.gradle': 'dependencies {\n}\n' },
    result: { 'build.gradle': "dependencies {\n    implementation 'org.crac:crac:1.5.0'\n}\n" },
  },
  {
    name: 'Gradle: brackets, closures, double quotes and CRLF',
    files: {
      'build.gradle': windows(
        'dependencies {\n\timplementation("a:b:1") {\n\t\ttransitive = false\n\t} // why\n\n\truntimeOnly("c:d:1")\n}\n',
      ),
    },
    result: {
      'build.gradle': windows(
        'dependencies {\n\timplementation("a:b:1") {\n\t\ttransitive = false\n\t} // why\n\n\truntimeOnly("c:d:1")\n\timplementation("org.crac:crac:1.5.0")\n}\n',
      ),
    },
  },
  {
    name: 'Kotlin script',
    files: {
      'build.gradle.kts':
        'plugins { java }\n\ndependencies {\n  implementation("a:b:1")\n  testImplementation(kotlin("test"))\n}\n',
    },
    result: {
      'build.gradle.kts':
        'plugins { java }\n\ndependencies {\n  implementation("a:b:1")\n  implementation("org.crac:crac:1.5.0")\n  testImplementation(kotlin("test"))\n}\n',
    },
  },
  {
    name: 'version catalogue: both files, and continued statements',
    files: { 'build.gradle': CATALOGUE_SCRIPT, 'gradle/libs.versions.toml': TOML },
    result: {
      'build.gradle': catalogued,
      'gradle/libs.versions.toml': TOML.replace('# [json]\n', '# [json]\ncrac = "org.crac:crac:1.5.0"\n'),
    },
  },
  {
    name: 'version catalogue: it is there under another name',
    files: {
      'build.gradle': CATALOGUE_SCRIPT,
      'gradle/libs.versions.toml': `${TOML}[libraries.none]\n`.replace(
        '[plugins]',
        'crac-api = { group = "org.crac", name = "crac", version = "1.4.0" }\n[plugins]',
      ),
    },
    result: { 'build.gradle': catalogued.replace('libs.crac', 'libs.crac.api') },
  },
  {
    name: 'version catalogue: the name is taken',
    files: { 'build.gradle': CATALOGUE_SCRIPT, 'gradle/libs.versions.toml': TOML.replace('lambdaCore =', 'crac =') },
    result: {
      'build.gradle': catalogued.replace('libs.crac', 'libs.org.crac'),
      'gradle/libs.versions.toml': TOML.replace('lambdaCore =', 'crac =').replace(
        '# [json]\n',
        '# [json]\norg-crac = "org.crac:crac:1.5.0"\n',
      ),
    },
  },
  {
    name: 'version catalogue: the script does not use it',
    files: { 'build.gradle': "dependencies {\n    api 'a:b:1'\n}\n", 'gradle/libs.versions.toml': TOML },
    result: { 'build.gradle': "dependencies {\n    api 'a:b:1'\n    implementation 'org.crac:crac:1.5.0'\n}\n" },
  },
  {
    name: 'Gradle: it is there',
    files: { 'build.gradle': "dependencies {\n    implementation 'org.crac:crac:1.4.0'\n}\n" },
    result: null,
  },
  {
    name: 'Gradle: only a comment names it',
    files: { 'build.gradle': "dependencies {\n    // implementation 'org.crac:crac:1.4.0'\n}\n" },
    result: {
      'build.gradle':
        "dependencies {\n    implementation 'org.crac:crac:1.5.0'\n    // implementation 'org.crac:crac:1.4.0'\n}\n",
    },
  },
  { name: 'Gradle: no block of dependencies', files: { 'build.gradle': "plugins { id 'java' }\n" }, result: null },
];

export const buildFileCases: readonly BuildFileCase[] = [...maven, ...gradle];
