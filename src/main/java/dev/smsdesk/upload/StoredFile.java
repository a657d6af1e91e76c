package dev.smsdesk.upload;

import dev.smsdesk.store.Tx;
import java.io.InputStream;

/** The bytes of an uploaded file, read piece by piece from the database. */
final class StoredFile extends InputStream {
    private final Tx tx;
    private final Upload upload;
    private byte[] piece = {};
    private int at;
    private int next;
    private long bytesRead;

    StoredFile(Tx tx, Upload upload) {
        this.tx = tx;
        this.upload = upload;
    }

    /** The first bytes, at most one piece. */
    static byte[] beginning(Tx tx, Upload upload) {
        byte[] first = tx.sql(connection -> UploadTable.chunk(connection, upload.id(), 0));
        return first == null ? new byte[0] : first;
    }

    /** Bytes that were handed out so far. */
    long bytesRead() {
        return bytesRead;
    }

    @Override
    public int read() {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
    }

    @Override
    public int read(byte[] into, int offset, int length) {
        if (at == piece.length) {
            if (next == upload.chunks()) {
                return -1;
            }
            byte[] loaded = tx.sql(connection -> UploadTable.chunk(connection, upload.id(), next));
            if (loaded == null) {
                throw new IllegalStateException("piece " + next + " of upload " + upload.id() + " is gone");
            }
            piece = loaded;
            at = 0;
            next++;
        }
        int count = Math.min(length, piece.length - at);
        System.arraycopy(piece, at, into, offset, count);
        at += count;
        bytesRead += count;
        return count;
    }
}
