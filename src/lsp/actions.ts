/** Code actions: a finding's suggestions, and a comment that disables the rule for the line. */
import { resolve } from 'node:path';
import {
  CodeActionKind,
  type CodeAction,
  type Diagnostic,
  type Range as ProtocolRange,
  type TextDocumentEdit,
  type TextEdit as ProtocolEdit,
  type WorkspaceEdit,
} from 'vscode-languageserver';
import type { Finding, Suggestion, TextEdit } from '../types.ts';
import { protocolRange } from './diagnostics.ts';
import { uriOf } from './projects.ts';

/** The kind of the action that applies every safe suggestion of a file. */
export const FIX_ALL = `${CodeActionKind.SourceFixAll}.snapsafe`;

export interface ActionContext {
  /** What report paths are relative to. */
  readonly root: string;
  /** The version that an edit is made for; null when the editor does not hold the document. */
  readonly versionOf: (uri: string) => number | null;
  /** Whether the client takes edits with versions. */
  readonly documentChanges: boolean;
}

/** The actions for findings of one document: `text` is the document's. */
export function quickFixes(
  findings: readonly Finding[],
  text: string,
  diagnostics: readonly Diagnostic[],
  context: ActionContext,
): readonly CodeAction[] {
  return findings.flatMap((finding) => {
    const own = diagnostics.filter(({ data }) => fingerprintIn(data) === finding.fingerprint);
    const fixes = finding.suggestions.map((suggestion) => ({
      ...fixOf(suggestion, context),
      diagnostics: own,
      isPreferred: suggestion.safe && finding.suggestions.length === 1,
    }));
    const disable = disableLine(finding, text, context);
    return disable === null ? fixes : [...fixes, { ...disable, diagnostics: own }];
  });
}

/** One action with every safe suggestion of the findings that does not overlap an earlier one; null when there is none. */
export function fixAll(findings: readonly Finding[], context: ActionContext): CodeAction | null {
  const taken: TextEdit[] = [];
  for (const { suggestions } of findings) {
    const safe = suggestions.find((suggestion) => suggestion.safe);
    if (safe !== undefined && !safe.edits.some((edit) => taken.some((other) => overlaps(edit, other)))) {
      taken.push(...safe.edits);
    }
  }
  if (taken.length === 0) return null;
  return { title: 'Apply all safe snapsafe suggestions', kind: FIX_ALL, edit: workspaceEdit(taken, context) };
}

/** The findings of `file` (report path) whose range touches the 0-based lines of `range`. */
export function findingsAt(findings: readonly Finding[], file: string, range: ProtocolRange): readonly Finding[] {
  return findings.filter(
    (finding) =>
      finding.file === file &&
      finding.range.start.line - 1 <= range.end.line &&
      range.start.line <= finding.range.end.line - 1,
  );
}

function fixOf(suggestion: Suggestion, context: ActionContext): CodeAction {
  return { title: suggestion.title, kind: CodeActionKind.QuickFix, edit: workspaceEdit(suggestion.edits, context) };
}

/** Null for files whose comments cannot hold one. */
function disableLine(finding: Finding, text: string, context: ActionContext): CodeAction | null {
  const { file, ruleId } = finding;
  const opening = commentStart(file);
  if (opening === null) return null;
  const { line } = finding.range.start;
  const indentation = /^[ \t]*/.exec(text.split(/\r\n|\r|\n/)[line - 1] ?? '')?.[0] ?? '';
  const start = { line, column: 1 };
  const comment = `${opening} snapsafe-disable-next-line ${ruleId} -- say why this is safe here`;
  const newline = text.includes('\r\n') ? '\r\n' : '\n';
  const edit = { file, range: { start, end: start }, newText: `${indentation}${comment}${newline}` };
  return {
    title: `Disable ${ruleId} for this line`,
    kind: CodeActionKind.QuickFix,
    edit: workspaceEdit([edit], context),
  };
}

function commentStart(file: string): string | null {
  if (/\.(java|[cm]?[jt]sx?|gradle|kts)$/.test(file)) return '//';
  return /\.(ya?ml|properties|toml|tf)$/.test(file) ? '#' : null;
}

function workspaceEdit(edits: readonly TextEdit[], context: ActionContext): WorkspaceEdit {
  const byUri = new Map<string, ProtocolEdit[]>();
  for (const { file, range, newText } of edits) {
    const uri = uriOf(resolve(context.root, file));
    const known = byUri.get(uri) ?? [];
    byUri.set(uri, [...known, { range: protocolRange(range), newText }]);
  }
  if (!context.documentChanges) return { changes: Object.fromEntries(byUri) };
  const documentChanges = [...byUri].map(([uri, own]): TextDocumentEdit => ({
    textDocument: { uri, version: context.versionOf(uri) },
    edits: own,
  }));
  return { documentChanges };
}

function overlaps(left: TextEdit, right: TextEdit): boolean {
  return (
    left.file === right.file &&
    isBefore(left.range.start, right.range.end) &&
    isBefore(right.range.start, left.range.end)
  );
}

function isBefore(a: { line: number; column: number }, b: { line: number; column: number }): boolean {
  return a.line < b.line || (a.line === b.line && a.column <= b.column);
}

function fingerprintIn(data: unknown): unknown {
  return typeof data === 'object' && data !== null ? Reflect.get(data, 'fingerprint') : undefined;
}
