/** Handlers in JavaScript and TypeScript, and configuration that is being typed, over the protocol. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  CodeActionRequest,
  CodeLensRequest,
  ConfigurationRequest,
  HoverRequest,
  type CodeAction,
  type Diagnostic,
  type TextDocumentEdit,
} from 'vscode-languageserver-protocol/node';
import { TextDocument } from 'vscode-languageserver-textdocument';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { PUSHED, startClient, type Client } from './client.ts';

const FILES: Readonly<Record<string, string>> = {
  'package.json': '{ "type": "module" }',
  'template.yaml': `Resources:
  Orders:
    Type: AWS::Serverless::Function
    Properties:
      CodeUri: .
      Handler: app.handler
      Runtime: nodejs22.x
      SnapStart: { ApplyOn: PublishedVersions }
`,
  'app.js': `import { nextId } from './ids.js';
const id = nextId();
export const handler = async () => id + later();
function later() {
  return nextId();
}
`,
  'ids.js': `import { randomUUID } from 'node:crypto';
export function nextId() {
  return randomUUID({ disableEntropyCache: true });
}
`,
  'unused.js': `export function unused() {
  return 1;
}
`,
};

let root: string;
let client: Client;
beforeEach(async () => {
  root = mkdtempSync(join(tmpdir(), 'snapsafe-lsp-scripts-'));
  for (const [file, text] of Object.entries(FILES)) writeFileSync(join(root, file), text);
  const capabilities = { ...PUSHED, workspace: { ...PUSHED.workspace, configuration: true } };
  client = await startClient(root, capabilities, (connection) => {
    connection.onRequest(ConfigurationRequest.type, () => [{ codeLens: true, hover: 'all' }]);
  });
  await client.until((pushed) => pushed.size === 1);
});
afterEach(async () => {
  if (client.process.exitCode === null) await client.stop();
  rmSync(root, { recursive: true, force: true });
});

const pushedOf = (file: string): readonly Diagnostic[] => client.pushed.get(client.uriOf(file)) ?? [];

async function hoverText(file: string, line: number): Promise<string> {
  const hover = await client.connection.sendRequest(HoverRequest.type, {
    textDocument: { uri: client.uriOf(file) },
    position: { line: line - 1, character: 0 },
  });
  return hover === null ? '' : (hover.contents as { readonly value: string }).value;
}

async function actionsFor(file: string, diagnostics: readonly Diagnostic[]): Promise<readonly CodeAction[]> {
  const [first] = diagnostics;
  if (first === undefined) throw new Error(`${file} has no diagnostics`);
  const params = { textDocument: { uri: client.uriOf(file) }, range: first.range, context: { diagnostics: [first] } };
  return (await client.connection.sendRequest(CodeActionRequest.type, params)) as CodeAction[];
}

/** The text of a file after an action. */
function applied(action: CodeAction | undefined, file: string, text: string): string {
  const changes = (action?.edit?.documentChanges ?? []) as readonly TextDocumentEdit[];
  const own = changes.filter(({ textDocument }) => textDocument.uri === client.uriOf(file));
  const edits = own.flatMap(({ edits: all }) => all as { range: Diagnostic['range']; newText: string }[]);
  return TextDocument.applyEdits(TextDocument.create('', '', 0, text), edits);
}

describe('handlers in JavaScript', () => {
  it('have findings with the way from the handler, through other modules', () => {
    const [finding, ...more] = pushedOf('ids.js');
    expect(more).toEqual([]);
    expect(finding).toMatchObject({ code: 'unique-value-in-init', range: { start: { line: 2, character: 9 } } });
    expect(finding?.relatedInformation?.map(({ location }) => location.uri.split('/').at(-1))).toContain('app.js');
  });

  it('have quick fixes that end the finding', async () => {
    const text =
      "import { randomUUID } from 'node:crypto';\nconst id = randomUUID({ disableEntropyCache: true });\nexport const handler = async () => id;\n";
    await client.open('app.js', text);
    await client.until(() => pushedOf('app.js').length === 1 && pushedOf('ids.js').length === 0);
    const actions = await actionsFor('app.js', pushedOf('app.js'));
    const disable = actions.find(({ title }) => title.startsWith('Disable'));
    expect(applied(disable, 'app.js', text).split('\n')[1]).toBe(
      '// snapsafe-disable-next-line unique-value-in-init -- say why this is safe here',
    );
    const mend = actions.find(({ title }) => !title.startsWith('Disable'));
    expect(mend?.diagnostics?.map(({ code }) => code)).toEqual(['unique-value-in-init']);
    const mended = applied(mend, 'app.js', text);
    expect(mended).not.toBe(text);
    await client.change('app.js', 2, [{ text: mended }]);
    await client.until(() => pushedOf('app.js').length === 0);
  });

  it('say of each line why it is, or is not, init', async () => {
    const reported = await hoverText('ids.js', 3);
    expect(reported).toContain('docs/rules/unique-value-in-init.md');
    expect(reported).toContain('randomUUID() runs before the snapshot:');
    expect(reported).toContain('1. app.js:1  module of handler');
    expect(await hoverText('app.js', 5)).toContain(
      'later is not init code: nothing that is loaded before the snapshot calls it.',
    );
    expect(await hoverText('unused.js', 2)).toBe('');
  });

  it('have lenses over what runs before the snapshot', async () => {
    const lenses = async (file: string): Promise<readonly (readonly [number, string | undefined])[]> => {
      const textDocument = { uri: client.uriOf(file) };
      const all = await client.connection.sendRequest(CodeLensRequest.type, { textDocument });
      return (all ?? []).map(({ range, command }) => [range.start.line + 1, command?.title]);
    };
    expect(await lenses('app.js')).toEqual([[1, 'runs before the snapshot (module of handler)']]);
    expect(await lenses('ids.js')).toEqual([
      [1, 'runs before the snapshot (module of handler, 2 steps)'],
      [2, 'runs before the snapshot (module of handler, 2 steps)'],
    ]);
    expect(await lenses('unused.js')).toEqual([]);
  });
});

describe('configuration in an editor', () => {
  const OFF = '{ "rules": { "unique-value-in-init": "off" } }';

  it('counts before it is saved, and as it changes', async () => {
    await client.open('snapsafe.config.json', OFF);
    await client.until((pushed) => pushed.size === 0);
    await client.change('snapsafe.config.json', 2, [{ text: '{}' }]);
    await client.until((pushed) => pushed.size === 1);
  });

  it('counts as it was saved while it is half typed', async () => {
    writeFileSync(join(root, 'snapsafe.config.json'), '{}');
    await client.open('snapsafe.config.json', OFF);
    await client.until((pushed) => pushed.size === 0);
    await client.change('snapsafe.config.json', 2, [{ text: '{ "rules": { "uniq' }]);
    await client.until((pushed) => pushed.size === 1);
    expect(pushedOf('ids.js')).toHaveLength(1);
  });
});
