package dev.smsdesk.faults;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Assumptions;

/** A file system of a few megabytes that fills up in earnest. Linux lets only root mount one. */
final class SmallDisk implements AutoCloseable {
    private final Path folder = MortalDatabase.newFolder();
    private final Path ballast = folder.resolve("ballast");

    /** Ends the test as skipped, and says why, where none can be had. */
    SmallDisk(int megabytes) {
        Assumptions.assumeTrue(run("mount", "-t", "tmpfs", "-o", "mode=755,size=" + megabytes + "m", "tmpfs", folder.toString()),
            "a small file system cannot be mounted here: that needs root");
    }

    Path folder() {
        return folder;
    }

    /** Fills it until no more than this is left. Others may write there meanwhile and leave even less. */
    void leave(long bytes) {
        try (OutputStream out = Files.newOutputStream(ballast)) {
            byte[] some = new byte[1 << 16];
            while (usable() > bytes) {
                out.write(some);
            }
        } catch (IOException e) {
            if (usable() > bytes) {
                throw new UncheckedIOException(e);
            }
        }
    }

    private long usable() {
        return folder.toFile().getUsableSpace();
    }

    void relieve() {
        try {
            Files.delete(ballast);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static boolean run(String... command) {
        try {
            Process process = new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(ProcessBuilder.Redirect.DISCARD).start();
            return process.waitFor(20, TimeUnit.SECONDS) && process.exitValue() == 0;
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        run("umount", folder.toString());
        folder.toFile().delete();
    }
}
