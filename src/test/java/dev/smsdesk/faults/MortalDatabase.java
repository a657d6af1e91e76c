package dev.smsdesk.faults;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import java.util.stream.Stream;

/** A database in a process and a folder of its own, to be killed, frozen and filled up. */
abstract class MortalDatabase implements AutoCloseable {
    final Path folder;
    final int port = MortalDesk.freePort();
    private final Thread last = new Thread(this::kill);

    MortalDatabase(Path folder) {
        this.folder = folder;
    }

    /**
     * A new one, empty. Ends the test as skipped, and says why, where this machine has none of that kind.
     * @param kind mariadb, mysql or h2
     */
    static MortalDatabase start(String kind) {
        return start(kind, newFolder());
    }

    /** @param folder which others than root can enter too: a real server runs as another user */
    static MortalDatabase start(String kind, Path folder) {
        MortalDatabase database = kind.equals("h2") ? new H2Process(folder) : ServerProcess.of(kind, folder);
        Runtime.getRuntime().addShutdownHook(database.last);
        return database;
    }

    /** The most real one that this machine has at hand. */
    static MortalDatabase startAny() {
        return start(ServerProcess.isAtHand("mariadb") ? "mariadb" : "h2");
    }

    /** In /tmp: the path of a socket has at most 107 characters, and a checkout may lie where only its owner comes. */
    static Path newFolder() {
        try {
            return Files.createTempDirectory(Path.of("/tmp"), "smsdesk-faults-",
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwxr-xr-x")));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    abstract String url();

    abstract long pid();

    /** As a service manager would, with the tables it had. */
    abstract void startAgain();

    /** @return what the statement selects, as its client prints it */
    abstract String sql(String statement);

    /** As SMS Desk is told of it. */
    Map<String, String> settings() {
        return Map.of("SMSDESK_DB_URL", url(), "SMSDESK_DB_USER", "smsdesk", "SMSDESK_DB_PASSWORD", "smsdesk");
    }

    void kill() {
        ProcessHandle.of(pid()).ifPresent(process -> {
            Signal.KILL.to(process.pid());
            process.onExit().join();
        });
    }

    void freeze() {
        Signal.STOP.to(pid());
    }

    void thaw() {
        Signal.CONT.to(pid());
    }

    @Override
    public void close() {
        Runtime.getRuntime().removeShutdownHook(last);
        kill();
        try (Stream<Path> all = Files.walk(folder)) {
            all.sorted((a, b) -> b.compareTo(a)).map(Path::toFile).forEach(File::delete);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
