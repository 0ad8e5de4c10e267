/** Whether a fact that was measured for one version of a library holds for the version a module is built with. */
import { SPRING_BOOT_MANAGED } from '../knowledge/managed-versions.ts';
import type { ModuleFacts } from '../project/types.ts';
import { numbersOf, versionOfArtifact, versionOfGroup } from '../project/versions.ts';

/**
 * Whether `measured` (`HikariCP 4.0`: artifact and version) covers the module's version: that line or an older one. Null when
 * no build file says the version, itself or by the Spring Boot that manages it.
 */
export function coversVersion(module: ModuleFacts, measured: string): boolean | null {
  const space = measured.lastIndexOf(' ');
  const artifact = measured.slice(0, space);
  const line = numbersOf(measured.slice(space + 1)) ?? [];
  const group = artifact.startsWith('spring-') ? versionOfGroup(module, 'org.springframework') : null;
  const version = versionOfArtifact(module, artifact) ?? group;
  if (version !== null) return !isBeyond(version.numbers, line);
  const boot = versionOfGroup(module, 'org.springframework.boot')?.numbers[0];
  const managed = SPRING_BOOT_MANAGED[artifact];
  if (boot === undefined || managed === undefined) return null;
  if (boot <= 2) return isBeyond(numbersOf(managed.last2) ?? [], line) ? null : true;
  return isBeyond(numbersOf(managed.first3) ?? [], line) ? false : null;
}

/** Whether a version comes after all of a line: 4.1 after 4.0, but 4.0.3 not. */
function isBeyond(version: readonly number[], line: readonly number[]): boolean {
  for (const [index, wanted] of line.entries()) {
    const given = version[index] ?? 0;
    if (given !== wanted) return given > wanted;
  }
  return false;
}
