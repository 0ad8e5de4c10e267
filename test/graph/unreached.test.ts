import { describe, expect, it } from 'vitest';
import { analyzeInitPhase, type InitPhase } from '../../src/graph/init-phase.ts';
import { RememberedProject } from '../../src/model/remembered-project.ts';
import { factsOf } from '../model/facts-of.ts';

type Texts = Readonly<Record<string, string>>;

const CONNECTION = 'java.sql.DriverManager.getConnection';

/** A connection that only `if` opens. */
function storeThatAsks(condition: string): string {
  return `class Store { static Object connection; static { if (${condition}) connection = ${CONNECTION}("jdbc:x"); } }`;
}

function initOf(texts: Texts, project = new RememberedProject()): InitPhase {
  const facts = Object.entries(texts).map(([name, text]) => factsOf(text, `${name}.java`));
  return analyzeInitPhase(project.take(facts, null), 'snapstart');
}

/** Where init comes from to a piece of code: the messages of the path. */
function wayTo(init: InitPhase, symbol: string): readonly string[] | undefined {
  return init.executed.get(symbol)?.map(({ message }) => message);
}

/** What the connections are, as far as init tells. */
function connections(init: InitPhase): readonly unknown[] {
  return init.events
    .filter(({ entry }) => entry.member === 'getConnection')
    .map(({ kept, confidence, isConditional, roots, path }) => ({
      kept: kept?.description,
      confidence,
      isConditional,
      roots,
      path: path.map(({ message }) => message),
    }));
}

describe('static initialisers that no root reaches', () => {
  it('have run before those of a later file that read them', () => {
    const flag = 'class Flag { static boolean on = true; static int count = 1; }';
    const init = initOf({ Flag: flag, Store: storeThatAsks('Flag.on') });
    expect(wayTo(init, 'Flag#on')).toEqual(['static initializer of Flag']);
    expect(connections(init)).toMatchObject([{ kept: 'static field Store.connection', confidence: 'possible' }]);
    const off = { Flag: flag.replace('true', 'false'), Store: storeThatAsks('Flag.on') };
    expect(connections(initOf(off))).toEqual([]);
  });

  it('are run by those of an earlier file that read them', () => {
    const init = initOf({
      Store: storeThatAsks('Switch.on'),
      Switch: 'class Switch { static boolean on = true; }',
    });
    expect(wayTo(init, 'Switch#on')).toEqual(['static initializer of Store', 'static initializer of Switch']);
    expect(connections(init)).toHaveLength(1);
  });

  it('keep what others put into their fields', () => {
    const init = initOf({
      Cache:
        'class Cache { static Object one = new Object(); static java.util.List<Object> all = new java.util.ArrayList<>(); }',
      Store: `class Store { static { Cache.one = ${CONNECTION}("jdbc:x"); Cache.all.add(${CONNECTION}("jdbc:y")); } }`,
    });
    expect(connections(init)).toMatchObject([{ kept: 'static field Cache.one' }, { kept: 'static field Cache.all' }]);
  });

  it('are what hooks find after the restore', () => {
    const init = initOf({
      Alpha:
        'class Alpha { static Object held = null; static java.util.List<Object> all = new java.util.ArrayList<>(); }',
      Pool:
        `class Pool implements org.crac.Resource { static final Pool POOL = new Pool(); Object connection = ${CONNECTION}("jdbc:x"); ` +
        'Pool() { org.crac.Core.getGlobalContext().register(this); } ' +
        'public void beforeCheckpoint(org.crac.Context<?> c) { if (Alpha.all != null) { ((java.sql.Connection) connection).close(); } } ' +
        `public void afterRestore(org.crac.Context<?> c) { if (Alpha.all != null) connection = ${CONNECTION}("jdbc:x"); } }`,
    });
    expect(init.events.filter(({ handled }) => handled !== null).map(({ handled }) => handled?.by)).toEqual([
      'closed-before-checkpoint',
    ]);
  });

  it.each([
    ['a value is another', (text: string) => text.replace('true', 'false')],
    ['a member comes', (text: string) => text.replace('{ static', '{ void m(int p) { } static')],
    [
      'it connects by itself',
      (text: string) => text.replace('= 1', `= 1; static Object own = ${CONNECTION}("jdbc:z")`),
    ],
    ['it has nothing to initialise', () => 'class Flag { static boolean on; }'],
    ['it touches another', (text: string) => text.replace('= 1', '= Other.count')],
    ['a superclass comes', (text: string) => text.replace('Flag {', 'Flag extends Other {')],
    ['it is a program', (text: string) => text.replace('{ static', '{ public static void main(String[] a) { } static')],
  ])('are as in a project that is opened now, when %s', (_, edit) => {
    const texts = {
      Flag: 'class Flag { static boolean on = true; static int count = 1; }',
      Other: 'class Other { static int count = 2; static final String NAME = "other"; }',
      Store: storeThatAsks('Flag.on'),
      Window: `class Window { static { if (Other.count > 1) { new Thread(() -> { }).start(); } } }`,
    };
    const project = new RememberedProject();
    const plain = (init: InitPhase): unknown => [
      connections(init),
      init.events.map(({ site, path }) => ({ site, path })),
      [...init.executed].sort(([left], [right]) => (left < right ? -1 : 1)),
      init.problems,
    ];
    for (const Flag of [texts.Flag, edit(texts.Flag), texts.Flag]) {
      expect(plain(initOf({ ...texts, Flag }, project))).toEqual(plain(initOf({ ...texts, Flag })));
    }
  });
});
