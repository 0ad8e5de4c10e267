import { describe, expect, it } from 'vitest';
import { bodyOf, factsOf, initializersOf, lowered, typeOf } from './facts-of.ts';

// Class T has a field `f`; `$f` is a local of that name, plain `f` the field.

describe('local names', () => {
  it.each([
    ['parameters', 'use(o, f);', 'use($o, f)'],
    ['variables, from their declaration on', 'use(f); int f = 1; use(f);', 'use(f); local int f = 1; use($f)'],
    ['several declarators', 'int a = 1, f = a; use(f);', 'local int a = 1; local int f = $a; use($f)'],
    ['variables end with their block', '{ int f = 1; } use(f);', '{ local int f = 1 }; use(f)'],
    ['a variable is in scope in its own initialiser', 'int f = g(f = 1);', 'local int f = g($f = 1)'],
    ['a method of the same name is no local', 'o(); o.o();', 'o(); $o.o()'],
    ['this.f is the field', 'int f = 1; this.f = f;', 'local int f = 1; this.f = $f'],
    [
      'for variables are in scope in the whole loop',
      'for (int f = 0; f < 9; f++) use(f); use(f);',
      '{ local int f = 0; loop ($f < 9) { use($f); $f ++ } }; use(f)',
    ],
    [
      'a variable of a loop body is not in scope in the update',
      'for (; ; use(f)) { int f = 1; }',
      'loop { local int f = 1; use(f) }',
    ],
    [
      'a for-each variable is not in scope in its iterable',
      'for (var f : f) use(f); use(f);',
      'foreach var f in f { use($f) }; use(f)',
    ],
    [
      'a catch parameter ends with its block',
      'try { a(); } catch (E f) { use(f); } finally { use(f); }',
      'try { a() } catch E f { use($f) } finally { use(f) }',
    ],
    [
      'resources are in scope in later resources and the body only',
      'try (A f = a(); B b = new B(f)) { use(f); } catch (E e) { use(f); } finally { use(f); }',
      'try (local A f = a(); local B b = new B($f)) { use($f) } catch E e { use(f) } finally { use(f) }',
    ],
    [
      'lambda parameters end with the lambda',
      'run(f -> f.x(), (A f, B b) -> { use(f); }, f);',
      'run((var f) => { return $f.x() }, (A f, B b) => { use($f) }, f)',
    ],
    ['a lambda captures locals', 'run(() -> use(o, f));', 'run(() => { return use($o, f) })'],
    [
      'a variable of an old-style case group is in scope in the next',
      'switch (o) { case 1: int f = 1; break; default: f = 2; } use(f);',
      'switch $o [1 : { local int f = 1; break } | default : { $f = 2 }]; use(f)',
    ],
    [
      'a variable of a rule ends with it',
      'switch (o) { case 1 -> { int f = 1; } default -> use(f); }',
      'switch $o [1 -> { local int f = 1 } | default -> { use(f) }]',
    ],
  ])('%s', (_title, source, expected) => {
    expect(lowered(source)).toBe(expected);
  });
});

describe('local and anonymous classes', () => {
  const facts = factsOf(`class T { Object f;
    void m(Object o, Object p) {
      int q = 1;
      class L { Object o; Object v = q; void n(Object p) { use(o, p, q, f); } void k() { use(p); class M { { use(o, q); } } } }
      new Object() { int a = q; Object q = o; { use(q, p); } void n() { int q = 2; use(q); } };
      record R(Object p) { R { use(p); } void n() { use(p); } }
      enum E { q; Object n() { return q; } }
      use(o, p, q);
    } }`);

  it('captured locals are locals, fields of the class shadow them', () => {
    const local = typeOf(facts, 'T$1L');
    expect(initializersOf(local)).toEqual(['v = $q']);
    expect(bodyOf(local, 'n')).toBe('use(o, $p, $q, f)');
    expect(bodyOf(local, 'k')).toBe('use($p); type #2');
    expect(initializersOf(typeOf(facts, 'T$1L$1M'))).toEqual(['use(o, $q)']);
  });

  it('a field shadows from the start of the body, a local in a method shadows the field again', () => {
    const anonymous = typeOf(facts, 'T$1');
    expect(initializersOf(anonymous)).toEqual(['a = q', 'q = $o', 'use(q, $p)']);
    expect(bodyOf(anonymous, 'n')).toBe('local int q = 2; use($q)');
  });

  it('record components and enum constants shadow like fields', () => {
    expect(bodyOf(typeOf(facts, 'T$1R'), '<init>')).toBe('use($p)');
    expect(bodyOf(typeOf(facts, 'T$1R'), 'n')).toBe('use(p)');
    expect(bodyOf(typeOf(facts, 'T$1E'), 'n')).toBe('return q');
  });

  it('after the class the locals are back', () => {
    expect(bodyOf(typeOf(facts, 'T'), 'm').endsWith('use($o, $p, $q)')).toBe(true);
  });
});

