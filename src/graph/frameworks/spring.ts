/**
 * Spring and Spring Boot: the context's singletons are created at start-up, so their constructors, fields, `@Bean` methods,
 * `@PostConstruct` methods, runners and start-up listeners are init. `@Lazy`, prototype and request-scoped beans are not.
 */
import { projectType } from '../../model/java-type.ts';
import type { AnnotationFact } from '../../model/facts.ts';
import type { MethodModel, ProjectModel, TypeModel } from '../../model/project.ts';
import type { Target } from '../../types.ts';
import { invoke, lookUp } from '../calls.ts';
import { ensureInitialized } from '../class-initialization.ts';
import { construct } from '../construction.ts';
import type { LiveObject } from '../kept.ts';
import { displayName, Machine } from '../machine.ts';
import { invokeFunctions } from '../run-functions.ts';
import { finish, parameterValues, type Startup } from '../startup.ts';
import { objectValue, typed, type Value } from '../values.ts';
import type { FrameworkStartup } from './index.ts';

const STEREOTYPES = new Set(['Component', 'Service', 'Repository', 'Controller', 'RestController', 'Configuration', 'SpringBootApplication', 'ControllerAdvice', 'RestControllerAdvice', 'AutoConfiguration', 'SpringBootConfiguration', 'TestConfiguration']);
const APPLICATION = new Set(['SpringBootApplication', 'EnableAutoConfiguration', 'ComponentScan', 'SpringBootConfiguration']);
const RUNNERS = new Set(['ApplicationRunner', 'CommandLineRunner']);
const STARTUP_EVENTS = /^(ContextRefreshedEvent|ApplicationReadyEvent|ApplicationStartedEvent|ContextStartedEvent)$/;

/** One start-up per project that has a Spring application or configuration class: all its singletons share a heap. */
export function springStartups(project: ProjectModel, target: Target): readonly FrameworkStartup[] {
  const bySourceRoot = new Map<string, TypeModel[]>();
  for (const type of project.types) {
    if (!isBeanClass(project, type)) continue;
    const known = bySourceRoot.get(type.sourceRoot);
    if (known === undefined) bySourceRoot.set(type.sourceRoot, [type]);
    else known.push(type);
  }
  return [...bySourceRoot.values()].flatMap((beans) => {
    const main = beans.find((type) => hasAny(project, type, APPLICATION)) ?? beans[0];
    return main === undefined ? [] : [{ type: main, run: () => startContext(new Machine(project, target), main, beans) }];
  });
}

function isBeanClass(project: ProjectModel, type: TypeModel): boolean {
  if (type.fact.kind !== 'class' || type.fact.modifiers.includes('abstract')) return false;
  return hasAny(project, type, STEREOTYPES) && !isDeferred(project, type, type.fact.annotations);
}

function hasAny(project: ProjectModel, type: TypeModel, names: ReadonlySet<string>): boolean {
  return type.fact.annotations.some((annotation) => names.has(springName(project, type, annotation)));
}

/** The simple name of an annotation of Spring's (or of jakarta/javax), '' for any other. */
function springName(project: ProjectModel, type: TypeModel, annotation: AnnotationFact): string {
  const resolved = project.resolve({ name: annotation.name }, { type, file: type.file, method: null });
  const known = !resolved.certain || /^(org\.springframework|jakarta|javax)\./.test(resolved.name);
  return resolved.project === null && known ? annotation.name.slice(annotation.name.lastIndexOf('.') + 1) : '';
}

/** Beans that are not created when the context starts, or not in production. */
function isDeferred(project: ProjectModel, type: TypeModel, annotations: readonly AnnotationFact[]): boolean {
  return annotations.some((annotation) => {
    const name = springName(project, type, annotation);
    const value = annotation.elements['value'] ?? annotation.elements['scopeName'];
    const text = value?.kind === 'literal' && typeof value.value === 'string' ? value.value : '';
    if (name === 'Lazy') return value?.kind !== 'literal' || value.value !== false;
    if (name === 'Scope') return text !== 'singleton' && text !== '';
    if (name === 'Profile') return /test|local|dev|mock|integration/i.test(text);
    return /^(RequestScope|SessionScope|RefreshScope|StepScope|JobScope)$/.test(name);
  });
}

