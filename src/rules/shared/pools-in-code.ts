/** Hikari pools that bean methods of the sources make themselves: a framework's settings do not reach those. */
import { moduleOf } from '../../project/queries.ts';
import type { ModuleFacts } from '../../project/types.ts';
import type { RuleContext } from '../rule.ts';
import { calledType, callsIn, functionBodies, type Call, type SourceBody } from './source-calls.ts';

/** A creation of a pool, and the body it stands in. */
export interface PoolInCode {
  readonly place: SourceBody;
  readonly call: Call;
}

const POOL = 'com.zaxxer.hikari.HikariDataSource';

/**
 * The pools that annotated methods (`@Bean`, a factory's `@Singleton`) of a module make and give out. None where
 * `@ConfigurationProperties` binds settings to the pool or to what it is made of: then the setting does reach it.
 */
export function poolsInCode({ project, facts }: RuleContext, module: ModuleFacts): readonly PoolInCode[] {
  const bodies = functionBodies(project, ['HikariDataSource', 'HikariConfig']).filter(
    ({ type, method }) => isBeanMethod(method) && moduleOf(facts, type.file.file) === module,
  );
  if (
    bodies.some(({ method }) => method?.annotations.some(({ name }) => /(?:^|\.)ConfigurationProperties$/u.test(name)))
  ) {
    return [];
  }
  return bodies.flatMap((place) =>
    callsIn(place.body)
      .filter((call) => call.kind === 'new' && calledType(place, call) === POOL)
      .map((call) => ({ place, call })),
  );
}

function isBeanMethod(method: SourceBody['method']): boolean {
  return (
    method !== null && method.annotations.length > 0 && /(?:DataSource|HikariConfig)$/u.test(method.returnType.name)
  );
}
