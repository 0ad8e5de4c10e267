/** Classes of which a container makes one object, as their annotations say: what is made once fits into a field of it. */
import type { TypeDeclaration } from '../java-ast/nodes.ts';
import type { JavaFile } from './java-file.ts';

/**
 * Stereotypes of one object for the application, unless a scope says otherwise: Spring's reference "Classpath scanning and
 * managed components", jakarta.inject and Micronaut's guide "Scopes". Not CDI's `@ApplicationScoped`: its client proxy is an
 * object of a subclass, for which the field would be made a second time.
 */
const SINGLETONS: ReadonlySet<string> = new Set([
  'org.springframework.stereotype.Component',
  'org.springframework.stereotype.Service',
  'org.springframework.stereotype.Repository',
  'org.springframework.stereotype.Controller',
  'org.springframework.web.bind.annotation.RestController',
  'org.springframework.context.annotation.Configuration',
  'jakarta.inject.Singleton',
  'javax.inject.Singleton',
  'io.micronaut.context.annotation.Context',
]);

/** Annotations after which there may be several objects, one after the other or beside each other. */
const SCOPES = /(?:^|\.)(?:\w*Scope|\w*Scoped|Prototype|Refreshable|EachBean|EachProperty|ThreadLocal)$/u;

/** Whether a type is marked as a singleton of a container, and with no other scope. */
export function isSingletonBean({ unit }: JavaFile, { annotations }: TypeDeclaration): boolean {
  if (annotations.some(({ name }) => SCOPES.test(name))) return false;
  return annotations.some(({ name }) => {
    const imported = unit.imports
      .filter(({ form }) => form === 'type')
      .map((one) => (one.onDemand ? `${one.name}.${name}` : one.name))
      .filter((qualified) => qualified.endsWith(`.${name}`));
    return [name, ...imported].some((qualified) => SINGLETONS.has(qualified));
  });
}
