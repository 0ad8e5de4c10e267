/** Which bean of Spring Cloud's refresh scope an event belongs to. */
import type { ProjectModel, TypeModel } from '../../model/project.ts';
import type { InitEvent, Site } from '../event.ts';
import { displayName } from '../machine.ts';
import { findAnnotation, hasAnnotation, textsOf, type Annotated } from './annotations.ts';
import { REFRESH_SCOPES, SCOPE } from './spring-names.ts';

/** How messages name the bean of the refresh scope that keeps what the event brought; null where none does. */
export function refreshScopeBean(project: ProjectModel, event: InitEvent): string | null {
  const keeper = project.types.find(({ qualifiedName }) => qualifiedName === event.kept?.declaring);
  if (keeper !== undefined && isRefreshed(project, keeper, keeper.fact)) return displayName(keeper);
  for (const { site } of event.path.toReversed()) {
    const bean = beanMadeAt(project, site);
    if (bean !== null) return bean;
  }
  return null;
}

/** Containers make a bean at the name of its class or of its factory method. */
function beanMadeAt(project: ProjectModel, site: Site): string | null {
  for (const type of project.types) {
    if (type.file.file !== site.file) continue;
    if (type.fact.nameSpan[0] === site.span[0]) {
      return isRefreshed(project, type, type.fact) ? displayName(type) : null;
    }
    const method = type.fact.methods.find(({ nameSpan }) => nameSpan[0] === site.span[0]);
    if (method !== undefined) {
      return isRefreshed(project, type, method) ? `${displayName(type)}.${method.name}` : null;
    }
  }
  return null;
}

function isRefreshed(project: ProjectModel, owner: TypeModel, annotated: Annotated): boolean {
  if (hasAnnotation(project, owner, annotated, REFRESH_SCOPES)) return true;
  const scope = findAnnotation(project, owner, annotated, SCOPE);
  return scope !== null && textsOf(scope, 'value', 'scopeName')[0] === 'refresh';
}
