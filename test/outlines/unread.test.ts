import { describe, expect, it } from 'vitest';
import type { FileFacts } from '../../src/model/facts.ts';
import { OutlinedFiles } from '../../src/model/outlined.ts';
import { buildProjectModel } from '../../src/model/project.ts';
import { rules } from '../../src/rules/registry.ts';
import { runRules } from '../../src/rules/runners/run-rules.ts';
import { loadOutlining, wholeLowering } from '../../src/run/parse.ts';

const outlining = await loadOutlining();

/** The files, by path, a body of which is read when one rule runs over them. */
function readBy(rule: string, sources: Readonly<Record<string, string>>): readonly string[] {
  const read: string[] = [];
  const files = new OutlinedFiles((text, outline) => {
    read.push(outline.file);
    return outlining.whole(text, outline);
  });
  const facts = Object.entries(sources).map(([file, text]) => {
    const outline = outlining.outline(text, file);
    if (outline === null) throw new Error(`${file} has no outline`);
    return files.take(outline, () => text);
  });
  const severities = new Map(rules.map(({ meta }) => [meta.id, meta.id === rule ? 'on' : 'off'] as const));
  runRules(buildProjectModel(facts), { target: 'snapstart', severities });
  return read.sort();
}

describe('bodies', () => {
  it('are not read for classes that are loaded by name when no start-up comes there', () => {
    const loader = `package com.acme; class Plugins {
      Class<?> load(String name) throws Exception { return Class.forName(name); }
    }`;
    const caller = `package com.acme; class Shop { Object open(Plugins plugins) throws Exception { return plugins.load("a"); } }`;
    expect(readBy('holder-defeated', { 'Plugins.java': loader, 'Shop.java': caller })).toEqual([]);
  });

  it('are read for them when one does', () => {
    const loader = `package com.acme; class Plugins {
      static final Class<?> FIRST = load("com.acme.First");
      static Class<?> load(String name) { try { return Class.forName(name); } catch (Exception e) { return null; } }
    }`;
    const other = `package com.acme; class Shop { void load() { long at = System.nanoTime(); } }`;
    expect(readBy('holder-defeated', { 'Plugins.java': loader, 'Shop.java': other })).toEqual(['Plugins.java']);
  });

  it('that look variables up are not read where nothing names one of the keys', () => {
    const settings = `package com.acme; class Settings { String get(String name) { return System.getenv(name); } }`;
    const shop = `package com.acme; class Shop { String region(Settings all) { return all.get("REGION"); } }`;
    expect(readBy('env-credentials', { 'Settings.java': settings, 'Shop.java': shop })).toEqual([]);
    const named = shop.replace('REGION', 'AWS_SESSION_TOKEN');
    expect(readBy('env-credentials', { 'Settings.java': settings, 'Shop.java': named })).toEqual([
      'Settings.java',
      'Shop.java',
    ]);
  });
});

describe('a text that is read again', () => {
  const text = 'class Shop { void open() { close(); } void close() { int rows = 1; } }';

  function taken(again: string | null): { readonly files: OutlinedFiles; readonly facts: FileFacts } {
    const files = new OutlinedFiles(outlining.whole);
    const outline = outlining.outline(text, 'Shop.java');
    if (outline === null) throw new Error('it has no outline');
    return { files, facts: files.take(outline, () => again) };
  }

  it('fills every body of its file', async () => {
    const { files, facts } = taken(text);
    expect(files.isRead(facts)).toBe(false);
    expect(facts.types[0]?.methods[1]?.body).toHaveLength(1);
    expect(files.isRead(facts)).toBe(true);
    expect(files.takeRefused()).toEqual([]);
    expect(files.plain(facts)).toEqual(await wholeLowering('tolerant')(text, 'Shop.java'));
  });

  it.each([
    ['is gone', null],
    ['has other places', text.replace('int rows', 'int  rows')],
    ['has other members', text.replace('void close()', 'void again()')],
  ])('does not count when it %s', (_, again) => {
    const { files, facts } = taken(again);
    expect(facts.types[0]?.methods.map(({ body }) => body)).toEqual([[], []]);
    expect(files.takeRefused()).toEqual(['Shop.java']);
    expect(files.isRead(facts)).toBe(false);
  });
});
