package dev.smsdesk.serve;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Base64;

/** The folder of the H2 database and of the key for secrets, held by one process; the system lets go of it however that process ends. */
final class DataFolder {
    private static FileChannel held; // an unreferenced channel is closed, and its lock is lost

    private static final String LOCK = "serve.lock";
    private static final String KEY = "secrets.key";
    private static final String DATABASE = "smsdesk";
    private static final int KEY_BYTES = 32;

    private DataFolder() {}

    /** The folder may hold other files too, which are left alone. */
    static void protect(Path folder) {
        PrivateFiles.protectFiles(folder, name -> name.equals(LOCK) || name.equals(KEY) || name.startsWith(DATABASE + "."));
    }

    /**
     * What secrets that are entered on the pages are sealed with: made at the first start, kept beside the database. Held already, see
     * {@link #databaseUrl}.
     */
    static String secretsKey(Path folder) throws Fault {
        Path file = folder.resolve(KEY);
        try {
            if (!Files.exists(file) || Files.size(file) == 0) {
                byte[] key = new byte[KEY_BYTES];
                new SecureRandom().nextBytes(key);
                try (FileChannel opened = PrivateFiles.file(file)) {
                    opened.write(ByteBuffer.wrap(Base64.getEncoder().encode(key)));
                    opened.force(true);
                }
            }
            return Files.readString(file).strip();
        } catch (IOException e) {
            throw new Fault("The key for secrets, " + file + ", cannot be read or written.");
        }
    }

    /**
     * WRITE_DELAY=0: what was acknowledged outlives kill -9. The application closes the database, not H2's own exit
     * hook, which would come too early.
     *
     * @return URL of the database in that folder, which is made where it does not exist
     */
    static String databaseUrl(Path folder) throws Fault {
        try {
            Path owners = PrivateFiles.folder(folder);
            held = PrivateFiles.file(owners.resolve(LOCK));
            if (held.tryLock() == null) {
                throw new Fault("The data folder " + folder + " is in use by another SMS Desk.");
            }
        } catch (IOException e) {
            throw new Fault("The data folder " + folder + " cannot be written to.");
        }
        return "jdbc:h2:file:" + folder.toAbsolutePath()
                + "/" + DATABASE + ";MODE=MySQL;DATABASE_TO_LOWER=TRUE;WRITE_DELAY=0;DB_CLOSE_ON_EXIT=FALSE";
    }
}
