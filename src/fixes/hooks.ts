/** Puts statements into the CRaC hooks of a class: those it has, or new ones of a resource that is registered and kept. */
import type {
  ClassDeclaration,
  ConstructorDeclaration,
  MethodDeclaration,
  Node,
  TypeDeclaration,
} from '../java-ast/nodes.ts';
import { declaresLocal, fieldsOf } from './fields.ts';
import type { Imports } from './imports.ts';
import { nodesBelow, type JavaFile } from './java-file.ts';
import { is } from './kinds.ts';
import {
  addBehindFields,
  addInterface,
  addMethods,
  addStatements,
  freeName,
  hasMethod,
  type MemberOwner,
} from './members.ts';
import type { OffsetEdit } from './text-edits.ts';

/** What is to happen around the snapshot; code with LF and four blanks for a level. */
export interface HookCode {
  /** In beforeCheckpoint, after what is done there already. */
  readonly before: readonly string[];
  /** In afterRestore, before what is done there already. */
  readonly after: readonly string[];
  /** Whether the statements of each may throw checked exceptions. */
  readonly beforeThrows: boolean;
  readonly afterThrows: boolean;
}

/** Where the hooks are to be: in the class of the field, for its objects or for the class itself. */
export interface HookPlace {
  readonly file: JavaFile;
  readonly owner: TypeDeclaration;
  readonly isStatic: boolean;
  readonly imports: Imports;
  /** Methods that are added beside the hooks. */
  readonly methods: readonly string[];
  /** The fields that the hooks name. */
  readonly fields: readonly string[];
  /** The only constructor whose objects need the hooks; null when all do. Objects of the others were given their value. */
  readonly madeIn: ConstructorDeclaration | null;
}

const CRAC_PACKAGES = ['org.crac', 'jdk.crac', 'javax.crac'];

/** Annotations with which Lombok makes constructors: a constructor in the sources would collide. */
const MAKES_CONSTRUCTORS =
  /^(?:lombok\.)?(?:NoArgs|AllArgs|RequiredArgs)Constructor$|^(?:lombok\.)?(?:Data|Value|Builder|SuperBuilder)$|\.SuperBuilder$/u;

/** Annotations with which Lombok makes objects equal by value: a CRaC context takes equal resources for one. */
const MAKES_EQUAL = /^(?:lombok\.)?(?:Data|Value|EqualsAndHashCode)$/u;

/** The edits, methods included; null when the class allows no hooks. */
export function hookEdits(place: HookPlace, code: HookCode): OffsetEdit[] | null {
  const { file, owner } = place;
  const existing = existingHooks(place);
  if (existing !== null) {
    const edits = extended(place, existing, code);
    return edits === null ? null : [...edits, ...addMethods(file, owner, place.methods)];
  }
  if (!is(owner, 'ClassDeclaration', 'EnumDeclaration')) return null;
  if (hasMethod(owner, 'beforeCheckpoint') || hasMethod(owner, 'afterRestore')) return null;
  if (place.isStatic) return heldResource(place, code, 'static');
  if (!is(owner, 'ClassDeclaration')) return heldResource(place, code, 'instance');
  const isPlain = owner.superclass === null && !isEqualByValue(owner);
  return isPlain ? ownResource(place, owner, code) : heldResource(place, code, 'instance');
}

/** The class itself, or an anonymous class in one of its fields, with both hooks. */
function existingHooks({ owner, isStatic }: HookPlace): MemberOwner | null {
  if (
    is(owner, 'ClassDeclaration', 'EnumDeclaration') &&
    owner.interfaces.some((type) => is(type, 'ClassType') && isResource(type.name))
  ) {
    return owner;
  }
  for (const member of owner.members) {
    if (!is(member, 'FieldDeclaration') || (isStatic && !member.modifiers.includes('static'))) continue;
    for (const { initializer } of member.declarators) {
      if (is(initializer, 'ClassInstanceCreation') && initializer.body !== null && isResource(initializer.type.name)) {
        return initializer.body;
      }
    }
  }
  return null;
}

function isResource(name: string): boolean {
  return name === 'Resource' || CRAC_PACKAGES.some((packageName) => name === `${packageName}.Resource`);
}

function extended({ file, fields }: HookPlace, hooks: MemberOwner, code: HookCode): OffsetEdit[] | null {
  const edits: OffsetEdit[] = [];
  for (const [name, statements, throws] of [
    ['beforeCheckpoint', code.before, code.beforeThrows],
    ['afterRestore', code.after, code.afterThrows],
  ] as const) {
    if (statements.length === 0) continue;
    const method = hooks.members.find(
      (member): member is MethodDeclaration => is(member, 'MethodDeclaration') && member.name.name === name,
    );
    if (method?.body === null || method === undefined) return null;
    if (fields.some((name) => declaresLocal(file, method, name))) return null;
    edits.push(addStatements(file, method.body, name === 'afterRestore' ? 'first' : 'last', statements));
    if (throws) edits.push(...throwsException(file, method));
  }
  return edits;
}

function throwsException(file: JavaFile, method: MethodDeclaration): OffsetEdit[] {
  const types = method.throws.map((type) => file.textOf(type));
  if (types.some((type) => type === 'Exception' || type === 'Throwable' || type === 'java.lang.Exception')) return [];
  const [first] = method.throws;
  const last = method.throws.at(-1);
  if (first !== undefined && last !== undefined) return [{ start: first.start, end: last.end, newText: 'Exception' }];
  const close = file.text.lastIndexOf(')', method.body?.start ?? method.end);
  return [{ start: close + 1, end: close + 1, newText: ' throws Exception' }];
}

