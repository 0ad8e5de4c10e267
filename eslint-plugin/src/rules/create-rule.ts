import type { TSESLint } from '@typescript-eslint/utils';
import type { Target } from '../settings.ts';

/** What the documentation and the configurations say about a rule. */
export interface RuleDocs {
  /** One sentence without a full stop. */
  readonly description: string;
  /** The family of the shared rule table. */
  readonly family: string;
  /** The configuration that turns the rule on first. */
  readonly preset: 'recommended' | 'strict';
  /** Severity in that configuration. */
  readonly severity: 'error' | 'warn';
  /** Snapshots that the defect exists under: with another target the rule reports nothing. */
  readonly targets: readonly Target[];
  /** Page of the rule; added by `createRule`. */
  readonly url?: string;
}

/** A rule of this plugin, as its tests and the index see it. */
export type SnapsafeRule<
  MessageIds extends string = string,
  Options extends readonly unknown[] = readonly unknown[],
> = TSESLint.RuleModule<MessageIds, Options, RuleDocs>;

/** What the code of a rule is told of its declaration. */
export interface Declared {
  /** The rule's name, as entries of the catalogue state it. */
  readonly name: string;
  /** Snapshots that the defect exists under. */
  readonly targets: readonly Target[];
}

type Definition<MessageIds extends string, Options extends readonly unknown[]> = Omit<
  SnapsafeRule<MessageIds, Options>,
  'create'
> & {
  readonly name: string;
  readonly create: (
    context: Readonly<TSESLint.RuleContext<MessageIds, Options>>,
    declared: Declared,
  ) => TSESLint.RuleListener;
};

/** Where the pages of the rules are. */
const PAGES = 'https://github.com/snapsafe/snapsafe/blob/main/docs/rules';

/** The page of a rule. */
export function docsUrlOf(name: string): string {
  return `${PAGES}/${name}.md`;
}

/**
 * Makes a rule: types its messages and options, and adds the address of its page.
 * @param definition the rule with its name, which is that of its file
 */
export function createRule<const MessageIds extends string, const Options extends readonly unknown[]>({
  name,
  create,
  ...rule
}: Definition<MessageIds, Options>): SnapsafeRule<MessageIds, Options> {
  const { meta } = rule;
  const docs = meta.docs === undefined ? undefined : { ...meta.docs, url: docsUrlOf(name) };
  const declared: Declared = { name, targets: docs?.targets ?? [] };
  return {
    ...rule,
    create: (context) => create(context, declared),
    meta: { ...meta, languages: ['js/js'], docs },
  };
}
