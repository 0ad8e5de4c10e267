import { describe, expect, it } from 'vitest';
import * as v from 'valibot';
import {
  catalogueEntries,
  catalogueFor,
  catalogueTypes,
  isCatalogueType,
  memberNames,
} from '../../src/knowledge/catalogue.ts';
import type { CatalogueEntry } from '../../src/knowledge/entry.ts';
import { catalogueSchema } from '../../src/knowledge/schema.ts';

const keyOf = (entry: CatalogueEntry): string =>
  [entry.type, entry.member, entry.arity?.join('..') ?? '*', entry.when?.text ?? ''].join(' ');

const sortKeyOf = (entry: CatalogueEntry): readonly (string | number)[] => [
  entry.type,
  entry.member,
  entry.arity?.[0] ?? -1,
  entry.arity?.[1] ?? -1,
  entry.when?.text ?? '',
];

/** Code point order, as the file is sorted. */
function compare(left: readonly (string | number)[], right: readonly (string | number)[]): number {
  for (const [index, value] of left.entries()) {
    const other = right[index]!;
    if (value !== other) return value < other ? -1 : 1;
  }
  return 0;
}

describe('catalogue data', () => {
  const entries = catalogueEntries();

  it('has the documented shape in every entry', () => {
    const result = v.safeParse(catalogueSchema, entries);
    const issues = result.issues?.map((issue) => {
      const index = issue.path?.[0]?.key as number;
      return `${keyOf(entries[index]!)}: ${v.getDotPath(issue) ?? ''} ${issue.message}`;
    });
    expect(issues ?? []).toEqual([]);
  });

  it('holds each combination of type, member, arity and condition once', () => {
    const keys = entries.map(keyOf);
    expect(keys.filter((key, index) => keys.indexOf(key) !== index)).toEqual([]);
  });

  it('is sorted by type, member, arity and condition', () => {
    const unsorted = entries.filter(
      (entry, index) => index > 0 && compare(sortKeyOf(entries[index - 1]!), sortKeyOf(entry)) > 0,
    );
    expect(unsorted.map(keyOf)).toEqual([]);
  });

  it('gives each arity of a member at most one entry without condition', () => {
    const clashes = entries.filter(
      (entry) =>
        entry.when === null &&
        entries.some(
          (other) =>
            other !== entry &&
            other.when === null &&
            other.type === entry.type &&
            other.member === entry.member &&
            overlaps(entry.arity, other.arity),
        ),
    );
    expect(clashes.map(keyOf)).toEqual([]);
  });
});

function overlaps(left: readonly [number, number] | null, right: readonly [number, number] | null): boolean {
  return left === null || right === null || (left[0] <= right[1] && right[0] <= left[1]);
}

