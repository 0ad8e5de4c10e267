import java.io.FileDescriptor;
import java.io.IOException;
import java.lang.ref.WeakReference;
import java.lang.reflect.Field;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.WeakHashMap;
import java.util.function.BooleanSupplier;

/**
 * Writes down what the JDK is made to do by the code of one function: connections, listening ports, files, threads, and what
 * random generators give. RecordingAgent puts calls of the public methods into the JDK, so this class is loaded by its loader.
 *
 * <p>A recorded act is a text {@code kind<TAB>left|gone|unknown<TAB>called<TAB>frames}: whether its socket, file, thread or
 * object is still there when init is over, the first method outside the function on the way to it, and the function's own
 * frames, innermost first, each {@code package.Class#method@File.java:line}, with spaces between. A thread that the function
 * started acts with the frames that started it.
 */
public final class Recorder {
    private static final StackWalker STACK = StackWalker.getInstance(StackWalker.Option.RETAIN_CLASS_REFERENCE);
    private static final Path DESCRIPTORS = Path.of("/proc/self/fd");
    /** Milliseconds for threads that are over to end. */
    private static final long SETTLING = 50;
    private static final BooleanSupplier UNKNOWN = () -> false;

    /** Whose frames are recorded; null between functions. */
    private static volatile ClassLoader function;

    private static volatile int databasePort;
    private static volatile int cachePort;
    private static volatile int webPort;
    private static final List<Act> acts = Collections.synchronizedList(new ArrayList<>());
    private static final Map<Thread, Stack> origins = Collections.synchronizedMap(new WeakHashMap<>());
    private static final Set<Object> selfSeeded =
            Collections.synchronizedSet(Collections.newSetFromMap(new WeakHashMap<>()));
    private static final ThreadLocal<Boolean> busy = ThreadLocal.withInitial(() -> false);

    private Recorder() {}

    private record Stack(ClassLoader loader, String called, String frames) {}

    private record Act(String kind, Stack stack, BooleanSupplier isThere) {}

    /** Ports of this machine that stand for PostgreSQL, Redis and HTTP everywhere. */
    public static void redirect(int database, int cache, int web) {
        databasePort = database;
        cachePort = cache;
        webPort = web;
    }

    public static void begin(ClassLoader loader) {
        acts.clear();
        function = loader;
    }

    /** What was recorded since begin. */
    public static List<String> end() throws InterruptedException {
        function = null;
        List<Act> recorded = new ArrayList<>(acts);
        if (recorded.stream().anyMatch(act -> act.kind.equals("thread"))) Thread.sleep(SETTLING);
        if (recorded.stream().anyMatch(act -> act.kind.equals("generator") || act.kind.equals("value"))) collect();
        return recorded.stream()
                .map(act -> String.join("\t", act.kind, fate(act), act.stack.called, act.stack.frames))
                .distinct()
                .toList();
    }

    /** The collector may pass a request over, while native code holds an object. */
    private static void collect() throws InterruptedException {
        WeakReference<Object> dead = new WeakReference<>(new Object());
        for (int tries = 0; dead.get() != null && tries < 10; tries++) {
            System.gc();
            Thread.sleep(tries);
        }
    }

    private static String fate(Act act) {
        if (act.isThere == UNKNOWN) return "unknown";
        return act.isThere.getAsBoolean() ? "left" : "gone";
    }

    public static void connecting(FileDescriptor descriptor) {
        socket("connection", descriptor);
    }

    public static void binding(FileDescriptor descriptor) {
        socket("port", descriptor);
    }

    public static void opening(String path) {
        if (path.startsWith("/dev/") || path.startsWith("/proc/") || path.startsWith("/sys/")) return;
        note("file", () -> {
            Path file = Path.of(path).toAbsolutePath().normalize();
            return () -> openDescriptors().contains(file.toString());
        });
    }

    public static void starting(Thread thread) {
        note("thread", () -> {
            Stack stack = stack();
            if (stack != null) origins.put(thread, stack);
            return thread::isAlive;
        });
    }

