import com.sun.source.util.JavacTask;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import javax.lang.model.element.Element;
import javax.lang.model.element.ElementKind;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.Modifier;
import javax.lang.model.element.TypeElement;
import javax.lang.model.type.DeclaredType;
import javax.lang.model.type.ExecutableType;
import javax.lang.model.type.TypeKind;
import javax.lang.model.type.TypeMirror;
import javax.lang.model.util.ElementFilter;
import javax.lang.model.util.Elements;
import javax.lang.model.util.Types;
import javax.tools.ToolProvider;

/**
 * Writes src/knowledge/data/signatures.json: for library types their direct supertypes, the return types of their public
 * methods and, for functional interfaces, the abstract method.
 *
 * <p>The facts are read from class files through the compiler's own model of them (javax.lang.model), which substitutes
 * generics along the hierarchy and, unlike reflection, needs no class to be loadable: many jars lack optional
 * dependencies.
 *
 * <p>Arguments: the folder of this file, catalogue.json, the folder of jars (see pom.xml), the file to write.
 */
public final class ExtractSignatures {
    private final Elements elements;
    private final Types types;
    private final TypeElement object;
    private final Map<String, String> jarOf = new HashMap<>();
    private final Map<String, List<String>> typesOfJar = new HashMap<>();
    private final Map<String, TypeElement> kept = new TreeMap<>();
    private final Map<String, Map<String, String>> later = new TreeMap<>();

    private ExtractSignatures(Path jars) throws IOException {
        List<Path> classPath;
        try (Stream<Path> files = Files.list(jars)) {
            classPath = files.filter(file -> file.toString().endsWith(".jar")).sorted().toList();
        }
        for (Path jar : classPath) index(jar);
        String joined = classPath.stream().map(Path::toString).collect(Collectors.joining(":"));
        JavacTask task = (JavacTask) ToolProvider.getSystemJavaCompiler()
                .getTask(null, null, diagnostic -> {}, List.of("-proc:none", "-classpath", joined), null, null);
        elements = task.getElements();
        types = task.getTypes();
        object = elements.getTypeElement("java.lang.Object");
    }

    public static void main(String[] arguments) throws IOException {
        ExtractSignatures extract = new ExtractSignatures(Path.of(arguments[2]));
        Path folder = Path.of(arguments[0]);
        Map<String, Set<String>> catalogue = catalogueMembers(Files.readString(Path.of(arguments[1])));
        extract.select(catalogue, Files.readAllLines(folder.resolve("carriers.txt")));
        extract.readLater(Files.readAllLines(folder.resolve("later-jdk.txt")));
        extract.write(Path.of(arguments[3]));
        extract.reportMissing(catalogue);
    }

    /** Class names of a jar, nested ones with dots; anonymous and local ones are left out. */
    private void index(Path jar) throws IOException {
        List<String> names = new ArrayList<>();
        try (ZipFile zip = new ZipFile(jar.toFile())) {
            for (ZipEntry entry : (Iterable<ZipEntry>) zip.stream().map(e -> (ZipEntry) e)::iterator) {
                String name = entry.getName();
                if (!name.endsWith(".class") || name.startsWith("META-INF") || name.matches(".*(\\$\\d|-info\\.).*")) continue;
                String type = name.substring(0, name.length() - 6).replace('/', '.').replace('$', '.');
                if (jarOf.putIfAbsent(type, jar.getFileName().toString()) == null) names.add(type);
            }
        }
        typesOfJar.put(jar.getFileName().toString(), names);
    }

    private static Map<String, Set<String>> catalogueMembers(String json) {
        Map<String, Set<String>> members = new TreeMap<>();
        Matcher matcher = Pattern.compile("\\{\"type\":\"([^\"]+)\",\"member\":\"([^\"]+)\"").matcher(json);
        while (matcher.find()) members.computeIfAbsent(matcher.group(1), type -> new TreeSet<>()).add(matcher.group(2));
        return members;
    }

