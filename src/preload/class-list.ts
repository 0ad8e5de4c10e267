/** From what a JVM loaded to what is worth loading again before the snapshot. */

/**
 * The class names in a list: one name a line (`java.lang.String` or `java/lang/String`), the output of
 * `-Xlog:class+load`, or that of `-verbose:class` of Java 8. Lines with anything else are skipped. In the order of the
 * list, each name once.
 */
export function classNames(text: string): string[] {
  const names = new Set<string>();
  for (const line of text.split(/\r\n|\n|\r/u)) {
    const name = nameIn(line.trim());
    if (name !== null) names.add(name.replaceAll('/', '.'));
  }
  return [...names];
}

/** A binary name; segments are Java identifiers in any script. What a JVM adds for hidden classes (`/0x…`, `+0x…`) is no part of one. */
const NAME = String.raw`[\p{L}_$][\p{L}\p{N}_$]*(?:[./][\p{L}_$][\p{L}\p{N}_$]*)*`;

const LOADED = new RegExp(
  String.raw`^(?:\[[^\]]*\]\s*)*(?:\[Loaded )?(?<name>${NAME})(?:\s+(?:source:|from)\s.*|\])?$`,
  'u',
);

function nameIn(line: string): string | null {
  if (line === '' || line.startsWith('#') || /\bsource: (?:__|jrt:\/[^ ]*\$\$)/u.test(line)) return null;
  return LOADED.exec(line)?.groups?.name ?? null;
}

/** Made at run time, under names that the next run does not have. */
const GENERATED =
  /\$\$Lambda|LambdaForm|\$Proxy\d|\$\$(?:Enhancer|FastClass|Spring|EnhancerBy|Hibernate)|CGLIB\$|ByteBuddy|HibernateProxy|Generated\w*Accessor|_jvstu?ff|\$MockitoMock\$|\.\$Proxy|^\$Proxy/iu;

/** Parts of the JDK that it loads by itself or does not let others load. */
const OF_THE_JDK =
  /^(?:jdk\.internal|sun\.|com\.sun\.proxy|jdk\.proxy|java\.lang\.invoke\.|java\.lang\.(?:Shutdown|ApplicationShutdownHooks))/u;

export interface Selection {
  /** Names to load, in the order of the list. */
  readonly kept: readonly string[];
  /** Names left out because their static initialisers do what must not be done before a snapshot. */
  readonly unsafe: readonly string[];
}

/** Leaves out what is generated, what belongs to the JDK alone, and `unsafe` classes with what is nested in them. */
export function selectClasses(names: readonly string[], unsafe: ReadonlySet<string>): Selection {
  const loadable = names.filter((name) => !GENERATED.test(name) && !OF_THE_JDK.test(name));
  return {
    kept: loadable.filter((name) => !unsafe.has(name)),
    unsafe: loadable.filter((name) => unsafe.has(name)),
  };
}
