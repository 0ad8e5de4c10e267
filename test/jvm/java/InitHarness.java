import com.amazonaws.services.lambda.crac.Context;
import com.amazonaws.services.lambda.crac.Core;
import com.amazonaws.services.lambda.crac.Resource;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import com.amazonaws.services.lambda.runtime.api.client.runtimeapi.JniHelper;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.lang.reflect.Constructor;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Initialises functions as Lambda's runtime does, and says what Recorder wrote down: the handler class is initialised, its
 * public constructor without parameters is called unless the handler method is static, then the hooks before the snapshot run.
 * All functions share the process and its libraries, each has a class loader of its own.
 *
 * <p>Arguments: the ports that stand for PostgreSQL, Redis and HTTP. A request on stdin is a text and no sources. The text is the
 * directory with the class files, then the handlers that the project names, {@code package.Class::method} or
 * {@code package.Class}, with spaces between; besides them every class is a handler that implements an interface of Lambda's. The answer
 * has for each function the text {@code function<TAB>package.Class<TAB>what init threw, or nothing}, followed by what was recorded.
 * The process ends with stdin.
 */
public final class InitHarness {
    /** Milliseconds until an init that waits for what is not there is given up; what it did until then counts. */
    private static final long PATIENCE = 5000;

    private InitHarness() {}

    public static void main(String[] arguments) throws Exception {
        int[] ports = Arrays.stream(arguments).mapToInt(Integer::parseInt).toArray();
        DataInputStream in = new DataInputStream(new BufferedInputStream(System.in));
        DataOutputStream out = new DataOutputStream(new BufferedOutputStream(System.out));
        System.setOut(new PrintStream(OutputStream.nullOutputStream()));
        System.setErr(System.out);
        System.setIn(InputStream.nullInputStream());
        JniHelper.load();
        Recorder.redirect(ports[0], ports[1], ports[2]);
        while (true) {
            String[] request;
            try {
                request = Wire.readText(in).split(" ");
            } catch (EOFException end) {
                // Threads of functions are not waited for.
                Runtime.getRuntime().halt(0);
                return;
            }
            in.readInt();
            List<String> answers = new ArrayList<>();
            Path directory = Path.of(request[0]);
            for (String handler : handlersIn(directory, List.of(request).subList(1, request.length))) {
                answers.addAll(recorded(directory, handler));
            }
            out.writeInt(answers.size());
            for (String answer : answers) Wire.writeText(out, answer);
            out.flush();
        }
    }

    private static List<String> handlersIn(Path directory, List<String> named) throws IOException {
        List<String> handlers = new ArrayList<>(named);
        List<String> names;
        try (Stream<Path> files = Files.walk(directory)) {
            names = files.map(file -> directory.relativize(file).toString())
                    .filter(file -> file.endsWith(".class"))
                    .map(file -> file.substring(0, file.length() - ".class".length()).replace('/', '.'))
                    .sorted()
                    .toList();
        }
        ClassLoader loader = loaderOf(directory);
        for (String name : names) {
            if (named.stream().noneMatch(one -> one.split("::")[0].equals(name)) && isHandler(loader, name)) handlers.add(name);
        }
        return handlers;
    }

    private static boolean isHandler(ClassLoader loader, String name) {
        try {
            Class<?> type = Class.forName(name, false, loader);
            boolean implementsOne =
                    RequestHandler.class.isAssignableFrom(type) || RequestStreamHandler.class.isAssignableFrom(type);
            return implementsOne && !Modifier.isAbstract(type.getModifiers()) && type.getConstructor() != null;
        } catch (ReflectiveOperationException | LinkageError e) {
            return false;
        }
    }

    private static ClassLoader loaderOf(Path directory) throws IOException {
        return new URLClassLoader(new URL[] {directory.toUri().toURL()}, InitHarness.class.getClassLoader());
    }

    private static List<String> recorded(Path directory, String handler) throws Exception {
        ClassLoader loader = loaderOf(directory);
        Object[] kept = {null};
        String[] failure = {""};
        Thread init = new Thread(() -> {
            try {
                kept[0] = initialised(loader, handler);
            } catch (Throwable thrown) {
                Throwable cause = thrown;
                while (cause.getCause() != null) cause = cause.getCause();
                failure[0] = cause.toString().replaceAll("[\t\r\n]", " ");
            }
        });
        init.setDaemon(true);
        init.setContextClassLoader(loader);
        forgetResources();
        Recorder.begin(loader);
        init.start();
        init.join(PATIENCE);
        // What is still running now may end while it is looked at.
        String outcome = init.isAlive() ? "still running" : failure[0];
        List<String> acts = Recorder.end();
        init.interrupt();
        List<String> answers = new ArrayList<>();
        answers.add(String.join("\t", "function", handler.split("::")[0], outcome));
        answers.addAll(acts);
        java.lang.ref.Reference.reachabilityFence(kept);
        return answers;
    }

    private static Object initialised(ClassLoader loader, String handler) throws Throwable {
        String[] parts = handler.split("::");
        Class<?> type = Class.forName(parts[0], true, loader);
        boolean isStatic = parts.length > 1
                && Stream.of(type.getMethods())
                        .filter(method -> method.getName().equals(parts[1]))
                        .map(Method::getModifiers)
                        .anyMatch(Modifier::isStatic);
        Object created = type;
        if (!isStatic) {
            Constructor<?> constructor = type.getConstructor();
            constructor.setAccessible(true);
            created = constructor.newInstance();
        }
        Core.getGlobalContext().beforeCheckpoint(null);
        return created;
    }

    /** Resources of one function are none of the next one's. */
    private static void forgetResources() throws ReflectiveOperationException {
        Context<Resource> context = Core.getGlobalContext();
        for (Field field : context.getClass().getDeclaredFields()) {
            field.setAccessible(true);
            if (field.get(context) instanceof Map<?, ?> map) map.clear();
        }
    }
}
