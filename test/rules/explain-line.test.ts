import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { explainLine } from '../../src/rules/runners/explain-line.ts';
import { whyOff } from '../../src/rules/runners/explain-silence.ts';
import rightInInit from '../../src/rules/right-in-init.ts';
import { projectFactsOf, projectOf } from '../helpers/analyze.ts';
import { collectFixtures } from '../helpers/fixtures.ts';

const SOURCE = `package shop;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import java.util.Random;
import java.util.UUID;
import org.crac.Core;
import org.crac.Resource;

public class Handler implements RequestHandler<String, String>, Resource {
    private final String table = System.getProperty("table");
    private Random random = new Random();
    private final String node = UUID.randomUUID().toString();

    public Handler() {
        Core.getGlobalContext().register(this);
        System.out.println(UUID.randomUUID());
    }

    @Override
    public String handleRequest(String input, Context context) {
        return table + random.nextInt() + node;
    }

    String format(String input) {
        return input.strip();
    }

    @Override
    public void beforeCheckpoint(org.crac.Context<? extends Resource> context) {}

    @Override
    public void afterRestore(org.crac.Context<? extends Resource> context) {
        random = new Random();
    }
}
`;

/** Explains the first line that contains `part`. */
async function explain(part: string): Promise<string> {
  const project = await projectOf([{ path: 'src/shop/Handler.java', text: SOURCE }]);
  const line = SOURCE.split('\n').findIndex((text) => text.includes(part)) + 1;
  return explainLine(project, 'src/shop/Handler.java', line, { target: 'snapstart', severities: new Map() }).text;
}

