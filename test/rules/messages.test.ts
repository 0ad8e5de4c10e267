import { NO_FACTS } from '../../src/project/queries.ts';
import { describe, expect, it } from 'vitest';
import type { InitEvent } from '../../src/graph/event.ts';
import type { InitPhase } from '../../src/graph/init-phase.ts';
import type { CatalogueEntry } from '../../src/knowledge/entry.ts';
import { buildProjectModel } from '../../src/model/project.ts';
import { rules } from '../../src/rules/registry.ts';
import { optionsOf } from '../../src/rules/rule.ts';
import type { RuleReport } from '../../src/rules/rule.ts';
import type { Target } from '../../src/types.ts';

const entry: CatalogueEntry = {
  type: 'com.acme.Client',
  member: 'open',
  arity: [0, 2],
  isStatic: false,
  when: null,
  family: 'connection',
  effect: 'connects-now',
  verdict: 'unsafe',
  remedy: 'lazy',
  selfHeals: null,
  note: null,
  measured: true,
  library: 'client-1.0.jar',
  evidence: '',
  rule: null,
};

const site = { file: 'Handler.java', span: [0, 1] as const };

const event: InitEvent = {
  entry,
  site,
  symbol: 'com.acme.Handler#<init>',
  phase: 'constructor',
  path: [{ site, message: 'constructor of Handler' }],
  roots: ['com.acme.Handler'],
  confidence: 'definite',
  kept: { description: 'field Handler.value', fieldName: 'value', declaring: null },
  open: true,
  isConditional: false,
  suspendable: null,
  handled: null,
};

/** What a rule says about one event: its report with the message filled in, or null. */
function reported(
  ruleId: string,
  entryChanges: Partial<CatalogueEntry>,
  eventChanges: Partial<InitEvent> = {},
  target: Target = 'snapstart',
): (RuleReport & { readonly message: string }) | null {
  const rule = rules.find(({ meta }) => meta.id === ruleId);
  if (rule === undefined) throw new Error(`no rule ${ruleId}`);
  const seen: InitEvent = { ...event, ...eventChanges, entry: { ...entry, ...entryChanges } };
  const init = { eventsOf: (id: string) => (id === ruleId ? [seen] : []), events: [] } as unknown as InitPhase;
  const project = buildProjectModel([]);
  const [report] = [
    ...rule.check({
      project,
      init,
      target,
      options: optionsOf(rule.meta),
      facts: NO_FACTS,
      isOutsideLambda: () => false,
    }),
  ];
  if (report === undefined) return null;
  const template = rule.meta.messages[report.messageId];
  if (template === undefined) throw new Error(`no message ${report.messageId}`);
  const message = template.replace(/\{(\w+)\}/gu, (placeholder, name: string) => report.data[name] ?? placeholder);
  return { ...report, message };
}

const dropped = { kept: null, open: false };

