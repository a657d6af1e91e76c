package dev.smsdesk.faults;

import java.time.Duration;

/** Set at one step of another process's work. Once the step is reached, the work stands still there until {@link #close}. */
interface Trap extends AutoCloseable {
    /** @return whether it was reached within this time */
    boolean isReached(Duration within);

    /** After the kill. */
    @Override
    void close();
}
