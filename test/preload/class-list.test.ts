import { describe, expect, it } from 'vitest';
import { classNames, selectClasses } from '../../src/preload/class-list.ts';
import { preloaderSource } from '../../src/preload/preloader.ts';
import { parseJava } from '../../src/java-ast/parse.ts';

describe('classNames', () => {
  it('reads names, logs of -Xlog:class+load and of -verbose:class, each name once', () => {
    const text = [
      '# a comment',
      'com.acme.Order',
      'com/acme/Order$Line',
      '[0.046s][info][class,load] java.lang.Object source: shared objects file',
      '[0.612s][info][class,load] com.acme.Über source: file:/opt/app.jar',
      '[Loaded com.acme.Old from file:/opt/app.jar]',
      'com.acme.Order',
      'not a name!',
      '',
    ].join('\r\n');
    expect(classNames(text)).toEqual([
      'com.acme.Order',
      'com.acme.Order$Line',
      'java.lang.Object',
      'com.acme.Über',
      'com.acme.Old',
    ]);
  });

  it('leaves out hidden classes', () => {
    const log = '[0.1s][info][class,load] com.acme.App$$Lambda/0x000000080100a000 source: com.acme.App';
    expect(classNames(log)).toEqual([]);
  });
});

describe('selectClasses', () => {
  it('leaves out what is generated and what belongs to the JDK alone', () => {
    const generated = [
      'com.acme.App$$Lambda$14',
      'jdk.proxy2.$Proxy7',
      'com.acme.A$$EnhancerBySpringCGLIB$$1',
      'sun.misc.Unsafe',
    ];
    expect(selectClasses([...generated, 'com.acme.A', 'java.util.HashMap'], new Set()).kept).toEqual([
      'com.acme.A',
      'java.util.HashMap',
    ]);
  });

  it('names classes whose initialisers are unsafe, and keeps others nested in them', () => {
    const names = ['com.acme.Store', 'com.acme.Store$Row'];
    expect(selectClasses(names, new Set(['com.acme.Store']))).toEqual({
      kept: ['com.acme.Store$Row'],
      unsafe: ['com.acme.Store'],
    });
  });
});

describe('preloaderSource', () => {
  it.each(['com.acme.ClassPreloader', 'ClassPreloader'])('is valid Java for %s', async (name) => {
    const { unit, errors } = await parseJava(preloaderSource(name), { parser: 'java-parser' });
    expect(errors).toEqual([]);
    expect(unit.types.map((type) => type.name.name)).toEqual(['ClassPreloader']);
    expect(unit.packageName).toBe(name.includes('.') ? 'com.acme' : '');
  });
});