describe('catalogueFor', () => {
  it('finds a member by type, name and argument count', () => {
    expect(catalogueFor('java.util.UUID', 'randomUUID', 0).map((entry) => entry.rule)).toEqual([
      'unique-value-in-init',
    ]);
    expect(catalogueFor('java.util.UUID', 'randomUUID', 1)).toEqual([]);
    expect(catalogueFor('java.util.UUID', 'noSuchMember', 0)).toEqual([]);
    expect(catalogueFor('com.acme.UUID', 'randomUUID', 0)).toEqual([]);
  });

  it('puts entries with conditions before the general one', () => {
    const hikari = catalogueFor('com.zaxxer.hikari.HikariDataSource', '<init>', 1);
    expect(hikari.length).toBeGreaterThan(3);
    expect(hikari.at(-1)?.when).toBeNull();
    expect(hikari.slice(0, -1).every((entry) => entry.when !== null)).toBe(true);
  });

  it.each([
    ['java.sql.DriverManager', 'getConnection', 1, 'connection-in-init'],
    ['com.zaxxer.hikari.HikariDataSource', '<init>', 1, 'connection-in-init'],
    ['com.zaxxer.hikari.HikariDataSource', '<init>', 0, null],
    ['redis.clients.jedis.JedisPool', '<init>', 2, null],
    ['io.lettuce.core.RedisClient', 'connect', 0, 'connection-in-init'],
    ['io.lettuce.core.RedisClient', 'create', 1, null],
    ['org.apache.kafka.clients.producer.KafkaProducer', '<init>', 1, 'messaging-client-in-init'],
    ['org.apache.kafka.clients.consumer.KafkaConsumer', '<init>', 1, null],
    ['java.net.http.HttpClient', 'newHttpClient', 0, null],
    ['java.net.http.HttpClient', 'send', 2, 'http-call-in-init'],
    ['software.amazon.awssdk.services.s3.S3Client', 'create', 0, null],
    ['software.amazon.awssdk.services.s3.S3ClientBuilder', 'build', 0, null],
    ['software.amazon.awssdk.services.s3.S3Client', 'getObject', 1, 'remote-read-in-init'],
    [
      'software.amazon.awssdk.services.secretsmanager.SecretsManagerClient',
      'getSecretValue',
      1,
      'secret-cached-in-init',
    ],
    ['software.amazon.awssdk.services.sts.StsClient', 'assumeRole', 1, 'credentials-resolved-in-init'],
    ['software.amazon.awssdk.auth.credentials.EnvironmentVariableCredentialsProvider', 'create', 0, 'env-credentials'],
    ['software.amazon.awssdk.auth.credentials.DefaultCredentialsProvider', 'create', 0, null],
    ['java.security.SecureRandom', '<init>', 0, null],
    ['java.security.SecureRandom', '<init>', 1, null],
    ['java.util.Random', '<init>', 0, 'prng-in-init'],
    ['javax.crypto.KeyGenerator', 'generateKey', 0, 'key-material-in-init'],
    ['java.time.Instant', 'now', 0, 'timestamp-in-init'],
    ['java.time.Clock', 'systemUTC', 0, null],
    ['java.net.InetAddress', 'getLocalHost', 0, 'host-identity-in-init'],
    ['java.util.Timer', 'scheduleAtFixedRate', 3, 'timer-in-init'],
    ['java.util.concurrent.ScheduledExecutorService', 'scheduleWithFixedDelay', 4, null],
    ['java.lang.Thread', 'start', 0, 'thread-in-init'],
    ['java.util.concurrent.Executors', 'newFixedThreadPool', 1, null],
    ['java.io.RandomAccessFile', '<init>', 2, 'open-file-in-init'],
  ])('files %s.%s with %i arguments under %s', (type, member, arity, rule) => {
    const general = catalogueFor(type, member, arity).find((entry) => entry.when === null);
    expect(general).toBeDefined();
    expect(general?.rule).toBe(rule);
  });

  it.each([
    ['AWS_SESSION_TOKEN', 'env-credentials'],
    ['HOSTNAME', 'host-identity-in-init'],
    ['AWS_LAMBDA_LOG_STREAM_NAME', 'log-stream-env'],
    ['TABLE_NAME', undefined],
  ])('knows what reading the variable %s means', (name, rule) => {
    const special = catalogueFor('java.lang.System', 'getenv', 1).filter(
      (entry) => entry.when !== null && new RegExp(entry.when.argumentMatches?.['0'] ?? '$.').test(name),
    );
    expect(special[0]?.rule).toBe(rule);
  });

  it.each([
    ['jdbc:h2:mem:test', 'ok'],
    ['jdbc:hsqldb:mem:test', 'ok'],
    ['jdbc:sqlite::memory:', 'ok'],
    ['jdbc:h2:./orders', 'unsafe'],
    ['jdbc:postgresql://db/orders', undefined],
  ])('judges the JDBC URL %s as %s', (url, verdict) => {
    const special = catalogueFor('java.sql.DriverManager', 'getConnection', 1).filter(
      (entry) => entry.when !== null && new RegExp(entry.when.argumentMatches?.['0'] ?? '$.').test(url),
    );
    expect(special[0]?.verdict).toBe(verdict);
  });
});

describe('catalogue sets', () => {
  it('know types and members by name', () => {
    expect(isCatalogueType('java.util.Random')).toBe(true);
    expect(isCatalogueType('com.acme.Random')).toBe(false);
    expect(catalogueTypes().size).toBeGreaterThan(500);
    expect(memberNames().has('getConnection')).toBe(true);
    expect(memberNames().has('<init>')).toBe(true);
  });
});
