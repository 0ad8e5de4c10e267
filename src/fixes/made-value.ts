/** An expensive object that a request makes: the whole expression that makes it, its type, and whether init can make it as well. */
import type { Expression, Node, TypeDeclaration } from '../java-ast/nodes.ts';
import type { Finding } from '../types.ts';
import { declaresLocal, fieldNamed, isExpression } from './fields.ts';
import { isTypeDeclaration, nodesBelow, type JavaFile } from './java-file.ts';
import { is } from './kinds.ts';

/** Methods that set an object up and give it back, by the type of the object. */
const FLUENT: ReadonlyMap<string, RegExp> = new Map([
  [
    'com.fasterxml.jackson.databind.ObjectMapper',
    /^(?:findAndRegisterModules|registerModules?|configure|enable|disable|addMixIn|set(?:SerializationInclusion|PropertyNamingStrategy|DateFormat|TimeZone|Locale|DefaultPropertyInclusion|Visibility))$/u,
  ],
]);

/** What making throws that has to be caught. */
const CHECKED: ReadonlyMap<string, string> = new Map([
  ['javax.xml.bind.JAXBContext', 'javax.xml.bind.JAXBException'],
  ['jakarta.xml.bind.JAXBContext', 'jakarta.xml.bind.JAXBException'],
]);

/** Calls in arguments that throw nothing to be caught, as `Type.member` of the JDK and the SDKs. */
const HARMLESS =
  /^(?:Region|Regions|Duration|Optional|List|Set|Map|TimeUnit|ZoneId|Locale|String|Integer|Long|Boolean|Path|Paths)\.\w+$|^URI\.create$|^System\.(?:getenv|getProperty)$|\.(?:builder|create|newBuilder|standard|defaults)$/u;

/** The call that a finding is about together with the fluent calls behind it that set the object up. */
export function wholeValue(file: JavaFile, call: Expression, finding: Finding): Expression {
  const fluent = FLUENT.get(finding.sink.type);
  const parent = file.parentOf(call);
  const isSetUp = is(parent, 'MethodInvocation') && parent.target === call && fluent?.test(parent.name.name) === true;
  return isSetUp ? wholeValue(file, parent, finding) : call;
}

/** The type's name as it can be written for a field; null when the expression does not tell. */
export function typeOfValue(file: JavaFile, value: Expression): string | null {
  if (is(value, 'ClassInstanceCreation')) return file.textOf(value.type);
  if (!is(value, 'MethodInvocation')) return null;
  const { target, name } = value;
  if (is(target, 'Identifier')) {
    return /^[A-Z]/u.test(target.name) &&
      /^(?:create|newInstance|newHttpClient|builder|newBuilder|compile)$/u.test(name.name)
      ? target.name
      : null;
  }
  return target === null ? null : typeOfValue(file, target);
}

/** The checked exception that making throws, qualified; null when none. */
export function checkedException({ sink }: Finding): string | null {
  return CHECKED.get(sink.type) ?? null;
}

/**
 * Whether a field's initialiser in `owner` can make the value: it names nothing of the request and nothing of the object
 * that is not set by then, and throws nothing that code around it catches. `own` is what the object itself is called.
 */
export function canBeMadeByField(
  file: JavaFile,
  value: Node,
  { owner, isStatic }: { readonly owner: TypeDeclaration; readonly isStatic: boolean },
  own: string | null = null,
): boolean {
  if (nodesBelow(value, 'ThisExpression', 'SuperExpression').length > 0) return false;
  const names = nodesBelow(value, 'Identifier').filter((one) => one.name !== own && isExpression(file, one));
  if (names.some((one) => isLocalOutside(file, one.name, value))) return false;
  for (const name of names) {
    const field = fieldNamed(file, name);
    if (field === null) continue;
    const isSet = field.declarator.initializer !== null;
    if (!isSet || (isStatic && !field.isStatic)) return false;
  }
  const calls = nodesBelow(value, 'MethodInvocation').filter(({ target }) => target === null);
  const areStatic = calls.every(({ name }) =>
    owner.members.some(
      (member) =>
        is(member, 'MethodDeclaration') && member.name.name === name.name && member.modifiers.includes('static'),
    ),
  );
  return areStatic && (!isGuarded(file, value) || isHarmless(value));
}

/** Whether a member around a value declares a local or parameter of this name outside the value. */
function isLocalOutside(file: JavaFile, name: string, value: Node): boolean {
  if (declaresLocal(file, value, name)) return false;
  for (const ancestor of file.ancestorsOf(value)) {
    if (isTypeDeclaration(ancestor)) return false;
    if (declaresLocal(file, ancestor, name)) return true;
  }
  return false;
}

/** Whether exceptions of a value go to a catch clause or are declared: then it may be what throws them. */
function isGuarded(file: JavaFile, value: Node): boolean {
  for (const ancestor of file.ancestorsOf(value)) {
    if (is(ancestor, 'TryStatement') && ancestor.catches.length > 0) return true;
    if (is(ancestor, 'MethodDeclaration', 'ConstructorDeclaration')) return ancestor.throws.length > 0;
  }
  return false;
}

/** Whether the calls and creations in the arguments of a value are known to throw nothing checked. */
function isHarmless(value: Node): boolean {
  const chain = new Set<Node>();
  for (let link: Node | null = value; link !== null; link = is(link, 'MethodInvocation') ? link.target : null) {
    chain.add(link);
  }
  return nodesBelow(value, 'MethodInvocation', 'ClassInstanceCreation').every((one) => {
    if (chain.has(one)) return true;
    if (is(one, 'ClassInstanceCreation')) return !/^(?:java\.net\.)?UR[IL]$/u.test(one.type.name);
    const { target, name } = one;
    if (is(target, 'Identifier')) return HARMLESS.test(`${target.name}.${name.name}`) || /^[a-z]/u.test(target.name);
    return is(target, 'MethodInvocation');
  });
}
