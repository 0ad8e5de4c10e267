import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { explainLine } from '../../src/rules/explain-line.ts';
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
  return explainLine(project, 'src/shop/Handler.java', line, { target: 'snapstart', severities: new Map() });
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
      const text = explainLine(project, file.path, line, { target: 'snapstart', severities: new Map(), facts });
      expect(text).toContain(handling);
      expect(text).toContain('So it is not reported.');
    },
  );

  it('says why a line without a known call is init code', async () => {
    const text = await explain('String table');
    expect(text).toContain('The initializer of field table of shop.Handler runs before the snapshot:');
    expect(text).toContain('no unsafe call');
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
    const text = explainLine(project, 'Handler.java', 10, { target: 'snapstart', severities: new Map() });
    if (sentence === null) expect(text).not.toContain('Good:');
    else expect(text).toContain(`Good: paid once at publish. ${sentence}`);
  });

  it('says that request code is not init', async () => {
    expect(await explain('return table')).toBe(
      'shop.Handler.handleRequest is not init code: Lambda calls it for each request, after the restore.',
    );
  });

  it('says of hooks and of other code when it runs, or what was followed', async () => {
    expect(await explain('        random = new')).toBe(
      'shop.Handler.afterRestore is not init code: it runs after each restore.',
    );
    expect(await explain('return input')).toBe(
      'shop.Handler.format is not init code: no start-up runs it; those of Handler were followed.',
    );
  });

  it('says that a line holds no code', async () => {
    expect(await explain('package shop')).toContain('is not inside a member that runs');
  });

  it('says that a file is not analysed', async () => {
    const project = await projectOf([{ path: 'A.java', text: 'class A {}' }]);
    expect(explainLine(project, 'B.java', 1, { target: 'snapstart', severities: new Map() })).toBe(
      'B.java is not among the analysed files.',
    );
  });
});
