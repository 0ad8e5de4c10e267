import com.sun.source.tree.ExpressionTree;
import com.sun.source.tree.MemberReferenceTree;
import com.sun.source.tree.MemberSelectTree;
import com.sun.source.tree.MethodInvocationTree;
import com.sun.source.tree.NewClassTree;
import com.sun.source.tree.Tree;
import com.sun.source.util.JavacTask;
import com.sun.source.util.TreePath;
import com.sun.source.util.Trees;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import javax.lang.model.element.Element;
import javax.lang.model.element.ElementKind;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.Modifier;
import javax.lang.model.element.TypeElement;
import javax.lang.model.type.ExecutableType;
import javax.lang.model.type.TypeKind;
import javax.lang.model.type.TypeMirror;
import javax.lang.model.util.ElementFilter;
import javax.lang.model.util.Elements;
import javax.lang.model.util.Types;

/**
 * Compares one claim with what javac resolved. The verdicts:
 *
 * <ul>
 *   <li>{@code same}: that member, or the member in a type that inherits it or in a supertype that declares it too;
 *   <li>{@code overriding}: code that overrides or implements the member, which a call at run time may run;
 *   <li>{@code wider}: a supertype that has no such member, so nothing is found there;
 *   <li>{@code wrong}: another member, or an unrelated type;
 *   <li>{@code guess}: wrong or unknown, and the claim says that it is a guess;
 *   <li>{@code unresolved}: javac does not know either (a class that is missing, also among the parameters of overloads or the
 *       arguments that choose one, or declared twice);
 *   <li>{@code absent}: no call stands there.
 * </ul>
 */
final class Judge {
    private final Trees trees;
    private final Elements elements;
    private final Types types;
    private final Map<String, CallIndex> sources;
    private final List<TypeElement> declared;
    private final Set<Tree> claimed = Collections.newSetFromMap(new IdentityHashMap<>());

    Judge(JavacTask task, Map<String, CallIndex> sources) {
        this.trees = Trees.instance(task);
        this.elements = task.getElements();
        this.types = task.getTypes();
        this.sources = sources;
        this.declared = sources.values().stream().flatMap(source -> source.types().stream()).toList();
    }

    /** The calls for which there was a claim so far. */
    Set<Tree> claimed() {
        return claimed;
    }

    String verdict(String[] claim) {
        CallIndex source = sources.get(claim[0]);
        TreePath path = source.call(Long.parseLong(claim[1]), Long.parseLong(claim[2]));
        if (path == null) return "absent\t";
        ExecutableElement target = source.target(path);
        if (target == null) return "unresolved\t";
        claimed.add(path.getLeaf());
        String verdict =
                claim[3].equals("=>")
                        ? ofMethod(sources.get(claim[4]).method(Long.parseLong(claim[5])), target)
                        : ofMember(claim[3], claim[4].split("\\|"), target, path);
        if (!verdict.equals("same") && isAnyOfSeveral(target, path)) return "unresolved\t";
        return verdict + "\t" + describe(target) + " on " + receiver(path, target);
    }

    /**
     * Whether javac chose among overloads without knowing the types: a class that is missing is to it as any other, so it takes
     * any that fits, and drops a method that then has the parameters of one before it.
     */
    private boolean isAnyOfSeveral(ExecutableElement target, TreePath call) {
        if (hasMissing(target)) return true;
        List<ExecutableElement> overloads =
                elements.getAllMembers((TypeElement) target.getEnclosingElement()).stream()
                        .filter(ExecutableElement.class::isInstance)
                        .map(ExecutableElement.class::cast)
                        .filter(one -> one.getSimpleName().equals(target.getSimpleName()) && !one.equals(target))
                        .toList();
        return overloads.stream().anyMatch(Judge::hasMissing)
                || (!overloads.isEmpty()
                        && arguments(call).stream().anyMatch(one -> isMissing(trees.getTypeMirror(new TreePath(call, one)))));
    }

    private static boolean hasMissing(ExecutableElement method) {
        return method.getParameters().stream().anyMatch(one -> isMissing(one.asType()));
    }

    private static List<? extends ExpressionTree> arguments(TreePath call) {
        if (call.getLeaf() instanceof MethodInvocationTree invocation) return invocation.getArguments();
        return call.getLeaf() instanceof NewClassTree creation ? creation.getArguments() : List.of();
    }

    private static boolean isMissing(TypeMirror type) {
        return type == null || type.getKind() == TypeKind.ERROR;
    }

    private String ofMethod(ExecutableElement method, ExecutableElement target) {
        if (method == null) return "unresolved";
        if (method.equals(target)) return "same";
        if (!method.getSimpleName().equals(target.getSimpleName())) return "wrong";
        if (overrides(method, target)) return "overriding";
        if (isBothDeclared(method, target)) return "same";
        if (overrides(target, method)) return method.getModifiers().contains(Modifier.ABSTRACT) ? "same" : "wider";
        return "wrong";
    }