describe('rule list', () => {
  it('is sorted by id and holds each rule once', () => {
    const ids = rules.map(({ meta }) => meta.id);
    expect(ids).toEqual([...new Set(ids)].sort());
    expect(ids.length).toBeGreaterThanOrEqual(14);
  });

  it.each(rules.map(({ meta }) => [meta.id, meta] as const))('%s has a title, messages and sources', (_id, meta) => {
    expect(meta.title).toMatch(/^[A-Z].*[^.]$/u);
    expect(Object.keys(meta.messages).length).toBeGreaterThan(0);
    expect(meta.sources.length).toBeGreaterThan(0);
    for (const text of Object.values(meta.messages)) expect(text).toMatch(/(?:\.|\{remedy\})$/u);
    for (const source of meta.sources) expect(source).toMatch(/^https:\/\//u);
  });
});

/** Those about what breaks; what is right in init is no event. */
const eventRules = rules
  .filter(({ meta }) => meta.id.endsWith('-in-init') && meta.family !== 'preload')
  .map(({ meta }) => meta.id);

describe.each(['snapstart', 'crac'] as const)('event rules under %s', (target) => {
  it.each(eventRules)('%s fills every placeholder and names the kept place', (ruleId) => {
    const found = reported(ruleId, {}, {}, target);
    expect(found?.message).not.toMatch(/\{\w+\}/u);
    expect(found?.message).toContain('field Handler.value');
  });

  it.each(eventRules)('%s is silent about a value that dies and a resource that is closed', (ruleId) => {
    expect(reported(ruleId, {}, dropped, target)).toBeNull();
  });

  it.each(eventRules)('%s is silent about what is closed before the checkpoint', (ruleId) => {
    const handled = {
      by: 'closed-before-checkpoint' as const,
      description: 'closed in Handler.beforeCheckpoint',
      site,
    };
    expect(reported(ruleId, {}, { handled }, target)).toBeNull();
  });
});

describe('what is renewed after the restore', () => {
  const handled = { by: 'renewed-after-restore' as const, description: 'renewed in Handler.afterRestore', site };

  it.each(eventRules)('is no finding of %s under SnapStart', (ruleId) => {
    expect(reported(ruleId, {}, { handled })).toBeNull();
  });

  it('fails a CRaC checkpoint all the same when it is open', () => {
    expect(reported('connection-in-init', {}, { handled }, 'crac')).toMatchObject({ messageId: 'checkpointFails' });
    expect(reported('unique-value-in-init', {}, { handled, open: false }, 'crac')).toBeNull();
  });
});

describe('connection-in-init', () => {
  const rule = 'connection-in-init';

  it('is an error for a single socket, also when healing is unknown', () => {
    expect(reported(rule, { selfHeals: false })).toMatchObject({ messageId: 'opens', severity: 'error' });
    expect(reported(rule, { selfHeals: null })).toMatchObject({ messageId: 'opens', severity: 'error' });
  });

  it('is a warning for a client that reconnects', () => {
    expect(reported(rule, { selfHeals: true })).toMatchObject({ messageId: 'reconnects', severity: 'warning' });
  });

  it('says that a background connect only starts', () => {
    const found = reported(rule, { effect: 'connects-in-background', selfHeals: true });
    expect(found).toMatchObject({ messageId: 'connectsLater', severity: 'warning' });
    expect(found?.message).toContain('starts connecting in the background');
  });

  it('names the failing checkpoint under CRaC and advises no lazy opening there', () => {
    const found = reported(rule, { selfHeals: true }, {}, 'crac');
    expect(found).toMatchObject({ severity: 'error' });
    expect(found?.message).toContain('will fail with CheckpointOpenSocketException');
    expect(found?.message).not.toContain('first use');
  });

  it('reports a connection that nothing keeps but nobody closes', () => {
    expect(reported(rule, {}, { kept: null })?.message).toContain('before the snapshot, left open.');
  });

  it('gives the settings that make an eager pool lazy', () => {
    const found = reported(rule, {
      selfHeals: true,
      remedy: 'configure: minimumIdle=0 + initializationFailTimeout=-1',
    });
    expect(found?.message).toContain(
      'Configure it not to connect at once (minimumIdle=0 + initializationFailTimeout=-1), or open it on first use',
    );
  });

  it.each([
    ['an idle client that only starts a selector thread', { effect: 'starts-threads', verdict: 'risky' }],
    ['a lazy pool', { effect: 'opens-on-first-use', verdict: 'risky' }],
    ['an in-memory database', { effect: 'connects-now', verdict: 'risky', remedy: 'keep' }],
    ['a UDP socket of a metrics client', { effect: 'opens-now', verdict: 'risky' }],
  ] as const)('is silent about %s', (_title, changes) => {
    expect(reported(rule, changes)).toBeNull();
  });
});

describe('messaging-client-in-init', () => {
  it('is silent about a consumer that was never polled', () => {
    expect(reported('messaging-client-in-init', { effect: 'opens-on-first-use', verdict: 'risky' })).toBeNull();
  });

  it('says that a producer connects by threads of its own', () => {
    const found = reported('messaging-client-in-init', { effect: 'connects-in-background' });
    expect(found?.message).toContain('starts network threads that connect to the message broker');
  });
});

describe('secret-cached-in-init', () => {
  it('never says that rotation is never seen: Lambda re-initialises', () => {
    expect(reported('secret-cached-in-init', {})?.message).toContain('or Lambda re-initialises it');
  });

  it('tells a copy from the cache it came from', () => {
    expect(reported('secret-cached-in-init', { selfHeals: true })).toMatchObject({ messageId: 'copied' });
  });
});

describe('token-cached-in-init', () => {
  it('tells signing from asking', () => {
    expect(reported('token-cached-in-init', { effect: 'mints-now' })).toMatchObject({ messageId: 'signed' });
    expect(reported('token-cached-in-init', {})).toMatchObject({ messageId: 'obtained' });
  });

  it('leaves the object that renews tokens alone', () => {
    expect(reported('token-cached-in-init', { verdict: 'risky', selfHeals: true })).toBeNull();
  });
});

describe('timestamp-in-init', () => {
  it.each(['expiresAt', 'tokenExpiry', 'DEADLINE', 'cacheTtl', 'valid_until', 'validUntil', 'notAfter'])(
    'takes the field %s for a time limit',
    (fieldName) => {
      const kept = { description: `field Handler.${fieldName}`, fieldName, declaring: null };
      expect(reported('timestamp-in-init', {}, { kept })).toMatchObject({ messageId: 'deadline' });
    },
  );

  it.each(['startedAt', 'created', 'lastSeen'])('takes the field %s for a plain time', (fieldName) => {
    const kept = { description: `field Handler.${fieldName}`, fieldName, declaring: null };
    expect(reported('timestamp-in-init', {}, { kept })).toMatchObject({ messageId: 'kept' });
  });

  it('calls the frozen nanoTime observed, and says nothing of it under CRaC, whose JDK corrects it', () => {
    expect(reported('timestamp-in-init', { member: 'nanoTime' })?.message).toContain('was observed not to advance');
    expect(reported('timestamp-in-init', { member: 'nanoTime' }, {}, 'crac')).toMatchObject({ messageId: 'kept' });
  });
});

describe('timer-in-init', () => {
  it('warns of fixed rates on both targets', () => {
    for (const target of ['snapstart', 'crac'] as const) {
      expect(reported('timer-in-init', { member: 'scheduleAtFixedRate' }, {}, target)).toMatchObject({
        messageId: 'fixedRate',
      });
    }
  });

  it('gives a single delayed run as information on Lambda and is silent under CRaC', () => {
    const changes = { type: 'java.util.concurrent.ScheduledExecutorService', member: 'schedule' };
    expect(reported('timer-in-init', changes)).toMatchObject({ severity: 'info' });
    expect(reported('timer-in-init', changes, {}, 'crac')).toBeNull();
  });

  it('warns of java.util.Timer, which fires what fell due, on both targets', () => {
    const changes = { type: 'java.util.Timer', member: 'schedule' };
    expect(reported('timer-in-init', changes)).toMatchObject({ messageId: 'scheduled' });
    expect(reported('timer-in-init', changes, {}, 'crac')).toMatchObject({ messageId: 'overdue' });
  });
});

describe('thread-in-init', () => {
  it('tells a process from a thread', () => {
    expect(reported('thread-in-init', { effect: 'spawns-now' })?.message).toContain('starts another process');
    expect(reported('thread-in-init', { effect: 'starts-threads' })?.message).toContain(
      'starts work on another thread',
    );
  });
});

describe('open-file-in-init', () => {
  it('is off under SnapStart, whose snapshot holds the disk', () => {
    expect(rules.find(({ meta }) => meta.id === 'open-file-in-init')?.meta.severity).toEqual({
      snapstart: 'off',
      crac: 'error',
    });
  });

  it('names the exception of the failing checkpoint', () => {
    expect(reported('open-file-in-init', { effect: 'opens-now' }, {}, 'crac')?.message).toContain(
      'CheckpointOpenFileException',
    );
  });
});