describe('explainLine', () => {
  it('names the path and where the value is kept', async () => {
    const text = await explain('String node');
    expect(text).toContain('UUID.randomUUID() runs before the snapshot, when the fields of an object are initialised:');
    expect(text).toContain('1. constructor of Handler (src/shop/Handler.java:10)');
    expect(text).toContain('What it does: it draws random numbers.');
    expect(text).toContain('What is left: its value is kept in field Handler.node.');
    expect(text).toContain('What handles it: nothing that was found.');
    expect(text).toContain('So it is reported: error unique-value-in-init.');
  });

  it('says that a value is dropped', async () => {
    const text = await explain('println');
    expect(text).toContain('What is left: nothing, its value is dropped before the snapshot.');
    expect(text).toContain('So it does no harm, and is not reported.');
    expect(text).not.toContain('What handles it');
  });

  it('names what handles a kept value, with its line', async () => {
    const text = await explain('private Random random');
    expect(text).toContain('What handles it: renewed in Handler.afterRestore (src/shop/Handler.java:34).');
    expect(text).toContain('So it is not reported.');
  });

  it.each([
    [
      'rules',
      'hikari-no-suspension/in-code-allowed',
      'return new HikariDataSource(settings)',
      'Spring Boot suspends the pool and empties it before the checkpoint, as is allowed here ' +
        '(src/main/java/com/acme/orders/Application.java:27).',
    ],
    [
      'engine',
      'spring-refresh-scope/refreshed-on-restart',
      'secretId("prices")',
      'Spring Cloud 2023.0.3 refreshes the refresh scope after the restore, and Application.Prices is made anew (pom.xml:',
    ],
  ])(
    'names the line of code or of a build file by which a framework handles it: %s/%s',
    async (kind, name, part, handling) => {
      const directory = fileURLToPath(new URL(`../fixtures/${kind}`, import.meta.url));
      const fixture = collectFixtures(directory).find((one) => one.name === name);
      const [file] = fixture?.files ?? [];
      if (fixture === undefined || file === undefined) throw new Error(`no fixture ${name}`);
      const project = await projectOf(fixture.files);
      const facts = await projectFactsOf(fixture.projectFiles ?? [], project.files);
      const line = file.text.split('\n').findIndex((text) => text.includes(part)) + 1;
      const { text } = explainLine(project, file.path, line, { target: 'snapstart', severities: new Map(), facts });
      expect(text).toContain(handling);
      expect(text).toContain('So it is not reported.');
    },
  );

  it('says why a line without a known call is init code', async () => {
    const text = await explain('String table');
    expect(text).toContain('The initializer of field table of shop.Handler runs before the snapshot:');
    expect(text).toContain('System.getProperty(…) is known to env-captured: it reads what is true at this moment');
    expect(text).toContain(
      'It is not reported: that depends on its arguments or settings (property of the machine or its user), and is not so here as far as the sources tell.',
    );
  });

  it.each([
    ['new SecureRandom', 'New SecureRandom is right in init: it draws nothing that restored environments would share.'],
    ['S3Client.create', 'The SDK client S3Client is right in init: it serves all requests.'],
    ['new ObjectMapper', 'An ObjectMapper is right in init: it serves all requests.'],
    [
      'LoggerFactory.getLogger',
      'LoggerFactory.getLogger is right in init: it opens nothing and holds nothing that gets old.',
    ],
    ['new JedisPooled', null],
  ])('says of %s that it is right in init, and why', async (call, sentence) => {
    const source = `package shop;
import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.security.SecureRandom;
import org.slf4j.LoggerFactory;
import redis.clients.jedis.Jedis;
import software.amazon.awssdk.services.s3.S3Client;
public class Handler implements RequestHandler<String, String> {
    private final Object kept = ${call}(${call.startsWith('LoggerFactory') ? 'Handler.class' : ''});
    @Override
    public String handleRequest(String input, Context context) { return input + kept; }
}
`;
    const project = await projectOf([{ path: 'Handler.java', text: source }]);
    const { text } = explainLine(project, 'Handler.java', 10, { target: 'snapstart', severities: new Map() });
    if (sentence === null) expect(text).not.toContain('Good:');
    else expect(text).toContain(`Good: paid once at publish. ${sentence}`);
  });

  it('says that request code is not init', async () => {
    expect(await explain('return table')).toBe(
      'shop.Handler.handleRequest is not init code: Lambda calls it for each request, after the restore.\n' +
        'Random.nextInt(…) is known to unique-value-in-init, which speaks of what happens before the snapshot: it draws ' +
        'random numbers.',
    );
  });

  it('says of hooks and of other code when it runs, or what was followed', async () => {
    expect(await explain('        random = new')).toBe(
      'shop.Handler.afterRestore is not init code: it runs after each restore.\n' +
        'new Random() is known to prng-in-init, which speaks of what happens before the snapshot: it takes the seed of its ' +
        'sequence.',
    );
    expect(await explain('return input')).toBe(
      'shop.Handler.format is not init code: start-up makes an object of the class, but none that was followed (Handler) ' +
        'calls this method.',
    );
  });

  describe('says why a rule is silent', () => {
    const handler = (members: string, imports = ''): string => `package shop;
import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import java.time.Instant;
import java.util.*;
import java.util.concurrent.*;
import java.util.function.Supplier;
${imports}
public class Handler implements RequestHandler<String, String> {
${members}
    @Override
    public String handleRequest(String input, Context context) { return input; }
}
`;
    const silence = async (
      source: string,
      part: string,
      options: Partial<Parameters<typeof explainLine>[3]> = {},
    ): Promise<string> => {
      const project = await projectOf([{ path: 'Handler.java', text: source }]);
      const line = source.split('\n').findIndex((text) => text.includes(part)) + 1;
      return explainLine(project, 'Handler.java', line, { target: 'snapstart', severities: new Map(), ...options })
        .text;
    };
    const RANDOM = 'public final Random random = new Random();';

    it('the rule is off, by choice or for the target', async () => {
      const off = new Map([['prng-in-init', 'off']] as const);
      expect(await silence(handler(RANDOM), RANDOM, { severities: off })).toContain(
        'So prng-in-init would look at it, but the rule is switched off.',
      );
      const open = 'public final java.io.FileWriter log = new java.io.FileWriter("/tmp/log");';
      expect(await silence(handler(open), open)).toContain(
        'So open-file-in-init would look at it, but the rule is not about SnapStart.',
      );
      expect(whyOff(rightInInit.meta, { target: 'snapstart', severities: new Map() })).toBe(
        'the rule belongs to the preset strict',
      );
    });

    it('the rule leaves alone what is left', async () => {
      const mark = `    private Instant seen = Instant.now();
    void scan(Scanner scanner) { scanner.useDelimiter(seen.toString()); seen = Instant.now(); }`;
      expect(await silence(handler(mark), 'private Instant seen')).toContain(
        'So timestamp-in-init leaves it alone: field Handler.seen is a mark of progress',
      );
      const timing = `    private final long begin = System.currentTimeMillis();
    public Handler() { System.out.println(System.currentTimeMillis() - begin); }`;
      expect(await silence(handler(timing), 'long begin')).toContain(
        'So timestamp-in-init leaves it alone: only the start-up reads field Handler.begin, and nothing does after a restore.',
      );
    });

    it('a function is only stored', async () => {
      const stored = 'public final Supplier<UUID> ids = () -> UUID.randomUUID();';
      expect(await silence(handler(stored), stored)).toContain(
        'UUID.randomUUID() is known to unique-value-in-init: it draws random numbers. It is not reported: it stands in a ' +
          'function that init hands on and does not run.',
      );
    });

    it('no rule speaks of it', async () => {
      const delayed = `    private final ScheduledExecutorService executor = Executors.newScheduledThreadPool(1);
    void start() { executor.scheduleWithFixedDelay(() -> {}, 1, 1, TimeUnit.SECONDS); }`;
      expect(await silence(handler(delayed), 'scheduleWithFixedDelay')).toContain(
        'ScheduledExecutorService.scheduleWithFixedDelay(…) is in the catalogue: it starts threads. No rule reports that.',
      );
    });

    it('start-up does not come to the class, the method or the hook', async () => {
      const late = `    static final class Ids { static final UUID FIRST = UUID.randomUUID(); }
    static final class Late implements org.crac.Resource {
      @Override public void beforeCheckpoint(org.crac.Context<? extends org.crac.Resource> context) { Ids.FIRST.hashCode(); }
      @Override public void afterRestore(org.crac.Context<? extends org.crac.Resource> context) {}
    }
    Object made() { return Ids.FIRST; }`;
      expect(await silence(handler(late), 'UUID FIRST')).toBe(
        'The initializer of field FIRST of shop.Handler.Ids is not init code: no start-up that was followed (Handler) uses ' +
          'the class. What uses it first, a request for instance, initialises it.\n' +
          'UUID.randomUUID() is known to unique-value-in-init, which speaks of what happens before the snapshot: it draws ' +
          'random numbers.',
      );
      expect(await silence(handler(late), 'void beforeCheckpoint')).toContain(
        'is not init code: nothing that was followed registers such a resource before the snapshot.',
      );
    });

    it('init would be the right place all the same', async () => {
      const late = '    static final class Ids { static final Random FIRST = new java.security.SecureRandom(); }';
      expect(await silence(handler(late), 'Random FIRST')).toContain(
        'initialises it.\nNew SecureRandom is right in init: it draws nothing that restored environments would share.',
      );
    });

    it('tells of findings on the line that have nothing to do with init', async () => {
      const keys = '    String key() { return System.getenv("AWS_SESSION_TOKEN"); }';
      const text = await silence(handler(keys), 'String key()');
      expect(text).toContain('shop.Handler.key is not init code');
      expect(text).toContain('Reported here: error env-credentials: ');
    });

    it.each([
      [
        'Spring makes this bean on its first use (@Lazy).',
        'import org.springframework.context.annotation.Lazy;\nimport org.springframework.stereotype.Component;',
        '@Component @Lazy',
      ],
      [
        'Spring makes a bean of the scope prototype whenever one is asked for.',
        'import org.springframework.context.annotation.Scope;\nimport org.springframework.stereotype.Component;',
        '@Component @Scope("prototype")',
      ],
      [
        'its profile is one of tests or development (@Profile).',
        'import org.springframework.context.annotation.Profile;\nimport org.springframework.stereotype.Component;',
        '@Component @Profile("dev")',
      ],
      [
        'Micronaut makes this bean when something first asks for it (@Context would make it at start).',
        'import io.micronaut.context.annotation.Bean;\nimport jakarta.inject.Singleton;',
        '@Singleton',
      ],
      [
        'Quarkus makes this bean on its first use (@Startup would make it at start).',
        'import io.quarkus.runtime.Startup;\nimport jakarta.enterprise.context.ApplicationScoped;',
        '@ApplicationScoped',
      ],
    ])('a framework waits: %s', async (sentence, imports, annotations) => {
      const bean = `    ${annotations} public static class Ids { public final UUID first = UUID.randomUUID(); }`;
      expect(await silence(handler(bean, imports), 'UUID first')).toContain(`is not init code: ${sentence}`);
    });
  });

  it('says that a line holds no code', async () => {
    expect(await explain('package shop')).toContain('is not inside a member that runs');
  });

  it('says that a file is not analysed', async () => {
    const project = await projectOf([{ path: 'A.java', text: 'class A {}' }]);
    expect(explainLine(project, 'B.java', 1, { target: 'snapstart', severities: new Map() }).text).toBe(
      'B.java is not among the analysed files.',
    );
  });
});
