/** A file that the two front ends do not read alike, with the reason and the fixture that holds the case. */
export interface KnownDifference {
  readonly file: string;
  /** Begins what is told of the file. */
  readonly message: string;
  readonly reason: string;
  /** Below test/fixtures/java-ast. */
  readonly fixture: string;
}

const callOnExpression = {
  message: "java-parser: unexpected '.' at",
  reason:
    'java-parser does not know a constructor call on an expression other than a name (`A.this.super()`, `(a.b).super()`)',
  fixture: 'beyond-java-parser/ConstructorCallOnExpression.java',
};

/** Sorted by file; the same holds for JDK 17 and JDK 25. */
export const KNOWN_DIFFERENCES: readonly KnownDifference[] = [
  { file: 'java.desktop/com/sun/java/swing/plaf/motif/MotifComboBoxUI.java', ...callOnExpression },
  { file: 'java.desktop/javax/swing/plaf/metal/MetalTabbedPaneUI.java', ...callOnExpression },
  { file: 'jdk.compiler/com/sun/tools/javac/comp/Infer.java', ...callOnExpression },
];