    /** A generator was made that seeds itself, and whose sequence is a matter of its memory. */
    public static void seeding(Object generator) {
        selfSeeded.add(generator);
        note("generator", () -> thereWhile(generator));
    }

    /** An object that no other start has was given out. */
    public static void giving(Object value) {
        note("value", () -> thereWhile(value));
    }

    /** A number was drawn; where it goes is not known. What a seed of the program decides is the program's own. */
    public static void drawing(Object generator) {
        Class<?> type = generator.getClass();
        boolean mayHaveSeed = type == Random.class || type == SplittableRandom.class;
        if (mayHaveSeed && !selfSeeded.contains(generator)) return;
        note("number", () -> UNKNOWN);
    }

    public static void exiting() {
        if (function != null) throw new IllegalStateException("a function may not end the process");
    }

    /** Every name is this machine. */
    public static InetAddress[] addresses(String name) throws UnknownHostException {
        return new InetAddress[] {InetAddress.getByAddress(name, new byte[] {127, 0, 0, 1})};
    }

    public static int port(int asked) {
        return switch (asked) {
            case 5432 -> databasePort;
            case 6379 -> cachePort;
            case 80 -> webPort;
            default -> asked;
        };
    }

    private static BooleanSupplier thereWhile(Object object) {
        WeakReference<Object> reference = new WeakReference<>(object);
        return () -> reference.get() != null;
    }

    private static void socket(String kind, FileDescriptor descriptor) {
        note(kind, () -> {
            String socket = target(DESCRIPTORS.resolve(Integer.toString(numberOf(descriptor))));
            return () -> openDescriptors().contains(socket);
        });
    }

    private interface Watch {
        BooleanSupplier start();
    }

    /** Acts of the recorder itself are not recorded. */
    private static void note(String kind, Watch watch) {
        if (function == null || busy.get()) return;
        busy.set(true);
        try {
            Stack stack = stack();
            if (stack == null) stack = origins.get(Thread.currentThread());
            if (stack == null || stack.loader != function || isClassLoading(kind)) return;
            acts.add(new Act(kind, stack, watch.start()));
        } finally {
            busy.set(false);
        }
    }

    /** Null where no frame is the function's. */
    private static Stack stack() {
        ClassLoader loader = function;
        StringBuilder frames = new StringBuilder();
        String[] called = {""};
        STACK.forEach(frame -> {
            Class<?> type = frame.getDeclaringClass();
            if (type.getClassLoader() == loader) {
                if (frames.length() > 0) frames.append(' ');
                frames.append(type.getName()).append('#').append(frame.getMethodName());
                frames.append('@').append(frame.getFileName()).append(':').append(frame.getLineNumber());
            } else if (frames.length() == 0 && type != Recorder.class) {
                called[0] = type.getName() + '#' + frame.getMethodName();
            }
        });
        return frames.length() == 0 ? null : new Stack(loader, called[0], frames.toString());
    }

    /** Jars that classes and resources are read from, whoever asks for a class first. */
    private static boolean isClassLoading(String kind) {
        if (!kind.equals("file")) return false;
        return STACK.walk(frames -> frames.map(StackWalker.StackFrame::getClassName)
                .anyMatch(name -> name.startsWith("java.lang.ClassLoader")
                        || name.startsWith("jdk.internal.loader.")
                        || name.startsWith("java.util.zip.ZipFile")
                        || name.startsWith("java.util.ServiceLoader")
                        || name.startsWith("sun.security.")));
    }

    private static Set<String> openDescriptors() {
        Set<String> found = new HashSet<>();
        try (DirectoryStream<Path> links = Files.newDirectoryStream(DESCRIPTORS)) {
            for (Path link : links) found.add(target(link));
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
        return found;
    }

    /** Empty for a descriptor that is closed. */
    private static String target(Path link) {
        try {
            return Files.readSymbolicLink(link).toString();
        } catch (IOException e) {
            return "";
        }
    }

    private static int numberOf(FileDescriptor descriptor) {
        try {
            Field number = FileDescriptor.class.getDeclaredField("fd");
            number.setAccessible(true);
            return number.getInt(descriptor);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }
}
