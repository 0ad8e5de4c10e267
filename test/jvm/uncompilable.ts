/** Rule fixtures that no jar of pom.xml can complete, by name, each with the reason. One that does compile must leave the list. */

const LIBRARY_WITHOUT_SOURCES = 'calls a made-up library that the project has no sources of, as an unknown one';

const CRAC_JDK = 'imports the CRaC API of a JDK that has it';

/** Its jar has 74 MB, and nothing else here needs it. */
const CDK_APP = 'is an app of the AWS CDK, whose library is not among the jars';

export const uncompilable: ReadonlyMap<string, string> = new Map([
  ['crac-dependency/crac-jdk', CRAC_JDK],
  ['crac-dependency/package-of-the-jdk', CRAC_JDK],
  ['hook-swallows/ClientNotRestarted', LIBRARY_WITHOUT_SOURCES],
  ['ineffective-close/ClosedInVariable', LIBRARY_WITHOUT_SOURCES],
  ['ineffective-close/ClosedOnTheSpot', LIBRARY_WITHOUT_SOURCES],
  ['ineffective-close/EmptyTry', LIBRARY_WITHOUT_SOURCES],
  ['ineffective-close/InRequest', LIBRARY_WITHOUT_SOURCES],
  ['ineffective-close/PoolEvicted', LIBRARY_WITHOUT_SOURCES],
  ['ineffective-close/PrimingQuery', LIBRARY_WITHOUT_SOURCES],
  ['snapstart-config/cdk-java', CDK_APP],
  ['snapstart-config/cdk-java-usual', CDK_APP],
  ['unique-value-in-init/namesakes-in-modules', 'two functions with a handler class of one name'],
]);
