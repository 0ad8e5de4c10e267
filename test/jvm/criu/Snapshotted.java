import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.List;
import java.util.Random;
import java.util.UUID;

/** Initialises, says so, and answers once a file asks for it: what stands between is where its memory is written down. */
public final class Snapshotted {

    private static final Random RANDOM = new Random();
    private static final UUID ID = UUID.randomUUID();
    private static final SecureRandom SECURE = new SecureRandom();

    private Snapshotted() {
    }

    /** Takes a directory: `ready` is written there, `go` is waited for, `answer` is written. */
    public static void main(String[] arguments) throws Exception {
        Path directory = Path.of(arguments[0]);
        SECURE.nextInt();
        Files.writeString(directory.resolve("ready"), "");
        while (!Files.exists(directory.resolve("go"))) {
            Thread.sleep(50);
        }
        List<String> lines = List.of("Random " + RANDOM.nextLong(), "UUID " + ID, "SecureRandom " + SECURE.nextLong());
        Files.write(directory.resolve("answer.part"), lines);
        Files.move(directory.resolve("answer.part"), directory.resolve("answer"));
    }
}
