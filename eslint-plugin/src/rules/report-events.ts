import type { TSESLint } from '@typescript-eslint/utils';
import { analysisOf, type Analysis } from '../analysis/analysis.ts';
import { frameName, pathOf, type InitEvent } from '../analysis/events.ts';
import type { Kept } from '../analysis/kept.ts';
import { spellingOf } from '../analysis/values.ts';
import { noteReport } from '../reports.ts';
import type { SuggestionId } from '../suggestions/messages.ts';
import { suggestionsFor } from '../suggestions/suggest.ts';
import type { Target } from '../settings.ts';

/** Messages of a rule: one per kind of snapshot that it knows. */
export type TargetMessageId = 'snapstart' | 'startupSnapshot' | 'workers';

type Context = Readonly<TSESLint.RuleContext<TargetMessageId | SuggestionId, readonly unknown[]>>;

/** What a rule reports of the events of init. */
export interface Selection {
  /** The rule's name, as entries of the catalogue state it. */
  readonly rule: string;
  readonly targets: readonly Target[];
  /**
   * What makes an event a defect: its value is still held after the restore, what it opened is still open, or the call
   * itself.
   */
  readonly defect: 'kept' | 'open' | 'call';
  /** Whether entries of the strict configuration count. */
  readonly strict?: boolean;
  /** A condition of the rule's own; without it, the entry has to name the rule. */
  readonly matches?: (event: InitEvent, analysis: Analysis) => boolean;
  /** More data for the message. */
  readonly data?: (event: InitEvent) => Readonly<Record<string, string>>;
}

const MESSAGE: Readonly<Record<Target, TargetMessageId>> = {
  snapstart: 'snapstart',
  'startup-snapshot': 'startupSnapshot',
  workers: 'workers',
};

/** Longest text of a call in a message, in UTF-16 units. */
const MAX_CALL_TEXT = 60;

/** How a message names what is called or read. */
function callText({ node, entry, value }: InitEvent, { sourceCode }: Analysis): string {
  const call = node.type === 'CallExpression' || node.type === 'NewExpression';
  const text = sourceCode.getText(call ? node.callee : node).replaceAll(/\s+/gu, ' ');
  if (node.type === 'ImportDeclaration') return `import of '${entry.module}'`;
  if (node.type === 'Property' || node.type === 'RestElement') return value === null ? text : spellingOf(value);
  if (text.length > MAX_CALL_TEXT) return value === null ? entry.export : spellingOf(value).replace('#', '.');
  if (node.type === 'NewExpression') return `new ${text}()`;
  return call ? `${text}()` : text;
}

/** ` (module scope → open → new Store)`, or nothing for a call that stands at module scope. */
function pathText({ frame }: InitEvent): string {
  const names = pathOf(frame)
    .filter((at, index, all) => index === 0 || frameName(at) !== frameName(all[index - 1] ?? at))
    .map(frameName);
  return names.length === 0 ? '' : ` (module scope → ${names.join(' → ')})`;
}

/** Whether the project says that a call is harmless. */
function isAllowed({ entry }: InitEvent, { settings }: Analysis): boolean {
  const { module, export: name } = entry;
  return settings.allow.includes(module) || settings.allow.includes(`${module}#${name}`);
}

/** Whether the entry of an event is one that the rule reports. */
function isSelected(event: InitEvent, analysis: Analysis, selection: Selection): boolean {
  const { entry } = event;
  if (entry.strict === true && selection.strict !== true) return false;
  if (isAllowed(event, analysis)) return false;
  return selection.matches === undefined ? entry.rule === selection.rule : selection.matches(event, analysis);
}

/** Under Workers a call at global scope throws, whatever becomes of its value. */
function isDefect(event: InitEvent, kept: Kept | null, analysis: Analysis, { defect }: Selection): boolean {
  if (analysis.settings.target === 'workers') return true;
  if (defect === 'kept') return kept !== null;
  return defect === 'call' || !analysis.isClosed(event);
}

/** An option that changes how a value is drawn mends what later draws repeat, not that the value itself is shared. */
function fitsOption({ entry }: InitEvent, rule: string): boolean {
  return entry.family !== 'randomness' || rule === 'cached-entropy';
}

/**
 * The listener of a rule that reports events of init.
 * @param context of the rule
 * @param selection which events are defects
 */
export function reportEvents(context: Context, selection: Selection): TSESLint.RuleListener {
  return {
    Program() {
      const analysis = analysisOf(context);
      const { target } = analysis.settings;
      if (!selection.targets.includes(target)) return;
      const reported = new Set<unknown>();
      for (const event of analysis.phase.events) {
        if (reported.has(event.node) || !isSelected(event, analysis, selection)) continue;
        const kept = analysis.keptBy(event);
        if (!isDefect(event, kept, analysis, selection)) continue;
        // A second call on the same connection opens nothing new.
        const resource = selection.defect === 'open' ? analysis.holderOf(event) : null;
        if (resource !== null && reported.has(resource)) continue;
        reported.add(event.node).add(resource);
        const call = callText(event, analysis);
        noteReport(context, event, selection.rule, call);
        context.report({
          node: event.node,
          messageId: MESSAGE[target],
          data: {
            call,
            path: pathText(event),
            remedy: event.entry.remedy,
            ...selection.data?.(event),
          },
          suggest: [...suggestionsFor(event, kept, analysis, context.filename)].filter(
            ({ messageId }) => messageId !== 'addOption' || fitsOption(event, selection.rule),
          ),
        });
      }
    },
  };
}
