/** Configuration objects on which a condition's settings are made before the call. */
import type { CatalogueEntry } from '../../../src/knowledge/entry.ts';

export interface SettingsHolder {
  /** Expression that makes the object. */
  readonly creation: string;
  /** Expression that reaches the call, in terms of `holder`. */
  readonly use: string;
  /** Position of the argument; null for the receiver. */
  readonly argument: number | null;
  /** An expression that makes a setting; null when making the object is the setting. */
  readonly write: ((name: string, value: string) => string) | null;
}

const capitalised = (name: string): string => name.charAt(0).toUpperCase() + name.slice(1);
const setter = (name: string, value: string): string => `holder.set${capitalised(name)}(${value})`;
const fluent = (name: string, value: string): string => `holder.${name}(${value})`;
const property = (name: string, value: string): string => `holder.setProperty("${name}", "${value}")`;

const argument = (creation: string, write = setter, use = 'holder', position = 0): SettingsHolder => ({
  creation,
  use,
  argument: position,
  write,
});
const receiver = (creation: string, write: SettingsHolder['write'] = setter, use = 'holder'): SettingsHolder => ({
  creation,
  use,
  argument: null,
  write,
});

const holders: Readonly<Record<string, SettingsHolder>> = {
  'com.alibaba.druid.pool.DruidDataSource#init': receiver('new DruidDataSource()'),
  'com.launchdarkly.sdk.server.LDClient#<init>': argument(
    'new com.launchdarkly.sdk.server.LDConfig.Builder()',
    fluent,
    'holder.build()',
    1,
  ),
  'com.orbitz.consul.Consul.Builder#build': receiver(
    'com.orbitz.consul.Consul.builder()',
    (name, value) => `holder.with${capitalised(name)}(${value})`,
  ),
  'com.zaxxer.hikari.HikariDataSource#<init>': argument('new com.zaxxer.hikari.HikariConfig()'),
  'com.zaxxer.hikari.HikariPoolMXBean#softEvictConnections': receiver(
    'new com.zaxxer.hikari.HikariDataSource()',
    setter,
    'holder.getHikariPoolMXBean()',
  ),
  'io.agroal.api.AgroalDataSource#from': argument(
    'new io.agroal.api.configuration.supplier.AgroalDataSourceConfigurationSupplier()',
    (name, value) => `holder.connectionPoolConfiguration(pool -> pool.${name}(${value}))`,
  ),
  'java.net.URL#getContent': receiver('Thread.currentThread().getContextClassLoader().getResource("a.txt")', null),
  'java.net.URL#openStream': receiver('Thread.currentThread().getContextClassLoader().getResource("a.txt")', null),
  'org.apache.commons.dbcp2.BasicDataSourceFactory#createDataSource': argument('new java.util.Properties()', property),
  'org.apache.tomcat.jdbc.pool.DataSource#<init>': argument('new org.apache.tomcat.jdbc.pool.PoolProperties()'),
  'org.hibernate.cfg.Configuration#buildSessionFactory': receiver('new Configuration()', property),
  'org.redisson.Redisson#create': argument('new org.redisson.config.Config()'),
  'org.springframework.boot.jdbc.HikariCheckpointRestoreLifecycle#stop': receiver(
    'new com.zaxxer.hikari.HikariDataSource()',
    setter,
    'new HikariCheckpointRestoreLifecycle(holder)',
  ),
  'redis.clients.jedis.JedisPool#<init>': argument('new redis.clients.jedis.JedisPoolConfig()'),
  'software.amazon.awssdk.auth.credentials.ContainerCredentialsProvider.Builder#build': receiver(
    'software.amazon.awssdk.auth.credentials.ContainerCredentialsProvider.builder()',
    fluent,
  ),
};

/**
 * The object that carries an entry's settings.
 * Throws when the member is not known here: a new entry with settings needs a line above.
 */
export function settingsHolderOf({ type, member }: CatalogueEntry): SettingsHolder {
  const holder = holders[`${type}#${member}`];
  if (holder === undefined) throw new Error(`no settings holder for ${type}#${member}`);
  return holder;
}

/** A Java literal for which a test such as `=0`, `>0`, `!=false` holds. */
export function valueFor(test: string): string {
  const match = /^(=|!=|<=|>=|<|>)(.*)$/u.exec(test);
  const operator = match?.[1] ?? '=';
  const limit = match?.[2] ?? '';
  if (operator === '!=') return limit === 'false' ? 'true' : 'given';
  if (operator === '<') return String(Number(limit) - 1);
  // Not the limit itself: another condition can ask for just that value.
  return operator.startsWith('>') ? String(Number(limit) + 1) : limit;
}
