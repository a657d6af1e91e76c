package dev.smsdesk.faults;

import java.io.IOException;

/** What one process may do to another. */
enum Signal {
    /** Stands still where it is, until CONT. */
    STOP, CONT,
    /** Ends in good order. */
    TERM,
    /** It gets no chance to tidy up. */
    KILL;

    void to(long pid) {
        try {
            int exit = new ProcessBuilder("kill", "-" + name(), String.valueOf(pid)).inheritIO().start().waitFor();
            if (exit != 0) {
                throw new IllegalStateException("kill -" + name() + " " + pid + " ended with " + exit);
            }
        } catch (IOException e) {
            throw new IllegalStateException("no kill on this machine", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
