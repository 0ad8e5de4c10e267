/** What frameworks do around a checkpoint, by build files and settings: the same sources, handled or not. */
import { describe, expect, it } from 'vitest';
import { briefly, reportOn, whyIn } from '../helpers/tree.ts';
import type { Tree } from '../helpers/tree.ts';
import type { Report } from '../../src/types.ts';

const dependency = (group: string, artifact: string, version = '', scope = ''): string =>
  `<dependency><groupId>${group}</groupId><artifactId>${artifact}</artifactId>${
    version === '' ? '' : `<version>${version}</version>`
  }${scope === '' ? '' : `<scope>${scope}</scope>`}</dependency>\n`;

const bootPom = (boot: string, ...dependencies: readonly string[]): string => `<project>
<parent><groupId>org.springframework.boot</groupId><artifactId>spring-boot-starter-parent</artifactId><version>${boot}</version></parent>
<artifactId>shop</artifactId>
<dependencies>
${dependencies.join('')}</dependencies>
</project>
`;

const JDBC = dependency('org.springframework.boot', 'spring-boot-starter-jdbc');
const CRAC = dependency('org.crac', 'crac', '1.5.0');
const SETTINGS = 'src/main/resources/application.properties';

/** Settings that are missing are another rule's, and reported in the build file. */
const connections = (report: Report): readonly string[] =>
  briefly(report).filter((line) => line.includes('connection-in-init'));

describe('the pool that Spring Boot configures', () => {
  const sources: Tree = {
    'src/main/java/shop/ShopApplication.java': `package shop;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
@SpringBootApplication
public class ShopApplication {
  public static void main(String[] args) { SpringApplication.run(ShopApplication.class, args); }
}
`,
    'src/main/java/shop/Stock.java': `package shop;
import jakarta.annotation.PostConstruct;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;
@Component
public class Stock {
  private final JdbcTemplate template;
  private int size;
  public Stock(JdbcTemplate template) { this.template = template; }
  @PostConstruct
  void load() {
    template.queryForList("select 1");
    template.queryForList("select 2");
  }
}
`,
  };
  const run = async (pom: string, settings = ''): Promise<readonly string[]> =>
    connections(await reportOn({ ...sources, 'pom.xml': pom, [SETTINGS]: settings }));
  const FOUND = ['Stock.java:12 connection-in-init unknown likely'];

  it('keeps the connection of the first query, once', async () => {
    expect(await run(bootPom('3.2.0', JDBC))).toEqual(FOUND);
    expect(await run(bootPom('3.2.0', JDBC, CRAC))).toEqual(FOUND);
  });

  it('is emptied before the checkpoint when it may be suspended, or keeps nothing idle', async () => {
    const allowed = 'spring.datasource.hikari.allow-pool-suspension=true\n';
    expect(await run(bootPom('3.2.0', JDBC, CRAC), allowed)).toEqual([]);
    expect(await run(bootPom('3.2.0', JDBC, CRAC), 'spring.datasource.hikari.minimumIdle=0\n')).toEqual([]);
    expect(await run(bootPom('3.2.0', JDBC, CRAC), allowed.replace('true', 'false'))).toEqual(FOUND);
    expect(await run(bootPom('3.1.9', JDBC, CRAC), allowed)).toEqual(FOUND);
    expect(await run(bootPom('3.2.0', JDBC), allowed)).toEqual(FOUND);
    expect(await run(bootPom('3.2.0', JDBC, dependency('org.crac', 'crac', '1.5.0', 'test')), allowed)).toEqual(FOUND);
    expect(await run(bootPom('3.2.0', JDBC, dependency('org.crac', 'crac', '1.5.0', 'provided')), allowed)).toEqual(
      FOUND,
    );
  });

  it('is not there without JDBC, with an embedded database, or where the sources make the data source', async () => {
    expect(await run(bootPom('3.2.0'))).toEqual([]);
    expect(await run(bootPom('3.2.0', JDBC), 'spring.datasource.url=jdbc:h2:mem:shop\n')).toEqual([]);
    const h2 = dependency('com.h2database', 'h2');
    expect(await run(bootPom('3.2.0', JDBC, h2))).toEqual([]);
    expect(await run(bootPom('3.2.0', JDBC, h2), 'spring.datasource.url=${DB_URL}\n')).toEqual(FOUND);
    const own = `package shop;
import javax.sql.DataSource;
import org.postgresql.ds.PGSimpleDataSource;
import org.springframework.context.annotation.*;
@Configuration
public class Data {
  @Bean DataSource dataSource() { return new PGSimpleDataSource(); }
}
`;
    const report = await reportOn({
      ...sources,
      'src/main/java/shop/Data.java': own,
      'pom.xml': bootPom('3.2.0', JDBC),
    });
    expect(connections(report)).toEqual([]);
  });

  it('is named by --why with the line of the settings that handles it', async () => {
    const tree = {
      ...sources,
      'pom.xml': bootPom('3.3.1', JDBC, CRAC),
      'src/main/resources/application.yml': 'spring:\n  datasource:\n    hikari:\n      allow-pool-suspension: true\n',
    };
    const text = await whyIn(tree, 'src/main/java/shop/Stock.java', 12);
    expect(text).toContain('allow-pool-suspension=true');
    expect(text).toContain('(src/main/resources/application.yml:4)');
  });
});

