package dev.smsdesk.serve;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** The folder of the H2 database, held by one process; the system lets go of it however that process ends. */
final class DataFolder {
    private static FileChannel held; // a channel that nobody refers to is closed, and its lock is gone

    private DataFolder() {}

    /**
     * WRITE_DELAY=0: what was acknowledged outlives kill -9. The application closes the database, not H2's own exit
     * hook, which would come too early.
     *
     * @return URL of the database in that folder, which is made where it does not exist
     */
    static String databaseUrl(Path folder) throws Fault {
        try {
            Files.createDirectories(folder);
            held = FileChannel.open(folder.resolve("serve.lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            if (held.tryLock() == null) {
                throw new Fault("The data folder " + folder + " is in use by another SMS Desk.");
            }
        } catch (IOException e) {
            throw new Fault("The data folder " + folder + " cannot be written to.");
        }
        return "jdbc:h2:file:" + folder.toAbsolutePath()
                + "/smsdesk;MODE=MySQL;DATABASE_TO_LOWER=TRUE;WRITE_DELAY=0;DB_CLOSE_ON_EXIT=FALSE";
    }
}