    // ---- selection --------------------------------------------------------------------------------------------------

    private void select(Map<String, Set<String>> catalogue, List<String> carriers) {
        Set<String> targets = new TreeSet<>();
        for (String name : catalogue.keySet()) if (find(name) != null) targets.add(name);
        targets.forEach(this::keep);
        for (Map.Entry<String, Set<String>> entry : catalogue.entrySet()) keepResults(entry.getKey(), entry.getValue());
        keepBuilders(targets);
        for (String carrier : carriers) keepCarrier(carrier.strip());
    }

    /** What the catalogue's members give, so that a chain can go on: `client.connect().sync()`. */
    private void keepResults(String typeName, Set<String> members) {
        TypeElement type = find(typeName);
        if (type == null) return;
        for (ExecutableElement method : methodsOf(type)) {
            if (!members.contains(method.getSimpleName().toString())) continue;
            String result = erasedName(returnTypeIn(type, method));
            if (result.contains(".") && !result.endsWith("]")) keep(result);
        }
    }

    /**
     * Types with a method that gives a target, and builders and static factories of those, in the target's jar. Any
     * further method that gives a builder is mostly an accessor of a configuration: it would only fill the file.
     */
    private void keepBuilders(Set<String> targets) {
        Map<String, Set<String>> wantedByJar = new TreeMap<>();
        for (String target : targets) {
            String jar = jarOf.get(target);
            if (jar != null) wantedByJar.computeIfAbsent(jar, key -> new HashSet<>()).add(target);
        }
        for (Map.Entry<String, Set<String>> entry : wantedByJar.entrySet()) {
            Set<String> wanted = new HashSet<>(entry.getValue());
            for (int step = 0; step < 2; step++) {
                boolean first = step == 0;
                Set<String> found = new HashSet<>();
                for (String candidate : typesOfJar.get(entry.getKey())) {
                    if (isInternal(candidate) || wanted.contains(candidate)) continue;
                    TypeElement type = find(candidate);
                    if (type != null && isPublic(type) && gives(type, wanted, !first)) found.add(candidate);
                }
                found.forEach(this::keep);
                wanted = found;
            }
        }
    }

    private boolean gives(TypeElement type, Set<String> wanted, boolean statically) {
        boolean builder = type.getSimpleName().toString().endsWith("Builder");
        for (ExecutableElement method : methodsOf(type)) {
            if (statically && !builder && !method.getModifiers().contains(Modifier.STATIC)) continue;
            boolean own = method.getEnclosingElement().equals(type);
            if (!own && method.getReturnType().getKind() != TypeKind.TYPEVAR) continue;
            if (wanted.contains(erasedName(returnTypeIn(type, method)))) return true;
        }
        return false;
    }

    /** A line of carriers.txt: a qualified type, or a package followed by `.*`; `#` begins a comment. */
    private void keepCarrier(String line) {
        if (line.isEmpty() || line.startsWith("#")) return;
        if (!line.endsWith(".*")) {
            keep(line);
            return;
        }
        String packageName = line.substring(0, line.length() - 2);
        Set<String> names = new TreeSet<>();
        for (String name : jarOf.keySet()) if (name.startsWith(packageName + ".")) names.add(name);
        var declared = elements.getPackageElement(packageName);
        if (declared != null) {
            for (TypeElement type : ElementFilter.typesIn(declared.getEnclosedElements())) addWithNested(type, names);
        }
        for (String name : names) {
            TypeElement type = find(name);
            if (type != null && elements.getPackageOf(type).getQualifiedName().contentEquals(packageName)) keep(name);
        }
    }

    private void addWithNested(TypeElement type, Set<String> names) {
        names.add(type.getQualifiedName().toString());
        for (TypeElement nested : ElementFilter.typesIn(type.getEnclosedElements())) addWithNested(nested, names);
    }

