/** Parents, bills of materials and plugins whose version is the version of a framework. */
import type { DependencyFact } from './types.ts';

const SPRING_BOOT = ['spring-boot-starter-parent', 'spring-boot-dependencies', 'spring-boot-gradle-plugin'];

/**
 * Spring Boot as a dependency (`org.springframework.boot:spring-boot`) for the first of `platforms` that fixes its version;
 * scope and place are the platform's. None when no platform does.
 */
export function platformFact(platforms: readonly DependencyFact[]): readonly DependencyFact[] {
  const platform = platforms.find(
    ({ group, artifact }) =>
      group === 'org.springframework.boot' &&
      (SPRING_BOOT.includes(artifact) || artifact === 'org.springframework.boot.gradle.plugin'),
  );
  return platform === undefined ? [] : [{ ...platform, artifact: 'spring-boot' }];
}