describe('Lifecycle beans of Spring', () => {
  const sources: Tree = {
    'src/main/java/shop/ShopApplication.java': `package shop;
import org.springframework.boot.autoconfigure.SpringBootApplication;
@SpringBootApplication
public class ShopApplication { }
`,
    'src/main/java/shop/Prices.java': `package shop;
import jakarta.annotation.PostConstruct;
import org.springframework.data.redis.connection.RedisConnectionFactory;
import org.springframework.data.redis.connection.RedisConnection;
import org.springframework.stereotype.Component;
@Component
public class Prices {
  private final RedisConnectionFactory factory;
  public Prices(RedisConnectionFactory factory) { this.factory = factory; }
  @PostConstruct
  void load() {
    RedisConnection connection = factory.getConnection();
    connection.ping();
  }
}
`,
    'src/main/java/shop/Raw.java': `package shop;
import jakarta.annotation.PostConstruct;
import org.springframework.stereotype.Component;
@Component
public class Raw {
  private java.sql.Connection connection;
  @PostConstruct
  void open() throws Exception { connection = java.sql.DriverManager.getConnection("jdbc:postgresql://db/shop"); }
}
`,
  };
  const run = async (pom: string): Promise<readonly string[]> =>
    briefly(await reportOn({ ...sources, 'pom.xml': pom }));
  const RAW = 'Raw.java:8 connection-in-init unknown likely';
  const REDIS = 'Prices.java:12 connection-in-init unknown likely';

  it('are stopped before the checkpoint from Boot 3.2 on with org.crac; what they do not own is not', async () => {
    expect(await run(bootPom('3.2.0', CRAC))).toEqual([RAW]);
    expect(await run(bootPom('3.2.0'))).toEqual([REDIS, RAW]);
    expect(await run(bootPom('3.1.5', CRAC))).toEqual([REDIS, RAW]);
  });

  it('count by the version of the framework where Boot is not used, in Gradle too', async () => {
    const gradle = (version: string): string =>
      `plugins { id 'java' }\ndependencies {\n  implementation 'org.springframework:spring-context:${version}'\n  implementation 'org.crac:crac:1.5.0'\n}\n`;
    const tree = (version: string): Tree => ({ ...sources, 'build.gradle': gradle(version) });
    expect(briefly(await reportOn(tree('6.1.2')))).toEqual([RAW]);
    expect(briefly(await reportOn(tree('6.0.9')))).toEqual([REDIS, RAW]);
  });

  it('are explained with the line of the dependency', async () => {
    const tree = { ...sources, 'pom.xml': bootPom('3.2.0', CRAC) };
    const text = await whyIn(tree, 'src/main/java/shop/Prices.java', 12);
    expect(text).toContain('Spring Boot 3.2.0 with org.crac:crac stops this bean before the checkpoint');
    expect(text).toContain('(pom.xml:5)');
  });
});

