/** Objects that take long to make and serve any number of requests: what the init phase is the place for. */
import { isSdkClient } from './aws-sdk.ts';
import { table } from '../util/table.ts';

export interface ExpensiveObject {
  readonly type: string;
  /** For messages: `an ObjectMapper`. */
  readonly name: string;
  /** Whether making one is slow enough to be noticed in a request. */
  readonly isSlow: boolean;
  /** Counts only when the first argument is a constant text. */
  readonly needsConstantText: boolean;
}

interface Line {
  readonly name: string;
  readonly members: readonly string[];
  readonly isSlow?: false;
  readonly needsConstantText?: true;
}

const MAPPER: Line = { name: 'an ObjectMapper', members: ['<init>'] };

/** By the type that the member is called on. Builders are asked about where they build. */
const LINES = table<Line>({
  'com.fasterxml.jackson.databind.ObjectMapper': MAPPER,
  'com.fasterxml.jackson.databind.json.JsonMapper': { name: 'a JsonMapper', members: ['<init>'] },
  'com.fasterxml.jackson.databind.json.JsonMapper.Builder': { name: 'a JsonMapper', members: ['build'] },
  'com.fasterxml.jackson.dataformat.xml.XmlMapper': { name: 'an XmlMapper', members: ['<init>'] },
  'com.fasterxml.jackson.dataformat.yaml.YAMLMapper': { name: 'a YAMLMapper', members: ['<init>'] },
  'com.google.gson.Gson': { name: 'a Gson', members: ['<init>'], isSlow: false },
  'com.google.gson.GsonBuilder': { name: 'a Gson', members: ['create'], isSlow: false },
  'java.net.http.HttpClient': { name: 'an HttpClient', members: ['newHttpClient'] },
  'java.net.http.HttpClient.Builder': { name: 'an HttpClient', members: ['build'] },
  'okhttp3.OkHttpClient': { name: 'an OkHttpClient', members: ['<init>'] },
  'okhttp3.OkHttpClient.Builder': { name: 'an OkHttpClient', members: ['build'] },
  'org.apache.http.impl.client.HttpClients': { name: 'an HttpClient', members: ['createDefault', 'createSystem'] },
  'org.apache.http.impl.client.HttpClientBuilder': { name: 'an HttpClient', members: ['build'] },
  'org.apache.hc.client5.http.impl.classic.HttpClients': {
    name: 'an HttpClient',
    members: ['createDefault', 'createSystem'],
  },
  'org.apache.hc.client5.http.impl.classic.HttpClientBuilder': { name: 'an HttpClient', members: ['build'] },
  'org.springframework.web.client.RestTemplate': { name: 'a RestTemplate', members: ['<init>'], isSlow: false },
  'javax.xml.bind.JAXBContext': { name: 'a JAXBContext', members: ['newInstance'] },
  'jakarta.xml.bind.JAXBContext': { name: 'a JAXBContext', members: ['newInstance'] },
  'javax.validation.Validation': { name: 'a ValidatorFactory', members: ['buildDefaultValidatorFactory'] },
  'jakarta.validation.Validation': { name: 'a ValidatorFactory', members: ['buildDefaultValidatorFactory'] },
  'org.springframework.boot.SpringApplication': { name: 'a Spring application', members: ['run'] },
  'org.springframework.context.annotation.AnnotationConfigApplicationContext': {
    name: 'an ApplicationContext',
    members: ['<init>'],
  },
  'com.google.inject.Guice': { name: 'an Injector', members: ['createInjector'] },
  'java.util.regex.Pattern': { name: 'a Pattern', members: ['compile'], isSlow: false, needsConstantText: true },
});

/** What a member makes, if it is expensive; null for every other member. Types are qualified, nested ones with `.`. */
export function expensiveObject(type: string, member: string): ExpensiveObject | null {
  const line = LINES[type];
  if (line !== undefined) {
    if (!line.members.includes(member)) return null;
    const { name, isSlow = true, needsConstantText = false } = line;
    return { type, name, isSlow, needsConstantText };
  }
  const client = sdkClientMadeBy(type, member);
  return client === null ? null : { type, name: client, isSlow: true, needsConstantText: false };
}

/** Words that code which makes such an object cannot do without: the types that are constructed, the members that are called. */
export function expensiveWords(): ReadonlySet<string> {
  const words = new Set(['build', 'defaultClient', 'create']);
  for (const [type, { members }] of Object.entries(LINES)) {
    for (const member of members) words.add(member === '<init>' ? type.slice(type.lastIndexOf('.') + 1) : member);
  }
  return words;
}

/** `S3Client.create()`, `S3ClientBuilder.build()` of the SDK 2.x; `AmazonS3ClientBuilder.build()`, `defaultClient()` of 1.x. */
function sdkClientMadeBy(type: string, member: string): string | null {
  const client = type.replace(/(?:Client)?Builder$/u, (suffix) =>
    type.startsWith('software.') ? suffix.slice(0, -'Builder'.length) : '',
  );
  const isBuilder = type.endsWith('Builder');
  const makes = isBuilder ? member === 'build' || member === 'defaultClient' : member === 'create';
  if (!makes || !isSdkClient(client)) return null;
  return `the SDK client ${client.slice(client.lastIndexOf('.') + 1)}`;
}
