import { readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, expect, it } from 'vitest';
import { prngHandler, project, snapsafe } from './process.ts';

let root: string;

afterEach(() => {
  rmSync(root, { recursive: true, force: true });
});

const template = `Transform: AWS::Serverless-2016-10-31
Resources:
  Coupons:
    Type: AWS::Serverless::Function
    Properties:
      Runtime: java17
      Handler: com.acme.CouponHandler::handleRequest
      SnapStart:
        ApplyOn: PublishedVersions
  Vouchers:
    Type: AWS::Serverless::Function
    Properties:
      Runtime: nodejs22.x
      CodeUri: vouchers/
      Handler: app.handler
`;

const pom = `<project>
  <dependencies>
    <dependency><groupId>org.crac</groupId><artifactId>crac</artifactId><version>1.4.0</version></dependency>
    <dependency><groupId>junit</groupId><artifactId>junit</artifactId><version>4.13</version></dependency>
  </dependencies>
</project>
`;

const files = {
  'template.yaml': template,
  'pom.xml': pom,
  'snapsafe.config.yaml': 'exclude: [gen/]\n',
  'src/CouponHandler.java': prngHandler,
  'src/Store.java': 'package com.acme;\nclass Store { Thing a; Thing b; String c; }\n',
  'src/Broken.java': 'class Broken { int }\n',
  'gen/G.java': 'class G {}\n',
  'vouchers/app.mjs': 'export const handler = () => 1;\n',
};

it('doctor prints what is found of the project', () => {
  root = project(files);
  const { code, stdout } = snapsafe(root, ['doctor']);
  expect(code).toBe(0);
  expect(stdout.replace(/(Broken\.java:1:\d+:) .*/u, '$1 …')).toBe(`Configuration
  snapsafe.config.yaml

Java files
  3 of 4 analysed

Start-ups
  com.acme.CouponHandler (handler), SnapStart on  src/CouponHandler.java:5

Handlers in JavaScript and TypeScript
  vouchers/app.mjs, export handler, SnapStart off: Vouchers

Functions
  Coupons (sam, java17), SnapStart on, handler com.acme.CouponHandler::handleRequest  template.yaml:3
  Vouchers (sam, nodejs22.x), SnapStart off, handler app.handler  template.yaml:10

CRaC
  no sign of it

Libraries
  org.crac:crac 1.4.0  pom.xml:3

Types that nothing explains
  Thing (2)

Files left out
  gen/G.java

Problems
  src/Broken.java:1:16: …
`);
  const json = JSON.parse(snapsafe(root, ['doctor', '--format', 'json']).stdout) as {
    roots: unknown;
    skippedFiles: unknown;
  };
  expect(json.roots).toEqual([
    {
      type: 'com.acme.CouponHandler',
      file: 'src/CouponHandler.java',
      line: 5,
      snapStart: 'on',
      kind: 'handler',
      certain: true,
    },
  ]);
  expect(json.skippedFiles).toEqual(['gen/G.java']);
});

it('doctor says what is missing in an empty project, and fails on a broken configuration', () => {
  root = project({ 'A.java': 'class A {}' });
  expect(snapsafe(root, ['doctor']).stdout).toContain('Start-ups\n  none: static initialisers are judged as possible');
  rmSync(root, { recursive: true });
  root = project({ 'A.java': 'class A {}', 'snapsafe.config.json': '{ "a": 1 }' });
  expect(snapsafe(root, ['doctor']).stderr).toBe("snapsafe: snapsafe.config.json:1:3: unknown key 'a'\n");
});

it('init writes a file that holds, once', () => {
  root = project({ 'template.yaml': template, 'CouponHandler.java': prngHandler });
  expect(snapsafe(root, ['init']).stdout).toBe('snapsafe.config.jsonc: written. Now run snapsafe.\n');
  expect(readFileSync(join(root, 'snapsafe.config.jsonc'), 'utf8')).toContain(
    '// Found here: 1 start-up, 2 declared functions. SnapStart: 1 on, 1 off, 0 unknown.',
  );
  expect(snapsafe(root, ['config', 'verify'])).toEqual({
    code: 0,
    stdout: 'snapsafe.config.jsonc: valid\n',
    stderr: '',
  });
  expect(snapsafe(root, ['init'])).toEqual({
    code: 2,
    stdout: '',
    stderr: 'snapsafe: snapsafe.config.jsonc is there already\n',
  });
});

it('init says which handlers in JavaScript it found, and where to name others', () => {
  const resource = (name: string): string =>
    `  ${name}:\n    Type: AWS::Serverless::Function\n    Properties: { Handler: src/${name}.handler, Runtime: nodejs22.x }\n`;
  root = project({
    'template.yaml': `Resources:\n${resource('orders')}${resource('refunds')}`,
    'src/orders.js': 'exports.handler = async () => 1;\n',
    'src/refunds.js': 'exports.handler = async () => 1;\n',
  });
  expect(snapsafe(root, ['init']).code).toBe(0);
  const text = readFileSync(join(root, 'snapsafe.config.jsonc'), 'utf8');
  expect(text).toContain('// Found here: 0 start-ups, 2 handlers in JavaScript or TypeScript, 2 declared functions.');
  expect(text).toContain(
    '// Deployment files name src/orders.js and 1 other: no need to repeat them.\n  "handlers": [],',
  );
  expect(text).not.toContain('entryPoints');
  expect(snapsafe(root, ['config', 'verify']).code).toBe(0);
});

it('init knows a CRaC service, and a key in package.json', () => {
  root = project({
    Dockerfile:
      'FROM azul/zulu-openjdk:17-jdk-crac\nENTRYPOINT ["java", "-XX:CRaCCheckpointTo=/cr", "-jar", "a.jar"]\n',
    'App.java': 'class App { public static void main(String[] args) {} }',
  });
  snapsafe(root, ['init']);
  expect(readFileSync(join(root, 'snapsafe.config.jsonc'), 'utf8')).toContain('"target": "crac"');
  rmSync(root, { recursive: true });
  root = project({ 'package.json': '{ "snapsafe": {} }' });
  expect(snapsafe(root, ['init']).stderr).toBe('snapsafe: package.json has a snapsafe key already\n');
});