    private static boolean isInternal(String name) {
        return name.matches(".*\\.(internal|impl|shaded|thirdparty|shade|relocated|repackaged|test|testing|generated)\\..*");
    }

    /** Keeps a public type and everything it inherits from. */
    private void keep(String name) {
        TypeElement type = find(name);
        if (type == null || kept.containsKey(name) || !isPublic(type)) return;
        kept.put(name, type);
        for (TypeElement supertype : directSupertypes(type)) keepInherited(supertype);
    }

    /** Supertypes are kept even when they are not public: public methods are inherited through them. */
    private void keepInherited(TypeElement type) {
        String name = type.getQualifiedName().toString();
        if (kept.putIfAbsent(name, type) != null) return;
        for (TypeElement supertype : directSupertypes(type)) keepInherited(supertype);
    }

    private static boolean isPublic(Element element) {
        for (Element at = element; at != null && at.getKind() != ElementKind.PACKAGE; at = at.getEnclosingElement()) {
            if (!at.getModifiers().contains(Modifier.PUBLIC)) return false;
        }
        return true;
    }

    private TypeElement find(String name) {
        try {
            return elements.getTypeElement(name);
        } catch (RuntimeException | AssertionError incomplete) {
            return null;
        }
    }

    /** Lines of members that the running JDK does not have yet; a type may be new as well. */
    private void readLater(List<String> lines) {
        for (String line : lines) {
            if (line.isBlank() || line.startsWith("#")) continue;
            String[] parts = line.strip().split(" +");
            Map<String, String> members = later.computeIfAbsent(parts[0], type -> new TreeMap<>());
            for (int index = 1; index < parts.length; index++) {
                String[] member = parts[index].split("=");
                members.put(member[0], member[1]);
            }
        }
    }

    // ---- facts ------------------------------------------------------------------------------------------------------

    private List<TypeElement> directSupertypes(TypeElement type) {
        List<TypeElement> supertypes = new ArrayList<>();
        try {
            for (TypeMirror supertype : types.directSupertypes(type.asType())) {
                if (supertype.getKind() != TypeKind.DECLARED) continue;
                TypeElement element = (TypeElement) ((DeclaredType) supertype).asElement();
                if (!element.getQualifiedName().contentEquals("java.lang.Object")) supertypes.add(element);
            }
        } catch (RuntimeException incomplete) {
            // A supertype outside the jars: what is known stays.
        }
        return supertypes;
    }

    /** Public methods, inherited ones included, except those of java.lang.Object and their redefinitions. */
    private List<ExecutableElement> methodsOf(TypeElement type) {
        List<ExecutableElement> methods = new ArrayList<>();
        try {
            for (ExecutableElement method : ElementFilter.methodsIn(elements.getAllMembers(type))) {
                if (method.getModifiers().contains(Modifier.PUBLIC) && (type == object || !isOfObject(method))) methods.add(method);
            }
        } catch (RuntimeException | AssertionError incomplete) {
            for (Element member : enclosed(type)) {
                if (member instanceof ExecutableElement method && member.getKind() == ElementKind.METHOD
                        && method.getModifiers().contains(Modifier.PUBLIC)) methods.add(method);
            }
        }
        return methods;
    }

    private boolean isOfObject(ExecutableElement method) {
        if (method.getEnclosingElement().equals(object)) return true;
        String name = method.getSimpleName().toString();
        int count = method.getParameters().size();
        return count == 0 && (name.equals("hashCode") || name.equals("toString")) || count == 1 && name.equals("equals");
    }

    private static List<? extends Element> enclosed(TypeElement type) {
        try {
            return type.getEnclosedElements();
        } catch (RuntimeException | AssertionError incomplete) {
            return List.of();
        }
    }

    private TypeMirror returnTypeIn(TypeElement type, ExecutableElement method) {
        try {
            return ((ExecutableType) types.asMemberOf((DeclaredType) type.asType(), method)).getReturnType();
        } catch (RuntimeException | AssertionError incomplete) {
            return method.getReturnType();
        }
    }