function cracPackage(file: JavaFile): string {
  const used = file.unit.imports.find(({ name }) =>
    CRAC_PACKAGES.some((packageName) => name === packageName || name.startsWith(`${packageName}.`)),
  );
  return CRAC_PACKAGES.find((packageName) => used?.name.startsWith(packageName)) ?? 'org.crac';
}

/** The two hook methods, as the interface declares them. */
function hookMethods({ file, owner, imports }: HookPlace, code: HookCode): string[] {
  const crac = cracPackage(file);
  const name = fieldsOf(file, owner).some((field) => field.name === 'context') ? 'snapshot' : 'context';
  const context = `${imports.nameOf(`${crac}.Context`)}<? extends ${imports.nameOf(`${crac}.Resource`)}> ${name}`;
  const method = (name: string, statements: readonly string[], throws: boolean): string => {
    const lines = statements.flatMap((statement) => statement.split('\n')).map((line) => `    ${line}`);
    const body = lines.length === 0 ? '' : `${lines.join('\n')}\n`;
    return `@Override\npublic void ${name}(${context})${throws ? ' throws Exception' : ''} {\n${body}}`;
  };
  return [
    method('beforeCheckpoint', code.before, code.beforeThrows),
    method('afterRestore', code.after, code.afterThrows),
  ];
}

function registration({ file, imports }: HookPlace, what: string): string {
  return `${imports.nameOf(`${cracPackage(file)}.Core`)}.getGlobalContext().register(${what});`;
}

/** The class becomes the resource, and each new object registers itself. */
function ownResource(place: HookPlace, owner: ClassDeclaration, code: HookCode): OffsetEdit[] {
  const { file, imports } = place;
  return [
    ...registrationEdits(place, owner),
    addInterface(file, owner, imports.nameOf(`${cracPackage(file)}.Resource`)),
    ...addMethods(file, owner, [...place.methods, ...hookMethods(place, code)]),
  ];
}

/** Registers the objects of a class that need it, in its constructors or, where it has none, in a new one. */
export function registrationEdits(place: HookPlace, owner: ClassDeclaration): OffsetEdit[] {
  const { file, madeIn } = place;
  const constructors = owner.members.filter((member) => is(member, 'ConstructorDeclaration'));
  const register = registration(place, 'this');
  if (constructors.length === 0) return newConstructor(place, owner, register);
  return constructors.flatMap((constructor) => {
    if (madeIn !== null && constructor !== madeIn) return [];
    const [first] = constructor.body.statements;
    if (is(first, 'ExplicitConstructorInvocation') && first.keyword === 'this') return [];
    const leaves = nodesBelow(constructor.body, 'ReturnStatement').some(
      (node) => !isInFunction(file, node, constructor),
    );
    return [addStatements(file, constructor.body, leaves ? 'first' : 'last', [register])];
  });
}

/** As accessible as the class; an initialiser where Lombok makes the constructors. */
function newConstructor({ file }: HookPlace, owner: ClassDeclaration, statement: string): OffsetEdit[] {
  const isByLombok = owner.annotations.some(({ name }) => MAKES_CONSTRUCTORS.test(name));
  const access = owner.modifiers.find((modifier) => ['public', 'protected', 'private'].includes(modifier));
  const head = isByLombok ? '' : `${access === undefined ? '' : `${access} `}${owner.name.name}() `;
  return addBehindFields(file, owner, [`${head}{\n    ${statement}\n}`]);
}

function isInFunction(file: JavaFile, node: Node, until: Node): boolean {
  for (const ancestor of file.ancestorsOf(node)) {
    if (ancestor === until) return false;
    if (is(ancestor, 'LambdaExpression', 'ClassBody')) return true;
  }
  return false;
}

function isEqualByValue(owner: ClassDeclaration): boolean {
  return hasMethod(owner, 'equals') || owner.annotations.some(({ name }) => MAKES_EQUAL.test(name));
}

/** A resource of its own in a final field: for static fields, and for classes that cannot well be resources themselves. */
function heldResource(place: HookPlace, code: HookCode, level: 'static' | 'instance'): OffsetEdit[] | null {
  const { file, owner, imports } = place;
  const name = freeName(
    file,
    level === 'static' ? ['SNAPSHOT_HOOKS', 'CRAC_RESOURCE'] : ['snapshotHooks', 'cracResource'],
  );
  if (name === null || !is(owner, 'ClassDeclaration', 'EnumDeclaration')) return null;
  const resource = imports.nameOf(`${cracPackage(file)}.Resource`);
  const methods = hookMethods(place, code).join('\n\n');
  const body = methods.split('\n').map((line) => (line === '' ? '' : `    ${line}`));
  const modifiers = level === 'static' ? 'private static final' : 'private final';
  const field = `${modifiers} ${resource} ${name} = new ${resource}() {\n${body.join('\n')}\n};`;
  const register = `${level === 'static' ? 'static ' : ''}{\n    ${registration(place, name)}\n}`;
  return [...addBehindFields(file, owner, [field, register]), ...addMethods(file, owner, place.methods)];
}
