import java.lang.instrument.ClassFileTransformer;
import java.lang.instrument.Instrumentation;
import java.security.ProtectionDomain;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

/**
 * Puts calls of Recorder into the methods of JDK 17 through which everything goes that Recorder writes down. Throws when one
 * of them is not there, so that another JDK is not taken for a silent one.
 */
public final class RecordingAgent {
    /** Instructions that are put at the begin of a method, or before it returns. */
    private interface Call {
        void write(MethodVisitor method);
    }

    private record Hook(boolean atReturn, boolean replaces, Call call) {}

    private static final Map<String, Map<String, Hook>> HOOKS = Map.of(
            "sun/nio/ch/Net",
            Map.of(
                    "connect(Ljava/net/ProtocolFamily;Ljava/io/FileDescriptor;Ljava/net/InetAddress;I)I",
                    atBegin(method -> {
                        load(method, 1, "connecting", "(Ljava/io/FileDescriptor;)V");
                        method.visitVarInsn(Opcodes.ILOAD, 3);
                        call(method, "port", "(I)I");
                        method.visitVarInsn(Opcodes.ISTORE, 3);
                    }),
                    "bind(Ljava/net/ProtocolFamily;Ljava/io/FileDescriptor;Ljava/net/InetAddress;I)V",
                    atBegin(method -> load(method, 1, "binding", "(Ljava/io/FileDescriptor;)V"))),
            "java/net/InetAddress$PlatformNameService",
            Map.of(
                    "lookupAllHostAddr(Ljava/lang/String;)[Ljava/net/InetAddress;",
                    new Hook(false, true, method -> {
                        load(method, 1, "addresses", "(Ljava/lang/String;)[Ljava/net/InetAddress;");
                        method.visitInsn(Opcodes.ARETURN);
                    })),
            "java/io/FileInputStream", Map.of("open(Ljava/lang/String;)V", opens(1)),
            "java/io/FileOutputStream", Map.of("open(Ljava/lang/String;Z)V", opens(1)),
            "java/io/RandomAccessFile", Map.of("open(Ljava/lang/String;I)V", opens(1)),
            "sun/nio/fs/UnixChannelFactory",
            Map.of(
                    "newFileChannel(ILsun/nio/fs/UnixPath;Ljava/lang/String;Ljava/util/Set;I)Ljava/nio/channels/FileChannel;",
                    atBegin(method -> {
                        method.visitVarInsn(Opcodes.ALOAD, 1);
                        method.visitMethodInsn(
                                Opcodes.INVOKEVIRTUAL, "java/lang/Object", "toString", "()Ljava/lang/String;", false);
                        call(method, "opening", "(Ljava/lang/String;)V");
                    })),
            "java/lang/Thread", Map.of("start()V", atBegin(method -> load(method, 0, "starting", "(Ljava/lang/Thread;)V"))),
            "java/lang/Runtime", Map.of("exit(I)V", exits(), "halt(I)V", exits()),
            "java/util/Random",
            Map.of(
                    "<init>()V", new Hook(true, false, RecordingAgent::seeds),
                    "next(I)I", draws()),
            "java/util/SplittableRandom",
            Map.of("<init>()V", new Hook(true, false, RecordingAgent::seeds), "nextLong()J", draws()));

    private static final Map<String, Map<String, Hook>> MORE = Map.of(
            "java/util/concurrent/ThreadLocalRandom", Map.of("nextSeed()J", draws()),
            "java/security/SecureRandom",
            Map.of(
                    "nextBytes([B)V", atBegin(method -> load(method, 1, "giving", "(Ljava/lang/Object;)V")),
                    "next(I)I", draws()),
            "java/util/UUID",
            Map.of("randomUUID()Ljava/util/UUID;", gives(), "toString()Ljava/lang/String;", gives()));

    private RecordingAgent() {}

    public static void premain(String arguments, Instrumentation instrumentation) throws Exception {
        List<String> unmet = new ArrayList<>();
        instrumentation.addTransformer(
                new ClassFileTransformer() {
                    @Override
                    public byte[] transform(
                            ClassLoader loader, String name, Class<?> type, ProtectionDomain domain, byte[] bytes) {
                        Map<String, Hook> hooks = hooksOf(name);
                        return hooks == null ? null : hooked(bytes, hooks, unmet);
                    }
                },
                true);
        for (Map<String, Map<String, Hook>> some : List.of(HOOKS, MORE)) {
            for (String name : some.keySet()) {
                instrumentation.retransformClasses(Class.forName(name.replace('/', '.'), false, null));
            }
        }
        if (!unmet.isEmpty()) throw new IllegalStateException("this JDK has no " + String.join(", no ", unmet));
    }

    private static Map<String, Hook> hooksOf(String name) {
        return HOOKS.containsKey(name) ? HOOKS.get(name) : MORE.get(name);
    }

    private static byte[] hooked(byte[] bytes, Map<String, Hook> hooks, List<String> unmet) {
        ClassReader reader = new ClassReader(bytes);
        ClassWriter writer = new ClassWriter(reader, ClassWriter.COMPUTE_MAXS);
        List<String> open = new ArrayList<>(hooks.keySet());
        reader.accept(
                new ClassVisitor(Opcodes.ASM9, writer) {
                    @Override
                    public MethodVisitor visitMethod(
                            int access, String name, String descriptor, String signature, String[] exceptions) {
                        MethodVisitor method = super.visitMethod(access, name, descriptor, signature, exceptions);
                        Hook hook = hooks.get(name + descriptor);
                        if (hook == null) return method;
                        open.remove(name + descriptor);
                        return withHook(method, hook);
                    }
                },
                0);
        open.forEach(method -> unmet.add(reader.getClassName() + '.' + method));
        return writer.toByteArray();
    }

    private static MethodVisitor withHook(MethodVisitor method, Hook hook) {
        if (hook.replaces) {
            method.visitCode();
            hook.call.write(method);
            method.visitMaxs(0, 0);
            method.visitEnd();
            return null;
        }
        return new MethodVisitor(Opcodes.ASM9, method) {
            @Override
            public void visitCode() {
                super.visitCode();
                if (!hook.atReturn) hook.call.write(mv);
            }

            @Override
            public void visitInsn(int opcode) {
                if (hook.atReturn && opcode >= Opcodes.IRETURN && opcode <= Opcodes.RETURN) hook.call.write(mv);
                super.visitInsn(opcode);
            }
        };
    }

    private static Hook atBegin(Call call) {
        return new Hook(false, false, call);
    }

    private static Hook opens(int pathArgument) {
        return atBegin(method -> load(method, pathArgument, "opening", "(Ljava/lang/String;)V"));
    }

    private static Hook exits() {
        return atBegin(method -> call(method, "exiting", "()V"));
    }

    private static Hook draws() {
        return atBegin(method -> load(method, 0, "drawing", "(Ljava/lang/Object;)V"));
    }

    private static Hook gives() {
        return new Hook(true, false, method -> {
            method.visitInsn(Opcodes.DUP);
            call(method, "giving", "(Ljava/lang/Object;)V");
        });
    }

    private static void seeds(MethodVisitor method) {
        load(method, 0, "seeding", "(Ljava/lang/Object;)V");
    }

    private static void load(MethodVisitor method, int argument, String name, String descriptor) {
        method.visitVarInsn(Opcodes.ALOAD, argument);
        call(method, name, descriptor);
    }

    private static void call(MethodVisitor method, String name, String descriptor) {
        method.visitMethodInsn(Opcodes.INVOKESTATIC, "Recorder", name, descriptor, false);
    }
}
