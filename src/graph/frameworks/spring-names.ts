/** Spring's annotation and type names. Those of jakarta stand for their javax ancestors too. */
const CONTEXT = 'org.springframework.context.annotation.';
const BOOT = 'org.springframework.boot.';
const CONDITION = 'org.springframework.boot.autoconfigure.condition.';
const SERVERLESS = 'com.amazonaws.serverless.proxy.spring.';
const ADAPTER = 'org.springframework.cloud.function.adapter.aws.';

export const APPLICATIONS = new Set([
  `${BOOT}autoconfigure.SpringBootApplication`,
  `${BOOT}autoconfigure.EnableAutoConfiguration`,
  `${BOOT}SpringBootConfiguration`,
]);
export const AUTO_CONFIGURATIONS = new Set([`${BOOT}autoconfigure.AutoConfiguration`]);
export const COMPONENTS = new Set([
  'org.springframework.stereotype.Component',
  'org.springframework.stereotype.Service',
  'org.springframework.stereotype.Repository',
  'org.springframework.stereotype.Controller',
  'org.springframework.web.bind.annotation.RestController',
  'org.springframework.web.bind.annotation.ControllerAdvice',
  'org.springframework.web.bind.annotation.RestControllerAdvice',
  `${CONTEXT}Configuration`,
  `${BOOT}autoconfigure.SpringBootApplication`,
  `${BOOT}SpringBootConfiguration`,
  `${BOOT}actuate.endpoint.annotation.Endpoint`,
  'jakarta.inject.Named',
]);
export const COMPONENT_SCANS = new Set([`${CONTEXT}ComponentScan`, `${BOOT}autoconfigure.SpringBootApplication`]);
export const IMPORTS = new Set([
  `${CONTEXT}Import`,
  `${BOOT}context.properties.EnableConfigurationProperties`,
  `${BOOT}autoconfigure.ImportAutoConfiguration`,
]);
export const IMPORT_SELECTORS = /(^|\.)(ImportSelector|DeferredImportSelector|ImportBeanDefinitionRegistrar)$/;
export const BEAN_METHODS = new Set([`${CONTEXT}Bean`]);

export const LAZY = new Set([`${CONTEXT}Lazy`]);
export const PRIMARY = new Set([`${CONTEXT}Primary`]);
export const FALLBACK = new Set([`${CONDITION}ConditionalOnMissingBean`, `${CONTEXT}Fallback`]);
export const SCOPE = new Set([`${CONTEXT}Scope`]);
/** Spring Cloud's scope behind a proxy: its beans are made when the context has started, and again after a refresh. */
export const REFRESH_SCOPES = new Set(['org.springframework.cloud.context.config.annotation.RefreshScope']);
/** Before there is a request or session, a call of the proxy fails. */
export const REQUEST_SCOPES = new Set([
  'org.springframework.web.context.annotation.RequestScope',
  'org.springframework.web.context.annotation.SessionScope',
]);
/** Other scopes behind a proxy: the first request makes their beans. */
export const PROXIED_SCOPES = new Set([
  ...REQUEST_SCOPES,
  'org.springframework.batch.core.configuration.annotation.StepScope',
  'org.springframework.batch.core.configuration.annotation.JobScope',
]);
export const PROFILE = new Set([`${CONTEXT}Profile`]);
export const CONDITIONS = new Set([
  `${CONTEXT}Conditional`,
  ...[
    'Property',
    'Bean',
    'MissingBean',
    'Class',
    'MissingClass',
    'Expression',
    'Resource',
    'WebApplication',
    'NotWebApplication',
    'SingleCandidate',
    'CloudPlatform',
    'Java',
    'Jndi',
    'BooleanProperty',
    'Threading',
  ].map((name) => `${CONDITION}ConditionalOn${name}`),
]);

export const INJECTS = new Set([
  'org.springframework.beans.factory.annotation.Autowired',
  'jakarta.inject.Inject',
  'jakarta.annotation.Resource',
]);
export const PROVIDERS = new Set([
  'org.springframework.beans.factory.ObjectProvider',
  'org.springframework.beans.factory.ObjectFactory',
  'jakarta.inject.Provider',
]);
export const NAMES = new Set(['org.springframework.beans.factory.annotation.Qualifier', 'jakarta.inject.Named']);
export const QUALIFIERS = new Set([
  'org.springframework.beans.factory.annotation.Qualifier',
  'jakarta.inject.Qualifier',
]);

