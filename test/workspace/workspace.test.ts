import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { analyze } from '../../src/run/run.ts';
import type { Report } from '../../src/types.ts';
import { Workspace } from '../../src/workspace/workspace.ts';

const EXAMPLE = resolve('examples/orders');
const SOURCES = 'src/main/java/com/example/orders';

let root: string;
beforeAll(() => {
  root = mkdtempSync(join(tmpdir(), 'snapsafe-workspace-'));
  cpSync(EXAMPLE, root, { recursive: true });
});
afterAll(() => {
  rmSync(root, { recursive: true, force: true });
});

const pathOf = (name: string): string => join(root, SOURCES, name);
const textOf = (name: string): string => readFileSync(pathOf(name), 'utf8');

async function reportOf(workspace: Workspace): Promise<Report> {
  const outcome = await workspace.diagnose();
  if (!outcome.ok) throw new Error(outcome.problem);
  return outcome.report;
}

async function freshReport(): Promise<Report> {
  const outcome = await analyze({ cwd: root, suggestions: false });
  if (!outcome.ok) throw new Error(outcome.problem);
  return outcome.report;
}

describe('a workspace', () => {
  it('reports what a run reports', async () => {
    expect(await reportOf(new Workspace(root))).toEqual(await freshReport());
  });

  it('sees what the editor holds, and the disk again after closing', async () => {
    const workspace = new Workspace(root);
    const before = await reportOf(workspace);
    const text = textOf('OrderNumbers.java');
    workspace.edit(pathOf('OrderNumbers.java'), text.replace('new Random()', 'new java.security.SecureRandom()'));
    const rules = (await reportOf(workspace)).findings.map(({ ruleId }) => ruleId);
    expect(rules).toEqual(before.findings.map(({ ruleId }) => ruleId).filter((id) => id !== 'prng-in-init'));
    workspace.close(pathOf('OrderNumbers.java'));
    expect(await reportOf(workspace)).toEqual(before);
  });

  it('moves findings of other files along when lines move', async () => {
    const workspace = new Workspace(root);
    await reportOf(workspace);
    const path = pathOf('Database.java');
    workspace.edit(path, `\n\n${textOf('Database.java')}`);
    const moved = (await reportOf(workspace)).findings.find(({ ruleId }) => ruleId === 'connection-in-init');
    expect(moved?.range.start).toEqual({ line: 18, column: 16 });
    expect(moved?.trace.at(-1)?.range.start.line).toBe(18);
  });

  it('keeps the other members of half-typed code', async () => {
    const workspace = new Workspace(root);
    const path = pathOf('Database.java');
    workspace.edit(path, textOf('Database.java').replace(/\}\s*$/, '    void half( { int x = ;\n}\n'));
    const rules = (await reportOf(workspace)).findings.map(({ ruleId }) => ruleId);
    expect(rules).toContain('connection-in-init');
  });

  it.each([
    ['OrderNumbers.java', 'new StringBuilder();', '        '],
    ['OrderRepository.java', 'database.connect();', '            '],
  ])('keeps all findings while a statement is typed in %s behind %s', async (name, statement, indentation) => {
    const workspace = new Workspace(root);
    const text = textOf(name);
    const at = text.indexOf(statement) + statement.length;
    const rulesIn = async (): Promise<readonly string[]> =>
      (await reportOf(workspace)).findings.map(({ ruleId, file }) => `${ruleId} ${file}`);
    const before = await rulesIn();
    const lines = ['', 'if (list.get(0).equals("a b")) {', '    log(x -> { go(1); }, new Object[] {"a"});', '}'];
    const typed = lines.join(`\n${indentation}`);
    for (let length = 1; length <= typed.length; length++) {
      workspace.edit(pathOf(name), text.slice(0, at) + typed.slice(0, length) + text.slice(at));
      expect(await rulesIn(), typed.slice(0, length)).toEqual(before);
    }
  });

  it('notices files that come, change and go on disk', async () => {
    const workspace = new Workspace(root);
    const before = await reportOf(workspace);
    const path = pathOf('Added.java');
    const added = (value: string): string =>
      `package com.example.orders;\npublic class Added implements com.amazonaws.services.lambda.runtime.RequestHandler<String, String> {\n` +
      `  private final String id = ${value};\n  public String handleRequest(String in, com.amazonaws.services.lambda.runtime.Context context) { return id; }\n}\n`;
    writeFileSync(path, added('java.util.UUID.randomUUID().toString()'));
    expect((await reportOf(workspace)).findings).toHaveLength(before.findings.length);
    workspace.changedOnDisk([{ path, isTextOnly: false }]);
    expect((await reportOf(workspace)).findings).toHaveLength(before.findings.length + 1);
    writeFileSync(path, added('"fixed"'));
    workspace.changedOnDisk([{ path, isTextOnly: true }]);
    expect((await reportOf(workspace)).findings).toHaveLength(before.findings.length);
    rmSync(path);
    workspace.changedOnDisk([{ path, isTextOnly: false }]);
    expect(await reportOf(workspace)).toEqual(before);
  });

  it('counts what the editor holds of a template, saved or not', async () => {
    const workspace = new Workspace(root);
    const before = await reportOf(workspace);
    const path = join(root, 'template.yaml');
    const text = readFileSync(path, 'utf8');
    expect(before.findings.map(({ snapStart }) => snapStart)).toContain('on');
    workspace.edit(path, text.replaceAll('ApplyOn: PublishedVersions', 'ApplyOn: None'));
    const off = await reportOf(workspace);
    expect(off.findings.filter(({ file }) => file.endsWith('.java'))).toEqual([]);
    expect(off.summary.notSnapshotted).toBeGreaterThan(0);
    workspace.close(path);
    expect(await reportOf(workspace)).toEqual(before);
  });

  it("counts the configuration's own catalogue entries", async () => {
    const config = join(root, 'snapsafe.config.json');
    const workspace = new Workspace(root);
    const before = await reportOf(workspace);
    writeFileSync(config, JSON.stringify({ safeTypes: ['java.util.Random'] }));
    try {
      workspace.changedOnDisk([{ path: config, isTextOnly: false }]);
      const own = await reportOf(workspace);
      expect(own).toEqual(await freshReport());
      expect(own.findings.map(({ ruleId }) => ruleId)).not.toContain('prng-in-init');
      expect(own.findings).toHaveLength(before.findings.length - 1);
      workspace.edit(pathOf('OrderNumbers.java'), `// moved\n${textOf('OrderNumbers.java')}`);
      expect((await reportOf(workspace)).findings).toHaveLength(own.findings.length);
    } finally {
      rmSync(config);
    }
  });

  it('reports on handlers in JavaScript, and on what they import, as they are typed', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'snapsafe-workspace-node-'));
    const at = (name: string): string => join(folder, name);
    writeFileSync(at('package.json'), '{ "type": "module" }');
    writeFileSync(
      at('template.yaml'),
      'Resources:\n  Api:\n    Type: AWS::Serverless::Function\n    Properties:\n      CodeUri: .\n' +
        '      Handler: app.handler\n      Runtime: nodejs22.x\n      SnapStart: { ApplyOn: PublishedVersions }\n',
    );
    const app = "import { id } from './id.js';\nexport const handler = async () => id;\n";
    const imported = "import { randomUUID } from 'node:crypto';\nexport const id = randomUUID();\n";
    writeFileSync(at('app.js'), app);
    writeFileSync(at('id.js'), imported);
    try {
      const workspace = new Workspace(folder);
      const places = async (): Promise<readonly string[]> =>
        (await reportOf(workspace)).findings
          .filter(({ ruleId }) => ruleId === 'unique-value-in-init')
          .map(({ file, range }) => `${file}:${String(range.start.line)}`);
      expect(await places()).toEqual(['id.js:2']);
      workspace.edit(at('id.js'), `\n\n${imported}`);
      expect(await places()).toEqual(['id.js:4']);
      workspace.edit(at('id.js'), imported.replace('randomUUID()', "'fixed'"));
      expect(await places()).toEqual([]);
      workspace.close(at('id.js'));
      expect(await places()).toEqual(['id.js:2']);
      workspace.edit(at('app.js'), app.replace("'./id.js'", "'./other.js'"));
      expect(await places()).toEqual([]);
      writeFileSync(at('other.js'), imported);
      workspace.changedOnDisk([{ path: at('other.js'), isTextOnly: false }]);
      expect(await places()).toEqual(['other.js:2']);
    } finally {
      rmSync(folder, { recursive: true });
    }
  });

  it('says why a line runs before the snapshot', async () => {
    const workspace = new Workspace(root);
    const line =
      textOf('Database.java')
        .split('\n')
        .findIndex((one) => one.includes('DriverManager.getConnection')) + 1;
    const outcome = await workspace.why(pathOf('Database.java'), line);
    expect(outcome).toMatchObject({ ok: true, text: expect.stringContaining('CreateOrderHandler') as string });
  });
});
