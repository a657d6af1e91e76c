package dev.smsdesk.upload.file;

import java.io.IOException;

/** Reads the rows of one file, in order. */
public interface RowReader extends AutoCloseable {
    /** @return the next row, which may be blank; null at the end */
    FileRow next() throws UnreadableFileException;

    @Override
    void close() throws IOException;
}
