import { describe, expect, it } from 'vitest';
import * as v from 'valibot';
import data from '../../src/knowledge/data/behaviour.json' with { type: 'json' };
import {
  closesReceiver,
  dropsArguments,
  dropsValue,
  filledArgument,
  functionUse,
  isKeeper,
  isLogger,
  isValidityCheck,
  keepsInLibrary,
  runsFunctionAtOnce,
  runsStoredFunctions,
} from '../../src/knowledge/behaviour.ts';
import { behaviourSchema } from '../../src/knowledge/schema.ts';
import { isLibraryType, libraryType } from '../../src/knowledge/signatures.ts';

describe('behaviour data', () => {
  it('has the documented shape', () => {
    const result = v.safeParse(behaviourSchema, data);
    expect(result.issues?.map((issue) => `${v.getDotPath(issue) ?? ''} ${issue.message}`) ?? []).toEqual([]);
  });

  it('says one thing for each member and argument', () => {
    const keys = data.functions.flatMap(({ type, members, argument }) =>
      members.map((member) => `${type}#${member} ${String(argument)}`),
    );
    expect(keys.filter((key, index) => keys.indexOf(key) !== index)).toEqual([]);
  });

  it('names members that exist wherever the signature is known', () => {
    const lines = [
      ...data.functions,
      ...data.runsStored,
      ...data.registries,
      ...data.drops,
      ...data.fills,
      ...data.closes.typed,
    ];
    const missing = lines
      .filter(({ type }) => isLibraryType(type))
      .flatMap(({ type, members }) => {
        const known = new Set(Object.keys(libraryType(type)?.methods ?? {}).map((key) => key.split('/')[0]));
        return members
          .filter((member) => member !== '<init>' && member !== '*' && !known.has(member))
          .map((member) => `${type}.${member}`);
      });
    expect(missing).toEqual([]);
  });
});

describe('functionUse', () => {
  it.each([
    ['java.util.Optional', 'map', 0],
    ['java.util.Optional', 'orElseGet', 0],
    ['java.util.ArrayList', 'forEach', 0],
    ['java.util.concurrent.ConcurrentHashMap', 'computeIfAbsent', 1],
    ['java.util.stream.Stream', 'map', 0],
    ['java.util.stream.IntStream', 'forEach', 0],
    ['java.util.concurrent.CompletableFuture', 'supplyAsync', 0],
    ['java.util.concurrent.CompletableFuture', 'thenApply', 0],
    ['java.util.concurrent.ThreadPoolExecutor', 'submit', 0],
    ['java.security.AccessController', 'doPrivileged', 0],
    ['org.springframework.jdbc.core.JdbcTemplate', 'query', 1],
    ['org.springframework.transaction.support.TransactionTemplate', 'execute', 0],
    ['io.github.resilience4j.retry.Retry', 'executeSupplier', 0],
    ['io.vavr.control.Try', 'of', 0],
    ['io.micrometer.core.instrument.Timer', 'record', 0],
    ['software.amazon.awssdk.services.s3.S3Client', 'getObject', 0],
    ['*', 'ifPresent', 0],
  ])('runs the function that %s.%s is given as argument %i at once', (type, member, index) => {
    expect(runsFunctionAtOnce(type, member, index)).toBe(true);
  });

  it.each([
    ['java.lang.ThreadLocal', 'withInitial', 0, 'later'],
    ['com.google.common.base.Suppliers', 'memoize', 0, 'later'],
    ['java.util.concurrent.ScheduledThreadPoolExecutor', 'scheduleAtFixedRate', 0, 'later'],
    ['com.google.common.cache.CacheBuilder', 'build', 0, 'later'],
    ['reactor.core.publisher.Mono', 'fromCallable', 0, 'at-end'],
    ['reactor.core.publisher.Mono', 'map', 0, 'at-end'],
  ])('does not run the function that %s.%s is given as argument %i', (type, member, index, when) => {
    expect(functionUse(type, member, index)?.when).toBe(when);
    expect(runsFunctionAtOnce(type, member, index)).toBe(false);
  });

  it('says nothing of unknown members and of arguments that are no functions', () => {
    expect(functionUse('com.acme.Registry', 'map', 0)).toBeUndefined();
    expect(functionUse('java.util.HashMap', 'computeIfAbsent', 0)).toBeUndefined();
    expect(runsFunctionAtOnce('*', 'map', 0)).toBe(false);
  });

  it('says what the function is called with', () => {
    expect(functionUse('java.util.HashMap', 'computeIfAbsent', 1)?.calledWith).toEqual(['argument:0']);
    expect(functionUse('java.util.List', 'forEach', 0)?.calledWith).toEqual(['element']);
    expect(functionUse('java.util.Optional', 'orElseGet', 0)?.calledWith).toEqual([]);
  });

  it('knows what runs stored functions', () => {
    expect(runsStoredFunctions('java.lang.ThreadLocal', 'get')).toBe(true);
    expect(runsStoredFunctions('reactor.core.publisher.Mono', 'block')).toBe(true);
    expect(runsStoredFunctions('reactor.core.publisher.Mono', 'map')).toBe(false);
  });
});

