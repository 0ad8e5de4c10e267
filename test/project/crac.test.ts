import { describe, expect, it } from 'vitest';
import { cracFlags, cracInScript, cracInYaml, isCracImage } from '../../src/project/crac.ts';
import { readDockerfile } from '../../src/project/dockerfile.ts';

const usesOf = (text: string): string[] =>
  readDockerfile(text, 'Dockerfile').cracUses.map(({ kind, text: flag, line }) => `${line} ${kind} ${flag}`);

describe('a Dockerfile', () => {
  it('shows CRaC by its base image, commands and variables', () => {
    const text = `ARG JDK=17
FROM --platform=linux/amd64 azul/zulu-openjdk:\${JDK}-jdk-crac AS base
# ENTRYPOINT ["java", "-XX:CRaCCheckpointTo=/comment"]
ENV JAVA_TOOL_OPTIONS="-Dspring.context.checkpoint=onRefresh -Xmx1g"
RUN java -XX:CRaCCheckpointTo=/cr \\
    # between
    -jar app.jar
RUN <<EOF
jcmd app.jar JDK.checkpoint
EOF
ENTRYPOINT ["java", "-XX:CRaCRestoreFrom=/cr"]
`;
    expect(usesOf(text)).toEqual([
      '2 base-image azul/zulu-openjdk:17-jdk-crac',
      '4 spring-on-refresh -Dspring.context.checkpoint=onRefresh',
      '5 checkpoint -XX:CRaCCheckpointTo=/cr',
      '8 jcmd jcmd app.jar JDK.checkpoint',
      '11 restore -XX:CRaCRestoreFrom=/cr',
    ]);
  });

  it('shows none where names only look like it', () => {
    expect(usesOf('FROM example/cracker:1\nENV A=-XX:CRaC\nRUN echo spring.context.checkpoint\n')).toEqual([]);
    expect(isCracImage('bellsoft/liberica-runtime-container:jre-21-crac-slim-glibc')).toBe(true);
    expect(isCracImage('ghcr.io/aircrack/tool:1')).toBe(false);
  });

  it('gives the command and environment of its last stage', () => {
    const facts = readDockerfile(
      `FROM maven AS build
CMD ["mvn"]
ENV A=build
FROM public.ecr.aws/lambda/java:21
ENV MAIN_CLASS=shop.Application STAGE="a b"
ENV OLD form of it
CMD [ "shop.Orders::handle" ]
`,
      'Dockerfile',
    );
    expect(facts.command).toEqual(['shop.Orders::handle']);
    expect(facts.environment).toEqual({ MAIN_CLASS: 'shop.Application', STAGE: 'a b', OLD: 'form of it' });
    expect(readDockerfile('FROM a\nCMD java -jar app.jar\n', 'Dockerfile').command).toBeNull();
  });

  it('may use another escape character', () => {
    expect(usesOf('# escape=`\nFROM a\nRUN java `\n  -XX:CRaCEngine=warp\n')).toEqual(['3 engine -XX:CRaCEngine=warp']);
  });

  it('that is broken never throws', () => {
    for (const text of ['RUN <<EOF\nnever', 'FROM', '\\', 'CMD [', 'ENV', 'ARG']) {
      expect(() => readDockerfile(text, 'Dockerfile')).not.toThrow();
    }
  });
});

describe('scripts and manifests', () => {
  it('count line by line, without comments', () => {
    const script =
      '#!/bin/sh\n# java -XX:CRaCCheckpointTo=cr\njava -XX:CRaCCheckpointTo=cr -jar app.jar &\njcmd $PID JDK.checkpoint\n';
    expect(cracInScript(script, 'run.sh').map(({ kind, line }) => [kind, line])).toEqual([
      ['checkpoint', 3],
      ['jcmd', 4],
    ]);
  });

  it('of containers count by command, variable and image; broken ones do not count', () => {
    const compose = `services:
  app:
    image: registry/app:crac
    command: [ java, -XX:CRaCRestoreFrom=/cr ]
    # command: [ java, -XX:CRaCCheckpointTo=/cr ]
    labels: { name: app-crac }
`;
    expect(
      cracInYaml(compose, 'compose.yaml')
        .map(({ kind, line }) => [kind, line])
        .sort(),
    ).toEqual([
      ['base-image', 3],
      ['restore', 4],
    ]);
    expect(cracInYaml('a: [ -XX:CRaCRestoreFrom=/cr\nb: {{ .Values }}', 'chart.yaml')).toEqual([]);
  });

  it('know on-refresh only as a setting of the JVM', () => {
    expect(cracFlags('spring.context.checkpoint: onRefresh')).toEqual([]);
    expect(cracFlags('-Dspring.context.checkpoint=never')).toEqual([]);
  });
});
