/** Pools of connections: what is borrowed and given back stays open in the pool. */
import { isSubtype } from '../knowledge/signatures.ts';
import type { LibraryCall } from './library.ts';
import type { AbstractObject } from './objects.ts';
import type { Value } from './values.ts';

/** Members that borrow, by pool type. */
const BORROWS: Readonly<Record<string, readonly string[]>> = {
  'com.zaxxer.hikari.HikariDataSource': ['getConnection'],
  'com.mchange.v2.c3p0.ComboPooledDataSource': ['getConnection'],
  'org.apache.commons.dbcp2.BasicDataSource': ['getConnection'],
  'org.apache.tomcat.jdbc.pool.DataSource': ['getConnection'],
  'oracle.ucp.jdbc.PoolDataSource': ['getConnection'],
  'com.alibaba.druid.pool.DruidDataSource': ['getConnection'],
  'io.agroal.api.AgroalDataSource': ['getConnection'],
  'redis.clients.jedis.JedisPool': ['getResource'],
  'redis.clients.jedis.JedisSentinelPool': ['getResource'],
  'org.apache.commons.pool2.ObjectPool': ['borrowObject', 'addObject', 'addObjects'],
};

/** Whether a call borrows from a pool: closing what it gives closes nothing, closing the pool does. */
export function isBorrow(call: LibraryCall): boolean {
  if (call.receiver === null) return false;
  return call.types.some(({ name }) =>
    Object.entries(BORROWS).some(
      ([pool, members]) => members.includes(call.member) && (name === pool || isSubtype(name, pool)),
    ),
  );
}

/** Whether a pool is known to hold a connection already, opened when it was made or by an earlier borrow. */
export function holdsConnection(receiver: Value | null): boolean {
  const held = (object: AbstractObject): boolean =>
    object.content.marks.some((mark) => !mark.flowsOn && mark.closed === null);
  return receiver !== null && receiver.objects.length > 0 && receiver.objects.every(held);
}