    /** Also where a class inherits the method from one type and the member that it implements from another (JLS 8.4.8). */
    private boolean overrides(ExecutableElement method, ExecutableElement member) {
        if (elements.overrides(method, member, (TypeElement) method.getEnclosingElement())) return true;
        TypeMirror one = types.erasure(method.getEnclosingElement().asType());
        TypeMirror other = types.erasure(member.getEnclosingElement().asType());
        for (TypeElement type : declared) {
            TypeMirror erased = types.erasure(type.asType());
            if (types.isSubtype(erased, one) && types.isSubtype(erased, other) && elements.overrides(method, member, type)) {
                return true;
            }
        }
        return false;
    }

    /** Two declarations that a class inherits at once: either stands for what implements both (JLS 8.4.8.4). */
    private boolean isBothDeclared(ExecutableElement one, ExecutableElement other) {
        if (!one.getModifiers().contains(Modifier.ABSTRACT) || !other.getModifiers().contains(Modifier.ABSTRACT)) return false;
        ExecutableType left = (ExecutableType) types.erasure(one.asType());
        ExecutableType right = (ExecutableType) types.erasure(other.asType());
        if (!types.isSubsignature(left, right)) return false;
        TypeMirror first = types.erasure(one.getEnclosingElement().asType());
        TypeMirror second = types.erasure(other.getEnclosingElement().asType());
        return declared.stream()
                .map(type -> types.erasure(type.asType()))
                .anyMatch(type -> types.isSubtype(type, first) && types.isSubtype(type, second));
    }

    private String ofMember(String name, String[] claims, ExecutableElement target, TreePath path) {
        boolean isCertain = false;
        String best = "wrong";
        for (String claim : claims) {
            boolean isGuess = claim.startsWith("?");
            String type = isGuess ? claim.substring(1) : claim;
            String verdict = ofType(name, type, target, path);
            if (verdict.equals("same")) return "same";
            isCertain |= !isGuess;
            if (verdict.equals("wider")) best = "wider";
        }
        return isCertain || best.equals("wider") ? best : "guess";
    }

    private String ofType(String name, String type, ExecutableElement target, TreePath path) {
        boolean isConstructor = target.getKind() == ElementKind.CONSTRUCTOR;
        if (name.equals("<init>") != isConstructor) return "wrong";
        if (!isConstructor && !target.getSimpleName().contentEquals(name)) return "wrong";
        if (type.endsWith("[]")) return isArray(path) ? "same" : "wrong";
        TypeElement element = elements.getTypeElement(type);
        if (element == null) return "wrong";
        TypeMirror claim = types.erasure(element.asType());
        // The constructor of an anonymous class is its own; what is created is what stands after `new`.
        TypeMirror owner = isConstructor ? created(path, target) : types.erasure(target.getEnclosingElement().asType());
        if (isConstructor) return types.isSameType(owner, claim) ? "same" : "wrong";
        if (types.isSubtype(claim, owner) || isObject(owner)) return "same";
        if (!types.isSubtype(owner, claim)) return "wrong";
        boolean declares =
                ElementFilter.methodsIn(elements.getAllMembers(element)).stream()
                        .filter(member -> member.getSimpleName().equals(target.getSimpleName()))
                        .anyMatch(member -> overrides(target, member) && !isObject(member.getEnclosingElement().asType()));
        return declares ? "same" : "wider";
    }

    private TypeMirror created(TreePath path, ExecutableElement constructor) {
        if (path.getLeaf() instanceof NewClassTree creation) {
            TypeMirror type = trees.getTypeMirror(new TreePath(path, creation.getIdentifier()));
            if (type != null && type.getKind() == TypeKind.DECLARED) return types.erasure(type);
        }
        return types.erasure(constructor.getEnclosingElement().asType());
    }

    private boolean isObject(TypeMirror type) {
        return types.asElement(type) instanceof TypeElement element && element.getQualifiedName().contentEquals("java.lang.Object");
    }

    private boolean isArray(TreePath path) {
        TypeMirror type = receiverType(path);
        return type != null && type.getKind() == TypeKind.ARRAY;
    }

    /** The static type of what a member is called on; null for unqualified calls and creations. */
    private TypeMirror receiverType(TreePath path) {
        ExpressionTree receiver = null;
        if (path.getLeaf() instanceof MethodInvocationTree call && call.getMethodSelect() instanceof MemberSelectTree select) {
            receiver = select.getExpression();
            path = new TreePath(path, select);
        } else if (path.getLeaf() instanceof MemberReferenceTree reference) {
            receiver = reference.getQualifierExpression();
        }
        return receiver == null ? null : trees.getTypeMirror(new TreePath(path, receiver));
    }

    private String receiver(TreePath path, ExecutableElement target) {
        TypeMirror type = receiverType(path);
        return type == null ? target.getEnclosingElement().toString() : types.erasure(type).toString();
    }

    private String describe(ExecutableElement target) {
        Element owner = target.getEnclosingElement();
        List<String> parameters =
                target.getParameters().stream().map(one -> types.erasure(one.asType()).toString()).toList();
        return owner + "#" + target.getSimpleName() + "(" + String.join(",", parameters) + ")";
    }
}