describe('keeping and dropping', () => {
  it.each([
    ['java.util.ArrayList', 'add', true],
    ['java.util.Map', 'put', true],
    ['com.zaxxer.hikari.HikariConfig', 'setPassword', true],
    ['okhttp3.Request.Builder', 'header', true],
    ['software.amazon.awssdk.services.s3.S3ClientBuilder', 'region', true],
    ['java.util.concurrent.atomic.AtomicReference', 'set', true],
    ['java.util.List', 'contains', false],
    ['java.util.Map', 'address', false],
    ['org.slf4j.Logger', 'atInfo', false],
    ['io.micrometer.core.instrument.Counter', 'increment', false],
    ['redis.clients.jedis.Jedis', 'set', false],
    ['com.zaxxer.hikari.HikariConfig', 'getPassword', false],
  ])('%s.%s keeps its arguments: %s', (type, member, expected) => {
    expect(isKeeper(type, member)).toBe(expected);
  });

  it('names the place where statics keep values', () => {
    expect(keepsInLibrary('java.lang.System', 'setProperty')).toBe('a system property');
    expect(keepsInLibrary('org.slf4j.MDC', 'put')).toBe('the logging context');
    expect(keepsInLibrary('com.acme.Telemetry', 'setGlobalTracer')).toBe('a static of Telemetry');
    expect(keepsInLibrary('java.util.Objects', 'requireNonNull')).toBeNull();
  });

  it.each([
    ['java.util.List', 'size', true],
    ['java.lang.String', 'equals', true],
    ['java.time.Duration', 'between', true],
    ['java.time.Instant', 'until', true],
    ['java.time.Instant', 'toEpochMilli', false],
    ['java.util.UUID', 'hashCode', false],
    ['java.util.UUID', 'toString', false],
    ['java.net.InetAddress', 'getHostName', false],
  ])('the result of %s.%s drops the value: %s', (type, member, expected) => {
    expect(dropsValue(type, member)).toBe(expected);
  });

  it('knows members that write into an argument', () => {
    expect(filledArgument('java.security.SecureRandom', 'nextBytes')).toBe(0);
    expect(filledArgument('java.io.FileInputStream', 'read')).toBe(0);
    expect(filledArgument('java.util.UUID', 'toString')).toBeNull();
  });

  it('tells loggers, metrics and assertions', () => {
    expect(isLogger('org.slf4j.Logger')).toBe(true);
    expect(isLogger('Logger')).toBe(true);
    expect(isLogger('java.io.PrintStream')).toBe(true);
    expect(isLogger('java.util.List')).toBe(false);
    expect(dropsArguments('io.micrometer.core.instrument.Counter')).toBe(true);
    expect(dropsArguments('java.util.List')).toBe(false);
  });
});

describe('closing', () => {
  it.each([
    ['java.sql.Connection', 'close', true],
    ['java.util.concurrent.ExecutorService', 'shutdownNow', true],
    ['java.lang.Thread', 'join', true],
    ['java.util.concurrent.CompletableFuture', 'join', true],
    ['java.lang.Process', 'waitFor', true],
    ['java.util.Map', 'get', false],
    ['java.lang.String', 'join', false],
    ['com.zaxxer.hikari.HikariPoolMXBean', 'softEvictConnections', false],
  ])('%s.%s ends its receiver: %s', (type, member, expected) => {
    expect(closesReceiver(type, member)).toBe(expected);
  });

  it('knows validity checks and what a working object answers', () => {
    expect(isValidityCheck('isValid')).toBe(true);
    expect(isValidityCheck('isClosed')).toBe(false);
    expect(isValidityCheck('toString')).toBeNull();
  });
});
