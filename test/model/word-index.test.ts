import { describe, expect, it } from 'vitest';
import { buildProjectModel } from '../../src/model/project.ts';
import { factsOf } from './facts-of.ts';

const orders = factsOf('class Orders { Object make() { return new Order(Ids.randomUUID()); } }', 'Orders.java');
const others = factsOf('class Others { }', 'Others.java');

describe('which files mention words', () => {
  it('is false only for files without any of them', () => {
    const project = buildProjectModel([orders, others]);
    expect(project.mayMention(orders, ['randomUUID'])).toBe(true);
    expect(project.mayMention(orders, ['nothing', 'Order'])).toBe(true);
    expect(project.mayMention(orders, /^random/)).toBe(true);
    expect(project.mayMention(orders, ['UUID'])).toBe(false);
    expect(project.mayMention(orders, /^UUID/)).toBe(false);
    expect(project.mayMention(others, ['randomUUID'])).toBe(false);
  });

  it('follows a file that changes', () => {
    const project = buildProjectModel([orders, others]);
    expect(project.mayMention(others, ['clock'])).toBe(false);
    expect(project.mayMention(others, /^clo/)).toBe(false);
    const next = factsOf('class Others { long at = clock(); }', 'Others.java');
    project.replaceFiles([{ previous: others, next, hasSameOutline: true }]);
    expect(project.mayMention(next, ['clock'])).toBe(true);
    expect(project.mayMention(next, /^clo/)).toBe(true);
    project.replaceFiles([{ previous: next, next: others, hasSameOutline: true }]);
    expect(project.mayMention(others, ['clock'])).toBe(false);
  });
});
