import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.Tree;
import com.sun.source.util.JavacTask;
import com.sun.source.util.Trees;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.StandardJavaFileManager;
import javax.tools.StandardLocation;
import javax.tools.ToolProvider;

/**
 * Says whether calls mean what somebody claims they mean, by javac's own resolution (JLS 15.12).
 *
 * <p>Arguments: the class path, the directory that holds the sources (empty: they are in the requests), then options for
 * javac. A request on stdin is a text of claims, one a line, then the number
 * of sources, and for each its path and its text, which is not looked at with a directory. The answer is a list of texts: first
 * {@code calls N} with the number of calls, creations and method references that javac resolved, then {@code unclaimed N}
 * with the number of those without a claim, then one text for each claim, {@code verdict<TAB>what javac says}. Numbers are four bytes, a text is its length in bytes
 * and its UTF-8. The process ends with stdin.
 *
 * <p>A claim is {@code path<TAB>start<TAB>end<TAB>} and either {@code =><TAB>path<TAB>start}, the place of the declaration
 * that the call runs, or {@code member<TAB>type|type}, the canonical names of types in which the member was looked up, each
 * with {@code ?} before it when it was guessed, and its array dimensions after it. Offsets are UTF-16 units, the end is exclusive.
 */
public final class Oracle {
    private final JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    private final StandardJavaFileManager files = compiler.getStandardFileManager(null, Locale.ROOT, null);
    private final Path directory;
    private final List<String> options;

    private Oracle(String classPath, Path directory, List<String> options) throws IOException {
        List<Path> entries =
                Stream.of(classPath.split(File.pathSeparator)).filter(entry -> !entry.isEmpty()).map(Path::of).toList();
        files.setLocationFromPaths(StandardLocation.CLASS_PATH, entries);
        this.directory = directory;
        this.options = new ArrayList<>(List.of("-proc:none", "-nowarn", "-Xlint:none", "-implicit:none", "-Xmaxerrs", "1"));
        this.options.addAll(options);
    }

    public static void main(String[] arguments) throws IOException {
        Path directory = arguments[1].isEmpty() ? null : Path.of(arguments[1]).toAbsolutePath();
        Oracle oracle = new Oracle(arguments[0], directory, List.of(arguments).subList(2, arguments.length));
        DataInputStream in = new DataInputStream(new BufferedInputStream(System.in));
        DataOutputStream out = new DataOutputStream(new BufferedOutputStream(System.out));
        while (true) {
            String claims;
            try {
                claims = Wire.readText(in);
            } catch (EOFException end) {
                return;
            }
            Map<String, JavaFileObject> sources = new LinkedHashMap<>();
            for (int left = in.readInt(); left > 0; left--) {
                String path = Wire.readText(in);
                sources.put(path, oracle.source(path, Wire.readText(in)));
            }
            List<String> answers = oracle.judge(sources, claims);
            out.writeInt(answers.size());
            for (String answer : answers) Wire.writeText(out, answer);
            out.flush();
        }
    }

    private JavaFileObject source(String path, String text) {
        if (directory == null) return new MemorySource(path, text);
        return files.getJavaFileObjects(directory.resolve(path)).iterator().next();
    }

    private List<String> judge(Map<String, JavaFileObject> sources, String claims) throws IOException {
        JavacTask task = (JavacTask) compiler.getTask(null, files, problem -> {}, options, null, sources.values());
        Map<URI, CompilationUnitTree> units = new HashMap<>();
        for (CompilationUnitTree unit : task.parse()) units.put(unit.getSourceFile().toUri(), unit);
        task.analyze();
        Map<String, CallIndex> byPath = new HashMap<>();
        for (Map.Entry<String, JavaFileObject> source : sources.entrySet()) {
            CompilationUnitTree unit = units.get(source.getValue().toUri());
            byPath.put(source.getKey(), new CallIndex(Trees.instance(task), unit));
        }
        Judge judge = new Judge(task, byPath);
        List<String> verdicts = new ArrayList<>();
        for (String claim : claims.lines().toList()) verdicts.add(judge.verdict(claim.split("\t", -1)));
        int calls = 0;
        int unclaimed = 0;
        for (CallIndex index : byPath.values()) {
            for (Tree call : index.resolvedCalls()) {
                calls++;
                if (!judge.claimed().contains(call)) unclaimed++;
            }
        }
        List<String> answers = new ArrayList<>(List.of("calls " + calls, "unclaimed " + unclaimed));
        answers.addAll(verdicts);
        return answers;
    }
}
