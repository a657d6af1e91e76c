package dev.smsdesk.serve;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * Folders and files that only their owner may read, under any umask: folders 0700, files 0600. A Java process cannot set its umask, so
 * what the database and Tomcat make inside our folders is changed soon afterwards; until then the folder hides it.
 */
final class PrivateFiles {
    private static final Set<PosixFilePermission> FOLDER = PosixFilePermissions.fromString("rwx------");
    private static final Set<PosixFilePermission> FILE = PosixFilePermissions.fromString("rw-------");
    private static final Duration BETWEEN_LOOKS = Duration.ofSeconds(1);

    private PrivateFiles() {}

    /** Made where it is not there; the folders above it are made as the umask says. One that was there already is left as it is. */
    static Path folder(Path folder) throws IOException {
        Path whole = folder.toAbsolutePath();
        if (!Files.isDirectory(whole)) {
            Files.createDirectories(whole);
            protect(whole);
        }
        return whole;
    }

    /** Opened for writing, made where it is not there. */
    static FileChannel file(Path file, OpenOption... more) throws IOException {
        Set<OpenOption> options = new HashSet<>(Set.of(more));
        options.addAll(Set.of(StandardOpenOption.CREATE, StandardOpenOption.WRITE));
        FileChannel opened = isPosix(file) ? FileChannel.open(file, options, PosixFilePermissions.asFileAttribute(FILE))
            : FileChannel.open(file, options);
        protect(file);
        return opened;
    }

    /** Until the process ends. @param protection what is done again and again */
    static void keep(Runnable protection) {
        Thread thread = new Thread(() -> {
            while (true) {
                protection.run();
                LockSupport.parkNanos(BETWEEN_LOOKS.toNanos());
            }
        }, "private-files");
        thread.setDaemon(true);
        thread.start();
    }

    /** A folder that is ours alone, with all that is in it now. */
    static void protectTree(Path folder) {
        try (Stream<Path> all = Files.walk(folder)) {
            protect(all);
        } catch (IOException | UncheckedIOException e) {
            return;   // what goes away meanwhile needs no protection
        }
    }

    /** Those files of a folder whose names match. */
    static void protectFiles(Path folder, Predicate<String> name) {
        try (Stream<Path> all = Files.list(folder)) {
            protect(all.filter(file -> name.test(file.getFileName().toString())));
        } catch (IOException | UncheckedIOException e) {
            return;
        }
    }

    private static void protect(Stream<Path> paths) throws IOException {
        for (Path one : (Iterable<Path>) paths::iterator) {
            protect(one);
        }
    }

    private static void protect(Path path) throws IOException {
        if (isPosix(path) && !Files.isSymbolicLink(path)) {
            Set<PosixFilePermission> right = Files.isDirectory(path) ? FOLDER : FILE;
            if (!Files.getPosixFilePermissions(path).equals(right)) {
                Files.setPosixFilePermissions(path, right);
            }
        }
    }

    private static boolean isPosix(Path path) {
        return path.getFileSystem().supportedFileAttributeViews().contains("posix");
    }
}
