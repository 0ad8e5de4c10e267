/**
 * Versions of libraries that Spring Boot manages, for modules that leave them to it: those of the last release of Boot 2
 * (2.7.18), which none before it exceeds, and of the first of Boot 3 (3.0.0), which none after it falls below. Source: the
 * bills of materials `spring-boot-dependencies`.
 */
export const SPRING_BOOT_MANAGED: Readonly<Record<string, { readonly last2: string; readonly first3: string }>> = {
  HikariCP: { last2: '4.0.3', first3: '5.0.1' },
  'amqp-client': { last2: '5.14.3', first3: '5.16.0' },
  'hibernate-core': { last2: '5.6.15', first3: '6.1.5' },
  jedis: { last2: '3.8.0', first3: '4.3.1' },
  jooq: { last2: '3.14.16', first3: '3.17.5' },
  'kafka-clients': { last2: '3.1.2', first3: '3.3.1' },
  'lettuce-core': { last2: '6.1.10', first3: '6.2.1' },
  'mongodb-driver-sync': { last2: '4.6.1', first3: '4.8.0' },
  okhttp: { last2: '4.9.3', first3: '4.10.0' },
  'spring-jdbc': { last2: '5.3.31', first3: '6.0.2' },
};