    private String erasedName(TypeMirror type) {
        try {
            TypeMirror erased = types.erasure(type);
            if (erased.getKind() == TypeKind.ARRAY) {
                return erasedName(((javax.lang.model.type.ArrayType) erased).getComponentType()) + "[]";
            }
            if (erased.getKind() == TypeKind.DECLARED) {
                return ((TypeElement) ((DeclaredType) erased).asElement()).getQualifiedName().toString();
            }
            if (erased.getKind() == TypeKind.ERROR) return erased.toString();
            return erased.getKind().isPrimitive() || erased.getKind() == TypeKind.VOID ? erased.toString() : "java.lang.Object";
        } catch (RuntimeException | AssertionError incomplete) {
            return "java.lang.Object";
        }
    }

    /** '<name>/<arity>' (variable arity: '<name>/<fixed arguments>+') to return type; static members begin with '!'. */
    private Map<String, String> signaturesOf(TypeElement type) {
        Map<String, List<TypeMirror>> returns = new TreeMap<>();
        Map<String, Boolean> isStatic = new HashMap<>();
        for (ExecutableElement method : methodsOf(type)) {
            int count = method.getParameters().size();
            String key = method.getSimpleName() + "/" + (method.isVarArgs() ? (count - 1) + "+" : count);
            returns.computeIfAbsent(key, k -> new ArrayList<>()).add(returnTypeIn(type, method));
            isStatic.merge(key, method.getModifiers().contains(Modifier.STATIC), Boolean::logicalAnd);
        }
        Map<String, String> signatures = new TreeMap<>();
        returns.forEach((key, results) -> signatures.put((isStatic.get(key) ? "!" : "") + key, commonType(results)));
        return signatures;
    }

    /** The one of the types that all others are, else java.lang.Object. */
    private String commonType(List<TypeMirror> results) {
        Set<String> names = results.stream().map(this::erasedName).collect(Collectors.toSet());
        if (names.size() == 1) return names.iterator().next();
        for (TypeMirror candidate : results) {
            try {
                TypeMirror general = types.erasure(candidate);
                if (results.stream().allMatch(other -> types.isSubtype(types.erasure(other), general))) return erasedName(general);
            } catch (RuntimeException | AssertionError incomplete) {
                return "java.lang.Object";
            }
        }
        return "java.lang.Object";
    }

    private String abstractMethodOf(TypeElement type) {
        try {
            if (!type.getKind().isInterface() || !elements.isFunctionalInterface(type)) return "";
            for (ExecutableElement method : methodsOf(type)) {
                if (method.getModifiers().contains(Modifier.ABSTRACT)) return method.getSimpleName().toString();
            }
        } catch (RuntimeException | AssertionError incomplete) {
            // Not decidable without the missing supertype.
        }
        return "";
    }

    // ---- output -----------------------------------------------------------------------------------------------------

    private void write(Path file) throws IOException {
        Map<String, Map<String, String>> signatures = new HashMap<>();
        kept.forEach((name, type) -> {
            Map<String, String> own = signaturesOf(type);
            own.putAll(later.getOrDefault(name, Map.of()));
            signatures.put(name, own);
        });
        Map<String, Map<String, String>> byPackage = new TreeMap<>();
        kept.forEach((name, type) -> {
            String packageName = elements.getPackageOf(type).getQualifiedName().toString();
            String simple = name.substring(packageName.length() + 1);
            byPackage.computeIfAbsent(packageName, key -> new TreeMap<>()).put(simple, encode(type, packageName, signatures));
        });
        later.forEach((name, members) -> {
            if (kept.containsKey(name)) return;
            String simple = name.substring("java.lang.".length());
            String supertype = shorten(members.getOrDefault("extends", ""), name, "java.lang");
            members.remove("extends");
            byPackage.get("java.lang").put(simple, "i|" + supertype + "||" + group(members, name, "java.lang"));
        });
        StringBuilder json = new StringBuilder("{\n");
        String packageEnd = "";
        for (Map.Entry<String, Map<String, String>> entry : byPackage.entrySet()) {
            json.append(packageEnd).append('"').append(entry.getKey()).append("\":{");
            String typeEnd = "\n";
            for (Map.Entry<String, String> type : entry.getValue().entrySet()) {
                json.append(typeEnd).append('"').append(type.getKey()).append("\":\"").append(type.getValue()).append('"');
                typeEnd = ",\n";
            }
            json.append('}');
            packageEnd = ",\n";
        }
        Files.writeString(file, json.append("\n}\n"));
        System.out.println(kept.size() + " types, " + Files.size(file) + " bytes");
    }