describe('pattern variables', () => {
  it.each([
    [
      'are in scope where the condition holds',
      'if (o instanceof A f) use(f); else use(f); use(f);',
      'if ($o instanceof A [A f]) { use($f) } else { use(f) }; use(f)',
    ],
    [
      'are in scope to the right of &&',
      'use(o instanceof A f && f.x()); use(f);',
      'use((($o instanceof A [A f]) && $f.x())); use(f)',
    ],
    [
      'of a negation are in scope to the right of ||',
      'use(!(o instanceof A f) || f.x() || f.y());',
      'use(((!($o instanceof A [A f]) || $f.x()) || $f.y()))',
    ],
    [
      'are not in scope to the right of ||',
      'use(o instanceof A f || f.x());',
      'use((($o instanceof A [A f]) || f.x()))',
    ],
    [
      'are in scope in a branch of ?:',
      'use(o instanceof A f ? f : f, !(o instanceof A f) ? f : f);',
      'use((($o instanceof A [A f]) ? $f : f), (!($o instanceof A [A f]) ? f : $f))',
    ],
    [
      'are in scope after an if that returns otherwise',
      'if (!(o instanceof A f)) return; use(f);',
      'if !($o instanceof A [A f]) { return }; use($f)',
    ],
    [
      'are not in scope after an if that goes on',
      'if (!(o instanceof A f)) { log(); } use(f);',
      'if !($o instanceof A [A f]) { log() }; use(f)',
    ],
    [
      'are in scope after an if whose else throws',
      'if (o instanceof A f) { log(); } else { throw e; } use(f);',
      'if ($o instanceof A [A f]) { log() } else { throw e }; use($f)',
    ],
    [
      'end with the block that the if is in',
      '{ if (!(o instanceof A f)) return; use(f); } use(f);',
      '{ if !($o instanceof A [A f]) { return }; use($f) }; use(f)',
    ],
    [
      'are in scope in a while body',
      'while (o instanceof A f && f.x()) { o = f; } use(f);',
      'loop (($o instanceof A [A f]) && $f.x()) { $o = $f }; use(f)',
    ],
    [
      'are in scope after a loop that ends by its condition',
      'while (!(o instanceof A f)) { o = next(); } use(f);',
      'loop !($o instanceof A [A f]) { $o = next() }; use($f)',
    ],
    [
      'are not in scope after a loop that may break',
      'while (!(o instanceof A f)) { if (o == null) break; } use(f);',
      'loop !($o instanceof A [A f]) { if ($o == null) { break } }; use(f)',
    ],
    [
      'are in scope after a do that ends by its condition',
      'do { o = next(); } while (!(o instanceof A f)); use(f);',
      'do-loop !($o instanceof A [A f]) { $o = next() }; use($f)',
    ],
    [
      'are in scope in body and update of a for',
      'for (; o instanceof A f; o = f.x()) use(f);',
      'loop ($o instanceof A [A f]) { use($f); $o = $f.x() }',
    ],
    [
      'come from nested record patterns',
      'if (o instanceof P(int a, Q(var f))) use(a, f);',
      'if ($o instanceof P [int a, var f]) { use($a, $f) }',
    ],
    [
      'of a case are in scope in guard and body',
      'switch (o) { case A f when f.x() -> use(f); default -> use(f); }',
      'switch $o [A f when $f.x() -> { use($f) } | default -> { use(f) }]',
    ],
    [
      'of a guard are in scope in the body',
      'switch (o) { case A a when o instanceof B f -> use(f); default -> {} }',
      'switch $o [A a when ($o instanceof B [B f]) -> { use($f) } | default -> {}]',
    ],
    [
      'of an old-style case end with its group',
      'switch (o) { case A f: use(f); break; default: use(f); }',
      'switch $o [A f : { use($f); break } | default : { use(f) }]',
    ],
  ])('%s', (_title, source, expected) => {
    expect(lowered(source)).toBe(expected);
  });

  const leaving: readonly string[] = [
    'throw e;',
    '{ log(); return; }',
    'synchronized (this) { return; }',
    'try { a(); } finally { return; }',
    'try { return; } catch (E e) { throw e; }',
    'if (a) return; else throw e;',
    'while (true) { a(); }',
    'for (;;) { switch (a) { default: break; } }',
    'do { for (;;) { break; } } while (true);',
    'switch (a) { case 1: default: return; }',
    'switch (a) { case 1 -> throw e; default -> { return; } }',
    'label: { return; }',
  ];
  const goingOn: readonly string[] = [
    ';',
    'if (a) return;',
    'if (a) return; else if (b) return; else log();',
    'while (true) { if (a) break; }',
    'while (a) { return; }',
    'for (var x : xs) return;',
    'switch (a) { case 1: return; }',
    'switch (a) { case 1: break; default: return; }',
    'switch (a) { case 1 -> log(); default -> { return; } }',
    'try { return; } catch (E e) { log(); }',
    'label: { if (a) break label; return; }',
    'label: for (;;) { for (;;) { break label; } }',
  ];

  it.each(leaving)('are in scope after an if that is left by: %s', (statement) => {
    expect(lowered(`if (!(o instanceof A f)) ${statement} use(f);`).endsWith('use($f)')).toBe(true);
  });

  it.each(goingOn)('are not in scope after an if that goes on past: %s', (statement) => {
    expect(lowered(`if (!(o instanceof A f)) { ${statement} } use(f);`).endsWith('use(f)')).toBe(true);
  });
});
