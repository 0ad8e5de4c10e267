import static net.bytebuddy.matcher.ElementMatchers.isConstructor;
import static net.bytebuddy.matcher.ElementMatchers.isDeclaredBy;
import static net.bytebuddy.matcher.ElementMatchers.named;
import static net.bytebuddy.matcher.ElementMatchers.none;
import static net.bytebuddy.matcher.ElementMatchers.takesArguments;

import java.io.File;
import java.lang.instrument.Instrumentation;
import java.nio.file.Path;
import java.util.jar.JarFile;
import net.bytebuddy.agent.builder.AgentBuilder;
import net.bytebuddy.asm.Advice;
import net.bytebuddy.description.method.MethodDescription;
import net.bytebuddy.matcher.ElementMatcher;

/**
 * An agent that has the JDK tell RecorderLog of sockets that connect or listen, files that are opened, threads that are
 * started and numbers that are drawn. Its argument is the path of a jar with RecorderLog, for the boot loader.
 */
public final class Recorder {
    private Recorder() {}

    public static void premain(String jar, Instrumentation instrumentation) throws Exception {
        instrumentation.appendToBootstrapClassLoaderSearch(new JarFile(Path.of(jar).toFile()));
        AgentBuilder builder =
                new AgentBuilder.Default()
                        .disableClassFormatChanges()
                        .with(AgentBuilder.RedefinitionStrategy.RETRANSFORMATION)
                        .with(AgentBuilder.TypeStrategy.Default.REDEFINE)
                        .ignore(none());
        for (Tap tap : TAPS) {
            builder =
                    builder.type(named(tap.type))
                            .transform((type, description, loader, module, domain) ->
                                    type.visit(Advice.to(tap.advice).on(tap.method.and(isDeclaredBy(named(tap.type))))));
        }
        builder.installOn(instrumentation);
    }

    private record Tap(String type, ElementMatcher.Junction<MethodDescription> method, Class<?> advice) {}

    private static final Tap[] TAPS = {
        new Tap("java.net.Socket", named("connect").and(takesArguments(2)), Connect.class),
        new Tap("sun.nio.ch.SocketChannelImpl", named("connect").and(takesArguments(1)), Connect.class),
        new Tap("java.net.ServerSocket", named("bind").and(takesArguments(2)), Listen.class),
        new Tap("java.io.FileInputStream", isConstructor().and(takesArguments(File.class)), Open.class),
        new Tap("java.io.FileOutputStream", isConstructor().and(takesArguments(File.class, boolean.class)), Open.class),
        new Tap("java.io.RandomAccessFile", isConstructor().and(takesArguments(File.class, String.class)), Open.class),
        new Tap("sun.nio.ch.FileChannelImpl", isConstructor(), Open.class),
        new Tap("java.lang.Thread", named("start").and(takesArguments(0)), Start.class),
        new Tap("java.util.Random", named("next").and(takesArguments(int.class)), Draw.class),
        new Tap("java.security.SecureRandom", named("nextBytes").and(takesArguments(byte[].class)), Draw.class),
        new Tap("java.util.concurrent.ThreadLocalRandom", named("nextSeed"), Draw.class),
        new Tap("java.util.SplittableRandom", named("nextSeed"), Draw.class),
    };

    /** Told before: a connection that is refused was tried. */
    static final class Connect {
        @Advice.OnMethodEnter
        static void enter(@Advice.This Object self) {
            RecorderLog.note("socket", self);
        }
    }

    static final class Listen {
        @Advice.OnMethodEnter
        static void enter(@Advice.This Object self) {
            RecorderLog.note("socket", self);
        }
    }

    static final class Open {
        @Advice.OnMethodExit
        static void exit(@Advice.This Object self) {
            RecorderLog.note("file", self);
        }
    }

    static final class Start {
        @Advice.OnMethodEnter
        static void enter(@Advice.This Object self) {
            RecorderLog.note("thread", self);
        }
    }

    static final class Draw {
        @Advice.OnMethodEnter
        static void enter() {
            RecorderLog.note("draw", null);
        }
    }
}