describe('a checkpoint on refresh', () => {
  const sources: Tree = {
    'pom.xml': bootPom('3.2.0', CRAC),
    'src/main/java/shop/ShopApplication.java': `package shop;
import java.sql.*;
import org.springframework.boot.ApplicationRunner;
import org.springframework.boot.ApplicationArguments;
import org.springframework.boot.autoconfigure.SpringBootApplication;
@SpringBootApplication
public class ShopApplication implements ApplicationRunner {
  private Connection early;
  private Connection late;
  public ShopApplication() throws SQLException { early = DriverManager.getConnection("jdbc:postgresql://db/shop"); }
  @Override public void run(ApplicationArguments arguments) throws SQLException {
    late = DriverManager.getConnection("jdbc:postgresql://db/shop");
  }
}
`,
  };
  const dockerfile =
    'FROM azul/zulu-openjdk:21-jdk-crac\nENTRYPOINT ["java", "-Dspring.context.checkpoint=onRefresh", "-jar", "shop.jar"]\n';

  it('comes before runners, under CRaC', async () => {
    const early = 'ShopApplication.java:10 connection-in-init unknown definite';
    const late = 'ShopApplication.java:12 connection-in-init unknown definite';
    expect(briefly(await reportOn(sources, { target: 'crac' }))).toEqual([early, late]);
    expect(briefly(await reportOn({ ...sources, Dockerfile: dockerfile }, { target: 'crac' }))).toEqual([early]);
  });

  it('is a property of the JVM: in the settings it does nothing', async () => {
    const report = await reportOn(
      { ...sources, [SETTINGS]: 'spring.context.checkpoint=onRefresh\n' },
      { target: 'crac' },
    );
    expect(briefly(report)).toHaveLength(2);
  });
});

describe('Micronaut', () => {
  const sources: Tree = {
    'src/main/java/shop/Orders.java': `package shop;
import io.micronaut.context.annotation.Context;
import jakarta.annotation.PostConstruct;
import java.sql.*;
import javax.sql.DataSource;
@Context
public class Orders {
  private final DataSource source;
  public Orders(DataSource source) { this.source = source; }
  @PostConstruct
  void load() throws SQLException {
    try (Connection connection = source.getConnection()) { connection.createStatement().execute("select 1"); }
  }
}
`,
  };
  const pom = (...dependencies: readonly string[]): string =>
    `<project><groupId>shop</groupId><artifactId>shop</artifactId><version>1</version><dependencies>${dependencies.join('')}</dependencies></project>`;
  const hikari = dependency('io.micronaut.sql', 'micronaut-jdbc-hikari', '5.0.0');
  const crac = dependency('io.micronaut.crac', 'micronaut-crac', '2.0.0');
  const run = async (build: string, allowed: string): Promise<readonly string[]> => {
    const settings = `datasources:\n  default:\n    allow-pool-suspension: ${allowed}\n`;
    const tree = { ...sources, 'pom.xml': build, 'src/main/resources/application.yml': settings };
    return connections(await reportOn(tree));
  };
  const FOUND = ['Orders.java:12 connection-in-init unknown likely'];

  it('suspends its Hikari pools where the settings allow it and micronaut-crac is there', async () => {
    expect(await run(pom(hikari, crac), 'true')).toEqual([]);
    expect(await run(pom(hikari, crac), 'false')).toEqual(FOUND);
    expect(await run(pom(hikari), 'true')).toEqual(FOUND);
    expect(await run(pom(crac), 'true')).toEqual([]);
  });
});

describe('Quarkus', () => {
  const sources: Tree = {
    'src/main/java/shop/Orders.java': `package shop;
import com.amazonaws.services.lambda.runtime.*;
import io.quarkus.logging.Log;
public class Orders implements RequestHandler<String, String> {
  @Override public String handleRequest(String input, Context context) {
    Log.info(input);
    return Holder.ID;
  }
}
`,
    'src/main/java/shop/Holder.java': `package shop;
import java.util.UUID;
final class Holder {
  static final String ID = UUID.randomUUID().toString();
}
`,
  };
  const pom = (...dependencies: readonly string[]): string =>
    `<project><groupId>shop</groupId><artifactId>shop</artifactId><version>1</version><dependencies>${dependencies.join('')}</dependencies></project>`;
  const lambda = dependency('io.quarkus', 'quarkus-amazon-lambda', '3.8.0');
  const run = async (build: string, settings = ''): Promise<readonly string[]> =>
    briefly(await reportOn({ ...sources, 'pom.xml': build, [SETTINGS]: settings }));
  const FOUND = ['Holder.java:4 unique-value-in-init unknown likely'];

  it('initialises every class before the snapshot, lazy holders too', async () => {
    expect(await run(pom(lambda))).toEqual(FOUND);
  });

  it.each(['enabled', 'enable', 'preload', 'initialize-classes'])('does not where %s is false', async (name) => {
    expect(await run(pom(lambda), `quarkus.snapstart.${name}=false\n`)).toEqual([]);
    expect(await run(pom(lambda), `%dev.quarkus.snapstart.${name}=false\n`)).toEqual(FOUND);
  });

  it('does not without its Lambda extension', async () => {
    expect(await run(pom(dependency('io.quarkus', 'quarkus-rest', '3.8.0')))).toEqual([]);
  });
});
