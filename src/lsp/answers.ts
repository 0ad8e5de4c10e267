/** Answers to what an editor asks about one document. */
import {
  CodeActionKind,
  type CodeAction,
  type CodeActionParams,
  type CodeLens,
  type Hover,
} from 'vscode-languageserver';
import type { TextDocument } from 'vscode-languageserver-textdocument';
import type { Finding, Report } from '../types.ts';
import { isScript } from '../util/language.ts';
import type { Workspace } from '../workspace/workspace.ts';
import { FIX_ALL, findingsAt, fixAll, quickFixes, type ActionContext } from './actions.ts';
import type { ClientSupport } from './client-support.ts';
import { protocolRange } from './diagnostics.ts';
import { hoverOf } from './hover.ts';
import { pathOf, type Projects } from './projects.ts';
import type { Settings } from './settings.ts';

/** What the answers need of the server. */
export interface Session {
  readonly documents: { readonly get: (uri: string) => TextDocument | undefined };
  readonly settings: Settings;
  readonly projects: Projects;
  readonly support: ClientSupport;
  /** Null when the report cannot be made. */
  readonly reportOf: (workspace: Workspace) => Promise<Report | null>;
}

export async function codeActions(session: Session, params: CodeActionParams): Promise<CodeAction[]> {
  const found = await findingsIn(session, params.textDocument.uri);
  if (found === null) return [];
  const { findings, file, text, workspace } = found;
  const context: ActionContext = {
    root: workspace.root,
    versionOf: (uri) => session.documents.get(uri)?.version ?? null,
    documentChanges: session.support.documentChanges,
  };
  const { only } = params.context;
  const wants = (kind: string): boolean =>
    only === undefined || only.some((one) => kind === one || kind.startsWith(`${one}.`));
  const actions: CodeAction[] = [];
  if (wants(CodeActionKind.QuickFix)) {
    const here = await workspace.suggest(findingsAt(findings, file, params.range));
    actions.push(...quickFixes(here, text, params.context.diagnostics, context));
  }
  // Applying everything is asked for, never offered beside the fixes of a line.
  if (only === undefined || !wants(FIX_ALL)) return actions;
  const everything = fixAll(await workspace.suggest(findings.filter((one) => one.file === file)), context);
  return everything === null ? actions : [...actions, everything];
}

export async function hover(session: Session, uri: string, line: number): Promise<Hover | null> {
  const found = await findingsIn(session, uri);
  if (found === null) return null;
  const position = { line, character: 0 };
  const own = findingsAt(found.findings, found.file, { start: position, end: position });
  if ((own.length === 0 && session.settings.hover === 'findings') || !isSource(found.file)) {
    return hoverOf(own, null);
  }
  const outcome = await found.workspace.why(found.path, line + 1);
  return hoverOf(own, outcome.ok ? outcome.text : null);
}

export async function codeLenses(session: Session, uri: string): Promise<CodeLens[]> {
  const path = pathOf(uri);
  const workspace = path === null ? null : session.projects.holding(path);
  if (path === null || workspace === null || !session.settings.codeLens || !isSource(path)) return [];
  const outcome = await workspace.initMembers(path);
  if (!outcome.ok) return [];
  return outcome.members.map(({ range, from, steps }) => ({
    range: protocolRange(range),
    // A command without a name is a title that cannot be clicked.
    command: {
      title: `runs before the snapshot (${steps === 1 ? from : `${from}, ${String(steps)} steps`})`,
      command: '',
    },
  }));
}

/** Whether there may be init code in a file. */
function isSource(path: string): boolean {
  return path.endsWith('.java') || isScript(path);
}

async function findingsIn(
  session: Session,
  uri: string,
): Promise<{
  readonly workspace: Workspace;
  readonly path: string;
  readonly file: string;
  readonly text: string;
  readonly findings: readonly Finding[];
} | null> {
  const path = pathOf(uri);
  const workspace = path === null ? null : session.projects.holding(path);
  if (path === null || workspace === null) return null;
  const report = await session.reportOf(workspace);
  if (report === null) return null;
  const text = session.documents.get(uri)?.getText() ?? workspace.textOf(path) ?? '';
  return { workspace, path, file: workspace.fileOf(path), text, findings: report.findings };
}
