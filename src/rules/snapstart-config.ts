import type { Conflict, FunctionFact, Place } from '../project/types.ts';
import type { Rule } from './rule.ts';
import { hasFunctions } from './shared/before-parsing.ts';

const rule: Rule = {
  meta: {
    id: 'snapstart-config',
    family: 'config',
    title: 'Functions with SnapStart on whose other settings exclude it',
    severity: { snapstart: 'warning', crac: 'off' },
    preset: 'recommended',
    messages: {
      excluded:
        'SnapStart is on, and {what}: SnapStart does not support that, so deploying the function fails or it gets no ' +
        'snapshots. Remove one of the two.',
      unpublished:
        'SnapStart is on, and {what}: snapshots are taken of published versions only, so the function has none unless ' +
        'something else publishes it. {remedy}.',
    },
    sources: ['https://docs.aws.amazon.com/lambda/latest/dg/snapstart.html'],
  },
  mayReport: hasFunctions,
  *check({ facts }) {
    for (const declared of facts.functions) {
      if (declared.snapStart !== 'on') continue;
      const { tool, conflicts = [] } = declared;
      const unpublished = conflicts.find(({ setting }) => setting === 'no-version');
      const data = PUBLISHING[tool];
      if (unpublished !== undefined && data !== undefined) {
        const { file, line } = unpublished;
        const place = { file, line };
        // A pipeline may publish by the command line.
        yield { place, symbol: declared.name, messageId: 'unpublished', data, severity: 'info', confidence: 'likely' };
      }
      for (const { what, place } of exclusionsOf(declared)) {
        yield { place, symbol: declared.name, messageId: 'excluded', data: { what } };
      }
    }
  },
};

export default rule;

/** How the tools publish that leave it to their users; the checks of cfn-lint do not reach them. */
const PUBLISHING: Partial<Record<FunctionFact['tool'], { readonly what: string; readonly remedy: string }>> = {
  cdk: { what: 'the app has no version and no alias of a function', remedy: 'Use currentVersion, or an alias on it' },
  terraform: {
    what: 'the resource does not publish versions',
    remedy: 'Set publish = true, and invoke a version or alias',
  },
};

const CONFLICTS: Readonly<Record<Exclude<Conflict['setting'], 'no-version'>, string>> = {
  'file-system': 'the function mounts a file system',
  'ephemeral-storage': 'the function has more than 512 MB of ephemeral storage',
  'provisioned-concurrency': 'the function has provisioned concurrency',
};

function exclusionsOf(declared: FunctionFact): readonly { readonly what: string; readonly place: Place }[] {
  const { runtime, source, packageType, conflicts = [] } = declared;
  const isOldJava = packageType !== 'Image' && /^java8(\.al2)?$/u.test(runtime ?? '');
  return [
    ...(isOldJava ? [{ what: `the runtime is ${runtime ?? ''}, older than Java 11`, place: source }] : []),
    ...conflicts.flatMap(({ setting, file, line }) =>
      setting === 'no-version' ? [] : [{ what: CONFLICTS[setting], place: { file, line } }],
    ),
  ];
}
