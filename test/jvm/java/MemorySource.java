import java.net.URI;
import javax.tools.SimpleJavaFileObject;

/** A source in memory. A public class may have any file name: fixtures are named for what they show. */
final class MemorySource extends SimpleJavaFileObject {
    private final String path;
    private final String text;

    MemorySource(String path, String text) {
        super(URI.create("memory:/" + path), Kind.SOURCE);
        this.path = path;
        this.text = text;
    }

    boolean mentions(String part) {
        return text.contains(part);
    }

    @Override
    public String getName() {
        return path;
    }

    @Override
    public boolean isNameCompatible(String simpleName, Kind kind) {
        boolean isDescriptor = simpleName.equals("module-info") || simpleName.equals("package-info");
        return kind == Kind.SOURCE && (!isDescriptor || path.endsWith(simpleName + kind.extension));
    }

    @Override
    public CharSequence getCharContent(boolean ignoreEncodingErrors) {
        return text;
    }
}
