/** Beans of scopes that frameworks refresh around a checkpoint: what they keep is dropped with them. */
import type { ProjectModel, TypeModel } from '../../model/project.ts';
import type { InitEvent, Site } from '../event.ts';
import { displayName } from '../machine.ts';
import { findAnnotation, hasAnnotation, textsOf, type Annotated } from './annotations.ts';
import { REFRESHABLE } from './micronaut.ts';
import { REFRESH_SCOPES, SCOPE } from './spring-names.ts';

type Framework = 'Spring Cloud' | 'Micronaut';

/** How messages name the bean of the framework's refresh scope that keeps what the event brought; null where none does. */
export function refreshedBean(project: ProjectModel, event: InitEvent, framework: Framework): string | null {
  if (event.kept === null || event.kept.description.startsWith('static field')) return null;
  const [keeper] = event.kept.declaring === null ? [] : project.typesNamed(event.kept.declaring);
  if (keeper !== undefined && isRefreshed(project, keeper, keeper.fact, framework)) return displayName(keeper);
  for (const { site } of event.path.toReversed()) {
    const bean = beanMadeAt(project, site, framework);
    if (bean !== null) return bean;
  }
  return null;
}

/** Containers make a bean at the name of its class or of its factory method. */
function beanMadeAt(project: ProjectModel, site: Site, framework: Framework): string | null {
  for (const type of project.types) {
    if (type.file.file !== site.file) continue;
    if (type.fact.nameSpan[0] === site.span[0]) {
      return isRefreshed(project, type, type.fact, framework) ? displayName(type) : null;
    }
    const method = type.fact.methods.find(({ nameSpan }) => nameSpan[0] === site.span[0]);
    if (method !== undefined && isRefreshed(project, type, method, framework)) {
      return `${displayName(type)}.${method.name}`;
    }
  }
  return null;
}

function isRefreshed(project: ProjectModel, owner: TypeModel, annotated: Annotated, framework: Framework): boolean {
  if (framework === 'Micronaut') return hasAnnotation(project, owner, annotated, REFRESHABLE);
  if (hasAnnotation(project, owner, annotated, REFRESH_SCOPES)) return true;
  const scope = findAnnotation(project, owner, annotated, SCOPE);
  return scope !== null && textsOf(scope, 'value', 'scopeName')[0] === 'refresh';
}
