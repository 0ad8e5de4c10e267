import com.amazonaws.services.lambda.crac.Core;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.api.client.runtimeapi.JniHelper;
import java.lang.ref.Reference;
import java.lang.reflect.Array;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import sun.misc.Unsafe;

/**
 * Restores a function twice from one memory image, as two environments do from one snapshot, in one process: after init and
 * the hooks before the snapshot, every object that the handler and the statics of its classes reach is written down; before
 * each restore all of it is written back.
 *
 * <p>Arguments: the handler class, then the other classes of the function. Prints one line for each copy: what two
 * invocations answered.
 */
public final class MemoryImage {
    private static final Unsafe UNSAFE = unsafe();

    /** Field values, or the elements of an array, by object. */
    private final Map<Object, Object> contents = new IdentityHashMap<>();
    private final Deque<Object> reached = new ArrayDeque<>();
    private final List<Runnable> statics = new ArrayList<>();

    public static void main(String[] classes) throws Exception {
        // The context clears the DNS cache through the client's native library.
        JniHelper.load();
        RequestHandler<Object, Object> handler = create(classes[0]);
        Core.getGlobalContext().beforeCheckpoint(null);
        MemoryImage image = new MemoryImage();
        image.take(handler, classes);
        for (int copy = 0; copy < 2; copy++) {
            image.restore();
            Core.getGlobalContext().afterRestore(null);
            System.out.println(handler.handleRequest("first", null) + " " + handler.handleRequest("second", null));
        }
    }

    @SuppressWarnings("unchecked")
    private static RequestHandler<Object, Object> create(String name) throws ReflectiveOperationException {
        return (RequestHandler<Object, Object>) Class.forName(name).getDeclaredConstructor().newInstance();
    }

    private void take(Object handler, String[] classes) throws ClassNotFoundException {
        reach(handler);
        for (String name : classes) {
            Class<?> type = Class.forName(name, false, MemoryImage.class.getClassLoader());
            // To read a static of a class that is not initialised yet would initialise it.
            if (!isInitialized(type)) continue;
            for (Field field : type.getDeclaredFields()) {
                if (Modifier.isStatic(field.getModifiers())) takeStatic(field);
            }
        }
        while (!reached.isEmpty()) takeObject(reached.remove());
    }

    @SuppressWarnings("removal")
    private static boolean isInitialized(Class<?> type) {
        return !UNSAFE.shouldBeInitialized(type);
    }

    @SuppressWarnings("deprecation")
    private void takeStatic(Field field) {
        Object base = UNSAFE.staticFieldBase(field);
        long offset = UNSAFE.staticFieldOffset(field);
        Object value = read(base, offset, field.getType());
        reach(value);
        statics.add(() -> write(base, offset, field.getType(), value));
    }

    private void reach(Object value) {
        if (value == null || contents.containsKey(value) || isShared(value)) return;
        contents.put(value, value);
        reached.add(value);
    }

    /** What a function has no copy of its own state in: strings, classes, threads, and what only lambdas and records are. */
    private static boolean isShared(Object value) {
        Class<?> type = value.getClass();
        return value instanceof String
                || value instanceof Class
                || value instanceof ClassLoader
                || value instanceof Thread
                || value instanceof Reference
                || value instanceof Module
                || type.isHidden()
                || type.isRecord();
    }

    private void takeObject(Object object) {
        Class<?> type = object.getClass();
        if (type.isArray()) {
            int length = Array.getLength(object);
            Object copy = Array.newInstance(type.getComponentType(), length);
            System.arraycopy(object, 0, copy, 0, length);
            contents.put(object, copy);
            if (copy instanceof Object[] elements) for (Object element : elements) reach(element);
            return;
        }
        Map<Field, Object> values = new IdentityHashMap<>();
        for (Class<?> owner = type; owner != null; owner = owner.getSuperclass()) {
            for (Field field : owner.getDeclaredFields()) {
                if (Modifier.isStatic(field.getModifiers())) continue;
                Object value = read(object, offsetOf(field), field.getType());
                values.put(field, value);
                if (!field.getType().isPrimitive()) reach(value);
            }
        }
        contents.put(object, values);
    }

    private void restore() {
        statics.forEach(Runnable::run);
        contents.forEach(
                (object, content) -> {
                    if (object.getClass().isArray()) {
                        System.arraycopy(content, 0, object, 0, Array.getLength(object));
                    } else {
                        ((Map<?, ?>) content)
                                .forEach((key, value) -> {
                                    Field field = (Field) key;
                                    write(object, offsetOf(field), field.getType(), value);
                                });
                    }
                });
    }

    @SuppressWarnings("deprecation")
    private static long offsetOf(Field field) {
        return UNSAFE.objectFieldOffset(field);
    }

    private static Object read(Object base, long offset, Class<?> type) {
        if (type == boolean.class) return UNSAFE.getBoolean(base, offset);
        if (type == byte.class) return UNSAFE.getByte(base, offset);
        if (type == short.class) return UNSAFE.getShort(base, offset);
        if (type == char.class) return UNSAFE.getChar(base, offset);
        if (type == int.class) return UNSAFE.getInt(base, offset);
        if (type == long.class) return UNSAFE.getLong(base, offset);
        if (type == float.class) return UNSAFE.getFloat(base, offset);
        if (type == double.class) return UNSAFE.getDouble(base, offset);
        return UNSAFE.getObject(base, offset);
    }

    private static void write(Object base, long offset, Class<?> type, Object value) {
        if (type == boolean.class) UNSAFE.putBoolean(base, offset, (Boolean) value);
        else if (type == byte.class) UNSAFE.putByte(base, offset, (Byte) value);
        else if (type == short.class) UNSAFE.putShort(base, offset, (Short) value);
        else if (type == char.class) UNSAFE.putChar(base, offset, (Character) value);
        else if (type == int.class) UNSAFE.putInt(base, offset, (Integer) value);
        else if (type == long.class) UNSAFE.putLong(base, offset, (Long) value);
        else if (type == float.class) UNSAFE.putFloat(base, offset, (Float) value);
        else if (type == double.class) UNSAFE.putDouble(base, offset, (Double) value);
        else UNSAFE.putObject(base, offset, value);
    }

    private static Unsafe unsafe() {
        try {
            Field field = Unsafe.class.getDeclaredField("theUnsafe");
            field.setAccessible(true);
            return (Unsafe) field.get(null);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }
}
