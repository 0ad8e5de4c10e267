/** Sources that a build wrote, where they are present: they say what runs, and the project's own lines carry what is found there. */
import { describe, expect, it } from 'vitest';
import { briefly, reportOn, whyIn } from '../helpers/tree.ts';
import type { Tree } from '../helpers/tree.ts';

const HANDLER = `package shop;
import com.amazonaws.services.lambda.runtime.*;
public class Orders implements RequestHandler<String, String> {
  private final OrderMapper mapper = new OrderMapperImpl();
  private final String id = mapper.newId();
  @Override public String handleRequest(String input, Context context) { return id; }
}
`;
const MAPPER = 'package shop;\npublic interface OrderMapper { String newId(); }\n';
const GENERATED = `package shop;
import java.util.UUID;
public class OrderMapperImpl implements OrderMapper {
  @Override public String newId() { return UUID.randomUUID().toString(); }
}
`;
const UNUSED = `package shop;
import java.util.UUID;
public class Unused { static final UUID FIRST = UUID.randomUUID(); }
`;
const POM = '<project><groupId>shop</groupId><artifactId>orders</artifactId><version>1</version></project>';
const MAVEN = 'target/generated-sources/annotations/shop';
const GRADLE = 'build/generated/sources/annotationProcessor/java/main/shop';

const own: Tree = {
  '.gitignore': 'target/\nbuild/\n',
  'src/main/java/shop/Orders.java': HANDLER,
  'src/main/java/shop/OrderMapper.java': MAPPER,
};
const maven: Tree = { ...own, 'pom.xml': POM, [`${MAVEN}/OrderMapperImpl.java`]: GENERATED };

describe('generated sources', () => {
  it.each([
    ['Maven', maven],
    ['Gradle', { ...own, 'build.gradle': '', [`${GRADLE}/OrderMapperImpl.java`]: GENERATED }],
  ])('of %s say what runs; the line of the project that leads there is reported', async (_build, tree) => {
    const report = await reportOn(tree);
    expect(briefly(report)).toEqual(['Orders.java:5 unique-value-in-init unknown likely']);
    const [finding] = report.findings;
    expect(finding?.message).toMatch(/ The call is in generated code \(OrderMapperImpl\.java:4\)\.$/u);
    expect(finding?.trace.at(-1)?.file).toMatch(/OrderMapperImpl\.java$/u);
    expect(finding?.suggestions).toEqual([]);
  });

  it('are not there: nothing is known of what they do', async () => {
    expect((await reportOn({ ...own, 'pom.xml': POM })).findings).toEqual([]);
  });

  it('that no line of the project leads to are not reported', async () => {
    const report = await reportOn({ ...maven, [`${MAVEN}/OrderMapperImpl.java`]: UNUSED });
    expect(report.findings).toEqual([]);
    expect(report.summary.files).toBe(3);
  });

  it('of tests, of other directories of a build and of a directory without a build file are not read', async () => {
    const places = [
      'target/generated-test-sources/test-annotations/shop/OrderMapperImpl.java',
      'build/generated/sources/annotationProcessor/java/test/shop/OrderMapperImpl.java',
      'target/classes/shop/OrderMapperImpl.java',
    ];
    const tree = { ...own, 'pom.xml': POM, ...Object.fromEntries(places.map((place) => [place, GENERATED])) };
    expect((await reportOn(tree)).summary.files).toBe(2);
    expect((await reportOn({ ...own, [`${MAVEN}/OrderMapperImpl.java`]: GENERATED })).summary.files).toBe(2);
  });

  it('are left out by a pattern of the configuration', async () => {
    const report = await reportOn({ ...maven, 'snapsafe.config.json': '{ "exclude": ["target/"] }' });
    expect(report.findings).toEqual([]);
    expect(report.summary.files).toBe(2);
  });

  it('count as any others where their directory is named', async () => {
    const report = await reportOn(maven, { paths: ['src', 'target/generated-sources'] });
    expect(briefly(report)).toEqual(['OrderMapperImpl.java:4 unique-value-in-init unknown likely']);
  });

  it('that copy sources of the project, or that Dagger writes, stand back', async () => {
    const copy = HANDLER.replace('mapper.newId()', 'java.util.UUID.randomUUID().toString()');
    const factory = GENERATED.replace('import', 'import dagger.internal.Factory;\nimport');
    const report = await reportOn({
      ...maven,
      'target/generated-sources/delombok/shop/Orders.java': copy,
      [`${MAVEN}/OrderMapperImpl.java`]: factory,
    });
    expect(report.findings).toEqual([]);
  });

  it('hold beans that a framework finds', async () => {
    const service = `package shop;
import java.util.UUID;
import org.springframework.stereotype.Component;
@Component
public class OrderMapperImpl implements OrderMapper {
  @Override public String newId() { return UUID.randomUUID().toString(); }
}
`;
    const application = `package shop;
import org.springframework.boot.autoconfigure.SpringBootApplication;
@SpringBootApplication
public class Shop {
  private final String id;
  public Shop(OrderMapper mapper) { id = mapper.newId(); }
  public String id() { return id; }
}
`;
    const report = await reportOn({
      'pom.xml': POM,
      'src/main/java/shop/Shop.java': application,
      'src/main/java/shop/OrderMapper.java': MAPPER,
      [`${MAVEN}/OrderMapperImpl.java`]: service,
    });
    expect(briefly(report)).toEqual(['Shop.java:6 unique-value-in-init unknown likely']);
  });

  it('are explained on their own lines and on those that carry what they do', async () => {
    expect(await whyIn(maven, `${MAVEN}/OrderMapperImpl.java`, 4)).toContain(
      'So it is reported: error unique-value-in-init, at src/main/java/shop/Orders.java:5, as this is generated code.',
    );
    expect(await whyIn(maven, 'src/main/java/shop/Orders.java', 5)).toContain(
      'Reported here: error unique-value-in-init: ',
    );
    const unused = { ...maven, [`${MAVEN}/OrderMapperImpl.java`]: UNUSED };
    expect(await whyIn(unused, `${MAVEN}/OrderMapperImpl.java`, 3)).toContain(
      'So it is not reported: this is generated code, and no line of another source leads to it.',
    );
  });
});
