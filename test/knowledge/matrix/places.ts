/** Handler classes that hold one call in one place each. */
import type { CatalogueEntry } from '../../../src/knowledge/entry.ts';
import { callOf, type GeneratedCall } from './call.ts';

/** Places that init runs and keeps. */
export const INIT_PLACES = ['static field', 'constructor', 'three calls deep'] as const;
/** Places that init does not run. */
export const LATER_PLACES = ['handler method', 'stored supplier', 'afterRestore'] as const;

export type Place = (typeof INIT_PLACES)[number] | (typeof LATER_PLACES)[number];

/** Source text of a public handler class `name` with the entry's call in `place`. */
export function sourceOf(entry: CatalogueEntry, place: Place, name: string): string {
  const call = callOf(entry);
  const imports = call.imports.map((type) => `import ${type};`);
  const { interfaces, members } = shapes[place](call, name);
  const handler = members.some((member) => member.startsWith('public String handleRequest')) ? [] : [QUIET_HANDLER];
  return [
    'package com.acme.matrix;',
    '',
    ...imports,
    '',
    `public class ${name} implements ${[REQUEST_HANDLER, ...interfaces].join(', ')} {`,
    ...[...members, ...handler, ...call.members].map((member) => `  ${member}`),
    '}',
    '',
  ].join('\n');
}

const REQUEST_HANDLER = 'com.amazonaws.services.lambda.runtime.RequestHandler<String, String>';
const HANDLE = 'public String handleRequest(String event, com.amazonaws.services.lambda.runtime.Context context)';
const QUIET_HANDLER = `${HANDLE} { return event; }`;

interface Shape {
  readonly interfaces: readonly string[];
  readonly members: readonly string[];
}

const shapes: Readonly<Record<Place, (call: GeneratedCall, name: string) => Shape>> = {
  'static field': (call) => ({
    interfaces: [],
    members:
      call.statements.length === 0
        ? [`private static final Object KEPT = ${call.kept};`]
        : ['private static final Object KEPT;', `static { ${assigning('KEPT', call)} }`],
  }),
  constructor: (call, name) => ({
    interfaces: [],
    members: ['private final Object kept;', `public ${name}() { ${assigning('kept', call)} }`],
  }),
  'three calls deep': (call, name) => ({
    interfaces: [],
    members: [
      'private final Object kept;',
      `public ${name}() { kept = first(); }`,
      'private Object first() { return second(); }',
      'private static Object second() { return third(); }',
      `private static Object third() { ${returning(call)} }`,
    ],
  }),
  'handler method': (call) => ({
    interfaces: [],
    members: ['private Object kept;', `${HANDLE} { ${assigning('kept', call)} return event; }`],
  }),
  'stored supplier': (call) => ({
    interfaces: [],
    members: [`private final java.util.function.Supplier<Object> kept = () -> { ${returning(call)} };`],
  }),
  afterRestore: (call, name) => ({
    interfaces: ['org.crac.Resource'],
    members: [
      'private Object kept;',
      `public ${name}() { org.crac.Core.getGlobalContext().register(this); }`,
      'public void beforeCheckpoint(org.crac.Context<? extends org.crac.Resource> context) { kept = null; }',
      `public void afterRestore(org.crac.Context<? extends org.crac.Resource> context) { ${assigning('kept', call)} }`,
    ],
  }),
};

function assigning(field: string, { statements, kept }: GeneratedCall): string {
  return [...statements, `${field} = ${kept};`].join(' ');
}

function returning({ statements, kept }: GeneratedCall): string {
  return [...statements, `return ${kept};`].join(' ');
}
