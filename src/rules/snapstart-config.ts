import type { Conflict, FunctionFact, Place } from '../project/types.ts';
import type { Rule } from './rule.ts';

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
    },
    sources: ['https://docs.aws.amazon.com/lambda/latest/dg/snapstart.html'],
  },
  *check({ facts }) {
    for (const declared of facts.functions) {
      if (declared.snapStart !== 'on') continue;
      for (const { what, place } of exclusionsOf(declared)) {
        yield { place, symbol: declared.name, messageId: 'excluded', data: { what } };
      }
    }
  },
};

export default rule;

const CONFLICTS: Readonly<Record<Conflict['setting'], string>> = {
  'file-system': 'the function mounts a file system',
  'ephemeral-storage': 'the function has more than 512 MB of ephemeral storage',
  'provisioned-concurrency': 'the function has provisioned concurrency',
};

function exclusionsOf(declared: FunctionFact): readonly { readonly what: string; readonly place: Place }[] {
  const { runtime, source, packageType, conflicts = [] } = declared;
  const isOldJava = packageType !== 'Image' && /^java8(\.al2)?$/u.test(runtime ?? '');
  return [
    ...(isOldJava ? [{ what: `the runtime is ${runtime ?? ''}, older than Java 11`, place: source }] : []),
    ...conflicts.map(({ setting, file, line }) => ({ what: CONFLICTS[setting], place: { file, line } })),
  ];
}