export const POST_CONSTRUCT = new Set(['jakarta.annotation.PostConstruct']);
export const EVENT_LISTENERS = new Set(['org.springframework.context.event.EventListener']);
/** Events every context publishes when it starts, with their superclasses. */
export const CONTEXT_EVENTS = new Set([
  'ContextRefreshedEvent',
  'ApplicationContextEvent',
  'ApplicationEvent',
  'Object',
]);
/** Events only Spring Boot publishes. */
export const BOOT_EVENTS = new Set([
  'ApplicationStartedEvent',
  'ApplicationReadyEvent',
  'SpringApplicationEvent',
  'AvailabilityChangeEvent',
]);
export const LIFECYCLE = 'org.springframework.context.SmartLifecycle';
export const INITIALIZING = 'org.springframework.beans.factory.InitializingBean';
export const SMART_INITIALIZING = 'org.springframework.beans.factory.SmartInitializingSingleton';
export const POST_PROCESSOR = 'org.springframework.beans.factory.config.BeanPostProcessor';
export const POST_PROCESSING = ['postProcessBeforeInitialization', 'postProcessAfterInitialization'];
export const LISTENER = 'org.springframework.context.ApplicationListener';
export const RUNNERS: readonly string[] = [`${BOOT}ApplicationRunner`, `${BOOT}CommandLineRunner`];

/** Calls that start a context of the classes (or packages) they are given: `Type#member`. */
export const PLAIN_STARTERS: readonly string[] = [
  `${CONTEXT}AnnotationConfigApplicationContext#<init>`,
  `${CONTEXT}AnnotationConfigApplicationContext#register`,
  `${CONTEXT}AnnotationConfigApplicationContext#scan`,
  'org.springframework.web.context.support.AnnotationConfigWebApplicationContext#register',
  'org.springframework.web.context.support.AnnotationConfigWebApplicationContext#scan',
  `${SERVERLESS}SpringLambdaContainerHandler#getAwsProxyHandler`,
  `${SERVERLESS}SpringLambdaContainerHandler#getHttpApiV2ProxyHandler`,
  `${SERVERLESS}SpringProxyHandlerBuilder#configurationClasses`,
];
export const BOOT_STARTERS: readonly string[] = [
  `${BOOT}SpringApplication#<init>`,
  `${BOOT}SpringApplication#run`,
  `${BOOT}SpringApplication#addPrimarySources`,
  `${BOOT}builder.SpringApplicationBuilder#<init>`,
  `${BOOT}builder.SpringApplicationBuilder#sources`,
  'org.springframework.cloud.function.context.FunctionalSpringApplication#run',
  'org.springframework.cloud.function.context.FunctionalSpringApplication#<init>',
  `${SERVERLESS}SpringBootLambdaContainerHandler#getAwsProxyHandler`,
  `${SERVERLESS}SpringBootLambdaContainerHandler#getHttpApiV2ProxyHandler`,
  `${SERVERLESS}SpringBootProxyHandlerBuilder#springBootApplication`,
  `${SERVERLESS}SpringDelegatingLambdaContainerHandler#<init>`,
  `${ADAPTER}FunctionInvoker#<init>`,
  `${ADAPTER}SpringBootRequestHandler#<init>`,
  `${ADAPTER}SpringBootStreamHandler#<init>`,
  `${ADAPTER}SpringBootApiGatewayRequestHandler#<init>`,
];
/** Starters that take the application class from MAIN_CLASS when they are given none. */
export const FINDS_APPLICATION = /\.(FunctionInvoker|SpringDelegatingLambdaContainerHandler|SpringBoot\w*Handler)$/;
/** Types that answer `publishEvent`, besides contexts. */
export const PUBLISHERS = /(^|\.)ApplicationEventPublisher$/;
/** Types that answer `getBean`. */
export const CONTEXTS = /(^|\.)\w*(ApplicationContext|BeanFactory)$/;
