/** What settings outside of the sources change of a start-up: plain data, so that equal ones can be told as equal. */
import { dependency, moduleOf, property } from '../project/queries.ts';
import type { ModuleFacts, ProjectFacts } from '../project/types.ts';
import type { Target } from '../types.ts';
import { coversVersion } from './library-versions.ts';
import { springLifecycle } from './checkpoint-support.ts';

export interface StartConditions {
  /**
   * Spring takes the checkpoint once all singletons are there, before anything is started and before runners and listeners of
   * the start run (`-Dspring.context.checkpoint=onRefresh`).
   */
  readonly isCheckpointOnRefresh: boolean;
  /**
   * Spring Cloud's refresh scope makes its beans when the context has started; without a build file nothing is known of
   * it, nor of what happens to them after a restore.
   */
  readonly startsRefreshScope: boolean;
  /** Source files' module directories for which Quarkus does not initialise every class before the snapshot. */
  readonly withoutPreload: ReadonlySet<string>;
  /** Whether a fact measured for a version (`HikariCP 4.0`) holds for the module of a file; null when that is not known. */
  readonly coversVersion: (file: string, measured: string) => boolean | null;
  /** Source files' module directories in which Spring stops `Lifecycle` beans for the checkpoint and starts them again. */
  readonly withLifecycle: ReadonlySet<string>;
  /** Equal for equal conditions. */
  readonly key: string;
  /** The module directory of a source file or root; '' where none is known. */
  readonly moduleDirectory: (file: string) => string;
}

/** The conditions of a project. Without facts everything is as the frameworks' defaults have it. */
export function startConditions(facts: ProjectFacts | null, target: Target): StartConditions {
  const isCheckpointOnRefresh =
    target === 'crac' && (facts?.crac.uses ?? []).some(({ kind }) => kind === 'spring-on-refresh');
  const withoutPreload = new Set((facts?.modules ?? []).filter(isWithoutPreload).map(({ directory }) => directory));
  const startsRefreshScope = (facts?.modules ?? []).some(({ build }) => build !== null);
  const withLifecycle = new Set(
    (facts?.modules ?? []).filter((module) => springLifecycle(module) !== null).map(({ directory }) => directory),
  );
  return {
    isCheckpointOnRefresh,
    startsRefreshScope,
    withoutPreload,
    key: JSON.stringify([
      isCheckpointOnRefresh,
      startsRefreshScope,
      [...withoutPreload],
      [...withLifecycle],
      versionsOf(facts),
    ]),
    coversVersion: (file, measured) => {
      const module = facts === null ? null : moduleOf(facts, file);
      return module === null ? null : coversVersion(module, measured);
    },
    withLifecycle,
    moduleDirectory: (file) => (facts === null ? '' : (moduleOf(facts, file)?.directory ?? '')),
  };
}

/** The versions of all libraries, by module. */
function versionsOf(facts: ProjectFacts | null): readonly string[] {
  return (facts?.modules ?? []).map(({ directory, dependencies }) =>
    [directory, ...dependencies.map(({ artifact, version }) => `${artifact}:${version ?? ''}`)].join(' '),
  );
}

/** Settings that undo the loading or initialising of all classes (quarkus.io/guides/aws-lambda-snapstart), old spellings too. */
const PRELOAD_SETTINGS = ['enabled', 'enable', 'preload', 'preload-classes', 'initialize-classes'];

/**
 * Quarkus' support for SnapStart comes with its Lambda extensions: a module whose build file has Quarkus but none of them does
 * no such thing. A module that nothing is known of may.
 */
function isWithoutPreload(module: ModuleFacts): boolean {
  if (PRELOAD_SETTINGS.some((name) => property(module, `quarkus.snapstart.${name}`)?.value === 'false')) return true;
  const artifacts = module.dependencies.filter(({ group }) => group === 'io.quarkus').map(({ artifact }) => artifact);
  const isApplication = artifacts.some((artifact) => artifact.startsWith('quarkus-')) && module.build !== null;
  const isLambda = ['', '-rest', '-http', '-common', '-xray'].some(
    (kind) => dependency(module, `io.quarkus:quarkus-amazon-lambda${kind}`) !== null,
  );
  return isApplication && !isLambda && !artifacts.includes('quarkus-funqy-amazon-lambda');
}
