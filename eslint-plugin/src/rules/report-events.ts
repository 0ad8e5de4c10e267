import type { TSESLint } from '@typescript-eslint/utils';
import { analysisOf, type Analysis } from '../analysis/analysis.ts';
import { frameName, pathOf, type InitEvent } from '../analysis/events.ts';
import type { Kept } from '../analysis/kept.ts';
import { callText } from './call-text.ts';
import { noteReport } from '../reports.ts';
import type { SuggestionId } from '../suggestions/messages.ts';
import { suggestionsFor } from '../suggestions/suggest.ts';
import type { Target } from '../settings.ts';
import type { Declared } from './create-rule.ts';
import type { StrictOptions } from './strict-options.ts';

/** Messages of a rule: one per kind of snapshot that it knows. */
export type TargetMessageId = 'snapstart' | 'startupSnapshot' | 'workers';

type Context = Readonly<TSESLint.RuleContext<TargetMessageId | SuggestionId, readonly unknown[]>>;

/** What a rule reports of the events of init. */
export interface Selection {
  /**
   * What makes an event a defect: its value is still held after the restore, what it opened is still open, or the call
   * itself.
   */
  readonly defect: 'kept' | 'open' | 'call';
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
function isSelected(event: InitEvent, analysis: Analysis, rule: string, { matches }: Selection): boolean {
  return isAllowed(event, analysis) ? false : (matches?.(event, analysis) ?? event.entry.rule === rule);
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
 * The listener of a rule that reports events of init. With the rule's option `strict`, entries of the strict configuration
 * count as well.
 * @param context of the rule
 * @param declared the rule's name and targets
 * @param selection which events are defects
 */
export function reportEvents(context: Context, declared: Declared, selection: Selection): TSESLint.RuleListener {
  const { name: rule, targets } = declared;
  const [options] = context.options as StrictOptions;
  const isStrict = options?.strict === true;
  return {
    Program() {
      const analysis = analysisOf(context);
      const { target } = analysis.settings;
      if (!targets.includes(target)) return;
      const reported = new Set<unknown>();
      for (const event of analysis.phase.events) {
        if (event.entry.strict === true && !isStrict) continue;
        if (reported.has(event.node) || !isSelected(event, analysis, rule, selection)) continue;
        const kept = analysis.keptBy(event);
        if (!isDefect(event, kept, analysis, selection)) continue;
        // A second call on the same connection opens nothing new.
        const resource = selection.defect === 'open' ? analysis.holderOf(event) : null;
        if (resource !== null && reported.has(resource)) continue;
        reported.add(event.node).add(resource);
        const call = callText(event, analysis);
        noteReport(context, event, rule, call);
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
            ({ messageId }) => messageId !== 'addOption' || fitsOption(event, rule),
          ),
        });
      }
    },
  };
}