    /** The format is described in src/knowledge/signatures.ts. Methods that a supertype gives alike are left out. */
    private String encode(TypeElement type, String packageName, Map<String, Map<String, String>> signatures) {
        String self = type.getQualifiedName().toString();
        Map<String, String> own = new TreeMap<>(signatures.get(self));
        Map<String, String> inherited = new HashMap<>();
        collectInherited(type, signatures, inherited, new HashSet<>());
        own.entrySet().removeIf(entry -> entry.getValue().equals(inherited.get(entry.getKey())));
        String supertypes = directSupertypes(type).stream()
                .map(supertype -> shorten(supertype.getQualifiedName().toString(), self, packageName))
                .collect(Collectors.joining(","));
        return (type.getKind().isInterface() ? "i" : "c") + "|" + supertypes + "|" + abstractMethodOf(type) + "|"
                + group(own, self, packageName);
    }

    private static String group(Map<String, String> methods, String self, String packageName) {
        Map<String, List<String>> byResult = new LinkedHashMap<>();
        methods.forEach((key, result) -> byResult.computeIfAbsent(result, k -> new ArrayList<>()).add(key));
        return byResult.entrySet().stream()
                .map(entry -> shorten(entry.getKey(), self, packageName) + ":" + String.join(",", entry.getValue()))
                .collect(Collectors.joining(";"));
    }

    /** What the loader's search finds: breadth first over the direct supertypes, the first hit wins. */
    private void collectInherited(
            TypeElement type, Map<String, Map<String, String>> signatures, Map<String, String> into, Set<String> seen) {
        List<TypeElement> level = directSupertypes(type);
        while (!level.isEmpty()) {
            List<TypeElement> next = new ArrayList<>();
            for (TypeElement supertype : level) {
                String name = supertype.getQualifiedName().toString();
                if (!seen.add(name)) continue;
                signatures.getOrDefault(name, Map.of()).forEach(into::putIfAbsent);
                next.addAll(directSupertypes(supertype));
            }
            level = next;
        }
    }

    private static String shorten(String name, String self, String packageName) {
        if (name.equals(self)) return ".";
        if (name.startsWith(packageName + ".")) return name.substring(packageName.length());
        if (name.startsWith("java.lang.") && Character.isUpperCase(name.charAt(10))) return name.substring(10);
        return name;
    }

    private void reportMissing(Map<String, Set<String>> catalogue) {
        for (Map.Entry<String, Set<String>> entry : catalogue.entrySet()) {
            TypeElement type = find(entry.getKey());
            if (type == null) {
                System.out.println("no type " + entry.getKey());
                continue;
            }
            Collection<String> names = new HashSet<>();
            for (ExecutableElement method : methodsOf(type)) names.add(method.getSimpleName().toString());
            for (String member : entry.getValue()) {
                boolean constructor = member.equals("<init>") && type.getKind() != ElementKind.INTERFACE;
                if (!constructor && !names.contains(member)) System.out.println("no member " + entry.getKey() + "." + member);
            }
        }
    }
}
