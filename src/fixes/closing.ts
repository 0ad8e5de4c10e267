/** How what a field holds is closed, and how one sees that it still works. Facts about types of libraries. */
import { libraryType } from '../knowledge/signatures.ts';
import type { Family } from '../types.ts';
import type { Field } from './fields.ts';
import { is } from './kinds.ts';

/** Ways to close, in the order in which a type that has several should be closed. */
const CLOSING = ['close', 'shutdown', 'disconnect', 'destroy', 'stop', 'cancel'];

const CLOSEABLE = ['java.lang.AutoCloseable', 'java.io.Closeable', 'software.amazon.awssdk.utils.SdkAutoCloseable'];

/** Types whose closing throws no checked exception. */
const CLOSE_QUIETLY = [
  'redis.clients.jedis.Jedis',
  'com.zaxxer.hikari.HikariDataSource',
  'com.mongodb.client.MongoClient',
  'com.datastax.oss.driver.api.core.CqlSession',
  'io.lettuce.core.api.StatefulConnection',
  'io.lettuce.core.api.StatefulRedisConnection',
  'org.apache.kafka.clients.producer.Producer',
  'org.apache.kafka.clients.producer.KafkaProducer',
  'org.apache.kafka.clients.admin.Admin',
  'software.amazon.awssdk.utils.SdkAutoCloseable',
  'java.util.concurrent.ExecutorService',
  'java.util.concurrent.ScheduledExecutorService',
  'java.util.Timer',
];

/** Expressions that are true when the connection can be used; `%` stands for the field. `isValid` waits for a second at most. */
const VALIDITY: ReadonlyMap<string, { readonly test: string; readonly throws: string | null }> = new Map([
  ['java.sql.Connection', { test: '%.isValid(1)', throws: 'java.sql.SQLException' }],
  ['redis.clients.jedis.Jedis', { test: '%.isConnected()', throws: null }],
  ['io.lettuce.core.api.StatefulRedisConnection', { test: '%.isOpen()', throws: null }],
  ['com.rabbitmq.client.Connection', { test: '%.isOpen()', throws: null }],
  ['com.rabbitmq.client.Channel', { test: '%.isOpen()', throws: null }],
  ['org.eclipse.paho.client.mqttv3.MqttClient', { test: '%.isConnected()', throws: null }],
  ['com.zaxxer.hikari.HikariDataSource', { test: '!%.isClosed()', throws: null }],
  ['com.datastax.oss.driver.api.core.CqlSession', { test: '!%.isClosed()', throws: null }],
]);

/** Statements that make a connection load what requests will need and change nothing; `%` stands for the field. */
const HARMLESS_USE: ReadonlyMap<string, { readonly call: string; readonly mayThrow: boolean }> = new Map([
  ['java.sql.Connection', { call: '%.isValid(1);', mayThrow: true }],
  ['redis.clients.jedis.Jedis', { call: '%.ping();', mayThrow: false }],
  ['io.lettuce.core.api.StatefulRedisConnection', { call: '%.sync().ping();', mayThrow: false }],
  [
    'com.datastax.oss.driver.api.core.CqlSession',
    { call: '%.execute("SELECT release_version FROM system.local");', mayThrow: false },
  ],
]);

/** The qualified name of a field's type as the imports of its file have it; null when that cannot be told. */
export function typeOf({ file, declaration }: Field): string | null {
  const { type } = declaration;
  if (!is(type, 'ClassType')) return null;
  if (type.name.includes('.')) return type.name;
  const { imports, packageName } = file.unit;
  const single = imports.find(
    ({ form, onDemand, name }) => form === 'type' && !onDemand && name.endsWith(`.${type.name}`),
  );
  if (single !== undefined) return single.name;
  const onDemand = imports.filter((declared) => declared.form === 'type' && declared.onDemand);
  const candidates = [...onDemand.map(({ name }) => name), 'java.lang'].map((name) => `${name}.${type.name}`);
  return (
    candidates.find((name) => libraryType(name) !== undefined) ??
    (packageName === '' ? null : `${packageName}.${type.name}`)
  );
}

/**
 * The call that closes the field's value, and whether it may throw a checked exception; null when none is known. What is no
 * connection, file or thread is only closed when it is made to be: a key can be destroyed, but need not be.
 */
export function closingOf(field: Field, family: Family): { readonly call: string; readonly mayThrow: boolean } | null {
  const name = typeOf(field);
  const type = name === null ? undefined : libraryType(name);
  if (name === null || type === undefined) return null;
  const supertypes = [name, ...type.supertypes];
  const isSdkClient = /^software\.amazon\.awssdk\.services\..*Client$/u.test(name);
  const isCloseable = isSdkClient || supertypes.some((one) => CLOSEABLE.includes(one));
  const holdsSomething = family === 'connection' || family === 'file' || family === 'thread';
  const method = isCloseable ? 'close' : CLOSING.find((candidate) => `${candidate}/0` in type.methods);
  if (method === undefined || (!isCloseable && !holdsSomething)) return null;
  return {
    call: `${field.name}.${method}();`,
    mayThrow: !isSdkClient && !supertypes.some((one) => CLOSE_QUIETLY.includes(one)),
  };
}

/** A test for a connection that works, as a Java expression, and the checked exception it may throw. */
export function validityOf(field: Field): { readonly test: string; readonly throws: string | null } | null {
  const name = typeOf(field);
  const validity = name === null ? undefined : VALIDITY.get(name);
  return validity === undefined ? null : { ...validity, test: validity.test.replace('%', field.name) };
}

/** A statement that uses a connection without harm, and whether it may throw a checked exception; null when none is known. */
export function harmlessUseOf(field: Field): { readonly call: string; readonly mayThrow: boolean } | null {
  const name = typeOf(field);
  const use = name === null ? undefined : HARMLESS_USE.get(name);
  return use === undefined ? null : { ...use, call: use.call.replace('%', field.name) };
}
