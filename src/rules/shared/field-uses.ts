/** What the code does with a field that keeps something from init. */
import type { KeptPlace } from '../../graph/event.ts';
import type { Expression, FieldFact, Statement } from '../../model/facts.ts';
import type { ProjectModel, TypeModel } from '../../model/project.ts';
import { mentions } from '../../model/mentions.ts';
import { inEachFile } from '../../model/per-file.ts';
import { visitAll } from '../../model/visit.ts';
import { bodiesOf, type SourceBody } from './source-calls.ts';

type Node = Expression | Statement;

/**
 * Whether anything but the initialisers and constructors of the class that declares the field reads it. True as well for
 * what cannot be seen: a field that a library may read (a generated getter, a public field), a place that is no field.
 */
export function isReadAfterInit(project: ProjectModel, place: KeptPlace): boolean {
  const owner = ownerOf(project, place);
  const field = place.fieldName === null ? undefined : owner?.fields.get(place.fieldName)?.fact;
  if (owner === null || field === undefined || mayBeReadByLibraries(owner, field)) return true;
  const uses = usesOf(project, field.name);
  // A field that nothing reads yet is kept for somebody.
  if (uses.length === 0) return true;
  return uses.some(({ body, reads }) => {
    const ofOwner = body.type === owner && (body.method === null || body.method.name === '<init>');
    return !ofOwner || isReadInFunction(body.body, reads);
  });
}

/** Names of what only decides how long something waits. */
const WAITING = /sleep|delay|backoff|jitter|pause|wait|interval|timeout/iu;
const COMPARISONS = new Set(['<', '>', '<=', '>=']);

/** Whether the numbers of the generator in a field only make delays or are compared with a limit, as for sampling. */
export function onlyMakesDelays(project: ProjectModel, place: KeptPlace): boolean {
  const uses = fieldUsesOf(project, place) ?? [];
  return uses.length > 0 && uses.every(({ body, reads }) => reads.every((read) => isDelay(body, read)));
}

/** All code that reads the field of a kept place; null where it is no field of the project, or code outside may read it. */
export function fieldUsesOf(project: ProjectModel, place: KeptPlace): readonly FieldUse[] | null {
  const owner = ownerOf(project, place);
  const field = place.fieldName === null ? undefined : owner?.fields.get(place.fieldName)?.fact;
  if (owner === null || field === undefined || mayBeReadByLibraries(owner, field)) return null;
  return usesOf(project, field.name);
}

function ownerOf(project: ProjectModel, place: KeptPlace): TypeModel | null {
  if (place.declaring === null) return null;
  return project.typesNamed(place.declaring)[0] ?? null;
}

const GENERATED_ACCESS = /(^|\.)(Getter|Data|Value|Builder|ToString|EqualsAndHashCode|JsonProperty|Column|Id)$/;

function mayBeReadByLibraries(owner: TypeModel, field: FieldFact): boolean {
  if (owner.fact.kind === 'record' || field.modifiers.includes('public')) return true;
  return [...owner.fact.annotations, ...field.annotations].some(({ name }) => GENERATED_ACCESS.test(name));
}

/** A body that reads a field, and the nodes that do. */
export interface FieldUse {
  readonly body: SourceBody;
  readonly reads: readonly Node[];
}

/** Reads of any field of that name: what is read of another class is counted too, as that is the careful side. */
function usesOf(project: ProjectModel, name: string): readonly FieldUse[] {
  return inEachFile(project, `reads of ${name}`, (types, file) => {
    if (!project.mayMention(file, [name])) return [];
    return types.flatMap((type) =>
      [...bodiesOf(project, type, true)].flatMap((body): FieldUse[] => {
        const reads = mentions(body.body, [name]) ? readsIn(body.body, name) : [];
        return reads.length > 0 ? [{ body, reads }] : [];
      }),
    );
  });
}

function readsIn(body: readonly Statement[], name: string): readonly Node[] {
  const written = new Set<Node>();
  const found: Node[] = [];
  visitAll(body, (node) => {
    if (node.kind === 'assign' && node.operator === '=') written.add(node.left);
    if ((node.kind === 'name' || node.kind === 'select') && node.name === name) found.push(node);
  });
  return found.filter((node) => !written.has(node));
}

/** Whether one of the reads stands in a lambda, which may run at any time. */
function isReadInFunction(body: readonly Statement[], reads: readonly Node[]): boolean {
  return someAround(body, reads, (node) => node.kind === 'lambda');
}

function isDelay({ body, method }: SourceBody, read: Node): boolean {
  if (method !== null && WAITING.test(method.name)) return true;
  return someAround(body, [read], (node) => {
    if (node.kind === 'call' || node.kind === 'local') return WAITING.test(node.name);
    return node.kind === 'binary' && COMPARISONS.has(node.operator);
  });
}

/** Whether one of the nodes stands inside a node that `test` accepts. */
function someAround(body: readonly Statement[], nodes: readonly Node[], test: (node: Node) => boolean): boolean {
  let found = false;
  visitAll(body, (around) => {
    if (found || !test(around)) return;
    visitAll([around], (inside) => {
      found ||= nodes.includes(inside);
    });
  });
  return found;
}
