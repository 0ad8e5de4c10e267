import com.amazonaws.services.lambda.crac.Core;
import com.amazonaws.services.lambda.runtime.api.client.runtimeapi.JniHelper;
import java.io.IOException;
import java.lang.reflect.Field;
import java.lang.reflect.InvocationTargetException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * Initialises functions one after the other, each with a class loader of its own, as the runtime client does: the handler class
 * is initialised and created, and the hooks before the snapshot run.
 *
 * <p>The argument is a file with a line for each function: a name, the directory of its class files and the handler class,
 * separated by tabs. Prints {@code = name<TAB>how init ended} and then what RecorderLog noted, a line each.
 */
public final class InitHandlers {
    /** Milliseconds that one init may take. */
    private static final long PATIENCE = 8000;

    /** Milliseconds until threads and sockets that are being closed are gone. */
    private static final long SETTLING = 100;

    private InitHandlers() {}

    public static void main(String[] arguments) throws Exception {
        JniHelper.load();
        for (String line : Files.readAllLines(Path.of(arguments[0]))) {
            String[] parts = line.split("\t");
            StringBuilder report = new StringBuilder();
            String end = record(parts[1], parts[2], report);
            System.out.println("= " + parts[0] + "\t" + end + "\n" + report);
            System.out.flush();
        }
        // Threads of functions may not be daemons.
        Runtime.getRuntime().halt(0);
    }

    private static String record(String directory, String handler, StringBuilder report) throws Exception {
        forgetResources();
        ClassLoader loader = loaderOf(directory);
        String[] end = {"took too long"};
        Thread init = new Thread(() -> end[0] = init(handler, loader));
        init.setContextClassLoader(loader);
        init.setDaemon(true);
        RecorderLog.begin(loader);
        init.start();
        init.join(PATIENCE);
        Thread.sleep(SETTLING);
        List<String> notes = RecorderLog.end();
        for (String note : notes) report.append(note).append('\n');
        return end[0];
    }

    /** The context is one for the process, and org.crac holds it: what the function before registered is taken out of it. */
    private static void forgetResources() throws IllegalAccessException {
        Object context = Core.getGlobalContext();
        for (Field field : context.getClass().getDeclaredFields()) {
            field.setAccessible(true);
            if (field.get(context) instanceof Map<?, ?> resources) resources.clear();
        }
    }

    private static URLClassLoader loaderOf(String directory) throws IOException {
        return new URLClassLoader(new URL[] {Path.of(directory).toUri().toURL()}, InitHandlers.class.getClassLoader());
    }

    private static String init(String handler, ClassLoader loader) {
        try {
            Class.forName(handler, true, loader).getConstructor().newInstance();
            Core.getGlobalContext().beforeCheckpoint(null);
            return "ready";
        } catch (InvocationTargetException failed) {
            return String.valueOf(failed.getCause()).lines().findFirst().orElse("");
        } catch (Throwable failed) {
            return String.valueOf(failed).lines().findFirst().orElse("");
        }
    }
}
