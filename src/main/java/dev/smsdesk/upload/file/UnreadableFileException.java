package dev.smsdesk.upload.file;

import dev.smsdesk.wording.Sentences;

/** The whole file cannot be read, or is beyond a limit. */
public final class UnreadableFileException extends Exception {
    private static final long serialVersionUID = 1L;
    private final String stored;

    public UnreadableFileException(FileFault fault, Object... parameters) {
        super(Sentences.ENGLISH.of(fault, parameters));
        this.stored = fault.stored(parameters);
    }

    /** The fault with its parameters, as a column keeps it. */
    public String stored() {
        return stored;
    }
}
