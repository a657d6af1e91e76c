package dev.smsdesk.faults;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;

/** MariaDB or MySQL; {@code src/test/scripts/database.sh} knows how it is had. */
final class ServerProcess extends MortalDatabase {
    private static final String SCRIPT = Path.of("src/test/scripts/database.sh").toAbsolutePath().toString();
    /** Where MySQL was unpacked before, if anywhere: it is not fetched twice. */
    private static final String MYSQL_ROOT = System.getenv("MYSQL_ROOT");
    private static final Path UNPACKED = Path.of("target", "mysql-for-faults").toAbsolutePath();
    private final String kind;

    private ServerProcess(String kind, Path folder) {
        super(folder);
        this.kind = kind;
        System.out.print(script("start"));
    }

    static ServerProcess of(String kind, Path folder) {
        Assumptions.assumeTrue(isAtHand(kind) || Run.LONG && Files.exists(Path.of("/etc/debian_version")),
            () -> "no " + kind + " at hand, and only -Pfaults fetches one (as root, on Debian)");
        return new ServerProcess(kind, folder);
    }

    static boolean isAtHand(String kind) {
        return kind.equals("mysql") ? MYSQL_ROOT != null || Files.exists(UNPACKED)
            : Stream.of(System.getenv("PATH").split(File.pathSeparator)).anyMatch(place -> Files.isExecutable(Path.of(place, "mariadbd")));
    }

    @Override
    String url() {
        return "jdbc:mysql://127.0.0.1:" + port + "/smsdesk";
    }

    @Override
    void startAgain() {
        script("again");
    }

    /** As root, so no read-only server refuses it. */
    @Override
    String sql(String statement) {
        return script("sql", statement).strip();
    }

    /** A session of root's beside us, until its statements are done. */
    Process session(String statements) {
        return process("sql", statements);
    }

    @Override
    long pid() {
        try {
            return Long.parseLong(Files.readString(folder.resolve("pid")).strip());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private String script(String action, String... more) {
        Process process = process(action, more);
        try {
            String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (process.waitFor() != 0) {
                throw new IllegalStateException(action + " " + kind + " in " + folder + ": " + said);
            }
            return said;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private Process process(String action, String... more) {
        ProcessBuilder builder = new ProcessBuilder("bash", SCRIPT, action, kind, folder.toString(), String.valueOf(port));
        builder.command().addAll(List.of(more));
        builder.environment().putIfAbsent("MYSQL_ROOT", UNPACKED.toString());
        try {
            return builder.redirectErrorStream(true).start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
