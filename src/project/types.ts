/** What is known of a project from outside its Java sources: plain JSON data, independent of where it was read. */
import type { Problem, SnapStartState } from '../types.ts';

/** Everything read from deployment templates, build files and settings below one root. */
export interface ProjectFacts {
  /** Sorted by file and line. One function may be declared by several templates, with different states. */
  readonly functions: readonly FunctionFact[];
  /** Sorted by directory; the root ('') is always among them. */
  readonly modules: readonly ModuleFacts[];
  readonly crac: CracFacts;
  /** Sorted by file. Absent where none was found. */
  readonly classLists?: readonly ClassListFact[];
  readonly problems: readonly Problem[];
}

/** A resource that names classes, one a line. */
export interface ClassListFact {
  /** Project-relative with `/`. */
  readonly file: string;
  /** Binary names as written, in the order of the lines, which are 1-based. */
  readonly names: readonly { readonly name: string; readonly line: number }[];
}

/** A place in a file of the project. */
export interface Place {
  /** Project-relative with `/`. */
  readonly file: string;
  /** 1-based. */
  readonly line: number;
}

/** The tool whose file declares a function. `cdk` covers Java, TypeScript and JavaScript apps. */
export type DeploymentTool = 'sam' | 'cloudformation' | 'cdk' | 'terraform' | 'serverless';

/** One function as one deployment file declares it. Null and 'unknown' mean: not known without running the deployment. */
export interface FunctionFact {
  /** The logical name in its file: resource, construct or function key. */
  readonly name: string;
  /** As written (`pkg.Cls::method`), or null. */
  readonly handler: string | null;
  /** Binary name (`a.b.Outer$Inner`); null as well when the handler is none of Java. */
  readonly handlerClass: string | null;
  /** Null when the handler string names a class only, which then implements one of Lambda's interfaces. */
  readonly handlerMethod: string | null;
  readonly runtime: string | null;
  readonly snapStart: SnapStartState;
  readonly packageType: 'Zip' | 'Image' | 'unknown';
  /** The variables whose values are literal. */
  readonly environment: Readonly<Record<string, string>>;
  /** Names or ARNs of layers: what is literal as it is, the rest as far as it is written (`${AWS::Region}`, a resource's name), else `layer`. */
  readonly layers: readonly string[];
  /** The path of the code as written, relative to the declaring file as its tool takes it. */
  readonly codeUri: string | null;
  /** Source files that a bundler begins at, as written; absent when none is named. */
  readonly entries?: readonly string[];
  /** Where the function is declared. */
  readonly source: Place;
  /** Where the SnapStart setting that decided is written; null when there is none (then the state is `off`). */
  readonly snapStartSource: Place | null;
  readonly tool: DeploymentTool;
  /** Settings that SnapStart does not go with, as far as the reader of the file looks for them. */
  readonly conflicts?: readonly Conflict[];
}

/**
 * A setting that SnapStart excludes, and where it is written; `no-version`: nothing that the reader of the file sees
 * publishes a version, without which there is no snapshot. Its place is the setting that switches SnapStart on.
 */
export interface Conflict extends Place {
  readonly setting: 'file-system' | 'ephemeral-storage' | 'provisioned-concurrency' | 'no-version';
}

/** A directory with a build file, or the root. */
export interface ModuleFacts {
  /** Project-relative with `/`, '' for the root. */
  readonly directory: string;
  readonly build: 'maven' | 'gradle' | null;
  readonly dependencies: readonly DependencyFact[];
  /** The directories of the modules of the project that it declares as dependencies at run time, in the order of its build file. */
  readonly siblings: readonly string[];
  /** Application settings that hold in every profile, by dotted key as written. */
  readonly application: Readonly<Record<string, PropertyFact>>;
  /** Settings of one profile; the name may be an expression as written (`!prod`, `eu & prod`). */
  readonly profiles: Readonly<Record<string, Readonly<Record<string, PropertyFact>>>>;
}

export interface DependencyFact extends Place {
  readonly group: string;
  readonly artifact: string;
  /** Null when it is managed outside of the project or computed. */
  readonly version: string | null;
  /**
   * Maven scope or Gradle configuration as written; null for Maven's default (`compile`). `parent`, `import` and `plugin`
   * mark a Maven parent, an imported bill of materials and a build plugin: their version tells which platform is used.
   */
  readonly scope: string | null;
  /** The Maven profile that must be active for it; null when it always holds. */
  readonly profile: string | null;
}

export interface PropertyFact extends Place {
  /** As written; may hold placeholders (`${NAME:default}`). */
  readonly value: string;
}

/** Signs that a program is checkpointed with CRaC. */
export interface CracFacts {
  /** Sorted by file and line. */
  readonly uses: readonly CracUse[];
}

/**
 * `checkpoint`, `restore`: a JVM that writes or reads an image; `engine`: `-XX:CRaCEngine`; `resource-policies`: a file that
 * says what to do with open descriptors (`-Djdk.crac.resource-policies`); `spring-on-refresh`: `-Dspring.context.checkpoint=onRefresh`; `jcmd`: a checkpoint on demand; `base-image`, `plugin`: a container image or
 * build plugin made for CRaC.
 */
export type CracUseKind =
  'checkpoint' | 'restore' | 'engine' | 'resource-policies' | 'spring-on-refresh' | 'jcmd' | 'base-image' | 'plugin';

export interface CracUse extends Place {
  readonly kind: CracUseKind;
  /** The flag, command, image or plugin as written. */
  readonly text: string;
}

/** What one file gives: facts, and at most a few places that could not be understood. */
export interface Read<T> {
  readonly facts: readonly T[];
  readonly problems: readonly Problem[];
}
