import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import javax.annotation.processing.Processor;
import javax.tools.Diagnostic;
import javax.tools.FileObject;
import javax.tools.ForwardingJavaFileManager;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileManager;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.StandardJavaFileManager;
import javax.tools.StandardLocation;
import javax.tools.ToolProvider;

/**
 * Compiles many small programs in one process: starting javac for each would take seconds, and opening the jars of the
 * class path is shared between them.
 *
 * <p>The class path is the only argument. A request on stdin is a directory for the class files (empty: they are
 * dropped), the number of sources, and for each its path and its text; the answer on stdout is the number of errors and
 * the errors, each as {@code path:line:column: message}. Numbers are four bytes, a text is its length in bytes and its
 * UTF-8. The process ends with stdin.
 */
public final class CompileServer {
    private static final List<String> OPTIONS = List.of("-nowarn", "-Xlint:none", "-implicit:none");
    private static final List<String> WITHOUT_PROCESSORS =
            Stream.concat(OPTIONS.stream(), Stream.of("-proc:none")).toList();
    /** Of the processors on the class path only Lombok runs, and only for programs that use it. */
    private static final String LOMBOK = "lombok.launch.AnnotationProcessorHider$AnnotationProcessor";

    private final JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    private final StandardJavaFileManager files = compiler.getStandardFileManager(null, Locale.ROOT, null);

    private final ClassLoader processors;

    private CompileServer(String classPath) throws IOException {
        List<Path> jars = Stream.of(classPath.split(File.pathSeparator)).map(Path::of).toList();
        // Once for all requests: an option of each would open every jar again.
        files.setLocationFromPaths(StandardLocation.CLASS_PATH, jars);
        Path lombok = jars.stream().filter(jar -> jar.getFileName().toString().startsWith("lombok-")).findFirst().orElseThrow();
        processors = new URLClassLoader(new URL[] {lombok.toUri().toURL()}, CompileServer.class.getClassLoader());
    }

    public static void main(String[] arguments) throws IOException {
        CompileServer server = new CompileServer(arguments[0]);
        DataInputStream in = new DataInputStream(new BufferedInputStream(System.in));
        DataOutputStream out = new DataOutputStream(new BufferedOutputStream(System.out));
        while (true) {
            String target;
            try {
                target = Wire.readText(in);
            } catch (EOFException end) {
                return;
            }
            List<JavaFileObject> sources = new ArrayList<>();
            for (int left = in.readInt(); left > 0; left--) {
                sources.add(new MemorySource(Wire.readText(in), Wire.readText(in)));
            }
            List<String> errors = server.compile(sources, target.isEmpty() ? null : Path.of(target));
            out.writeInt(errors.size());
            for (String error : errors) Wire.writeText(out, error);
            out.flush();
        }
    }

    private List<String> compile(List<JavaFileObject> sources, Path target) {
        List<String> errors = new ArrayList<>();
        boolean usesLombok = usesLombok(sources);
        JavaCompiler.CompilationTask task =
                compiler.getTask(
                        null,
                        new Output(files, target),
                        problem -> {
                            if (problem.getKind() == Diagnostic.Kind.ERROR) errors.add(describe(problem));
                        },
                        usesLombok ? OPTIONS : WITHOUT_PROCESSORS,
                        null,
                        sources);
        if (usesLombok) task.setProcessors(List.of(lombok()));
        boolean compiled = task.call();
        if (!compiled && errors.isEmpty()) errors.add("javac failed without an error message");
        return errors;
    }

    private static boolean usesLombok(List<JavaFileObject> sources) {
        return sources.stream().anyMatch(source -> ((MemorySource) source).mentions("import lombok."));
    }

    private Processor lombok() {
        try {
            return (Processor) processors.loadClass(LOMBOK).getDeclaredConstructor().newInstance();
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String describe(Diagnostic<? extends JavaFileObject> problem) {
        JavaFileObject source = problem.getSource();
        String place =
                source == null
                        ? ""
                        : source.getName() + ":" + problem.getLineNumber() + ":" + problem.getColumnNumber() + ": ";
        return place + problem.getMessage(Locale.ROOT);
    }

    /** Writes class files to a directory, or drops them. */
    private static final class Output extends ForwardingJavaFileManager<JavaFileManager> {
        private final Path target;

        Output(JavaFileManager files, Path target) {
            super(files);
            this.target = target;
        }

        /** Where javac looks for plugins; there are none, and it would open every jar to see. */
        @Override
        public ClassLoader getClassLoader(Location place) {
            return ClassLoader.getPlatformClassLoader();
        }

        @Override
        public JavaFileObject getJavaFileForOutput(
                Location location, String className, JavaFileObject.Kind kind, FileObject sibling) {
            return new SimpleJavaFileObject(URI.create("memory:/" + className.replace('.', '/') + kind.extension), kind) {
                @Override
                public OutputStream openOutputStream() throws IOException {
                    if (target == null) return new ByteArrayOutputStream();
                    Path file = target.resolve(className.replace('.', '/') + kind.extension);
                    Files.createDirectories(file.getParent());
                    return Files.newOutputStream(file);
                }
            };
        }

        @Override
        public boolean isSameFile(FileObject left, FileObject right) {
            return left == right;
        }
    }
}