function startContext(machine: Machine, main: TypeModel, beans: readonly TypeModel[]): Startup {
  const live: LiveObject[] = [];
  machine.phase = 'bean';
  for (const bean of beans) live.push(createBean(machine, bean));
  for (const [index, bean] of beans.entries()) {
    const self = live[index]?.value;
    if (self === undefined) continue;
    initializeBean(machine, bean, self);
    for (const method of beanMethods(machine, bean)) live.push(callBeanMethod(machine, bean, method, self));
  }
  return finish(machine, main.qualifiedName, live, [], null);
}

function createBean(machine: Machine, bean: TypeModel): LiveObject {
  const site = { file: bean.file.file, span: bean.fact.nameSpan };
  ensureInitialized(machine, bean, site);
  machine.phase = 'bean';
  const object = machine.allocate('instance', projectType(bean), site, { model: bean });
  const constructors = bean.methods.get('<init>') ?? [];
  const chosen = constructors.find((one) => one.fact.annotations.some((annotation) => /(^|\.)(Autowired|Inject)$/.test(annotation.name)))
    ?? constructors.find((one) => one.fact.parameters.length === 0) ?? constructors[0];
  construct(machine, bean, object, chosen === undefined ? [] : parameterValues(machine, chosen), site, null);
  return { value: objectValue(object), description: `the Spring bean ${displayName(bean)}` };
}

/** Lifecycle callbacks of a created bean. */
function initializeBean(machine: Machine, bean: TypeModel, self: Value): void {
  const interfaces = new Set(machine.project.allSupertypes(bean).map((type) => type.name.slice(type.name.lastIndexOf('.') + 1)));
  for (const methods of bean.methods.values()) {
    for (const method of methods) if (isStartupCallback(machine.project, bean, method, interfaces)) run(machine, method, self);
  }
}

function isStartupCallback(project: ProjectModel, bean: TypeModel, method: MethodModel, interfaces: ReadonlySet<string>): boolean {
  const { name, annotations, parameters } = method.fact;
  for (const annotation of annotations) {
    const simple = springName(project, bean, annotation);
    if (simple === 'PostConstruct') return true;
    if (simple === 'EventListener') return listensToStartup(annotation, parameters[0]?.type.name);
  }
  if (name === 'afterPropertiesSet') return interfaces.has('InitializingBean');
  if (name === 'start') return interfaces.has('SmartLifecycle') || interfaces.has('Lifecycle');
  return name === 'run' && (interfaces.has('ApplicationRunner') || interfaces.has('CommandLineRunner'));
}

function listensToStartup(annotation: AnnotationFact, parameter: string | undefined): boolean {
  if (parameter !== undefined && STARTUP_EVENTS.test(parameter)) return true;
  const listed = annotation.elements['value'] ?? annotation.elements['classes'];
  const types = listed?.kind === 'array' ? (listed.values ?? []) : listed === undefined ? [] : [listed];
  return types.some((type) => type.kind === 'classLiteral' && STARTUP_EVENTS.test(type.type.name));
}

function beanMethods(machine: Machine, bean: TypeModel): readonly MethodModel[] {
  return [...bean.methods.values()].flat().filter(
    (method) =>
      method.fact.annotations.some((annotation) => springName(machine.project, bean, annotation) === 'Bean') &&
      !isDeferred(machine.project, bean, method.fact.annotations),
  );
}

/** A `@Bean` method runs at start-up; what it returns lives on. A runner it returns is run, other functions are not. */
function callBeanMethod(machine: Machine, bean: TypeModel, method: MethodModel, self: Value): LiveObject {
  const value = run(machine, method, method.fact.isStatic ? null : self);
  if (RUNNERS.has(method.fact.returnType.name)) invokeFunctions(machine, value, [typed(null)], siteOf(method));
  return { value, description: `the Spring bean ${displayName(bean)}.${method.fact.name}` };
}

function run(machine: Machine, method: MethodModel, self: Value | null): Value {
  const chosen = self?.objects[0]?.model === undefined || self.objects[0].model === null ? method : (lookUp(machine, self.objects[0].model, method.fact.name, parameterValues(machine, method)) ?? method);
  return invoke(machine, null, chosen, self, parameterValues(machine, chosen), siteOf(chosen));
}

function siteOf(method: MethodModel): { file: string; span: readonly [number, number] } {
  return { file: method.owner.file.file, span: method.fact.nameSpan };
}
