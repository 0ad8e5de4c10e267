import { describe, expect, it } from 'vitest';
import { catalogueTypes } from '../../src/knowledge/catalogue.ts';
import {
  isLibraryType,
  isSubtype,
  libraryType,
  returnTypeOf,
  singleAbstractMethod,
} from '../../src/knowledge/signatures.ts';

/** The static type of `Type.a().b(x)…`, each call given as '<name>/<arity>'. */
function typeOfChain(start: string, calls: readonly string[]): string | undefined {
  let type: string | undefined = start;
  for (const call of calls) {
    const [name = '', arity = '0'] = call.split('/');
    type = returnTypeOf(type, name, Number(arity))?.type;
    if (type === undefined) return undefined;
  }
  return type;
}

const sdk = 'software.amazon.awssdk.services';

describe('returnTypeOf', () => {
  it.each([
    [`${sdk}.s3.S3Client`, ['builder/0', 'region/1', 'credentialsProvider/1', 'build/0'], `${sdk}.s3.S3Client`],
    [`${sdk}.s3.S3Client`, ['create/0'], `${sdk}.s3.S3Client`],
    [`${sdk}.s3.presigner.S3Presigner`, ['builder/0', 'region/1', 'build/0'], `${sdk}.s3.presigner.S3Presigner`],
    [`${sdk}.dynamodb.DynamoDbClient`, ['builder/0', 'httpClient/1', 'build/0'], `${sdk}.dynamodb.DynamoDbClient`],
    [`${sdk}.sts.StsClient`, ['create/0', 'assumeRole/1', 'credentials/0'], `${sdk}.sts.model.Credentials`],
    [
      `${sdk}.secretsmanager.SecretsManagerClient`,
      ['builder/0', 'build/0', 'getSecretValue/1', 'secretString/0'],
      'java.lang.String',
    ],
    [
      'software.amazon.awssdk.auth.credentials.DefaultCredentialsProvider',
      ['create/0', 'resolveCredentials/0'],
      'software.amazon.awssdk.auth.credentials.AwsCredentials',
    ],
    [
      'com.amazonaws.services.s3.AmazonS3ClientBuilder',
      ['standard/0', 'withRegion/1', 'build/0'],
      'com.amazonaws.services.s3.AmazonS3',
    ],
    ['java.net.http.HttpClient', ['newHttpClient/0', 'send/2'], 'java.net.http.HttpResponse'],
    [
      'java.net.http.HttpClient',
      ['newBuilder/0', 'connectTimeout/1', 'build/0', 'send/2'],
      'java.net.http.HttpResponse',
    ],
    ['java.net.http.HttpRequest', ['newBuilder/1', 'GET/0', 'build/0'], 'java.net.http.HttpRequest'],
    [
      'com.datastax.oss.driver.api.core.CqlSession',
      ['builder/0', 'addContactPoint/1', 'build/0'],
      'com.datastax.oss.driver.api.core.CqlSession',
    ],
    ['io.lettuce.core.RedisClient', ['create/1', 'connect/0', 'sync/0'], 'io.lettuce.core.api.sync.RedisCommands'],
    ['java.sql.DriverManager', ['getConnection/3', 'createStatement/0', 'executeQuery/1'], 'java.sql.ResultSet'],
    ['com.zaxxer.hikari.HikariDataSource', ['getConnection/0', 'prepareStatement/1'], 'java.sql.PreparedStatement'],
    ['redis.clients.jedis.JedisPool', ['getResource/0'], 'redis.clients.jedis.Jedis'],
    [
      'com.mongodb.client.MongoClients',
      ['create/1', 'getDatabase/1', 'getCollection/1'],
      'com.mongodb.client.MongoCollection',
    ],
    ['com.rabbitmq.client.ConnectionFactory', ['newConnection/0', 'createChannel/0'], 'com.rabbitmq.client.Channel'],
    ['org.redisson.Redisson', ['create/1', 'getMap/1'], 'org.redisson.api.RMap'],
    ['okhttp3.OkHttpClient', ['newBuilder/0', 'build/0', 'newCall/1', 'execute/0', 'body/0'], 'okhttp3.ResponseBody'],
    [
      'org.apache.http.impl.client.HttpClients',
      ['custom/0', 'build/0'],
      'org.apache.http.impl.client.CloseableHttpClient',
    ],
    [
      'org.apache.hc.client5.http.impl.classic.HttpClients',
      ['custom/0', 'build/0'],
      'org.apache.hc.client5.http.impl.classic.CloseableHttpClient',
    ],
    [
      'org.apache.pulsar.client.api.PulsarClient',
      ['builder/0', 'serviceUrl/1', 'build/0', 'newProducer/0', 'topic/1', 'create/0'],
      'org.apache.pulsar.client.api.Producer',
    ],
    ['io.jsonwebtoken.Jwts', ['builder/0', 'subject/1', 'signWith/1', 'compact/0'], 'java.lang.String'],
    ['java.time.Instant', ['now/0', 'plusSeconds/1', 'toEpochMilli/0'], 'long'],
    ['java.net.InetAddress', ['getLocalHost/0', 'getHostName/0'], 'java.lang.String'],
    ['java.lang.ProcessHandle', ['current/0', 'pid/0'], 'long'],
    ['java.util.List', ['of/3', 'stream/0', 'map/1', 'collect/1'], 'java.lang.Object'],
    ['java.nio.file.Path', ['of/1', 'toAbsolutePath/0', 'toFile/0'], 'java.io.File'],
    ['java.lang.Thread', ['ofVirtual/0', 'name/1', 'start/1'], 'java.lang.Thread'],
  ])('types %s with %j as %s', (start, calls, expected) => {
    expect(typeOfChain(start, calls)).toBe(expected);
  });

  it('tells static members from instance members', () => {
    expect(returnTypeOf('java.util.UUID', 'randomUUID', 0)).toEqual({ type: 'java.util.UUID', isStatic: true });
    expect(returnTypeOf('java.util.UUID', 'version', 0)).toEqual({ type: 'int', isStatic: false });
  });

  it('counts variable arguments', () => {
    expect(returnTypeOf('java.util.Arrays', 'asList', 0)?.type).toBe('java.util.List');
    expect(returnTypeOf('java.util.Arrays', 'asList', 7)?.type).toBe('java.util.List');
    expect(returnTypeOf('java.nio.file.Paths', 'get', 0)).toBeUndefined();
    expect(returnTypeOf('java.nio.file.Paths', 'get', 3)?.type).toBe('java.nio.file.Path');
  });

  it('gives the methods of java.lang.Object for every known type', () => {
    expect(returnTypeOf('java.util.function.Supplier', 'toString', 0)?.type).toBe('java.lang.String');
  });

  it('knows nothing of unknown types and members', () => {
    expect(returnTypeOf('com.acme.Client', 'toString', 0)).toBeUndefined();
    expect(returnTypeOf('java.util.UUID', 'noSuchMember', 0)).toBeUndefined();
    expect(returnTypeOf('', 'toString', 0)).toBeUndefined();
  });
});

