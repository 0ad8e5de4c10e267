import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.channels.Channel;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * What code of a program does: what instrumented methods of the JDK tell (see Recorder), as far as a class of the program's
 * loader is on the stack. The boot loader loads it, so that classes of the JDK can call it.
 */
public final class RecorderLog {
    private static final StackWalker WALKER = StackWalker.getInstance(StackWalker.Option.RETAIN_CLASS_REFERENCE);
    private static final List<Note> NOTES = new ArrayList<>();
    private static volatile ClassLoader program;

    private RecorderLog() {}

    /** One act. `frames` are those of the program, innermost first; `library` is the class that the innermost called. */
    private record Note(String kind, Object subject, String library, boolean isDirect, List<String> frames) {}

    /** From here on the acts of the classes of a loader are noted; null: of none. */
    public static void begin(ClassLoader loader) {
        synchronized (NOTES) {
            NOTES.clear();
        }
        program = loader;
    }

    /** Called by the instrumented methods. */
    public static void note(String kind, Object subject) {
        ClassLoader loader = program;
        if (loader == null) return;
        List<StackWalker.StackFrame> stack = WALKER.walk(frames -> frames.skip(1).collect(Collectors.toList()));
        int first = 0;
        while (first < stack.size() && stack.get(first).getDeclaringClass().getClassLoader() != loader) first++;
        if (first == stack.size() || isLoading(stack.subList(0, first))) return;
        List<String> frames = new ArrayList<>();
        for (StackWalker.StackFrame frame : stack.subList(first, stack.size())) {
            if (frame.getDeclaringClass().getClassLoader() == loader) {
                frames.add(frame.getClassName() + ":" + frame.getLineNumber());
            }
        }
        boolean isDirect = stack.subList(0, first).stream().allMatch(frame -> isOfJdk(frame.getDeclaringClass()));
        String library = first == 0 ? "" : stack.get(first - 1).getClassName();
        synchronized (NOTES) {
            NOTES.add(new Note(kind, subject, library, isDirect, frames));
        }
    }

    /** Classes and resources that are loaded for the first time open jars. */
    private static boolean isLoading(List<StackWalker.StackFrame> stack) {
        for (StackWalker.StackFrame frame : stack) {
            Class<?> type = frame.getDeclaringClass();
            if (ClassLoader.class.isAssignableFrom(type) || type.getName().startsWith("jdk.internal.loader.")) return true;
        }
        return false;
    }

    private static boolean isOfJdk(Class<?> type) {
        ClassLoader loader = type.getClassLoader();
        return loader == null || loader == ClassLoader.getPlatformClassLoader();
    }

    /** Ends the recording: a line for each act, `kind, open or closed, library, direct or inside, frames` separated by tabs. */
    public static List<String> end() {
        program = null;
        synchronized (NOTES) {
            return NOTES.stream()
                    .map(note -> String.join(
                            "\t",
                            note.kind,
                            isOpen(note.subject) ? "open" : "closed",
                            note.library,
                            note.isDirect ? "direct" : "inside",
                            String.join(" ", note.frames)))
                    .distinct()
                    .collect(Collectors.toList());
        }
    }

    private static boolean isOpen(Object subject) {
        try {
            if (subject instanceof Socket socket) return socket.isConnected() && !socket.isClosed();
            if (subject instanceof ServerSocket socket) return socket.isBound() && !socket.isClosed();
            if (subject instanceof Channel channel) return channel.isOpen();
            if (subject instanceof Thread thread) return thread.isAlive();
            if (subject instanceof FileInputStream file) return isValid(file.getFD());
            if (subject instanceof FileOutputStream file) return isValid(file.getFD());
            if (subject instanceof RandomAccessFile file) return isValid(file.getFD());
            return false;
        } catch (IOException gone) {
            return false;
        }
    }

    private static boolean isValid(FileDescriptor descriptor) {
        return descriptor.valid();
    }
}
