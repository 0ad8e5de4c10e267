import com.sun.source.tree.ClassTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.MemberReferenceTree;
import com.sun.source.tree.MethodInvocationTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.NewClassTree;
import com.sun.source.tree.Tree;
import com.sun.source.tree.VariableTree;
import com.sun.source.util.SourcePositions;
import com.sun.source.util.TreePath;
import com.sun.source.util.TreePathScanner;
import com.sun.source.util.Trees;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import javax.lang.model.element.Element;
import javax.lang.model.element.ElementKind;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.TypeElement;
import javax.lang.model.type.TypeKind;

/** The calls and the declared methods and classes of one source, by their places. */
final class CallIndex {
    private final Trees trees;
    private final Map<Long, TreePath> calls = new HashMap<>();
    private final Map<Long, ExecutableElement> methods = new HashMap<>();
    private final List<TypeElement> types = new ArrayList<>();

    CallIndex(Trees trees, CompilationUnitTree unit) {
        this.trees = trees;
        new Collector(unit).scan(unit, null);
    }

    /** The call, creation or method reference that takes exactly those characters, a semicolon after it aside; or null. */
    TreePath call(long start, long end) {
        TreePath found = calls.get(key(start, end));
        return found == null ? calls.get(key(start, end - 1)) : found;
    }

    /** The method or constructor whose declaration begins there, or null. */
    ExecutableElement method(long start) {
        return methods.get(start);
    }

    List<TypeElement> types() {
        return types;
    }

    /** The calls whose target javac knows. */
    List<Tree> resolvedCalls() {
        return calls.values().stream().filter(path -> target(path) != null).map(TreePath::getLeaf).toList();
    }

    /** What a call runs; null where javac could not resolve it. */
    ExecutableElement target(TreePath call) {
        Element element = trees.getElement(call);
        boolean known =
                element instanceof ExecutableElement
                        && element.asType().getKind() == TypeKind.EXECUTABLE
                        && element.getEnclosingElement() instanceof TypeElement owner
                        && owner.asType().getKind() != TypeKind.ERROR;
        return known ? (ExecutableElement) element : null;
    }

    private static long key(long start, long end) {
        return start << 32 | end;
    }

    private final class Collector extends TreePathScanner<Void, Void> {
        private final CompilationUnitTree unit;
        private final SourcePositions positions = trees.getSourcePositions();

        Collector(CompilationUnitTree unit) {
            this.unit = unit;
        }

        @Override
        public Void visitMethodInvocation(MethodInvocationTree tree, Void nothing) {
            add(tree);
            return super.visitMethodInvocation(tree, nothing);
        }

        @Override
        public Void visitNewClass(NewClassTree tree, Void nothing) {
            add(tree);
            return super.visitNewClass(tree, nothing);
        }

        @Override
        public Void visitMemberReference(MemberReferenceTree tree, Void nothing) {
            add(tree);
            return super.visitMemberReference(tree, nothing);
        }

        @Override
        public Void visitMethod(MethodTree tree, Void nothing) {
            if (trees.getElement(getCurrentPath()) instanceof ExecutableElement method) {
                methods.putIfAbsent(positions.getStartPosition(unit, tree), method);
            }
            return super.visitMethod(tree, nothing);
        }

        @Override
        public Void visitClass(ClassTree tree, Void nothing) {
            Element element = trees.getElement(getCurrentPath());
            if (element instanceof TypeElement type && element.getKind() != ElementKind.ANNOTATION_TYPE) types.add(type);
            return super.visitClass(tree, nothing);
        }

        /** The creation of an enum constant stands where the constant does. */
        @Override
        public Void visitVariable(VariableTree tree, Void nothing) {
            Element element = trees.getElement(getCurrentPath());
            if (element != null && element.getKind() == ElementKind.ENUM_CONSTANT && tree.getInitializer() != null) {
                TreePath creation = new TreePath(getCurrentPath(), tree.getInitializer());
                long end = positions.getEndPosition(unit, tree);
                calls.put(key(positions.getStartPosition(unit, tree), end), creation);
            }
            return super.visitVariable(tree, nothing);
        }

        /** What javac adds (a default constructor's `super()`) has no end. */
        private void add(Tree tree) {
            long end = positions.getEndPosition(unit, tree);
            if (end >= 0) calls.put(key(positions.getStartPosition(unit, tree), end), getCurrentPath());
        }
    }
}