describe('isSubtype', () => {
  it('follows classes and interfaces, directly and indirectly', () => {
    expect(isSubtype('com.zaxxer.hikari.HikariDataSource', 'javax.sql.DataSource')).toBe(true);
    expect(isSubtype('java.security.SecureRandom', 'java.util.random.RandomGenerator')).toBe(true);
    expect(isSubtype('java.util.concurrent.ScheduledThreadPoolExecutor', 'java.util.concurrent.Executor')).toBe(true);
    expect(isSubtype('javax.sql.DataSource', 'com.zaxxer.hikari.HikariDataSource')).toBe(false);
  });

  it('takes a type and java.lang.Object for supertypes of the type', () => {
    expect(isSubtype('java.util.UUID', 'java.util.UUID')).toBe(true);
    expect(isSubtype('java.util.UUID', 'java.lang.Object')).toBe(true);
    expect(isSubtype('com.acme.Unknown', 'java.io.Closeable')).toBe(false);
  });
});

describe('singleAbstractMethod', () => {
  it.each([
    ['java.util.function.Supplier', 'get'],
    ['java.util.function.BinaryOperator', 'apply'],
    ['java.lang.Runnable', 'run'],
    ['java.util.concurrent.Callable', 'call'],
    ['java.util.Comparator', 'compare'],
    ['com.google.common.base.Supplier', 'get'],
    ['java.util.List', undefined],
    ['java.util.UUID', undefined],
    ['com.acme.Unknown', undefined],
  ])('of %s is %s', (type, method) => {
    expect(singleAbstractMethod(type)).toBe(method);
  });
});

describe('libraryType', () => {
  it('lists supertypes and methods with the inherited ones', () => {
    const type = libraryType('java.util.concurrent.ScheduledExecutorService');
    expect(type?.isInterface).toBe(true);
    expect(type?.supertypes).toContain('java.util.concurrent.Executor');
    expect(type?.methods['submit/1']).toBe('java.util.concurrent.Future');
    expect(libraryType('java.util.UUID')?.methods['fromString/1']).toBe('static java.util.UUID');
    expect(libraryType('com.acme.Unknown')).toBeUndefined();
  });

  it('knows the CRaC API in all its packages', () => {
    for (const crac of ['org.crac', 'jdk.crac', 'javax.crac']) {
      expect(returnTypeOf(`${crac}.Core`, 'getGlobalContext', 0)).toEqual({ type: `${crac}.Context`, isStatic: true });
      expect(isSubtype(`${crac}.Context`, `${crac}.Resource`)).toBe(true);
    }
  });

  it('covers the types of the catalogue but for a few whose libraries are not resolved', () => {
    const unknown = [...catalogueTypes()].filter((type) => !isLibraryType(type));
    expect(unknown).toEqual([]);
  });

  it('loads and answers fast', () => {
    const start = performance.now();
    for (const type of catalogueTypes()) libraryType(type);
    expect(performance.now() - start).toBeLessThan(1000);
  });
});
