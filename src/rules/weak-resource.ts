import type { RegistrationEvent } from '../graph/event.ts';
import type { Rule } from './rule.ts';
import { mayRecord } from './shared/before-parsing.ts';

const rule: Rule = {
  meta: {
    id: 'weak-resource',
    family: 'hook',
    title: 'CRaC resources that nothing holds strongly',
    severity: { snapstart: 'error', crac: 'error' },
    preset: 'recommended',
    messages: {
      weak:
        '{what} is registered, but nothing holds it strongly. CRaC contexts keep weak references: this resource may be ' +
        'collected before the snapshot, then neither hook runs (nondeterministic). Keep the registered object in a ' +
        'private static final field or in a field of the handler.',
    },
    fixes: ['hold'],
    sources: [
      'https://docs.aws.amazon.com/lambda/latest/dg/snapstart-runtime-hooks-java.html',
      'https://github.com/CRaC/docs/blob/master/best-practices.md',
    ],
  },
  mayReport: mayRecord,
  *check({ init }) {
    for (const registration of init.registrations) {
      if (!registration.isWeak) continue;
      const { site, symbol, phase, path, roots } = registration;
      const sink = { type: 'org.crac.Context', member: 'register' };
      yield { site, symbol, phase, path, roots, sink, messageId: 'weak', data: { what: nameOf(registration) } };
    }
  },
};

export default rule;

function nameOf(registration: RegistrationEvent): string {
  switch (registration.argument) {
    case 'this':
      return 'This object';
    case 'new':
      return 'A new object';
    case 'function':
      return 'A lambda';
    case 'other':
      return 'A local object';
  }
}
